/// Finds what only one of several articles says.
enum Distinctions {
  /// For each article, up to `limit` sentences that rank high in it, stand alone, and match nothing elsewhere.
  static func find(
    _ articles: [ArticleFindings], _ set: PassageSet, _ matches: SentenceMatches, limit: Int, isCancelled: () -> Bool
  ) throws(AnalysisCancelled) -> [[Comparison.Distinction]] {
    var shared: Set<SourceSentence> = []
    for (index, passage) in set.passages.enumerated() where matches.isShared(index) { shared.insert(passage.place) }
    var found: [[Comparison.Distinction]] = []
    for (number, findings) in articles.enumerated() {
      let summary = try Summarizer.summarize(
        [findings.article], budget: .sentences(limit * 3), style: .keyPoints, isCancelled: isCancelled)
      let own = summary.sentences.map {
        Comparison.Distinction(
          sentence: SourceSentence(article: number, span: $0.span, block: $0.block), score: $0.score)
      }.filter { !shared.contains($0.sentence) }
      let best = own.enumerated().sorted {
        $0.element.score != $1.element.score ? $0.element.score > $1.element.score : $0.offset < $1.offset
      }.prefix(limit)
      found.append(best.map(\.element).sorted { $0.sentence.span < $1.sentence.span })
    }
    return found
  }
}
