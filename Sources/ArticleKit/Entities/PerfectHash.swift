/// A home for each of a fixed set of hashes, no two in one, found without a search.
///
/// The home is computed from the hash and the displacement of its bucket, which is chosen when the table is built ("hash and
/// displace", Belazzougui, Botelho and Dietzfelbinger 2009). What lives there must say for which hash: a foreign one has a
/// home as well.
struct PerfectHash: Sendable {
  /// 16 bits per bucket; one bucket at least.
  private let displacements: Blob
  private let mask: Int
  private let homes: UInt64

  init(displacements: Blob, homes: Int) {
    self.displacements = displacements.count < 2 ? Blob(immortalCopyOf: [0, 0]) : displacements
    self.homes = UInt64(max(homes, 0))
    var buckets = 1
    while buckets * 2 <= displacements.count / 2 { buckets *= 2 }
    mask = buckets - 1
  }

  /// Where the hash may live: below the number of homes, or 0 when there are none.
  @inline(__always) func home(_ hash: UInt64) -> Int {
    let displacement = unsafe displacements.unchecked(Self.bucket(hash, mask) &* 2, as: UInt16.self)
    return Self.home(hash, UInt16(littleEndian: displacement), homes)
  }

  @inline(__always) private static func home(_ hash: UInt64, _ displacement: UInt16, _ homes: UInt64) -> Int {
    let place = UInt32(truncatingIfNeeded: hash) &+ UInt32(displacement) &* UInt32(truncatingIfNeeded: hash >> 32)
    return Int(truncatingIfNeeded: (UInt64(place) &* homes) >> 32)
  }

  @inline(__always) private static func bucket(_ hash: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 24) & mask
  }

  /// What ``build(_:slack:)`` found.
  struct Plan {
    /// The bytes of the displacements.
    var displacements: [UInt8]
    /// Per home the index of the hash that lives there; -1 for none.
    var tenants: [Int]
  }

  /// Homes for `hashes`, no two of which are equal. One home in `slack` stays free: fewer free ones take longer to build.
  static func build(_ hashes: [UInt64], slack: Int) -> Plan {
    var buckets = 1
    while buckets * 4 < hashes.count { buckets *= 2 }
    var members = [[Int]](repeating: [], count: buckets)
    for index in hashes.indices { members[bucket(hashes[index], buckets - 1)].append(index) }
    // The fullest choose first.
    var order = [[Int]](repeating: [], count: (members.map(\.count).max() ?? 0) + 1)
    for bucket in members.indices { order[members[bucket].count].append(bucket) }
    var homes = hashes.count + hashes.count / slack + 1
    while true {
      if let plan = displace(hashes, members, order, homes) { return plan }
      homes += homes / 8 + 1
    }
  }

  /// Nil when some bucket fits nowhere.
  private static func displace(_ hashes: [UInt64], _ members: [[Int]], _ order: [[Int]], _ homes: Int) -> Plan? {
    var tenants = [Int](repeating: -1, count: homes)
    var displacements = [UInt16](repeating: 0, count: members.count)
    /// Settles the bucket, or leaves all as it was.
    func settle(_ bucket: Int, _ displacement: UInt16) -> Bool {
      for (position, member) in members[bucket].enumerated() {
        let home = home(hashes[member], displacement, UInt64(homes))
        if tenants[home] >= 0 {
          for settled in members[bucket][..<position] {
            tenants[Self.home(hashes[settled], displacement, UInt64(homes))] = -1
          }
          return false
        }
        tenants[home] = member
      }
      displacements[bucket] = displacement
      return true
    }
    for bucket in order.dropFirst().reversed().joined() {
      guard (UInt16.min...UInt16.max).contains(where: { settle(bucket, $0) }) else { return nil }
    }
    var out = ByteWriter()
    for displacement in displacements { out.u16(displacement) }
    return Plan(displacements: out.bytes, tenants: tenants)
  }
}
