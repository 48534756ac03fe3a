internal import ArticleKit

/// `article-service parse`: the outline of a page.
extension Command {
  static let parse = Command(
    name: "parse", operands: "[FILE] [--json]",
    summary: "Read a pasted page: its title, its parts, and what every line is for.",
    options: [language, json]
  ) { arguments in
    let article = try article(file(arguments), arguments)
    if arguments.has("json") { return print(json: ArticleResult(article: article, encoding: .utf32)) }
    var sheet = sheet()
    sheet.outline(article)
    CommandLineIO.print(sheet.output)
  }
}

extension TerminalText {
  private static var indent: Int { 13 }

  /// The article's fields, its sections, and what lies around it.
  mutating func outline(_ article: Article) {
    if article.confidence < 0.5 {
      line(bold("This page may hold no article") + " (confidence \(Int(article.confidence * 100)) %).")
    }
    fields(article)
    for section in article.sections {
      line()
      if let heading = section.heading { line(bold(article.source[heading.span])) }
      for index in section.blocks where article.blocks.indices.contains(index) {
        let block = article.blocks[index]
        guard block.label != .heading, block.label != .standfirst, block.label.isBody || block.label == .caption else {
          continue
        }
        paragraph(
          opening(article.source[block.content]), label: block.label.rawValue, indent: Self.indent)
      }
    }
    around(article)
    line()
    let counts = article.counts
    line(
      dim(
        "\(counts.paragraphs) paragraphs, \(counts.sentences) sentences, \(counts.words) words"
          + (article.language.map { ", language \($0)" } ?? "")))
    for repair in article.repairs { line(dim("\(repair.message) …\(article.surroundings(of: repair.span))…")) }
  }

  private mutating func fields(_ article: Article) {
    func text(_ field: Article.Field?) -> String? { field.map { article.source[$0.span] } }
    if let kicker = text(article.kicker) { paragraph(kicker, label: "kicker", indent: Self.indent) }
    if let headline = text(article.headline) { paragraph(bold(headline), label: "headline", indent: Self.indent) }
    for category in article.categories {
      paragraph(article.source[category.span], label: "category", indent: Self.indent)
    }
    if !article.authors.isEmpty {
      paragraph(
        article.authors.map { article.source[$0.span] }.joined(separator: ", "), label: "by", indent: Self.indent)
    }
    if let dateline = text(article.dateline) { paragraph(dateline, label: "from", indent: Self.indent) }
    for time in article.timestamps { paragraph(article.source[time.span], label: "published", indent: Self.indent) }
    if let standfirst = text(article.standfirst) { paragraph(standfirst, label: "standfirst", indent: Self.indent) }
    if !article.tags.isEmpty {
      paragraph(
        article.tags.map { article.source[$0.span] }.joined(separator: ", "), label: "tags", indent: Self.indent)
    }
  }

  private mutating func around(_ article: Article) {
    let outside = article.blocks.filter { !$0.label.isBody && $0.label != .headline && $0.label != .blank }
    var counts: [(label: BlockLabel, count: Int)] = []
    for block in outside {
      if let index = counts.firstIndex(where: { $0.label == block.label }) {
        counts[index].count += 1
      } else {
        counts.append((block.label, 1))
      }
    }
    guard !counts.isEmpty else { return }
    line()
    paragraph(
      counts.map { "\($0.count) \($0.label.rawValue)" }.joined(separator: ", "), label: "around it", indent: Self.indent
    )
  }

  /// The first words of a long text.
  private func opening(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.count <= 24 ? text : words.prefix(22).joined(separator: " ") + " …"
  }
}

extension Article {
  /// A stretch with some twenty bytes on either side, whole characters only.
  fileprivate func surroundings(of span: Span) -> String {
    let start = source.codePointStart(max(0, span.start - 20))
    let end = source.codePointStart(min(source.count, span.end + 20))
    return source[Span(start, end)]
  }
}
