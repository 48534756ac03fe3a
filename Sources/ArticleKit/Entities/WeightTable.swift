/// The weights of hashed features. A feature that the table does not know costs one comparison and touches no row.
struct WeightTable: Sendable {
  /// A row: thirty-two 16-bit weights.
  static let rowSize = 64
  typealias Row = SIMD32<Int16>
  static let sections = 3

  private let index: PerfectHash
  /// 32 bits per home; 0 where no feature lives.
  private let fingerprints: Blob
  private let rows: Blob

  /// `sections`: those of ``bytes(_:)``.
  init(_ sections: [Blob]) {
    index = PerfectHash(displacements: sections[0], homes: sections[1].count / 4)
    fingerprints = sections[1]
    rows = sections[2]
  }

  @inline(__always) private static func fingerprint(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32) | 1
  }

  /// The sum of the rows of the features that the table knows. Leaves their homes in `features`.
  @inline(__always) func sum(_ features: inout FeatureList) -> Row {
    // Two passes: while one row comes from memory, the next is asked for already.
    features.replace { hash in
      let home = index.home(hash)
      return (home, fingerprints.u32(home &* 4) == Self.fingerprint(hash))
    }
    var sum = Row.zero
    for index in 0..<features.count { sum &+= rows.words32(features[index] &* Self.rowSize) }
    return sum
  }

  /// The sections of a table: displacements, fingerprints, rows. No hash may stand twice.
  static func bytes(_ features: [(hash: UInt64, row: [Int16])]) -> [[UInt8]] {
    let plan = PerfectHash.build(features.map(\.hash), slack: 32)
    var (fingerprints, rows) = (ByteWriter(), ByteWriter())
    for tenant in plan.tenants {
      fingerprints.u32(tenant < 0 ? 0 : fingerprint(features[tenant].hash))
      for lane in 0..<32 { rows.u16(tenant < 0 ? 0 : UInt16(bitPattern: features[tenant].row[lane])) }
    }
    return [plan.displacements, fingerprints.bytes, rows.bytes]
  }
}
