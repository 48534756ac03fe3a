internal import ArticleKit
internal import Foundation

/// Articles with the summaries people wrote of them.
struct SummaryCase: Sendable {
  let id: String
  let articles: [Article]
  /// The references.
  let references: [String]
  /// The references' length in syllables.
  let budget: Int
}

/// Reads the collections summaries are trained and evaluated on.
enum SummarySet {
  /// `clusters.jsonl` (several articles on one event) with `clusters.refs.jsonl` in a folder.
  ///
  /// - Parameters:
  ///   - withLead: whether the articles' standfirsts are part of them.
  ///   - parsed: whether the parser reads the articles as pasted text, or they are laid out as they are known to be.
  static func clusters(in folder: String, withLead: Bool, parsed: Bool) throws -> [SummaryCase] {
    let references = try references("\(folder)/clusters.refs.jsonl")
    return try rows("\(folder)/clusters.jsonl").compactMap { row in
      guard let id = row["id"] as? String, let documents = row["docs"] as? [[String: Any]] else { return nil }
      let articles = documents.map { document in
        article(
          document["title"] as? String ?? "", withLead ? document["lead"] as? String : nil,
          [document["body"] as? String ?? ""], parsed: parsed)
      }
      return summaryCase(id, articles, references)
    }
  }

  /// `articles.jsonl` (single articles without their standfirst) with `articles.refs.jsonl` (the standfirst) in a folder.
  static func articles(in folder: String, parsed: Bool) throws -> [SummaryCase] {
    let references = try references("\(folder)/articles.refs.jsonl")
    return try rows("\(folder)/articles.jsonl").compactMap { row in
      guard let id = row["id"] as? String else { return nil }
      let article = article(row["title"] as? String ?? "", nil, [row["body"] as? String ?? ""], parsed: parsed)
      return summaryCase(id, [article], references)
    }
  }

  /// ``NewsAbstracts`` of a folder: single articles with an abstract, cut into words and sentences.
  static func abstracts(in folder: String) throws -> [SummaryCase] {
    try NewsAbstracts(in: folder).articles.map { row in
      let reference = WordSpacing.joined(row.abstract)
      let article = layout(
        WordSpacing.joined(row.title), nil, row.sentences.map { WordSpacing.joined($0) }, asSentences: true)
      return SummaryCase(
        id: row.id, articles: [article], references: [reference], budget: Rouge.tokens(reference).count)
    }
  }

  private static func summaryCase(
    _ id: String, _ articles: [Article], _ references: [String: (texts: [String], budget: Int)]
  ) -> SummaryCase? {
    guard let reference = references[id] else { return nil }
    return SummaryCase(id: id, articles: articles, references: reference.texts, budget: reference.budget)
  }

  private static func references(_ path: String) throws -> [String: (texts: [String], budget: Int)] {
    var found: [String: (texts: [String], budget: Int)] = [:]
    for row in try rows(path) {
      guard let id = row["id"] as? String, let texts = row["refs"] as? [String] else {
        throw DataError("\(path): a row lacks id or refs")
      }
      found[id] = (texts, row["budget"] as? Int ?? Rouge.tokens(texts.first ?? "").count)
    }
    return found
  }

  /// The objects of a file of JSON lines.
  static func rows(_ path: String) throws -> [[String: Any]] {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    return try lines.enumerated().map { number, line in
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
        throw DataError("\(path):\(number + 1): not an object")
      }
      return row
    }
  }

  private static func article(_ title: String, _ lead: String?, _ body: [String], parsed: Bool) -> Article {
    guard parsed else { return layout(title, lead, body, asSentences: false) }
    let parts = [title] + (lead.map { [$0] } ?? []) + body
    return ArticleParser.parse(SourceText(parts.joined(separator: "\n\n") + "\n"))
  }

  /// An article whose parts are known.
  private static func layout(_ title: String, _ lead: String?, _ body: [String], asSentences: Bool) -> Article {
    let parts =
      [(title, BlockLabel.headline)] + (lead.map { [($0, .standfirst)] } ?? []) + body.map { ($0, .paragraph) }
    let source = SourceText(parts.map(\.0).joined(separator: "\n") + "\n")
    var blocks: [Block] = []
    var sentences: [Article.Sentence] = []
    var at = 0
    for (text, label) in parts {
      let content = Span(at, at + text.utf8.count)
      at = content.end + 1
      blocks.append(Block(span: Span(content.start, at), content: content, label: label))
      guard label != .headline else { continue }
      let spans = asSentences ? [content] : SentenceSplitter.sentences(of: source, in: content)
      sentences += spans.map { Article.Sentence(span: $0, block: blocks.count - 1) }
    }
    var article = Article(source: source, blocks: blocks)
    article.headline = Article.Field(span: blocks[0].content, block: 0, confidence: 1)
    article.sentences = sentences
    return article
  }
}
