/// Two linear-chain taggers over BIO tags, one behind the other: the second also sees what the first made of the same
/// words elsewhere in the text (stacking, Krishnan and Manning 2006). Both weigh the same hashed features, so that one
/// look into the table serves both.
package struct NameTagger: Sendable {
  /// O, then B and I of each type: tag = 1 + 2 × type (+ 1 inside).
  package static let tagCount = 11
  package static let pairCount = (tagCount + 1) * tagCount

  /// Rows: sixteen weights of the first tagger, in the lanes of ``NameDecoder``, then sixteen of the second. A weight of 1 is
  /// 256: sums stay far below the lanes' limits, and a damaged blob wraps instead of trapping.
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
    var (tags, rows) = firstPass(seen)
    let votes = NameVotes(seen, tags)
    var features = FeatureList()
    for index in rows.indices where seen.isActive[index] {
      features.removeAll()
      votes.collect(index, into: &features)
      rows[index] &+= table.sum(&features)
    }
    let scores = rows.span
    decode(seen, second, into: &tags) { scores[$0].highHalf }
    return Self.names(tags)
  }

  /// The tags of the first tagger, and what the features weigh for both.
  private func firstPass(_ seen: NameObservations) -> (tags: [UInt8], rows: [WeightTable.Row]) {
    let observed = NameFeatures(seen)
    var rows = [WeightTable.Row](repeating: .zero, count: seen.tokens.count)
    var features = FeatureList()
    for index in rows.indices where seen.isActive[index] {
      features.removeAll()
      observed.collect(index, into: &features)
      rows[index] = table.sum(&features)
    }
    var tags = [UInt8](repeating: 0, count: rows.count)
    let scores = rows.span
    decode(seen, first, into: &tags) { scores[$0].lowHalf }
    return (tags, rows)
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
    func fixed(_ weight: Float) -> Int16 { Int16(clamping: Int(weight * 256 + (weight < 0 ? -0.5 : 0.5))) }
    let table = WeightTable.bytes(
      features.map { feature in
        var row = [Int16](repeating: 0, count: 32)
        for tag in 0..<tagCount {
          row[NameDecoder.lane(tag)] = fixed(feature.weights[tag])
          row[16 + NameDecoder.lane(tag)] = fixed(feature.weights[tagCount + tag])
        }
        return (feature.hash, row)
      })
    var pairTable = ByteWriter()
    for weight in pairs { pairTable.u16(UInt16(bitPattern: fixed(weight))) }
    return table + [pairTable.bytes]
  }
}
