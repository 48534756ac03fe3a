internal import ArticleKit
internal import RPCCore

/// `article/facts`: dates, amounts, and who said what.
extension Method where State == ServiceState {
  static let articleFacts = Method(
    "article/facts", ordering: .reads(["textDocument", "uri"]),
    description: MethodDescription(
      "Finds dates with their values, amounts with their units, and quotations with their speakers.",
      parameters: ArticleParameters.descriptions,
      result: ResultDescription("facts", FactsResult.schema), errors: [.requestFailed]),
    handler: .heavy { state, params, _ in
      let parameters = try ArticleParameters(params, state)
      let encoding = try ArticleParameters.encoding(params, state)
      return { _, writer in
        let article = try parameters.article()
        let facts = article.facts(publishedAt: parameters.publishedAt)
        writer.write(FactsResult(source: article.source, facts: facts, encoding: encoding))
      }
    })
}

extension Article {
  /// What the article states; of a text in which nothing was taken for an article, what all of it states.
  func facts(publishedAt: CalendarDay?) -> Facts {
    hasNoBody
      ? Facts.find(in: source, spans: blocks.map(\.content), publishedAt: publishedAt)
      : Facts.find(in: self, publishedAt: publishedAt)
  }
}

/// The result of `article/facts`.
struct FactsResult: JSONWritable {
  let source: SourceText
  let facts: Facts
  let encoding: PositionEncoding

