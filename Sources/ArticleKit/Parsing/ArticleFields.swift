/// Reads an article's fields off its labelled blocks.
enum ArticleFields {
  static func fill(_ article: inout Article, _ page: Page, _ options: ArticleParser.Options) {
    let text = article.source.utf8
    let dated = datedBlocks(article.blocks)
    for index in article.blocks.indices { fillField(&article, index, text, dated) }
    article.sections = sections(article.blocks)
    article.sentences = BodySentences.find(article)
    article.counts = counts(article, page)
    article.language = options.language ?? language(article)
    article.repairs = RepairFinder.repairs(in: article)
  }

  private static func fillField(
    _ article: inout Article, _ index: Int, _ text: [UInt8], _ dated: [ClosedRange<Int>]
  ) {
    let block = article.blocks[index]
    let field = Article.Field(span: block.content, block: index, confidence: block.confidence)
    switch block.label {
    case .headline: article.headline = article.headline ?? field
    case .kicker: article.kicker = article.kicker ?? field
    case .standfirst where article.standfirst == nil:
      var field = field
      field.span.start += AgencyMark.length(in: text, block.content)
      article.standfirst = field
    case .byline: fillByline(&article, field, text)
    case .dateline: article.dateline = article.dateline ?? field
    case .timestamp where dated.contains { $0.contains(index) }: article.timestamps.append(field)
    case .category: article.categories.append(field)
    case .tags:
      article.tags += TagReader.tags(in: text, block.content).map {
        Article.Field(span: $0, block: index, confidence: block.confidence)
      }
    case .caption, .credit: article.captions.append(caption(field, text))
    case .relatedTitle: article.related.append(Article.RelatedLink(title: field, snippet: nil))
    case .relatedSnippet where article.related.last?.title.block == index - 1:
      article.related[article.related.count - 1].snippet = field
    default: break
    }
  }

  /// The names of all bylines, each once; a date beside them counts as a timestamp.
  private static func fillByline(_ article: inout Article, _ field: Article.Field, _ text: [UInt8]) {
    article.byline = article.byline ?? field
    let source = article.source
    var known = Set(article.authors.map { source[$0.span] })
    for span in BylineReader.authors(in: text, field.span) where known.insert(source[span]).inserted {
      article.authors.append(Article.Field(span: span, block: field.block, confidence: field.confidence))
    }
    guard let digit = text[field.span.range].firstIndex(where: { $0 &- 0x30 < 10 }) else { return }
    var date = field
    date.span.start = digit
    if date.span.count >= 8 { article.timestamps.append(date) }
  }

  /// Where an article's own dates stand: around its title, and right below its end.
  private static func datedBlocks(_ blocks: [Block]) -> [ClosedRange<Int>] {
    guard let first = blocks.firstIndex(where: \.label.isBody), let last = blocks.lastIndex(where: \.label.isBody)
    else { return [] }
    let title = min(first, blocks.firstIndex { $0.label == .headline } ?? first)
    return [(title - 6)...(first + 4), last...(last + 3)]
  }

  private static func caption(_ field: Article.Field, _ text: [UInt8]) -> Article.Caption {
    guard let credit = CreditFinder.credit(in: text, field.span) else {
      return Article.Caption(text: field, credit: nil)
    }
    var described = field
    described.span.end = credit.whole.start
    while described.span.end > described.span.start, text[described.span.end - 1] <= 0x20 { described.span.end -= 1 }
    var name = field
    name.span = credit.name
    return Article.Caption(text: described, credit: name)
  }

  private static func sections(_ blocks: [Block]) -> [Article.Section] {
    guard let first = blocks.firstIndex(where: \.label.isBody), let last = blocks.lastIndex(where: \.label.isBody)
    else { return [] }
    var sections: [Article.Section] = []
    var current = Article.Section(heading: nil, level: 1, blocks: first..<first)
    for index in first...last {
      if blocks[index].label == .heading {
        if current.heading != nil || !current.blocks.isEmpty { sections.append(current) }
        let field = Article.Field(span: blocks[index].content, block: index, confidence: blocks[index].confidence)
        current = Article.Section(heading: field, level: blocks[index].level, blocks: index..<index)
      }
      current.blocks = current.blocks.lowerBound..<(index + 1)
    }
    sections.append(current)
    return sections
  }

  private static func counts(_ article: Article, _ page: Page) -> Article.Counts {
    var counts = Article.Counts()
    counts.blocks = article.blocks.count
    counts.sentences = article.sentences.count
    for index in article.blocks.indices where article.blocks[index].label.isBody && index < page.measures.count {
      counts.paragraphs += article.blocks[index].label == .heading ? 0 : 1
      counts.words += Int(page.measures[index].words)
      counts.characters += Int(page.measures[index].characters)
    }
    return counts
  }

  /// How much of the body tells its language (bytes).
  private static let sample = 2000

  /// The language of the body's first paragraphs, or of the page's when it has no body.
  private static func language(_ article: Article) -> String? {
    let hasBody = article.blocks.contains(where: \.label.isBody)
    var tokens: [Token] = []
    var taken = 0
    for block in article.blocks where !hasBody || block.label.isBody {
      let end = article.source.codePointStart(min(block.content.end, block.content.start + sample - taken))
      tokens += Tokenizer.tokens(of: article.source, in: Span(block.content.start, end))
      taken += end - block.content.start
      if taken >= sample - 4 { break }
    }
    let result = LanguageIdentifier.identify(article.source, tokens)
    return result.language == .other ? nil : result.language.rawValue
  }
}
