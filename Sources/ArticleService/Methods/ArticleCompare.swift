internal import ArticleKit
internal import RPCCore

/// `article/compare`: several articles held against each other.
extension Method where State == ServiceState {
  static let articleCompare = Method(
    "article/compare",
    description: MethodDescription(
      "Says what several articles share, what only one says, where figures, dates and names disagree, and whom each quotes.",
      parameters: [
        ArticleListParameter.requiredDescription,
        Parameter(
          "limit", Schema.integer, "At most this many views, and this many distinctions an article, 1 to 100.",
          default: .int(CompareDefaults.limit)),
        ArticleParameters.encodingDescription,
      ],
      result: ResultDescription("comparison", ComparisonResult.schema), errors: [.requestFailed]),
    handler: .heavy { state, params, _ in
      let articles = try ArticleListParameter(params, state, allowsSingle: false)
      let encoding = try ArticleParameters.encoding(params, state)
      let analyzer = EntityAnalyzer(state.knowledge)
      var reader = try params.object()
      var limit = CompareDefaults.limit
      if let value = reader.value("limit") {
        limit = try value.int()
        guard (1...100).contains(limit) else { throw value.invalid(expected: "an integer from 1 to 100") }
      }
      let most = limit
      return { context, writer in
        let findings = try articles.findings(context, analyzer)
        let comparison = try cancellable { () throws(AnalysisCancelled) in
          try Comparison.compare(findings, limit: most, isCancelled: { context.isCancelled })
        }
        writer.write(
          ComparisonResult(comparison: comparison, articles: findings.map(\.article), encoding: encoding))
      }
    })
}

/// What holds when a request to compare does not say.
enum CompareDefaults {
  static let limit = 5
}

