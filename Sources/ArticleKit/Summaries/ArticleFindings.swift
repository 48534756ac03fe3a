/// An article with what has been found in it: what a timeline and a comparison are made from.
public struct ArticleFindings: Sendable {
  public let article: Article
  public let facts: Facts
  public let entities: [Entity]

  public init(article: Article, facts: Facts, entities: [Entity]) {
    self.article = article
    self.facts = facts
    self.entities = entities
  }

  /// Analyses `article`.
  ///
  /// - Parameters:
  ///   - publishedAt: the day of publication; without it the page's own date counts, and without that an estimate.
  public init(_ article: Article, publishedAt: CalendarDay? = nil, analyzer: EntityAnalyzer = EntityAnalyzer()) {
    let facts = Facts.find(in: article, publishedAt: publishedAt)
    let components = (facts.anchor == .estimate ? nil : facts.publishedAt)?.components
    let day = components.map { $0.year * 10_000 + $0.month * 100 + $0.day } ?? 0
    self.init(article: article, facts: facts, entities: analyzer.entities(in: article, publishedOn: day))
  }
}

/// A sentence of one of several articles.
public struct SourceSentence: Sendable, Hashable {
  /// The index of the article.
  public var article: Int
  /// Where it stands in that article's source (bytes).
  public var span: Span
  /// The index of its block in that article.
  public var block: Int

  public init(article: Int, span: Span, block: Int) {
    self.article = article
    self.span = span
    self.block = block
  }
}

/// Finds the sentence in which something stands: a sentence of the body, or a caption.
struct SentenceIndex {
  private let sentences: [Article.Sentence]

  init(_ article: Article) {
    let captions = article.captions.map { Article.Sentence(span: $0.text.span, block: $0.text.block) }
    sentences = (article.sentences + captions).sorted { $0.span < $1.span }
  }

  /// The sentence that holds `span`; nil when it stands in none.
  func sentence(at span: Span) -> Article.Sentence? {
    var low = 0
    var high = sentences.count
    while low < high {
      let middle = (low + high) / 2
      if sentences[middle].span.start <= span.start { low = middle + 1 } else { high = middle }
    }
    guard low > 0, sentences[low - 1].span.contains(span) else { return nil }
    return sentences[low - 1]
  }
}
