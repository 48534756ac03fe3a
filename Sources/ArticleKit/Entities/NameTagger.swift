/// Two linear-chain taggers over BIO tags, one behind the other: the second also sees what the first made of the same
/// words elsewhere in the text (stacking, Krishnan and Manning 2006). Both weigh the same hashed features, so that one
/// look into the table serves both.
package struct NameTagger: Sendable {
  /// O, then B and I of each type: tag = 1 + 2 × type (+ 1 inside).
  package static let tagCount = 11
  package static let pairCount = (tagCount + 1) * tagCount

  /// A weight of 1: sums of a hundred features stay far below the limits of their lanes, and a damaged blob wraps instead of
  /// trapping.
  private static let scale: Float = 48

  private let table: WeightTable
  private let first: NameDecoder
  private let second: NameDecoder

  /// `pairs`: tag pairs of both taggers, `tagCount + 1` rows each (the last for the start of a stretch) of `tagCount` columns.
  init(_ table: WeightTable, pairs: Blob) {
    self.table = table
    func decoder(_ base: Int) -> NameDecoder {
      NameDecoder { last, tag in Int32(pairs.i16((base + last * Self.tagCount + tag) * 2)) }
    }
    first = decoder(0)
    second = decoder(Self.pairCount)
  }

  package static func tag(_ type: EntityType, begins: Bool) -> Int { 1 + 2 * Int(type.rawValue) + (begins ? 0 : 1) }

  /// Whether `tag` may follow `last` (``tagCount`` for the start of a stretch).
  package static func allows(_ last: Int, _ tag: Int) -> Bool {
    guard isInside(tag) else { return true }
    return last == tag || last == tag - 1
  }

  @inline(__always) package static func isInside(_ tag: Int) -> Bool { tag > 0 && tag % 2 == 0 }

  /// The tags of the first tagger: what the second is trained on.
  package func firstTags(_ seen: NameObservations) -> [UInt8] { firstPass(seen).tags }

  /// The names the model finds.
  func names(_ seen: NameObservations) -> [FoundName] {
    var (tags, sums) = firstPass(seen)
    let votes = NameVotes(seen, tags)
    var features = FeatureList()
    for index in sums.indices where seen.isActive[index] {
      features.removeAll()
      votes.collect(index, into: &features)
      table.add(&features, to: &sums[index])
    }
    let scores = sums.span
    decode(seen, second, into: &tags) { scores[$0].second }
    return Self.names(tags)
  }

  /// The tags of the first tagger, and what the features weigh for both.
  private func firstPass(_ seen: NameObservations) -> (tags: [UInt8], sums: [WeightTable.Sum]) {
    let observed = NameFeatures(seen)
    var sums = [WeightTable.Sum](repeating: WeightTable.Sum(), count: seen.tokens.count)
    var features = FeatureList()
    for index in sums.indices where seen.isActive[index] {
      features.removeAll()
      observed.collect(index, into: &features)
      table.add(&features, to: &sums[index])
    }
    var tags = [UInt8](repeating: 0, count: sums.count)
    let scores = sums.span
    decode(seen, first, into: &tags) { scores[$0].first }
    return (tags, sums)
  }

  /// Decodes every stretch of active tokens.
  @inline(__always) private func decode(
    _ seen: NameObservations, _ decoder: NameDecoder, into tags: inout [UInt8],
    _ scores: (Int) -> NameDecoder.Scores
  ) {
    let (isActive, isCut) = (seen.isActive.span, seen.isCut.span)
    var steps: [NameDecoder.Steps] = []
    var index = 0
    while index < isActive.count {
      let start = index
      while index < isActive.count, isActive[index] { index += 1 }
      if index > start {
        while steps.count < index - start { steps.append(.zero) }
        decoder.decode(start..<index, isCut, &steps, into: &tags, scores)
      }
      index += 1
    }
  }

  /// The names a sequence of tags spells.
  static func names(_ tags: [UInt8]) -> [FoundName] {
    var names: [FoundName] = []
    var open: FoundName?
    for index in tags.indices {
      let tag = Int(tags[index])
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

  /// The sections of a model: the table of the features, and tag pairs.
  ///
  /// - Parameters:
  ///   - features: per feature the `tagCount` weights of the first tagger, then those of the second.
  ///   - pairs: the pairs of the first tagger, then those of the second.
  package static func bytes(features: [(hash: UInt64, weights: [Float])], pairs: [Float]) -> [[UInt8]] {
    func fixed(_ weight: Float) -> Int { Int((weight * scale).rounded(.toNearestOrAwayFromZero)) }
    /// One tagger's weights of a feature in the lanes of the decoder.
    func lanes(_ weights: ArraySlice<Float>) -> [Int8] {
      var lanes = [Int8](repeating: 0, count: WeightTable.Lanes.scalarCount)
      for (tag, weight) in weights.enumerated() { lanes[NameDecoder.lane(tag)] = Int8(clamping: fixed(weight)) }
      return lanes
    }
    let table = WeightTable.bytes(
      features.map { ($0.hash, lanes($0.weights[..<tagCount]), lanes($0.weights[tagCount...])) })
    var pairTable = ByteWriter()
    for weight in pairs { pairTable.u16(UInt16(bitPattern: Int16(clamping: fixed(weight)))) }
    return table + [pairTable.bytes]
  }
}
