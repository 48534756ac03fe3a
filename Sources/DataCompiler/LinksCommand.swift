internal import ArticleKit
internal import Foundation

/// `links`: measures joining and linking on the marked articles, with the names given and with those that the embedded
/// model finds, or that `names --evaluate --predictions FILE` has left.
struct LinksCommand {
  static let command = Command(
    name: "links",
    summary: "--data DIR [--predictions FILE] [--errors FILE]: measure joining and linking on marked articles"
  ) { arguments in
    let root = Knowledge.option("--root", arguments) ?? "."
    guard let data = Knowledge.option("--data", arguments) else { throw DataError("--data DIR is missing") }
    let knowledge = KnowledgeBase(Blob(immortalCopyOf: try Knowledge.compile(root)))
    let corpus = try NameCorpus(path: "\(data)/data/names/dev.jsonl")
    let finder = NameFinder(knowledge: knowledge)
    let found =
      try Knowledge.option("--predictions", arguments).map { try predicted($0, corpus) }
      ?? corpus.articles.map { finder.names(in: $0.text) }
    let gold = try LinkGold(path: "\(root)/Data/name_links.tsv", knowledge: knowledge)
    let score = JoinedScore(corpus: corpus, knowledge: knowledge, lexicon: NameModel.embeddedLexicon, found, gold)
    print(score.table)
    if let errors = Knowledge.option("--errors", arguments) {
      try score.report.write(toFile: errors, atomically: true, encoding: .utf8)
    }
  }

  private typealias Names = [[(span: Span, type: EntityType)]]

  /// The names of a file of JSON lines with `id` and `entities` (start and end in code points, type tag).
  private static func predicted(_ path: String, _ corpus: NameCorpus) throws -> Names {
    var rows: [String: [[Any]]] = [:]
    for line in try Knowledge.read(path).split(separator: "\n") {
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let id = row["id"] as? String, let marks = row["entities"] as? [[Any]]
      else { throw DataError("\(path): expected id and entities") }
      rows[id] = marks
    }
    return corpus.articles.map { article in
      (rows[article.id] ?? []).compactMap { mark in
        guard mark.count >= 3, let start = mark[0] as? Int, let end = mark[1] as? Int, let tag = mark[2] as? String,
          let type = EntityType(named: tag)
        else { return nil }
        return (article.text.utf8Span(Span(start, max(start, end)), from: .utf32), type)
      }
    }
  }
}

extension Command {
  static let links = LinksCommand.command
}
