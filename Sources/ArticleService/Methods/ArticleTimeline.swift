internal import ArticleKit
internal import RPCCore

/// `article/timeline`: what happened when, as one or several articles tell it.
extension Method where State == ServiceState {
  static let articleTimeline = Method(
    "article/timeline", ordering: .reads(["textDocument", "uri"]),
    description: MethodDescription(
      "Puts what one or several articles tell in the order of its dates, each date with its sentences.",
      parameters: ArticleParameters.descriptions + [ArticleListParameter.description],
      result: ResultDescription("timeline", TimelineResult.schema), errors: [.requestFailed]),
    handler: .heavy { state, params, _ in
      let articles = try ArticleListParameter(params, state, allowsSingle: true)
      let encoding = try ArticleParameters.encoding(params, state)
      let analyzer = EntityAnalyzer(state.knowledge)
      return { context, writer in
        let findings = try articles.findings(context, analyzer)
        let timeline = try cancellable { () throws(AnalysisCancelled) in
          try Timeline.make(findings, isCancelled: { context.isCancelled })
        }
        writer.write(TimelineResult(timeline: timeline, sources: findings.map(\.article.source), encoding: encoding))
      }
    })
}

extension ArticleListParameter {
  /// Reads and analyses the articles, telling how far it is.
  func findings(_ context: Context<ServiceState>, _ analyzer: EntityAnalyzer) throws -> [ArticleFindings] {
    context.progress.begin("Reading the articles")
    var findings: [ArticleFindings] = []
    findings.reserveCapacity(parameters.count)
    for parameter in parameters {
      try context.checkCancellation()
      context.progress.report(percentage: findings.count * 100 / parameters.count)
      findings.append(
        ArticleFindings(try parameter.article(), publishedAt: parameter.publishedAt, analyzer: analyzer))
    }
    return findings
  }
}

/// The result of `article/timeline`.
struct TimelineResult: JSONWritable {
  let timeline: Timeline
  let sources: [SourceText]
  let encoding: PositionEncoding

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("positionEncoding", encoding.rawValue)
    writer.key("events")
    TimelineResult.write(timeline, sources, encoding, &writer)
    writer.endObject()
  }

  /// Writes the events as a list.
  static func write(
    _ timeline: Timeline, _ sources: [SourceText], _ encoding: PositionEncoding, _ writer: inout JSONWriter
  ) {
    writer.beginArray()
    for event in timeline.events {
      writer.beginObject()
      writer.member("value", event.value.iso)
      writer.member("kind", event.value.kind.rawValue)
      writer.memberIfPresent("firstDay", event.value.firstDay?.description)
      writer.memberIfPresent("lastDay", event.value.lastDay?.description)
      writer.key("sentences")
      writer.beginArray()
      for telling in event.tellings {
        let spans = WireSpans(source: sources[telling.sentence.article], encoding: encoding)
        writer.beginObject()
        spans.sentenceMembers(telling.sentence, &writer)
        writer.key("date")
        writer.object { spans.quoted(telling.date, &$0) }
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
  }

  static var schema: JSON {
    Schema.object([
      Parameter("positionEncoding", Schema.encoding, "The unit of the spans.", required: true),
      Parameter("events", eventsSchema, "By date; of two that begin on one day the shorter first.", required: true),
    ])
  }

  static var eventsSchema: JSON {
    Schema.array(
      Schema.object([
        Parameter("value", Schema.string, "ISO 8601 or EDTF, as in article/facts.", required: true),
        Parameter("kind", Schema.oneOf(DateValue.Kind.allCases.map(\.rawValue)), "Its form.", required: true),
        Parameter("firstDay", Schema.string, "The first day of the stretch, ISO 8601."),
        Parameter("lastDay", Schema.string, "The last day of the stretch, ISO 8601."),
        Parameter(
          "sentences",
          Schema.array(Schema.sentence([Parameter("date", Schema.quoted, "The expression of time.", required: true)])),
          "Who tells of it: more than one when articles tell the same.", required: true),
      ]))
  }
}

extension WireSpans {
  /// Writes the members `article`, `span`, `text` and `block`.
  func sentenceMembers(_ sentence: SourceSentence, _ writer: inout JSONWriter) {
    writer.member("article", sentence.article)
    quoted(sentence.span, &writer)
    writer.member("block", sentence.block)
  }
}

extension Schema {
  /// A stretch of text, with its words.
  static var quoted: JSON {
    object([
      Parameter("span", span, "Where.", required: true),
      Parameter("text", string, "As it stands in the text.", required: true),
    ])
  }

  /// A sentence of one of several articles, with `more` members.
  static func sentence(_ more: [Parameter] = []) -> JSON {
    object(
      [
        Parameter("article", integer, "The index of its article.", required: true),
        Parameter("span", span, "Where it stands in that article's text.", required: true),
        Parameter("text", string, "As it stands there.", required: true),
        Parameter("block", integer, "The index of its block in that article.", required: true),
      ] + more)
  }
}
