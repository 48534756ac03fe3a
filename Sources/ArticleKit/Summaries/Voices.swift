/// Gathers whose words the articles give.
enum Voices {
  static func find(_ articles: [ArticleFindings], _ namesakes: Namesakes) -> [Comparison.Voice] {
    var keys: [String: Int] = [:]
    var voices: [Comparison.Voice] = []
    for (number, findings) in articles.enumerated() {
      let quotations = findings.facts.quotations
      let speakers = SpeakerLinker.speakers(of: quotations, in: findings.entities)
      for (quotation, entity) in zip(quotations, speakers) {
        guard let speaker = quotation.antecedent ?? quotation.speaker else { continue }
        let name = entity.map { namesakes.names[namesakes.numbers[number][$0]] }
        let words = name?.name ?? findings.article.source[speaker]
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
}
