internal import ArticleKit
internal import Foundation

extension Command {
  /// Measures the finder of dates on articles whose dates are marked by hand.
  static let facts = Command(
    name: "facts",
    summary:
      "--evaluate DIR [--half dev|held-out] [--errors]: date spans and values against DIR/names/dev.jsonl; --read FILE [DAY]: the facts of a text"
  ) { arguments in
    if let flag = arguments.firstIndex(of: "--read"), flag + 1 < arguments.count {
      return try FactsEvaluation.read(arguments[flag + 1], day: arguments.count > flag + 2 ? arguments[flag + 2] : "")
    }
    guard let flag = arguments.firstIndex(of: "--evaluate"), flag + 1 < arguments.count else {
      throw DataError("facts: expected --evaluate DIR, the folder that holds names/dev.jsonl")
    }
    let half = arguments.firstIndex(of: "--half").flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
    try FactsEvaluation.evaluate(
      arguments[flag + 1] + "/names/dev.jsonl", half: half, printsErrors: arguments.contains("--errors"))
  }
}

/// Date mentions found against date mentions marked.
private enum FactsEvaluation {
  private struct Row: Decodable {
    let id: String
    let published: String
    let text: String
    let dates: [Marked]
  }

  private struct Marked: Decodable {
    let start: Int
    let end: Int
    let value: String

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      start = try list.decode(Int.self)
      end = try list.decode(Int.self)
      value = try list.decode(String.self)
    }
  }

  /// Counts of one part of the data.
  private struct Score {
    var gold = 0
    var found = 0
    var spans = 0
    var values = 0

    func f1(_ right: Int) -> String {
      let total = gold + found
      return total == 0 ? "-" : String(format: "%.1f", 200 * Double(right) / Double(total))
    }
  }

  /// Prints every fact of a text file.
  static func read(_ path: String, day: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else { throw DataError("\(path): cannot be read") }
    let source = SourceText(String(decoding: data, as: UTF8.self))
    let facts = Facts.find(in: source, publishedAt: CalendarDay(iso8601: day))
    print("published\t\(facts.publishedAt?.description ?? "?")\t\(facts.anchor?.rawValue ?? "unknown")")
    for date in facts.dates {
      print(
        "date\t\(date.span.start)-\(date.span.end)\t\(date.value.iso)\t\(source[date.span])\t\(date.resolvedBy.rawValue)"
      )
    }
    for amount in facts.amounts {
      let upper = amount.upperValue.map { "..\($0)" } ?? ""
      print("amount\t\(amount.value)\(upper) \(amount.unit)\t\(source[amount.span])\t\(amount.qualifier.rawValue)")
    }
    for quotation in facts.quotations {
      let parts = [quotation.speaker, quotation.antecedent, quotation.cue].map { $0.map { source[$0] } ?? "-" }
      print(
        "\(quotation.kind.rawValue)\t\(parts.joined(separator: " | "))\t\(quotation.attribution.rawValue)\t\(source[quotation.content])"
      )
    }
  }

  static func evaluate(_ path: String, half: String?, printsErrors: Bool) throws {
    let decoder = JSONDecoder()
    guard let data = FileManager.default.contents(atPath: path) else { throw DataError("\(path): cannot be read") }
    var scores: [String: Score] = [:]
    var texts: [(source: SourceText, day: CalendarDay?)] = []
    var categories: [String: Int] = [:]
    for line in data.split(separator: UInt8(ascii: "\n")) {
      let row = try decoder.decode(Row.self, from: line)
      let part = row.id.utf8.reduce(UInt32(5381)) { ($0 &* 33) ^ UInt32($1) } % 2 == 0 ? "dev" : "held-out"
      guard half == nil || half == part else { continue }
      let source = SourceText(row.text)
      texts.append((source, CalendarDay(iso8601: row.published)))
      let mentions = DateFinder.dates(in: source, publishedAt: CalendarDay(iso8601: row.published))
      var score = scores[part] ?? Score()
      let errors = compare(row, source, mentions, &score)
      scores[part] = score
      for error in errors {
        categories[error.category, default: 0] += 1
        if printsErrors { print("\(error.category)\t\(row.published)\t\(error.detail)") }
      }
    }
    print("half      marked  found  span F1  value F1")
    for (part, score) in scores.sorted(by: { $0.key < $1.key }) {
      print(
        part.padding(toLength: 10, withPad: " ", startingAt: 0)
          + String(format: "%6d %6d", score.gold, score.found)
          + "    \(score.f1(score.spans))      \(score.f1(score.values))")
    }
    printSpeed(texts)
    for (category, count) in categories.sorted(by: { ($0.value, $1.key) > ($1.value, $0.key) }) {
      print(String(format: "%4d  ", count) + category)
    }
  }

  /// How fast all facts of the texts are found, on one core.
  private static func printSpeed(_ texts: [(source: SourceText, day: CalendarDay?)]) {
    let rounds = 10
    let bytes = texts.reduce(0) { $0 + $1.source.utf8.count } * rounds
    func measure(_ name: String, _ find: (SourceText, CalendarDay?) -> Int) {
      var found = 0
      // Time of the processor, which other work on the machine does not stretch.
      let start = clock()
      for _ in 0..<rounds { for text in texts { found += find(text.source, text.day) } }
      let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      print(
        "\(name): " + String(format: "%.0f MB/s, %d found", Double(bytes) / 1e6 / max(seconds, 1e-9), found / rounds))
    }
    measure("dates") { DateFinder.dates(in: $0, publishedAt: $1).count }
    measure("amounts") { text, _ in AmountFinder.amounts(in: text).count }
    measure("quotations") { text, _ in QuotationFinder.quotations(in: text).count }
    measure("all facts") { text, day in
      let facts = Facts.find(in: text, publishedAt: day)
      return facts.dates.count + facts.amounts.count + facts.quotations.count
    }
  }

  private static func compare(
    _ row: Row, _ source: SourceText, _ mentions: [DateMention], _ score: inout Score
  ) -> [(category: String, detail: String)] {
    let offsets = codePointOffsets(source.utf8)
    let gold = row.dates.map { (span: Span(offsets[$0.start], offsets[$0.end]), value: $0.value) }
    var errors: [(category: String, detail: String)] = []
    score.gold += gold.count
    score.found += mentions.count
    for mark in gold {
      let context = source[Span(mark.span.start - 40, mark.span.start)] + "⟦" + source[mark.span] + "⟧"
      guard let mention = mentions.first(where: { $0.span.overlaps(mark.span) }) else {
        errors.append(("missed \(form(mark.value))", "\(mark.value)\t\(context)"))
        continue
      }
      if mention.span != mark.span {
        errors.append(("span of \(form(mark.value))", "\(mark.value)\t\(context)\t\(source[mention.span])"))
      } else {
        score.spans += 1
        if mention.value.iso == mark.value {
          score.values += 1
        } else {
          errors.append(("value of \(form(mark.value))", "\(mark.value)\t\(context)\t\(mention.value.iso)"))
        }
      }
    }
    for mention in mentions where !gold.contains(where: { $0.span.overlaps(mention.span) }) {
      let context = source[Span(mention.span.start - 40, mention.span.start)] + "⟦" + source[mention.span] + "⟧"
      errors.append(
        (
          "spurious \(mention.kind.rawValue)",
          "\(mention.value.iso)\t\(context)\(source[Span(mention.span.end, mention.span.end + 20)])"
        ))
    }
    return errors
  }

  /// The form of a marked value, by its spelling.
  private static func form(_ value: String) -> String {
    if value == "?" { return "unknown" }
    if value.contains("/") { return "range" }
    if value.contains("T") { return value.contains(":") ? "time" : "dayPart" }
    if value.contains("W") { return "week" }
    if value.contains("Q") { return "quarter" }
    if value.contains("X") { return "decade or century" }
    return value.count == 4 ? "year" : value.count == 7 ? "month" : "day"
  }

  /// The byte offset of every code point, and of the end.
  private static func codePointOffsets(_ bytes: [UInt8]) -> [Int] {
    var offsets = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }
    offsets.append(bytes.count)
    return offsets
  }
}
