internal import ArticleKit

/// `article-service facts`: dates, amounts, and who said what.
extension Command {
  static let facts = Command(
    name: "facts", operands: "[FILE] [--published DATE] [--json]",
    summary: "Find dates with their values, amounts with their units, and quotations with their speakers.",
    options: [published, language, json]
  ) { arguments in
    let day = try published(arguments)
    let article = try article(file(arguments), arguments)
    let facts = article.facts(publishedAt: day)
    if arguments.has("json") {
      return print(json: FactsResult(source: article.source, facts: facts, encoding: .utf32))
    }
    var sheet = sheet()
    sheet.facts(facts, in: article.source)
    CommandLineIO.print(sheet.output)
  }
}

extension TerminalText {
  mutating func facts(_ facts: Facts, in source: SourceText) {
    if let day = facts.publishedAt, let anchor = facts.anchor {
      line(dim("relative dates count from \(day) (\(anchor.rawValue))"))
    }
    table("dates", facts.dates.map { (source[$0.span], $0.value.iso) })
    table("amounts", facts.amounts.map { (source[$0.span], Self.value($0)) })
    guard !facts.quotations.isEmpty else { return }
    line()
    line(bold("quotations") + dim("  \(facts.quotations.count)"))
    for quotation in facts.quotations {
      var speaker = quotation.speaker.map { source[$0] } ?? "unknown"
      if let antecedent = quotation.antecedent { speaker += " (\(source[antecedent]))" }
      paragraph(source[quotation.span], label: "  ", indent: 2)
      line("    " + dim("— \(speaker)"))
    }
  }

  private mutating func table(_ title: String, _ rows: [(String, String)]) {
    guard !rows.isEmpty else { return }
    line()
    line(bold(title) + dim("  \(rows.count)"))
    for (text, value) in rows { line("  \(Self.cell(text, width: 40)) \(dim(value))") }
  }

  /// A number with its unit, without the decimals of whole numbers.
  private static func value(_ amount: AmountMention) -> String {
    func number(_ value: Double) -> String {
      value.rounded() == value && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
    let upper = amount.upperValue.map { "–" + number($0) } ?? ""
    let hedge = amount.qualifier == .exact ? "" : " \(amount.qualifier.rawValue)"
    return "\(number(amount.value))\(upper) \(amount.unit)\(hedge)"
  }
}
