/// Two linear-chain taggers over BIO tags, one behind the other: the second also sees what the first made of the same
/// words elsewhere in the text (stacking, Krishnan and Manning 2006). Both weigh the same hashed features, so that one
/// look into the table serves both.
package struct NameTagger: Sendable {
  /// O, then B and I of each type: tag = 1 + 2 × type (+ 1 inside).
  package static let tagCount = 11
  /// A row: sixteen 16-bit weights of the first tagger, then sixteen of the second.
  static let rowSize = 64
  /// A slot of the hash: a fingerprint and the number of the row.
  static let slotSize = 8
  package static let pairCount = (tagCount + 1) * tagCount

  private let slots: Blob
  private let rows: Blob
  private let mask: Int
  /// Tag pairs of both taggers: `tagCount + 1` rows (the last for the start of a stretch) of `tagCount` columns each.
  private let pairs: [Int32]

  init(slots: Blob, rows: Blob, pairs: Blob) {
    self.slots = slots
    self.rows = rows
    mask = max(slots.count / Self.slotSize, 1) - 1
    self.pairs = (0..<Self.pairCount * 2).map { Int32(pairs.i16($0 * 2)) }
  }

  package static func tag(_ type: EntityType, begins: Bool) -> Int { 1 + 2 * Int(type.rawValue) + (begins ? 0 : 1) }

  /// Whether `tag` may follow `last` (``tagCount`` for the start of a stretch).
  package static func allows(_ last: Int, _ tag: Int) -> Bool {
    guard isInside(tag) else { return true }
    return last == tag || last == tag - 1
  }

  @inline(__always) package static func isInside(_ tag: Int) -> Bool { tag > 0 && tag % 2 == 0 }

  /// The scores of one token: the first tagger's in lanes 0–15, the second's in 16–31. A weight of
  /// 1 is 256: sums stay far below the lanes' limits, and a damaged blob wraps instead of trapping.
  private typealias Scores = SIMD32<Int16>

  @inline(__always) private func add(_ feature: UInt64, _ scores: inout Scores) {
    let wanted = UInt32(truncatingIfNeeded: feature >> 32) | 1
    var slot = Int(truncatingIfNeeded: feature) & mask
    for _ in 0..<64 {
      let entry = slots.u64(slot &* Self.slotSize)
      let found = UInt32(truncatingIfNeeded: entry)
      if found == 0 { return }
      if found == wanted {
        scores &+= rows.words32(Int(entry >> 32) &* Self.rowSize)
        return
      }
      slot = (slot &+ 1) & mask
    }
  }

  /// The tags of the first tagger: what the second is trained on.
  package func firstTags(_ seen: NameObservations) -> [UInt8] { firstPass(seen).tags }

  /// The names the model finds.
  func names(_ seen: NameObservations) -> [FoundName] {
    var (tags, scores) = firstPass(seen)
    let votes = NameVotes(seen, tags)
    var buffer: [UInt64] = []
    for index in scores.indices where seen.isActive[index] {
      votes.collect(index, into: &buffer)
      for feature in buffer { add(feature, &scores[index]) }
    }
    for stretch in stretches(seen) {
      decode(scores[stretch], 16, seen.isCut[stretch], Self.pairCount, into: &tags)
    }
    return Self.names(tags.map(Int.init))
  }

  private func firstPass(_ seen: NameObservations) -> (tags: [UInt8], scores: [Scores]) {
    let features = NameFeatures(seen)
    var scores = [Scores](repeating: .zero, count: seen.tokens.count)
    var buffer: [UInt64] = []
    for index in seen.tokens.indices where seen.isActive[index] {
      features.collect(index, into: &buffer)
      for feature in buffer { add(feature, &scores[index]) }
    }
    var tags = [UInt8](repeating: 0, count: seen.tokens.count)
    for stretch in stretches(seen) { decode(scores[stretch], 0, seen.isCut[stretch], 0, into: &tags) }
    return (tags, scores)
  }

  /// The stretches of active tokens.
  private func stretches(_ seen: NameObservations) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start = 0
    for index in 0...seen.isActive.count where index == seen.isActive.count || !seen.isActive[index] {
      if index > start { stretches.append(start..<index) }
      start = index + 1
    }
    return stretches
  }

  /// Writes the best sequence of tags (Viterbi) over a stretch, whose place is that of `cuts`.
  private func decode(
    _ scores: ArraySlice<Scores>, _ lane: Int, _ cuts: ArraySlice<Bool>, _ base: Int, into out: inout [UInt8]
  ) {
    let tags = Self.tagCount
    let never = Int32.min / 2
    var last = [Int32](repeating: never, count: tags)
    for tag in 0..<tags where !Self.isInside(tag) {
      last[tag] = Int32(scores[scores.startIndex][lane + tag]) &+ pairs[base + tags * tags + tag]
    }
    var back: [UInt8] = []
    back.reserveCapacity(scores.count * tags)
    var next = last
    for (score, isCut) in zip(scores.dropFirst(), cuts.dropFirst()) {
      for tag in 0..<tags {
        var best = never
        var from = 0
        let choices = Self.isInside(tag) ? (isCut ? 0..<0 : tag - 1..<tag + 1) : 0..<tags
        for previous in choices {
          let value = last[previous] &+ pairs[base &+ previous &* tags &+ tag]
          if value > best {
            best = value
            from = previous
          }
        }
        next[tag] = max(best &+ Int32(score[lane &+ tag]), never)
        back.append(UInt8(from))
      }
      swap(&last, &next)
    }
    var tag = 0
    for other in 1..<tags where last[other] > last[tag] { tag = other }
    for step in stride(from: scores.count - 1, through: 0, by: -1) {
      out[cuts.startIndex + step] = UInt8(tag)
      if step > 0 { tag = Int(back[(step - 1) * tags + tag]) }
    }
  }

  /// The names a sequence of tags spells.
  static func names(_ tags: [Int]) -> [FoundName] {
    var names: [FoundName] = []
    var open: FoundName?
    for (index, tag) in tags.enumerated() {
      if isInside(tag), open != nil {
        open?.end = index + 1
        continue
      }
      if let name = open { names.append(name) }
      open = nil
      if tag > 0, let type = EntityType(rawValue: UInt8((tag - 1) / 2)) {
        open = FoundName(start: index, end: index + 1, type: type)
      }
    }
    if let name = open { names.append(name) }
    return names
  }

  /// The sections of a model: the hash of the features, their rows, and tag pairs.
  ///
  /// - Parameters:
  ///   - features: per feature the `tagCount` weights of the first tagger, then those of the second.
  ///   - pairs: the pairs of the first tagger, then those of the second.
  package static func bytes(features: [(hash: UInt64, weights: [Float])], pairs: [Float]) -> [[UInt8]] {
    func fixed(_ weight: Float) -> UInt16 {
      UInt16(bitPattern: Int16(clamping: Int(weight * 256 + (weight < 0 ? -0.5 : 0.5))))
    }
    var capacity = 4
    while capacity < features.count * 3 / 2 { capacity *= 2 }
    var slots = [Int](repeating: -1, count: capacity)
    var rows = ByteWriter()
    for (number, feature) in features.enumerated() {
      var slot = Int(truncatingIfNeeded: feature.hash) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = number
      for half in 0..<2 {
        for tag in 0..<16 {
          let weight = tag < tagCount ? feature.weights[half * tagCount + tag] : 0
          rows.u16(fixed(weight))
        }
      }
    }
    var table = ByteWriter()
    for slot in slots {
      table.u32(slot < 0 ? 0 : UInt32(truncatingIfNeeded: features[slot].hash >> 32) | 1)
      table.u32(slot < 0 ? 0 : UInt32(slot))
    }
    var pairTable = ByteWriter()
    for weight in pairs { pairTable.u16(fixed(weight)) }
    return [table.bytes, rows.bytes, pairTable.bytes]
  }
}
