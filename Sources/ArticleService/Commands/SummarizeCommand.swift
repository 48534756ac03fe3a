internal import ArticleKit

/// `article-service summarize`: what one or several articles say, in sentences of theirs.
extension Command {
  static let summarize = Command(
    name: "summarize", operands: "[FILE …] [--sentences N | --words N | --ratio R] [--query TEXT] [--json]",
    summary: "Sum one or several articles up with sentences of theirs.",
    options: [
      CommandLineOption("sentences", value: "N", "So many sentences (\(SummaryParameters.defaultSentences))."),
      CommandLineOption("words", value: "N", "About so many words (syllables)."),
      CommandLineOption("ratio", value: "R", "This share of the articles' words, for example 0.2."),
      CommandLineOption("query", value: "TEXT", "What the summary should answer."),
      CommandLineOption("key-points", "Points that are understood alone, instead of running text."),
      language, json,
    ]
  ) { arguments in
    let paths = arguments.operands.isEmpty ? [try file(arguments)] : arguments.operands
    let budget = try budget(arguments)
    let articles = try paths.map { try article($0, arguments) }
    let summary = try Summarizer.summarize(
      articles, budget: budget, query: arguments.value("query"),
      style: arguments.has("key-points") ? .keyPoints : .runningText)
    if arguments.has("json") {
      return print(json: SummaryResult(summary: summary, articles: articles, encoding: .utf32))
    }
    var sheet = sheet()
    sheet.summary(summary, articles, paths)
    CommandLineIO.print(sheet.output)
  }

  private static func budget(_ arguments: CommandLineArguments) throws(UsageError) -> Summary.Budget {
    let given = ["sentences", "words", "ratio"].filter(arguments.has)
    guard given.count <= 1 else { throw UsageError("one of --sentences, --words and --ratio, please") }
    if let words = try arguments.integer("words", in: 1...1_000_000) { return .words(words) }
    if let text = arguments.value("ratio") {
      guard let ratio = Double(text), ratio > 0, ratio <= 1 else {
        throw UsageError("--ratio takes a number above 0, at most 1, not '\(text)'")
      }
      return .ratio(ratio)
    }
    return .sentences(try arguments.integer("sentences", in: 1...10_000) ?? SummaryParameters.defaultSentences)
  }
}

extension TerminalText {
  /// The sentences, each with the line of its file where it stands.
  mutating func summary(_ summary: Summary, _ articles: [Article], _ paths: [String]) {
    if summary.sentences.isEmpty { line("There is nothing to sum up.") }
    if !summary.answersQuery { line(dim("No sentence has words of the query.")) }
    for sentence in summary.sentences where articles.indices.contains(sentence.article) {
      paragraph(sentence.text, label: "•", indent: 2)
      let number = articles[sentence.article].source.line(at: sentence.span.start) + 1
      let place = paths[sentence.article] == "-" ? "line \(number)" : "\(paths[sentence.article]):\(number)"
      let reasons = sentence.reasons.prefix(3).map(\.rawValue).joined(separator: ", ")
      line("  " + dim(place + (reasons.isEmpty ? "" : "  \(reasons)")))
    }
  }
}
