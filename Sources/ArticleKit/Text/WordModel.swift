/// A linear model that tells whether a word goes on across a gap between two tokens.
///
/// The words blob: eight 32-bit numbers (offset and length of the statistics, offset of the weights, number of their
/// slots, and four weights for a decision after a decision: split–split, split–join, join–split, join–join), then the
/// two sections. The weights: their hashes (0: empty slot), then as many 16-bit numbers.
package struct WordModel: Sendable {
  package let statistics: WordStatistics
  private let blob: Blob
  private let hashes: Int
  private let weights: Int
  private let mask: Int
  private let transitions: [Int32]

  static let shared = WordModel(Blob.words)

  package init(_ blob: Blob) {
    self.blob = blob
    let start = Int(blob.u32(0))
    statistics = WordStatistics(blob.slice(start..<start + Int(blob.u32(4))))
    hashes = Int(blob.u32(8))
    let slots = Int(blob.u32(12))
    mask = slots > 0 && slots & (slots - 1) == 0 && hashes + slots * 6 <= blob.count ? slots - 1 : -1
    weights = hashes + slots * 4
    transitions = (0..<4).map { Int32(bitPattern: blob.u32(16 + $0 * 4)) }
  }

  package var isEmpty: Bool { mask < 0 }

  @inline(__always)
  private func weight(_ feature: UInt32) -> Int32 {
    var slot = Int(feature) & mask
    while true {
      let found = blob.u32(hashes &+ slot &* 4)
      if found == feature { return Int32(blob.i16(weights &+ slot &* 2)) }
      if found == 0 { return 0 }
      slot = (slot &+ 1) & mask
    }
  }

  /// Whether a word goes on across each gap: the sequence of decisions with the highest score (Viterbi).
  package func decide(_ features: WordFeatures) -> [Bool] {
    guard !isEmpty else { return [Bool](repeating: false, count: features.count) }
    let scores = (0..<features.count).map { gap in
      var score: Int32 = 0
      features.forEach(gap) { score &+= weight($0) }
      return score
    }
    return Self.decide(scores, transitions)
  }

  /// The best sequence for gaps with these scores for joining; see the type for the order of `transitions`.
  package static func decide<Score: Numeric & Comparable>(_ scores: [Score], _ transitions: [Score]) -> [Bool] {
    guard let first = scores.first else { return [] }
    var split = Score.zero
    var join = first
    // For each later gap: whether the best way to a split, and to a join, comes from a join.
    var origins: [(split: Bool, join: Bool)] = []
    origins.reserveCapacity(scores.count)
    for score in scores.dropFirst() {
      let toSplit = (split + transitions[0], join + transitions[2])
      let toJoin = (split + transitions[1], join + transitions[3])
      origins.append((toSplit.1 > toSplit.0, toJoin.1 > toJoin.0))
      split = max(toSplit.0, toSplit.1)
      join = max(toJoin.0, toJoin.1) + score
    }
    var decisions = [Bool](repeating: false, count: scores.count)
    var isJoin = join > split
    for index in scores.indices.reversed() {
      decisions[index] = isJoin
      if index > 0 { isJoin = isJoin ? origins[index - 1].join : origins[index - 1].split }
    }
    return decisions
  }

  /// The bytes of a blob. Slots must be more than weights; the weights' order does not matter.
  package static func bytes(statistics: [UInt8], weights: [UInt32: Int16], transitions: [Int32]) -> [UInt8] {
    var slots = 16
    while slots < weights.count * 3 / 2 { slots *= 2 }
    var hashes = [UInt32](repeating: 0, count: slots)
    var values = [Int16](repeating: 0, count: slots)
    for (hash, value) in weights.sorted(by: { $0.key < $1.key }) {
      var slot = Int(hash) & (slots - 1)
      while hashes[slot] != 0 { slot = (slot + 1) & (slots - 1) }
      hashes[slot] = hash
      values[slot] = value
    }
    let header = 64
    let numbers =
      [UInt32(header), UInt32(statistics.count), UInt32(header + statistics.count), UInt32(slots)]
      + transitions.map { UInt32(bitPattern: $0) }
    var bytes = numbers.flatMap { littleEndian($0) }
    bytes += [UInt8](repeating: 0, count: header - bytes.count)
    bytes += statistics
    for hash in hashes { bytes += littleEndian(hash) }
    for value in values { bytes += littleEndian(UInt16(bitPattern: value)) }
    return bytes
  }

  private static func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * T($0))) }
  }
}
