internal import ArticleKit
internal import Foundation

extension Command {
  static let lines = Command(
    name: "lines",
    summary:
      "--data DIR | --cross-validate DIR | --evaluate DIR | --seeds DIR | --speed DIR | --show FILE: trains and scores the line labeller"
  ) { arguments in
    guard arguments.count >= 2 else { throw DataError("expected one option with its argument") }
    switch arguments[0] {
    case "--data": try LinesCommand.train(arguments[1])
    case "--cross-validate": try LinesCommand.crossValidate(arguments[1])
    case "--evaluate": try LinesCommand.evaluate(arguments[1])
    case "--seeds": try LinesCommand.seeds(arguments[1])
    case "--speed": try LinesCommand.speed(arguments[1])
    case "--show": try LinesCommand.show(arguments[1])
    default: throw DataError("unknown option \(arguments[0])")
    }
  }
}

enum LinesCommand {
  static func parse(_ text: String) -> Article { ArticleParser.parse(SourceText(text)) }

  private static let blob = "Sources/ArticleData/blobs/lines.bin"

  private static func labelled(_ folder: String) throws -> [LabelledPage] {
    try PageSet.all(in: folder).flatMap { set in set.pages.map { LabelledPage($0, set: set.name) } }
  }

  /// Trains on all pages and writes the blob.
  static func train(_ folder: String) throws {
    let bytes = LineTrainer().train(try labelled(folder))
    try Data(bytes).write(to: URL(fileURLWithPath: blob))
    print("\(blob): \(bytes.count) bytes")
  }

  /// Scores every page with a model that has not seen it, five parts in turn.
  static func crossValidate(_ folder: String) throws {
    let pages = try labelled(folder)
    let parts = 5
    var rows: [String: [ShingleScore.Counts]] = [:]
    for part in 0..<parts {
      let model = LineModel(
        Blob(
          immortalCopyOf: LineTrainer().train(pages.enumerated().filter { $0.offset % parts != part }.map(\.element))))
      for (index, page) in pages.enumerated() where index % parts == part {
        let article = ArticleParser.parse(page.source, model: model)
        rows[page.set, default: []].append(ShingleScore.compare(gold: page.gold, predicted: article.bodyText))
        let context = PageContext(page.source, words: model.words)
        let chances = model.chances(context).body
        let lines = (0..<context.lines).filter { chances[$0] > 0.45 }.map { page.source[context.content(of: $0)] }
        rows[page.set + " lines", default: []].append(
          ShingleScore.compare(gold: page.gold, predicted: lines.joined(separator: "\n")))
      }
      for (set, rows) in rows.sorted(by: { $0.key < $1.key }) { print(row(set, ShingleScore(rows))) }
      fflush(nil)
    }
  }

  /// Scores the shipped model, which has seen these pages: body and fields.
  static func evaluate(_ folder: String) throws {
    for set in try PageSet.all(in: folder) {
      let articles = set.pages.map { parse($0.text) }
      let rows = zip(set.pages, articles).map { ShingleScore.compare(gold: $0.gold, predicted: $1.bodyText) }
      print(row(set.name, ShingleScore(rows)))
      var fields = FieldScore()
      for (page, article) in zip(set.pages, articles) { fields.add(page, article) }
      if !fields.isEmpty { print("  \(fields)") }
      if CommandLine.arguments.contains("--misses") { fields.misses.forEach { print("    ", $0) } }
    }
  }

  static func row(_ name: String, _ score: ShingleScore) -> String {
    let figures = [score.f1, score.precision, score.recall, score.tenthPercentile].map { String(format: "%.3f", $0) }
    let title = name.padding(toLength: 14, withPad: " ", startingAt: 0)
    return "\(title) n=\(score.pages)  F1 \(figures[0])  P \(figures[1])  R \(figures[2])  p10 \(figures[3])"
  }

