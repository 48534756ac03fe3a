internal import ArticleKit
internal import Foundation

/// `names`: trains the name tagger, or measures it.
struct Names {
  static let command = Command(
    name: "names",
    summary: """
      --data DIR: train and write names.bin
             --data DIR --evaluate [--folds N] [--errors FILE] [--predictions FILE]: cross-validate
             --data DIR --tag FILE.jsonl: print the names of other texts
             --data DIR --speed: time the embedded model
      """
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
      try names.evaluate(
        folds: max(2, folds), errors: Knowledge.option("--errors", arguments),
        predictions: Knowledge.option("--predictions", arguments))
    } else if arguments.contains("--speed") {
      names.speed()
    } else if let input = Knowledge.option("--tag", arguments) {
      try names.tag(input)
    } else {
      let bytes = NameModel.bytes(lexicon: names.lexicon, tagger: names.train(Array(names.corpus.articles.indices)))
      let path = "\(root)/Sources/ArticleData/blobs/names.bin"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      print("\(path): \(bytes.count) bytes")
    }
  }

  let root: String
  let knowledge: KnowledgeBase
  let corpus: NameCorpus
  let options: NameTrainer.Options
  let lexicon: [[UInt8]]
  private let texts: [NameTrainer.Text]
  /// The first articles are measured; those after them, marked beside their texts, only train.
  private let measured: Int

  init(root: String, data: String, options: NameTrainer.Options) throws {
    self.root = root
    self.options = options
    knowledge = KnowledgeBase(Blob(immortalCopyOf: try Knowledge.compile(root)))
    let summaries = "\(data)/data/summaries"
    let abstracts = try NewsAbstracts(in: summaries)
    var corpus = try NameCorpus(path: "\(data)/data/names/dev.jsonl")
    measured = corpus.articles.count
    let marks = "\(root)/Data/name_marks.tsv"
    if FileManager.default.fileExists(atPath: marks) {
      try corpus.add(marks: marks, clusters: "\(summaries)/clusters.jsonl", abstracts: abstracts)
    }
    self.corpus = corpus
    let marked = corpus.articles[measured...].flatMap { article in article.names.map { article.text[$0.span] } }
    let source = NameLexiconSource(
      root: root, data: data, knowledge: knowledge, abstracts: abstracts, marked: marked)
    lexicon = try source.sections()
    guard let model = NameModel(Blob(immortalCopyOf: NameModel.bytes(lexicon: lexicon, tagger: []))) else {
      throw DataError("the lexicon cannot be read back")
    }
    let tokenizer = NameTokenizer(knowledge)
    let knowledge = knowledge
    texts = corpus.articles.map { article in
      let tokens = tokenizer.tokens(of: article.text.utf8, in: 0..<article.text.count)
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
  func evaluate(folds count: Int, errors: String?, predictions: String?) throws {
    let folds = corpus.folds(count, of: measured)
    var found = [[(span: Span, type: EntityType)]](repeating: [], count: measured)
    for fold in folds {
      let held = Set(fold.map { corpus.articles[$0].group })
      let tagger = train(corpus.articles.indices.filter { !held.contains(corpus.articles[$0].group) })
      guard let model = NameModel(Blob(immortalCopyOf: NameModel.bytes(lexicon: lexicon, tagger: tagger))) else {
        continue
      }
      let finder = NameFinder(knowledge: knowledge, model: model)
      for index in fold { found[index] = finder.names(in: corpus.articles[index].text) }
    }
    var score = NameScore()
    for (index, article) in corpus.articles[..<measured].enumerated() {
      score.add(gold: article.names, found: found[index])
    }
    print("names, \(count)-fold cross-validation over \(measured) articles, strict\n\(score.table)")
    let model = NameModel(Blob(immortalCopyOf: NameModel.bytes(lexicon: lexicon, tagger: [])))
    let gold = try LinkGold(path: "\(root)/Data/name_links.tsv", knowledge: knowledge)
    print(JoinedScore(corpus: corpus, knowledge: knowledge, lexicon: model?.lexicon, found, gold).table)
    if let predictions {
      let rows = corpus.articles[..<measured].enumerated().map { Self.row($1.id, $1.text, found[$0]) }
      try (rows.joined(separator: "\n") + "\n").write(toFile: predictions, atomically: true, encoding: .utf8)
    }
    if let errors { try report(found).write(toFile: errors, atomically: true, encoding: .utf8) }
  }

  /// Prints how fast the embedded model and knowledge base find, join and link the names of the corpus, in bytes of text a
  /// second of processor time: the best of five passes.
  func speed() {
    let analyzer = EntityAnalyzer()
    let finder = NameFinder(knowledge: .builtIn)
    let bytes = corpus.articles.reduce(0) { $0 + $1.text.count }
    func measure(_ name: String, _ body: () -> Int) {
      var best = Double.infinity
      var result = 0
      for _ in 0..<5 {
        let start = Self.processorSeconds
        result = body()
        best = min(best, Self.processorSeconds - start)
      }
      print(String(format: "%@ %.1f MB/s (%d)", name, Double(bytes) / best / 1e6, result))
    }
    let tokenizer = NameTokenizer(.builtIn)
    measure("tokens") {
      corpus.articles.reduce(0) { $0 + tokenizer.tokens(of: $1.text.utf8, in: 0..<$1.text.count).count }
    }
    measure("names") { corpus.articles.reduce(0) { $0 + finder.names(in: $1.text).count } }
    measure("entities") {
      corpus.articles.reduce(0) {
        $0 + analyzer.entities(in: $1.text, spans: [$1.text.span], publishedOn: $1.day).count
      }
    }
  }

  private static var processorSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Prints the names of the texts of a file of JSON lines with `id` and `text`, by a model trained on every article.
  func tag(_ input: String) throws {
    let tagger = train(Array(corpus.articles.indices))
    guard let model = NameModel(Blob(immortalCopyOf: NameModel.bytes(lexicon: lexicon, tagger: tagger))) else { return }
    let finder = NameFinder(knowledge: knowledge, model: model)
    for line in try Knowledge.read(input).split(separator: "\n") {
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let id = row["id"] as? String, let text = row["text"] as? String
      else { throw DataError("\(input): expected id and text") }
      let source = SourceText(text)
      print(Self.row(id, source, finder.names(in: source)))
    }
  }

  /// One line as scorers of names read it: offsets in code points.
  private static func row(_ id: String, _ text: SourceText, _ names: [(span: Span, type: EntityType)]) -> String {
    let marks = names.map { name in
      let span = text.span(name.span, in: .utf32)
      return "[\(span.start), \(span.end), \"\(name.type.tag)\"]"
    }
    return "{\"id\": \"\(id)\", \"entities\": [\(marks.joined(separator: ", "))]}"
  }

  /// Wrong and missed names with what stands around them.
  private func report(_ found: [[(span: Span, type: EntityType)]]) -> String {
    var lines: [String] = []
    for (index, article) in corpus.articles[..<measured].enumerated() {
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

extension NameFinder {
  /// The names of a text and where they stand.
  func names(in text: SourceText) -> [(span: Span, type: EntityType)] {
    let tokens = NameTokenizer(knowledge).tokens(of: text.utf8, in: 0..<text.count)
    return names(in: tokens, of: text.utf8).map { (Self.span(of: $0, tokens, text.utf8), $0.type) }
  }
}

extension Command {
  static let names = Names.command
}
