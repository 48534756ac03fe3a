internal import ArticleKit
internal import Foundation

extension Command {
  /// Scores sentences and words against the development data.
  static let evaluateText = Command(
    name: "evaluate-text",
    summary: "--data DIR [--dump DIR] [--errors]: F1 of sentence boundaries and of words on DIR/data/treebank"
  ) { arguments in
    guard let data = Knowledge.option("--data", arguments) else { throw DataError("expected --data DIR") }
    let dump = Knowledge.option("--dump", arguments)
    for name in ["dev.paragraphs", "dev.paragraphs-glued"] {
      let rows = try AnnotatedText.read("\(data)/data/treebank/\(name).jsonl")
      try SentenceEvaluation(rows, name: name).run(dump: dump, showsErrors: arguments.contains("--errors"))
    }
    try WordEvaluation(data).run(dump: dump)
  }
}

/// A text with spans marked by hand.
struct AnnotatedText: Decodable {
  let id: String
  let text: String
  /// Code points.
  let sentences: [[Int]]?
  /// Code points.
  let words: [[Int]]?

  /// A row of predictions, in the form the rows of the data have.
  static func line(_ id: String, _ name: String, _ spans: [Span]) -> String {
    let pairs = spans.map { "[\($0.start),\($0.end)]" }.joined(separator: ",")
    return #"{"id":"\#(id)","\#(name)":[\#(pairs)]}"#
  }

  static func read(_ path: String) throws -> [AnnotatedText] {
    let decoder = JSONDecoder()
    return try Knowledge.read(path).split(separator: "\n").map {
      try decoder.decode(AnnotatedText.self, from: Data($0.utf8))
    }
  }
}

/// Precision, recall and their harmonic mean, in percent.
struct SpanScore {
  var right = 0
  var predicted = 0
  var gold = 0

  var precision: Double { predicted == 0 ? 0 : 100 * Double(right) / Double(predicted) }
  var recall: Double { gold == 0 ? 0 : 100 * Double(right) / Double(gold) }
  var f1: Double { precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall) }

  mutating func add<Element: Hashable>(_ predictedSpans: Set<Element>, _ goldSpans: Set<Element>) {
    right += predictedSpans.intersection(goldSpans).count
    predicted += predictedSpans.count
    gold += goldSpans.count
  }

  mutating func add(_ other: SpanScore) {
    right += other.right
    predicted += other.predicted
    gold += other.gold
  }

  var line: String { String(format: "F1 %.2f  P %.2f  R %.2f", f1, precision, recall) }
}

/// Offsets with white space left out, so that it does not matter on which side of a space a span ends.
struct InkOffsets {
  /// For each code point offset, how many visible code points precede it.
  private let before: [Int]

  init(_ text: String) {
    var before = [0]
    for scalar in text.unicodeScalars {
      before.append((before.last ?? 0) + (scalar.properties.isWhitespace ? 0 : 1))
    }
    self.before = before
  }

  subscript(offset: Int) -> Int { before[min(max(offset, 0), before.count - 1)] }
  var end: Int { before.last ?? 0 }
}

struct SentenceEvaluation {
  let rows: [AnnotatedText]
  let name: String

  init(_ rows: [AnnotatedText], name: String) {
    self.rows = rows
    self.name = name
  }

  func run(dump: String?, showsErrors: Bool) throws {
    var score = SpanScore()
    var lines: [String] = []
    for row in rows {
      let text = SourceText(row.text)
      let found = SentenceSplitter.sentences(of: text).map { text.span($0, in: .utf32) }
      let ink = InkOffsets(row.text)
      let predicted = Set(found.map { ink[$0.end] }).subtracting([ink.end])
      let gold = Set((row.sentences ?? []).compactMap { $0.last.map { ink[$0] } }).subtracting([ink.end])
      score.add(predicted, gold)
      if showsErrors { show(row, found, predicted, gold) }
      lines.append(AnnotatedText.line(row.id, "sentences", found))
    }
    print("sentences  \(name.padding(toLength: 22, withPad: " ", startingAt: 0))  \(score.line)")
    if let dump {
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: "\(dump)/\(name).pred.jsonl"))
    }
  }

  private func show(_ row: AnnotatedText, _ found: [Span], _ predicted: Set<Int>, _ gold: Set<Int>) {
    let scalars = Array(row.text.unicodeScalars)
    let ink = InkOffsets(row.text)
    for offset in 1..<max(scalars.count, 1) where !scalars[offset - 1].properties.isWhitespace {
      let place = ink[offset]
      guard predicted.contains(place) != gold.contains(place) else { continue }
      let left = String(String.UnicodeScalarView(scalars[max(0, offset - 40)..<offset]))
      let right = String(String.UnicodeScalarView(scalars[offset..<min(scalars.count, offset + 30)]))
      print(gold.contains(place) ? "  missed " : "  extra  ", row.id, "\(left)‖\(right)")
    }
  }
}