  /// Measures the reading of all pages, one by one and as one long text, in megabytes a second of processor time.
  static func speed(_ folder: String) throws {
    let texts = try PageSet.all(in: folder).flatMap { $0.pages.map { SourceText($0.text) } }
    let long = SourceText(texts.map { $0[$0.span] }.joined(separator: "\n"))
    for (name, sources) in [("page by page", texts), ("one long text", [long])] {
      let bytes = Double(sources.reduce(0) { $0 + $1.count })
      let start = clock()
      let blocks = sources.reduce(0) { $0 + ArticleParser.parse($1).blocks.count }
      let whole = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      let again = clock()
      for source in sources { _ = ArticleParser.roles(source) }
      let roles = Double(clock() - again) / Double(CLOCKS_PER_SEC)
      print(
        String(
          format: "%@: %.1f MB, %d blocks, %.1f MB/s; roles alone %.1f MB/s", name, bytes / 1e6, blocks,
          bytes / whole / 1e6, bytes / roles / 1e6))
    }
  }

  static func show(_ path: String) throws {
    let article = parse(try String(contentsOfFile: path, encoding: .utf8))
    for block in article.blocks {
      let text = article.source[block.content].replacingOccurrences(of: "\n", with: "⏎").prefix(90)
      let label = block.label.rawValue.padding(toLength: 15, withPad: " ", startingAt: 0)
      print(String(format: "%.2f", block.confidence), label, text, "[\(block.evidence.joined(separator: ", "))]")
    }
  }

  /// The roles of the labelled example pages, under the names their labels use.
  private static let roles: [String: BlockLabel] = [
    "title": .headline, "title-dup": .headlineRepeat, "byline": .byline, "dateline": .dateline, "lead": .standfirst,
    "follow": .prompt, "image-alt": .imageAlt, "caption": .caption, "heading": .heading, "para": .paragraph,
    "keypoint": .keyPoint, "related-title": .relatedTitle, "related-alt": .relatedRepeat,
    "related-snippet": .relatedSnippet,
    "list-header": .listHeader, "category": .category, "footer": .footer,
  ]

  /// Scores pages with labelled lines: `NAME.txt` beside `NAME.labels.tsv` (line, role, …) or over `labels/NAME.labels.tsv`
  /// and `labels/NAME.gold.txt`.
  static func seeds(_ folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }.sorted()
    for name in names.map({ String($0.dropLast(4)) }) {
      let article = parse(try text("\(folder)/\(name).txt"))
      let labels = try (try? text("\(folder)/\(name).labels.tsv")) ?? text("\(folder)/labels/\(name).labels.tsv")
      let (right, all) = try score(article, labels: labels, name)
      guard let gold = try? text("\(folder)/labels/\(name).gold.txt") else {
        print("\(name): \(right) of \(all) lines")
        continue
      }
      let score = ShingleScore([ShingleScore.compare(gold: gold, predicted: article.bodyText)])
      print("\(name): \(right) of \(all) lines;", row("body", score))
    }
  }

  private static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private static func score(_ article: Article, labels: String, _ name: String) throws -> (right: Int, all: Int) {
    let rows = labels.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = rows.first, let role = head.firstIndex(of: "role") else {
      throw DataError("\(name): no column \"role\"")
    }
    var starts: [Int] = [0]
    for (at, byte) in article.source.utf8.enumerated() where byte == 0x0A { starts.append(at + 1) }
    var right = 0
    for cells in rows.dropFirst() {
      guard let line = Int(cells[0]), line <= starts.count, cells.count > role else {
        throw DataError("\(name): bad label line")
      }
      let start = starts[line - 1]
      let block =
        article.blocks.first { $0.span.contains(start) && $0.content.end > start }
        ?? article.blocks.first { $0.content.start >= start }
      let gold = roles[cells[role]] ?? BlockLabel(rawValue: cells[role])
      if let block, block.label == gold { right += 1; continue }
      print(
        "  line \(line): \(cells[role]), not \(block?.label.rawValue ?? "nothing"): \(cells.last?.prefix(80) ?? "")")
    }
    return (right, rows.count - 1)
  }
}
