/// Gathers whose words the articles give.
enum Voices {
  static func find(_ articles: [ArticleFindings], _ namesakes: Namesakes) -> [Comparison.Voice] {
    var keys: [String: Int] = [:]
    var voices: [Comparison.Voice] = []
    for (number, findings) in articles.enumerated() {
      let mentions = MentionIndex(findings, namesakes.numbers[number])
      for quotation in findings.facts.quotations {
        guard let speaker = quotation.speaker else { continue }
        let name = [quotation.antecedent, speaker].lazy.compactMap { $0 }
          .compactMap { Self.name(in: $0, mentions, namesakes) }.first
        let words = name?.name ?? findings.article.source[quotation.antecedent ?? speaker]
        let key = name?.id ?? Folding.fold(words)
        let index = keys[key] ?? voices.count
        if index == voices.count {
          keys[key] = index
          voices.append(.init(name: words, id: name?.id, quotations: []))
        }
        voices[index].quotations.append(.init(article: number, quotation: quotation))
      }
    }
    func breadth(_ voice: Comparison.Voice) -> Int { Set(voice.quotations.map(\.article)).count }
    return voices.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if breadth(a) != breadth(b) { return breadth(a) > breadth(b) }
      return a.quotations.count != b.quotations.count
        ? a.quotations.count > b.quotations.count : left.offset < right.offset
    }.map(\.element)
  }

  /// The name that a speaker's words hold: a person before an organisation before a place, and of several the last, since
  /// titles and countries stand before the name.
  private static func name(in span: Span, _ mentions: MentionIndex, _ namesakes: Namesakes) -> Comparison.Name? {
    let here = mentions.entries(in: span).map { namesakes.names[$0.name] }
    return [EntityType.person, .organisation, .place].lazy.compactMap { type in here.last { $0.type == type } }.first
  }
}
