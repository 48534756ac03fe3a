internal import ArticleKit
internal import RPCCore

/// `article/entities`: who and what the article names, and what each is in the knowledge base.
extension Method where State == ServiceState {
  static let articleEntities = Method(
    "article/entities", ordering: .reads(["textDocument", "uri"]),
    description: MethodDescription(
      "Finds the people, places, organisations, events and works that an article names, joins their mentions and links them.",
      parameters: ArticleParameters.descriptions + [
        Parameter(
          "includeFurniture", Schema.boolean,
          "Also the names in related links, menus, comments and other blocks around the article.",
          default: false)
      ],
      result: ResultDescription("entities", EntitiesResult.schema, "In the order of their first mention."),
      errors: [.requestFailed]),
    handler: .heavy { state, params, _ in
      let parameters = try ArticleParameters(params, state)
      let encoding = try ArticleParameters.encoding(params, state)
      var reader = try params.object()
      let includesFurniture = try reader.boolIfPresent("includeFurniture") ?? false
      let analyzer = EntityAnalyzer(state.knowledge)
      return { _, writer in
        let article = try parameters.article()
        let entities = analyzer.entities(
          in: article, publishedOn: parameters.publishedAt.map(yearMonthDay) ?? 0,
          includesFurniture: includesFurniture || article.hasNoBody)
        writer.write(EntitiesResult(source: article.source, entities: entities, encoding: encoding))
      }
    })
}

/// A day as the number `yyyymmdd`.
func yearMonthDay(_ day: CalendarDay) -> Int {
  let (year, month, day) = day.components
  return year * 10_000 + month * 100 + day
}

extension Article {
  /// Whether nothing in it was taken for an article: then every line counts, so that a lone sentence or title has its names.
  var hasNoBody: Bool { !blocks.contains { $0.label.isBody } }
}
