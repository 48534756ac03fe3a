internal import ArticleKit
internal import Foundation

/// `names`: trains the name tagger, or measures it.
struct Names {
  static let command = Command(
    name: "names",
    summary: "--data DIR [--evaluate [--folds N] [--errors FILE]]: train and write names.bin, or cross-validate"
  ) { arguments in
    let root = Knowledge.option("--root", arguments) ?? "."
    guard let data = Knowledge.option("--data", arguments) else { throw DataError("--data DIR is missing") }
    var options = NameTrainer.Options()
    if let epochs = Knowledge.option("--epochs", arguments).flatMap({ Int($0) }) { options.epochs = epochs }
    if let rate = Knowledge.option("--rate", arguments).flatMap({ Double($0) }) { options.rate = rate }
    if let l2 = Knowledge.option("--l2", arguments).flatMap({ Double($0) }) { options.regularisation = l2 }
    let names = try Names(root: root, data: data, options: options)
    if arguments.contains("--evaluate") {
      let folds = Knowledge.option("--folds", arguments).flatMap { Int($0) } ?? 10
      try names.evaluate(folds: max(2, folds), errors: Knowledge.option("--errors", arguments))
    } else {
      let bytes = NameModel.bytes(lexicon: names.lexicon, tagger: names.train(Array(names.corpus.articles.indices)))
      let path = "\(root)/Sources/ArticleData/blobs/names.bin"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      print("\(path): \(bytes.count) bytes")
    }
  }

  let knowledge: KnowledgeBase
  let corpus: NameCorpus
  let options: NameTrainer.Options
  let lexicon: [[UInt8]]
  private let texts: [NameTrainer.Text]

  init(root: String, data: String, options: NameTrainer.Options) throws {
    self.options = options
    knowledge = KnowledgeBase(Blob(immortalCopyOf: try Knowledge.compile(root)))
    corpus = try NameCorpus(path: "\(data)/data/names/dev.jsonl")
    lexicon = try NameLexiconSource(root: root, data: data, knowledge: knowledge).sections()
    guard let model = NameModel(Blob(immortalCopyOf: NameModel.bytes(lexicon: lexicon, tagger: []))) else {
      throw DataError("the lexicon cannot be read back")
    }
    let tokenizer = NameTokenizer(knowledge)
    let knowledge = knowledge
    texts = corpus.articles.map { article in
      let tokens = tokenizer.tokens(of: article.text.utf8, in: 0..<article.text.utf8.count)
      return (
        model.observations(tokens, article.text.utf8, knowledge), NameTrainer.tags(tokens, article.names)
      )
    }
  }

  /// The tagger's sections, trained on these articles.
  func train(_ articles: [Int]) -> [[UInt8]] {
    let groups = articles.map { corpus.articles[$0].group }
    var order: [String] = []
    for group in groups where !order.contains(group) { order.append(group) }
    return NameTrainer(options).train(articles.map { texts[$0] }, groups: groups.map { order.firstIndex(of: $0) ?? 0 })
  }

  /// Prints scores on each article by a model that has not seen its group.
  func evaluate(folds count: Int, errors: String?) throws {
    let folds = corpus.folds(count)
    var found = [[(span: Span, type: EntityType)]](repeating: [], count: corpus.articles.count)
    for fold in folds {
      let held = Set(fold)
      let tagger = train(corpus.articles.indices.filter { !held.contains($0) })
      guard let model = NameModel(Blob(immortalCopyOf: NameModel.bytes(lexicon: lexicon, tagger: tagger))) else {
        continue
      }
      let finder = NameFinder(knowledge: knowledge, model: model)
      let tokenizer = NameTokenizer(knowledge)
      for index in fold {
        let bytes = corpus.articles[index].text.utf8
        let tokens = tokenizer.tokens(of: bytes, in: 0..<bytes.count)
        found[index] = finder.names(in: tokens, of: bytes).map { (finder.span(of: $0, tokens, bytes), $0.type) }
      }
    }
    var score = NameScore()
    for (index, article) in corpus.articles.enumerated() { score.add(gold: article.names, found: found[index]) }
    print("names, \(count)-fold cross-validation over \(corpus.articles.count) articles, strict\n\(score.table)")
    if let errors { try report(found).write(toFile: errors, atomically: true, encoding: .utf8) }
  }

  /// Wrong and missed names with what stands around them.
  private func report(_ found: [[(span: Span, type: EntityType)]]) -> String {
    var lines: [String] = []
    for (index, article) in corpus.articles.enumerated() {
      let gold = article.names.map { (span: $0.span, type: $0.type) }
      func context(_ span: Span) -> String {
        let before = article.text[Span(article.text.codePointStart(span.start - 50), span.start)]
        let after = article.text[Span(span.end, article.text.codePointStart(span.end + 40))]
        return "\(before)⟦\(article.text[span])⟧\(after)".replacingOccurrences(of: "\n", with: " ")
      }
      for name in found[index] where !gold.contains(where: { $0 == name }) {
        let overlap = gold.filter { $0.span.overlaps(name.span) }
        let right = overlap.map { "\($0.type.tag):\(article.text[$0.span])" }.joined(separator: " | ")
        let kind = overlap.isEmpty ? "SPURIOUS" : overlap.contains { $0.span == name.span } ? "TYPE" : "BOUNDARY"
        lines.append("\(kind)\t\(name.type.tag)\t\(right)\t\(context(name.span))\t\(article.id)")
      }
      for name in gold where !found[index].contains(where: { $0.span.overlaps(name.span) }) {
        lines.append("MISSED\t\(name.type.tag)\t\t\(context(name.span))\t\(article.id)")
      }
    }
    return lines.sorted().joined(separator: "\n") + "\n"
  }
}

extension Command {
  static let names = Names.command
}
