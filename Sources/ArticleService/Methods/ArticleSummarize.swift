internal import ArticleKit
internal import RPCCore

/// `article/summarize`: the sentences that say most of one or several articles.
extension Method where State == ServiceState {
  static let articleSummarize = Method(
    "article/summarize", ordering: .reads(["textDocument", "uri"]),
    description: MethodDescription(
      "Sums one or several articles up with sentences of theirs; each leads back to its place.",
      parameters: ArticleParameters.descriptions + [ArticleListParameter.description] + SummaryParameters.descriptions,
      result: ResultDescription("summary", SummaryResult.schema), errors: [.requestFailed]),
    handler: .heavy { state, params, _ in
      let articles = try ArticleListParameter(params, state, allowsSingle: true)
      let parameters = try SummaryParameters(params)
      let encoding = try ArticleParameters.encoding(params, state)
      return { context, writer in
        let articles = try articles.articles(context)
        let progress = context.progress
        progress.begin("Summing up")
        let summary = try cancellable { () throws(AnalysisCancelled) in
          try Summarizer.summarize(
            articles, budget: parameters.budget, query: parameters.query, style: parameters.style,
            progress: { done, total in progress.report(percentage: total > 0 ? done * 100 / total : 100) },
            isCancelled: { context.isCancelled })
        }
        writer.write(SummaryResult(summary: summary, articles: articles, encoding: encoding))
      }
    })
}

/// How long a summary should be, what it should answer, and how it is read.
struct SummaryParameters: Sendable {
  let budget: Summary.Budget
  let query: String?
  let style: Summary.Style

  static let defaultSentences = 3

  static var descriptions: [Parameter] {
    [
      Parameter(
        "sentences", Schema.integer, "Its length; at most one of `sentences`, `words` and `ratio`.", unit: "sentences",
        default: .int(defaultSentences)),
      Parameter(
        "words", Schema.integer, "Its length: whole sentences until it is reached.", unit: "words (syllables)"),
      Parameter("ratio", Schema.score, "Its length as a share of the articles' words."),
      Parameter("query", Schema.string, "What the summary should answer."),
      Parameter(
        "style", Schema.oneOf(Summary.Style.allCases.map(\.rawValue)),
        "Whether a sentence may lean on the one before it (`runningText`) or is understood alone (`keyPoints`).",
        default: "runningText"),
    ]
  }

  init(_ params: JSONView) throws {
    var reader = try params.object()
    var budgets: [Summary.Budget] = []
    if let value = reader.value("sentences") {
      budgets.append(.sentences(try Self.integer(value, in: 1...10_000)))
    }
    if let value = reader.value("words") {
      budgets.append(.words(try Self.integer(value, in: 1...1_000_000)))
    }
    if let value = reader.value("ratio") {
      let ratio = try value.double()
      guard ratio > 0, ratio <= 1 else { throw value.invalid(expected: "a number above 0, at most 1") }
      budgets.append(.ratio(ratio))
    }
    guard budgets.count <= 1 else {
      throw RPCError.invalidParams(
        at: "", expected: "one of sentences, words and ratio", found: "\(budgets.count) of them")
    }
    budget = budgets.first ?? .sentences(Self.defaultSentences)
    query = try reader.stringIfPresent("query")
    style = try Self.style(reader.value("style"))
  }

