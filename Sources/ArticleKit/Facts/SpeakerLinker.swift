/// Joins the speakers of quotations with the entities of the same text.
public enum SpeakerLinker {
  /// For each quotation the index in `entities` of who says it; nil when no entity is named there.
  ///
  /// The speaker's own words decide; for a pronoun, the fuller naming before it. A person wins over an organisation and
  /// an organisation over a place ("người phát ngôn Bộ Ngoại giao Nga Maria Zakharova"); of two alike the later one, since
  /// titles stand before names. Takes n log m for n quotations and m mentions.
  public static func speakers(of quotations: [Quotation], in entities: [Entity]) -> [Int?] {
    let mentions = entities.indices.flatMap { index in
      entities[index].mentions.map { Named(span: $0.span, entity: index, rank: rank(entities[index].type)) }
    }.sorted { ($0.span, $0.entity) < ($1.span, $1.entity) }
    return quotations.map { quotation in
      quotation.speaker.flatMap { entity(in: $0, mentions) }
        ?? quotation.antecedent.flatMap { entity(in: $0, mentions) }
    }
  }

  private struct Named {
    var span: Span
    var entity: Int
    var rank: Int
  }

  private static func rank(_ type: EntityType) -> Int {
    switch type {
    case .person: 3
    case .organisation: 2
    case .place: 1
    case .event, .work: 0
    }
  }

  /// The entity that `speaker` names most likely.
  private static func entity(in speaker: Span, _ mentions: [Named]) -> Int? {
    var low = 0
    var high = mentions.count
    while low < high {
      let middle = (low + high) / 2
      if mentions[middle].span.start < speaker.start { low = middle + 1 } else { high = middle }
    }
    // A name may begin before the speaker's phrase does.
    if low > 0, mentions[low - 1].span.overlaps(speaker) { low -= 1 }
    var best: Named?
    while low < mentions.count, mentions[low].span.start < speaker.end {
      if mentions[low].rank >= max(1, best?.rank ?? 0) { best = mentions[low] }
      low += 1
    }
    return best?.entity
  }
}
