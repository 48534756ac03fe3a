internal import ArticleKit
internal import Foundation

/// `links`: measures joining and linking on the marked articles, with the names given and with those that the embedded
/// model finds.
struct LinksCommand {
  static let command = Command(
    name: "links", summary: "--data DIR [--errors FILE]: measure joining and linking on marked articles"
  ) { arguments in
    let root = Knowledge.option("--root", arguments) ?? "."
    guard let data = Knowledge.option("--data", arguments) else { throw DataError("--data DIR is missing") }
    let knowledge = KnowledgeBase(Blob(immortalCopyOf: try Knowledge.compile(root)))
    let corpus = try NameCorpus(path: "\(data)/data/names/dev.jsonl")
    let finder = NameFinder(knowledge: knowledge)
    let tokenizer = NameTokenizer(knowledge)
    let found = corpus.articles.map { article in
      let tokens = tokenizer.tokens(of: article.text.utf8, in: 0..<article.text.utf8.count)
      return finder.names(in: tokens, of: article.text.utf8).map {
        (span: NameFinder.span(of: $0, tokens, article.text.utf8), type: $0.type)
      }
    }
    let gold = try LinkGold(path: "\(root)/Data/name_links.tsv", knowledge: knowledge)
    let score = JoinedScore(corpus: corpus, knowledge: knowledge, lexicon: NameModel.embeddedLexicon, found, gold)
    print(score.table)
    if let errors = Knowledge.option("--errors", arguments) {
      try score.report.write(toFile: errors, atomically: true, encoding: .utf8)
    }
  }
}

extension Command {
  static let links = LinksCommand.command
}
