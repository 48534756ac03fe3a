/// Finds figures, dates and names that differ between matching sentences.
enum Disagreements {
  private typealias Version = Comparison.Disagreement.Version

  static func find(
    _ articles: [ArticleFindings], _ set: PassageSet, _ matches: SentenceMatches, _ namesakes: Namesakes
  ) -> [Comparison.Disagreement] {
    let amounts = articles.map { SpanList($0.facts.amounts, \.span) }
    let dates = articles.map { SpanList($0.facts.dates, \.span) }
    let mentions = zip(articles, namesakes.numbers).map { MentionIndex($0, $1) }
    return matches.groups(set).flatMap { group in
      let passages = group.map { set.passages[$0] }
      return amountVersions(passages, amounts) + dateVersions(passages, dates)
        + nameVersions(passages, mentions, namesakes)
    }
  }

  /// One unit, one figure of it in each sentence, and not all the same.
  private static func amountVersions(
    _ passages: [Passage], _ amounts: [SpanList<AmountMention>]
  ) -> [Comparison.Disagreement] {
    var units: [String] = []
    var found: [String: [Version]] = [:]
    for passage in passages {
      let here = amounts[passage.article].items(in: passage.span)
      for amount in here where here.count(where: { $0.baseUnit == amount.baseUnit }) == 1 {
        if found[amount.baseUnit] == nil { units.append(amount.baseUnit) }
        found[amount.baseUnit, default: []].append(
          Version(sentence: passage.place, span: amount.span, value: value(amount)))
      }
    }
    return units.compactMap { disagreement(.amount, found[$0] ?? []) }
  }

  private static func value(_ amount: AmountMention) -> String {
    func number(_ value: Double) -> String {
      value.rounded() == value && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
    let upper = amount.baseUpperValue.map { "–" + number($0) } ?? ""
    return "\(number(amount.baseValue))\(upper) \(amount.baseUnit)"
  }

  /// One date in each sentence, and some of them cannot be the same day.
  private static func dateVersions(
    _ passages: [Passage], _ dates: [SpanList<DateMention>]
  ) -> [Comparison.Disagreement] {
    var versions: [Version] = []
    var stretches: [ClosedRange<CalendarDay>] = []
    for passage in passages {
      let here = dates[passage.article].items(in: passage.span)
      guard here.count == 1, let date = here.first, let first = date.value.firstDay, let last = date.value.lastDay,
        first <= last
      else { continue }
      versions.append(Version(sentence: passage.place, span: date.span, value: date.value.iso))
      stretches.append(first...last)
    }
    let isContested = stretches.indices.contains { index in
      stretches[..<index].contains { !$0.overlaps(stretches[index]) }
    }
    return isContested ? [disagreement(.date, versions)].compactMap(\.self) : []
  }

  /// One name of a type in each sentence that the other sentences do not have.
  private static func nameVersions(
    _ passages: [Passage], _ mentions: [MentionIndex], _ namesakes: Namesakes
  ) -> [Comparison.Disagreement] {
    let named = passages.map { mentions[$0.article].entries(in: $0.span) }
    return [EntityType.person, .place, .organisation].compactMap { type in
      var versions: [Version] = []
      for (index, passage) in passages.enumerated() {
        let own = named[index].filter { entry in
          namesakes.names[entry.name].type == type
            && !named.indices.contains { $0 != index && named[$0].contains { $0.name == entry.name } }
        }
        guard Set(own.map(\.name)).count == 1, let entry = own.first else { continue }
        versions.append(Version(sentence: passage.place, span: entry.span, value: namesakes.names[entry.name].name))
      }
      return disagreement(.name, versions)
    }
  }

  /// The versions, when there are at least two that differ.
  private static func disagreement(
    _ kind: Comparison.Disagreement.Kind, _ versions: [Version]
  ) -> Comparison.Disagreement? {
    guard Set(versions.map(\.value)).count > 1 else { return nil }
    return Comparison.Disagreement(kind: kind, versions: versions)
  }
}

/// Things with spans, in source order, found by the stretch they lie in.
private struct SpanList<Item> {
  private let list: [Item]
  private let span: (Item) -> Span

  init(_ items: [Item], _ span: @escaping (Item) -> Span) {
    list = items.sorted { span($0) < span($1) }
    self.span = span
  }

  func items(in stretch: Span) -> ArraySlice<Item> {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if span(list[middle]).start < stretch.start { low = middle + 1 } else { high = middle }
    }
    return list[low...].prefix { span($0).start < stretch.end }
  }
}
