internal import ArticleKit

/// `article-service compare` and `article-service timeline`: several articles together.
extension Command {
  static let compare = Command(
    name: "compare", operands: "FILE FILE … [--json]",
    summary: "Hold several articles against each other: what they share, what only one says, whom each quotes.",
    options: [language, userEntities, json]
  ) { arguments in
    guard arguments.operands.count > 1 else { throw UsageError("at least two files, please") }
    let findings = try findings(arguments.operands, arguments)
    let comparison = try Comparison.compare(findings)
    if arguments.has("json") {
      return print(
        json: ComparisonResult(comparison: comparison, articles: findings.map(\.article), encoding: .utf32))
    }
    var sheet = sheet()
    sheet.comparison(comparison, findings.map(\.article), arguments.operands)
    CommandLineIO.print(sheet.output)
  }

  static let timeline = Command(
    name: "timeline", operands: "[FILE …] [--published DATE] [--json]",
    summary: "Put what one or several articles tell in the order of its dates.",
    options: [published, language, json]
  ) { arguments in
    let paths = arguments.operands.isEmpty ? [try file(arguments)] : arguments.operands
    let findings = try findings(paths, arguments)
    let timeline = try Timeline.make(findings)
    if arguments.has("json") {
      return print(
        json: TimelineResult(timeline: timeline, sources: findings.map(\.article.source), encoding: .utf32))
    }
    var sheet = sheet()
    sheet.timeline(timeline, findings.map(\.article))
    CommandLineIO.print(sheet.output)
  }

  private static func findings(_ paths: [String], _ arguments: CommandLineArguments) throws -> [ArticleFindings] {
    let day = try published(arguments)
    let analyzer = EntityAnalyzer(try knowledge(arguments))
    return try paths.map { ArticleFindings(try article($0, arguments), publishedAt: day, analyzer: analyzer) }
  }
}

extension TerminalText {
  /// The letter that stands for an article: A, B, … Z, then numbers.
  private static func letter(_ article: Int) -> String {
    article < 26 ? String(UnicodeScalar(UInt8(65 + article))) : String(article + 1)
  }

  private mutating func sentence(_ sentence: SourceSentence, _ articles: [Article]) {
    paragraph(
      articles[sentence.article].source[sentence.span], label: Self.letter(sentence.article), indent: 4)
  }

  private mutating func title(_ title: String) {
    line()
    line(bold(title))
  }

  mutating func comparison(_ comparison: Comparison, _ articles: [Article], _ paths: [String]) {
    for (number, article) in articles.enumerated() {
      let headline = article.headline.map { article.source[$0.span] } ?? paths[number]
      paragraph(bold(headline), label: Self.letter(number), indent: 4)
    }
    names(comparison)
    if !comparison.agreements.isEmpty { title("Both or more say") }
    for agreement in comparison.agreements {
      for sentence in agreement.sentences { self.sentence(sentence, articles) }
      line()
    }
    for (number, own) in comparison.distinctions.enumerated() where !own.isEmpty {
      title("Only \(Self.letter(number)) says")
      for distinction in own { sentence(distinction.sentence, articles) }
    }
    if !comparison.disagreements.isEmpty { title("They disagree") }
    for disagreement in comparison.disagreements {
      let versions = disagreement.versions.map { "\(Self.letter($0.sentence.article)) \($0.value)" }
      paragraph(versions.joined(separator: ",  "), label: disagreement.kind.rawValue, indent: 8)
    }
    if !comparison.views.isEmpty { title("What each says of") }
    for view in comparison.views {
      line("  " + bold(comparison.names[view.name].name))
      for sentence in view.sentences { self.sentence(sentence, articles) }
    }
    voices(comparison)
    title("When")
    timeline(comparison.timeline, articles)
  }

  private mutating func names(_ comparison: Comparison) {
    let shared = comparison.names.filter { $0.articles > 1 }
    guard !shared.isEmpty else { return }
    title("Both or more name")
    paragraph(
      shared.prefix(24).map { name in "\(name.name) \(name.mentions.map(String.init).joined(separator: "/"))" }
        .joined(separator: ", "), indent: 4)
  }

  private mutating func voices(_ comparison: Comparison) {
    guard !comparison.voices.isEmpty else { return }
    title("Whose words they give")
    for voice in comparison.voices {
      let articles = voice.quotations.map(\.article)
      let counts = Array(Set(articles)).sorted().map { article in
        "\(Self.letter(article)) \(articles.count { $0 == article })×"
      }
      line("    \(Self.cell(voice.name, width: 34)) \(dim(counts.joined(separator: ", ")))")
    }
  }

  mutating func timeline(_ timeline: Timeline, _ articles: [Article]) {
    if timeline.events.isEmpty { line("No dates found.") }
    for event in timeline.events {
      for (number, telling) in event.tellings.enumerated() {
        let text = articles[telling.sentence.article].source[telling.sentence.span]
        let source = articles.count > 1 ? "\(Self.letter(telling.sentence.article))  " : ""
        paragraph(source + text, label: number == 0 ? event.value.iso : "", indent: 23)
      }
    }
  }
}