  private static func integer(_ value: JSONView, in range: ClosedRange<Int>) throws(JSONError) -> Int {
    let number = try value.int()
    guard range.contains(number) else {
      throw value.invalid(expected: "an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func style(_ value: JSONView?) throws(JSONError) -> Summary.Style {
    guard let value else { return .runningText }
    guard let style = Summary.Style(rawValue: try value.string()) else {
      throw value.invalid(expected: "\"runningText\" or \"keyPoints\"")
    }
    return style
  }
}

/// The articles of a method that takes several: the member `articles`, or one article's own parameters.
struct ArticleListParameter: Sendable {
  let parameters: [ArticleParameters]

  /// At most this many at once.
  static let limit = 10_000

  static var description: Parameter {
    Parameter("articles", schema, "Several articles instead of one, each with the parameters above.")
  }

  static var requiredDescription: Parameter {
    Parameter("articles", schema, "The articles, each with the parameters of article/parse.", required: true)
  }

  private static var schema: JSON {
    Schema.array(Schema.object(ArticleParameters.descriptions.filter { $0.name != "positionEncoding" }))
  }

  /// - Parameter allowsSingle: whether one article's own parameters may stand in the place of `articles`.
  init(_ params: JSONView, _ state: ServiceState, allowsSingle: Bool) throws {
    var reader = try params.object()
    guard let list = reader.value("articles") else {
      guard allowsSingle else { throw reader.missing("articles", expected: "a list of articles") }
      parameters = [try ArticleParameters(params, state)]
      return
    }
    guard list.count <= Self.limit else { throw list.invalid(expected: "at most \(Self.limit) articles") }
    var parameters: [ArticleParameters] = []
    var elements = try list.elements()
    while let element = elements.next() { parameters.append(try ArticleParameters(element, state)) }
    guard !parameters.isEmpty else { throw list.invalid(expected: "at least one article") }
    self.parameters = parameters
  }

  /// Reads and parses the articles, telling how far it is.
  func articles(_ context: Context<ServiceState>) throws -> [Article] {
    var articles: [Article] = []
    articles.reserveCapacity(parameters.count)
    for parameter in parameters {
      try context.checkCancellation()
      articles.append(try parameter.article())
    }
    return articles
  }
}

/// The result of `article/summarize`.
struct SummaryResult: JSONWritable {
  let summary: Summary
  let articles: [Article]
  let encoding: PositionEncoding

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("positionEncoding", encoding.rawValue)
    writer.member("text", summary.text)
    writer.member("words", summary.words)
    writer.member("answersQuery", summary.answersQuery)
    writer.member("sources", summary.sources)
    writer.key("sentences")
    writer.beginArray()
    for sentence in summary.sentences where articles.indices.contains(sentence.article) {
      write(sentence, &writer)
    }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ sentence: Summary.Sentence, _ writer: inout JSONWriter) {
    let spans = WireSpans(source: articles[sentence.article].source, encoding: encoding)
    writer.beginObject()
    writer.member("text", sentence.text)
    writer.member("article", sentence.article)
    spans.member(sentence.span, &writer)
    writer.member("block", sentence.block)
    if let antecedent = sentence.antecedent {
      writer.key("antecedent")
      writer.object { spans.quoted(antecedent, &$0) }
    }
    writer.score("score", sentence.score)
    writer.member("reasons", sentence.reasons.map(\.rawValue))
    writer.key("support")
    writer.beginArray()
    for support in sentence.support where articles.indices.contains(support.article) {
      writer.beginObject()
      writer.member("article", support.article)
      WireSpans(source: articles[support.article].source, encoding: encoding).quoted(support.span, &writer)
      writer.score("overlap", support.overlap)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  static var schema: JSON {
    let support = Schema.object([
      Parameter("article", Schema.integer, "Its index.", required: true),
      Parameter("span", Schema.span, "Where.", required: true),
      Parameter("text", Schema.string, "The sentence.", required: true),
      Parameter("overlap", Schema.score, "How much of the summary's sentence it repeats.", required: true),
    ])
    let sentence = Schema.object([
      Parameter("text", Schema.string, "As written; an antecedent may stand in square brackets.", required: true),
      Parameter("article", Schema.integer, "The index of its article.", required: true),
      Parameter("span", Schema.span, "Where it stands in that article's text.", required: true),
      Parameter("block", Schema.integer, "The index of its block in that article.", required: true),
      Parameter(
        "antecedent", Schema.object([Parameter("span", Schema.span, ""), Parameter("text", Schema.string, "")]),
        "Whom the opening pronoun means, and where that name stands."),
      Parameter("score", Schema.score, "1 for the sentence that ranks highest.", required: true),
      Parameter(
        "reasons", Schema.array(Schema.oneOf(Summary.Reason.allCases.map(\.rawValue))), "Strongest first.",
        required: true),
      Parameter("support", Schema.array(support), "Where other articles say much the same.", required: true),
    ])
    return Schema.object([
      Parameter("positionEncoding", Schema.encoding, "The unit of the spans.", required: true),
      Parameter("text", Schema.string, "The sentences as running text.", required: true),
      Parameter("words", Schema.integer, "Its length: syllables in Vietnamese.", required: true),
      Parameter("answersQuery", Schema.boolean, "Whether the articles have words of the query.", required: true),
      Parameter("sources", Schema.array(Schema.integer), "The articles that it quotes, as indices.", required: true),
      Parameter("sentences", Schema.array(sentence), "In reading order.", required: true),
    ])
  }
}
