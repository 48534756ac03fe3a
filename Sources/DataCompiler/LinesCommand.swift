internal import ArticleKit
internal import Foundation

extension Command {
  static let lines = Command(
    name: "lines",
    summary: "--evaluate DIR | --seeds DIR | --show FILE: reads pages and scores the roles of their lines"
  ) { arguments in
    guard arguments.count == 2 else { throw DataError("expected one option with its argument") }
    switch arguments[0] {
    case "--evaluate": try LinesCommand.evaluate(arguments[1])
    case "--seeds": try LinesCommand.seeds(arguments[1])
    case "--show": try LinesCommand.show(arguments[1])
    default: throw DataError("unknown option \(arguments[0])")
    }
  }
}

enum LinesCommand {
  static func parse(_ text: String) -> Article { ArticleParser.parse(SourceText(text)) }

  static func evaluate(_ folder: String) throws {
    for set in try PageSet.all(in: folder) {
      let rows = set.pages.map { ShingleScore.compare(gold: $0.gold, predicted: parse($0.text).bodyText) }
      print(row(set.name, ShingleScore(rows)))
    }
  }

  static func row(_ name: String, _ score: ShingleScore) -> String {
    let figures = [score.f1, score.precision, score.recall, score.tenthPercentile].map { String(format: "%.3f", $0) }
    let title = name.padding(toLength: 14, withPad: " ", startingAt: 0)
    return "\(title) n=\(score.pages)  F1 \(figures[0])  P \(figures[1])  R \(figures[2])  p10 \(figures[3])"
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

  /// Scores pages with labelled lines: `NAME.txt`, `labels/NAME.labels.tsv`, `labels/NAME.gold.txt`.
  static func seeds(_ folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }.sorted()
    for name in names.map({ String($0.dropLast(4)) }) {
      let article = parse(try String(contentsOfFile: "\(folder)/\(name).txt", encoding: .utf8))
      let labels = try String(contentsOfFile: "\(folder)/labels/\(name).labels.tsv", encoding: .utf8)
      let gold = try String(contentsOfFile: "\(folder)/labels/\(name).gold.txt", encoding: .utf8)
      var right = 0
      var all = 0
      for line in labels.split(separator: "\n").dropFirst() {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard cells.count >= 5, let start = Int(cells[1]) else { throw DataError("\(name): bad label line") }
        let block = article.blocks.first { $0.content.contains(start) || $0.content.start == start }
        all += 1
        if let block, block.label == roles[String(cells[3])] { right += 1; continue }
        print("  line \(cells[0]): \(cells[3]), not \(block?.label.rawValue ?? "nothing"): \(cells[4].prefix(80))")
      }
      let score = ShingleScore([ShingleScore.compare(gold: gold, predicted: article.bodyText)])
      print("\(name): \(right) of \(all) lines;", row("body", score))
    }
  }
}
