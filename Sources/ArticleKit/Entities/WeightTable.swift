/// The weights of hashed features. A feature that the table does not know costs one comparison and touches no row.
struct WeightTable: Sendable {
  /// A row: per lane an 8-bit weight of the first tagger and one of the second.
  static let rowSize = 32
  typealias Lanes = SIMD16<Int16>

  /// The weights of a token's features, added up.
  struct Sum: Sendable {
    var first = Lanes.zero
    var second = Lanes.zero

    @inline(__always) mutating func add(_ row: Lanes) {
      #if _endian(big)
        let row = Lanes(row.indices.map { row[$0].byteSwapped })
      #endif
      first &+= (row &<< 8) &>> 8
      second &+= row &>> 8
    }
  }

  static let sections = 3

  private let index: PerfectHash
  /// 32 bits per home, of which there is one at least; 0 where no feature lives.
  private let fingerprints: Blob
  /// As many as homes.
  private let rows: Blob

  /// `sections`: those of ``bytes(_:)``. A table without homes, or without a row for each, knows no feature.
  init(_ sections: [Blob]) {
    let homes = sections[1].count / 4
    let isWhole = homes > 0 && sections[2].count >= homes * Self.rowSize
    let none = Blob(immortalCopyOf: [UInt8](repeating: 0, count: isWhole ? 0 : Self.rowSize))
    index = PerfectHash(displacements: sections[0], homes: isWhole ? homes : 1)
    fingerprints = isWhole ? sections[1] : none
    rows = isWhole ? sections[2] : none
  }

  @inline(__always) private static func fingerprint(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32) | 1
  }

  /// Adds the rows of the features that the table knows. Leaves their homes in `features`.
  @inline(__always) func add(_ features: inout FeatureList, to sum: inout Sum) {
    // Three passes: what one needs is on its way from memory while the one before runs. No branch depends on what is found.
    features.locate { hash in
      let home = index.home(hash)
      fingerprints.prefetch(home &* 4)
      return home
    }
    features.keep { hash, home in
      let found = unsafe UInt32(littleEndian: fingerprints.unchecked(home &* 4, as: UInt32.self))
      let difference = UInt64(found ^ Self.fingerprint(hash))
      rows.prefetch(home &* Self.rowSize)
      return 1 &- (difference &+ 0xFFFF_FFFF) >> 32
    }
    var total = sum
    features.forEach { home in total.add(unsafe rows.unchecked(home &* Self.rowSize, as: Lanes.self)) }
    sum = total
  }

  /// The sections of a table: displacements, fingerprints, rows. No hash may stand twice; weights are given per lane.
  static func bytes(_ features: [(hash: UInt64, first: [Int8], second: [Int8])]) -> [[UInt8]] {
    let plan = PerfectHash.build(features.map(\.hash), slack: 32)
    var (fingerprints, rows) = (ByteWriter(), ByteWriter())
    for tenant in plan.tenants {
      fingerprints.u32(tenant < 0 ? 0 : fingerprint(features[tenant].hash))
      for lane in 0..<Lanes.scalarCount {
        rows.u8(tenant < 0 ? 0 : UInt8(bitPattern: features[tenant].first[lane]))
        rows.u8(tenant < 0 ? 0 : UInt8(bitPattern: features[tenant].second[lane]))
      }
    }
    return [plan.displacements, fingerprints.bytes, rows.bytes]
  }
}