  func write(to writer: inout JSONWriter) {
    let spans = WireSpans(source: source, encoding: encoding)
    writer.beginObject()
    writer.member("positionEncoding", encoding.rawValue)
    writer.memberIfPresent("publishedAt", facts.publishedAt.map(\.description))
    writer.memberIfPresent("publishedAtFrom", facts.anchor.map(\.rawValue))
    writer.key("dates")
    writer.beginArray()
    for date in facts.dates { write(date, spans, &writer) }
    writer.endArray()
    writer.key("amounts")
    writer.beginArray()
    for amount in facts.amounts { write(amount, spans, &writer) }
    writer.endArray()
    writer.key("quotations")
    writer.beginArray()
    for quotation in facts.quotations { write(quotation, spans, &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ date: DateMention, _ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.beginObject()
    spans.quoted(date.span, &writer)
    writer.member("value", date.value.iso)
    writer.member("kind", date.kind.rawValue)
    writer.member("resolvedBy", date.resolvedBy.rawValue)
    if date.isImpossible { writer.member("impossible", true) }
    writer.score("confidence", date.confidence)
    writer.endObject()
  }

  private func write(_ amount: AmountMention, _ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.beginObject()
    spans.quoted(amount.span, &writer)
    writer.member("kind", amount.kind.rawValue)
    writer.member("value", amount.value)
    writer.memberIfPresent("upperValue", amount.upperValue)
    writer.member("unit", amount.unit)
    writer.member("baseValue", amount.baseValue)
    writer.memberIfPresent("baseUpperValue", amount.baseUpperValue)
    writer.member("baseUnit", amount.baseUnit)
    writer.member("qualifier", amount.qualifier.rawValue)
    if let span = amount.qualifierSpan {
      writer.key("qualifierSpan")
      spans.write(span, to: &writer)
    }
    writer.score("confidence", amount.confidence)
    writer.endObject()
  }

  private func write(_ quotation: Quotation, _ spans: WireSpans, _ writer: inout JSONWriter) {
    writer.beginObject()
    spans.member(quotation.span, &writer)
    writer.key("content")
    writer.object { spans.quoted(quotation.content, &$0) }
    writer.member("kind", quotation.kind.rawValue)
    member("speaker", quotation.speaker, spans, &writer)
    member("antecedent", quotation.antecedent, spans, &writer)
    member("cue", quotation.cue, spans, &writer)
    writer.member("attribution", quotation.attribution.rawValue)
    writer.member("balanced", quotation.isBalanced)
    writer.score("confidence", quotation.confidence)
    writer.endObject()
  }

  private func member(_ key: StaticString, _ span: Span?, _ spans: WireSpans, _ writer: inout JSONWriter) {
    guard let span else { return }
    writer.key(key)
    writer.object { spans.quoted(span, &$0) }
  }
}

extension FactsResult {
  static var schema: JSON {
    Schema.object([
      Parameter("positionEncoding", Schema.encoding, "The unit of the spans.", required: true),
      Parameter("publishedAt", Schema.string, "The day from which relative dates are counted, ISO 8601."),
      Parameter("publishedAtFrom", Schema.oneOf(Facts.Anchor.allCases.map(\.rawValue)), "What told that day."),
      Parameter("dates", Schema.array(date), "In the order of the text.", required: true),
      Parameter("amounts", Schema.array(amount), "In the order of the text.", required: true),
      Parameter("quotations", Schema.array(quotation), "In the order of the text.", required: true),
    ])
  }

  private static var date: JSON {
    Schema.object([
      Parameter("span", Schema.span, "Without a preposition before it.", required: true),
      Parameter("text", Schema.string, "As it stands in the text.", required: true),
      Parameter("value", Schema.string, "ISO 8601 or EDTF; `?` when unknown.", required: true),
      Parameter(
        "kind", Schema.oneOf(DateValue.Kind.allCases.map(\.rawValue)), "The form of the value.", required: true),
      Parameter(
        "resolvedBy", Schema.oneOf(DateResolution.allCases.map(\.rawValue)), "What supplied the parts left out.",
        required: true),
      Parameter("impossible", Schema.boolean, "The calendar has no such day."),
      Parameter("confidence", Schema.score, "How sure the value is.", required: true),
    ])
  }

  private static var amount: JSON {
    Schema.object([
      Parameter("span", Schema.span, "The number with its unit.", required: true),
      Parameter("text", Schema.string, "As it stands in the text.", required: true),
      Parameter(
        "kind", Schema.oneOf(AmountMention.Kind.allCases.map(\.rawValue)), "What is measured.", required: true),
      Parameter("value", Schema.number, "In `unit`; the lower end of a range.", required: true),
      Parameter("upperValue", Schema.number, "The upper end of a range."),
      Parameter("unit", Schema.string, "ISO 4217, a symbol, or the counted noun.", required: true),
      Parameter("baseValue", Schema.number, "In `baseUnit`.", required: true),
      Parameter("baseUpperValue", Schema.number, "In `baseUnit`."),
      Parameter("baseUnit", Schema.string, "The base unit of the kind.", required: true),
      Parameter(
        "qualifier", Schema.oneOf(AmountMention.Qualifier.allCases.map(\.rawValue)), "How the text hedges it.",
        required: true),
      Parameter("qualifierSpan", Schema.span, "Where it does."),
      Parameter("confidence", Schema.score, "How sure the reading is.", required: true),
    ])
  }

  private static var quotation: JSON {
    Schema.object([
      Parameter("span", Schema.span, "With its marks.", required: true),
      Parameter("content", Schema.quoted, "The words themselves.", required: true),
      Parameter(
        "kind", Schema.oneOf(Quotation.Kind.allCases.map(\.rawValue)), "How the words are given.", required: true),
      Parameter("speaker", Schema.quoted, "Who says it, with title."),
      Parameter("antecedent", Schema.quoted, "An earlier naming of a speaker who is only a pronoun here."),
      Parameter("cue", Schema.quoted, "The word that attributes it."),
      Parameter(
        "attribution", Schema.oneOf(Quotation.Attribution.allCases.map(\.rawValue)), "What ties it to the speaker.",
        required: true),
      Parameter("balanced", Schema.boolean, "Whether both quotation marks are there.", required: true),
      Parameter("confidence", Schema.score, "How sure the attribution is.", required: true),
    ])
  }
}