/// The result of `article/compare`.
struct ComparisonResult: JSONWritable {
  let comparison: Comparison
  let articles: [Article]
  let encoding: PositionEncoding

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("positionEncoding", encoding.rawValue)
    list("articles", articles, &writer) { article, writer in
      guard let headline = article.headline else { return }
      writer.key("headline")
      writer.object { WireSpans(source: article.source, encoding: encoding).quoted(headline.span, &$0) }
    }
    list("names", comparison.names, &writer) { name, writer in
      writer.member("type", name.type.name)
      writer.member("name", name.name)
      writer.memberIfPresent("id", name.id)
      writer.member("mentions", name.mentions)
    }
    list("agreements", comparison.agreements, &writer) { agreement, writer in
      sentences(agreement.sentences, &writer)
    }
    writer.key("distinctions")
    writer.beginArray()
    for own in comparison.distinctions {
      array(own, &writer) { distinction, writer in
        sentence(distinction.sentence, &writer)
        writer.score("score", distinction.score)
      }
    }
    writer.endArray()
    list("disagreements", comparison.disagreements, &writer) { disagreement, writer in
      writer.member("kind", disagreement.kind.rawValue)
      list("versions", disagreement.versions, &writer) { version, writer in
        writer.member("value", version.value)
        spans(version.sentence.article).quoted(version.span, &writer)
        writer.key("sentence")
        writer.object { sentence(version.sentence, &$0) }
      }
    }
    list("views", comparison.views, &writer) { view, writer in
      writer.member("name", view.name)
      sentences(view.sentences, &writer)
    }
    list("voices", comparison.voices, &writer) { voice, writer in
      writer.member("name", voice.name)
      writer.memberIfPresent("id", voice.id)
      list("quotations", voice.quotations, &writer) { quoted, writer in
        writer.member("article", quoted.article)
        writer.member("kind", quoted.quotation.kind.rawValue)
        spans(quoted.article).quoted(quoted.quotation.content, &writer)
      }
    }
    writer.key("timeline")
    TimelineResult.write(comparison.timeline, articles.map(\.source), encoding, &writer)
    writer.endObject()
  }

  private func spans(_ article: Int) -> WireSpans { WireSpans(source: articles[article].source, encoding: encoding) }

  private func sentence(_ sentence: SourceSentence, _ writer: inout JSONWriter) {
    spans(sentence.article).sentenceMembers(sentence, &writer)
  }

  private func sentences(_ sentences: [SourceSentence], _ writer: inout JSONWriter) {
    list("sentences", sentences, &writer) { sentence($0, &$1) }
  }

  /// Writes a member that is a list of objects.
  private func list<Element>(
    _ key: StaticString, _ elements: [Element], _ writer: inout JSONWriter, _ body: (Element, inout JSONWriter) -> Void
  ) {
    writer.key(key)
    array(elements, &writer, body)
  }

  private func array<Element>(
    _ elements: [Element], _ writer: inout JSONWriter, _ body: (Element, inout JSONWriter) -> Void
  ) {
    writer.beginArray()
    for element in elements {
      writer.beginObject()
      body(element, &writer)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension ComparisonResult {
  static var schema: JSON {
    let sentences = Parameter("sentences", Schema.array(Schema.sentence()), "One an article.", required: true)
    return Schema.object([
      Parameter("positionEncoding", Schema.encoding, "The unit of the spans.", required: true),
      Parameter(
        "articles", Schema.array(Schema.object([Parameter("headline", Schema.quoted, "Its title.")])),
        "The articles, in the order of the request.", required: true),
      Parameter("names", Schema.array(name), "Those that most articles name first.", required: true),
      Parameter(
        "agreements", Schema.array(Schema.object([sentences])), "What several articles say, each in its words.",
        required: true),
      Parameter(
        "distinctions",
        Schema.array(
          Schema.array(Schema.sentence([Parameter("score", Schema.score, "Its rank in its article.", required: true)]))),
        "For each article, what no other says.", required: true),
      Parameter(
        "disagreements", Schema.array(disagreement), "What differs where they speak of the same.", required: true),
      Parameter(
        "views",
        Schema.array(
          Schema.object([
            Parameter("name", Schema.integer, "An index into `names`.", required: true), sentences,
          ])), "What each says of the names they share.", required: true),
      Parameter("voices", Schema.array(voice), "Whose words they give.", required: true),
      Parameter("timeline", TimelineResult.eventsSchema, "As in article/timeline.", required: true),
    ])
  }

  private static var name: JSON {
    Schema.object([
      Parameter("type", Schema.oneOf(EntityType.allCases.map(\.name)), "What kind of thing it is.", required: true),
      Parameter("name", Schema.string, "Canonical.", required: true),
      Parameter("id", Schema.string, "In the knowledge base; absent when it is not in it."),
      Parameter("mentions", Schema.array(Schema.integer), "How often each article names it.", required: true),
    ])
  }

  private static var disagreement: JSON {
    let version = Schema.object([
      Parameter("value", Schema.string, "What it comes to.", required: true),
      Parameter("span", Schema.span, "The figure, date or name.", required: true),
      Parameter("text", Schema.string, "As it stands in the text.", required: true),
      Parameter("sentence", Schema.sentence(), "The sentence that says so.", required: true),
    ])
    return Schema.object([
      Parameter(
        "kind", Schema.oneOf(Comparison.Disagreement.Kind.allCases.map(\.rawValue)), "What differs.", required: true),
      Parameter("versions", Schema.array(version), "One an article.", required: true),
    ])
  }

  private static var voice: JSON {
    let quoted = Schema.object([
      Parameter("article", Schema.integer, "The index of its article.", required: true),
      Parameter(
        "kind", Schema.oneOf(Quotation.Kind.allCases.map(\.rawValue)), "How the words are given.", required: true),
      Parameter("span", Schema.span, "The words, without marks.", required: true),
      Parameter("text", Schema.string, "As they stand in the text.", required: true),
    ])
    return Schema.object([
      Parameter("name", Schema.string, "Canonical, or the words that stand for the speaker.", required: true),
      Parameter("id", Schema.string, "In the knowledge base; absent when it is not in it."),
      Parameter("quotations", Schema.array(quoted), "In the order of the articles.", required: true),
    ])
  }
}
