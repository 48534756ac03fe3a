/// How much of each line's wording the page prints elsewhere: a caption beside its picture's text, a teaser beside its title.
///
/// Runs of three words are looked up in a table of bounded size that keeps where each run stood last, so that a page of any
/// length costs linear time and constant memory; on very long pages, only echoes from nearby are sure to be found.
struct Echoes: Sendable {
  /// Shares of a line's runs that stand on a line above and below, of 255.
  private(set) var above: [UInt8] = []
  private(set) var below: [UInt8] = []
  /// The same for the ``reach`` lines above and below.
  private(set) var nearAbove: [UInt8] = []
  private(set) var nearBelow: [UInt8] = []

  private static let reach = 3
  /// Words of a line that count.
  private static let limit = 120
  private static let largest = 1 << 18

  init(_ page: Page) {
    let lines = page.lines.count
    var found = [SIMD4<UInt16>](repeating: .zero, count: lines)
    var capacity = 1024
    while capacity < page.words.count * 2, capacity < Self.largest { capacity *= 2 }
    /// Half of a run's hash, and one more than its line.
    var table = [UInt64](repeating: 0, count: capacity)
    let shift = UInt64(capacity.leadingZeroBitCount + 1)
    for line in 0..<lines {
      let words = page.words(of: line).prefix(Self.limit)
      guard words.count >= 3 else { continue }
      for at in words.startIndex..<(words.endIndex - 2) {
        let hash = Self.hash(words[at], words[at + 1], words[at + 2])
        let slot = Int(truncatingIfNeeded: hash >> shift)
        let entry = table[slot]
        table[slot] = hash << 32 | UInt64(line + 1)
        guard entry != 0, entry >> 32 == hash & 0xFFFF_FFFF else { continue }
        let other = Int(entry & 0xFFFF_FFFF) - 1
        guard other < line else { continue }
        let isNear: UInt16 = line - other <= Self.reach ? 1 : 0
        found[line] &+= SIMD4(1, 0, isNear, 0)
        found[other] &+= SIMD4(0, 1, 0, isNear)
      }
    }
    for line in 0..<lines {
      let runs = max(1, min(page.words(of: line).count, Self.limit) - 2)
      let shares = found[line]
      above.append(UInt8(clamping: Int(shares[0]) * 255 / runs))
      below.append(UInt8(clamping: Int(shares[1]) * 255 / runs))
      nearAbove.append(UInt8(clamping: Int(shares[2]) * 255 / runs))
      nearBelow.append(UInt8(clamping: Int(shares[3]) * 255 / runs))
    }
  }

  @inline(__always)
  private static func hash(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
    let mixed = (UInt64(first) << 32 | UInt64(second)) &* 0x9E37_79B9_7F4A_7C15
    let hash = (mixed ^ mixed >> 29 ^ UInt64(third)) &* 0xBF58_476D_1CE4_E5B9
    return hash ^ hash >> 32
  }
}
