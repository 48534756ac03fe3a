internal import ArticleKit
internal import RPCCore

/// `article/parse`: the page as blocks with roles, and the article's fields.
extension Method where State == ServiceState {
  static let articleParse = Method(
    "article/parse", ordering: .reads(["textDocument", "uri"]),
    description: MethodDescription(
      "Reads a pasted page: every line gets a role, and the article its fields.",
      parameters: ArticleParameters.descriptions,
      result: ResultDescription("article", ArticleResult.schema, "The article; its blocks tile the text."),
      errors: [.requestFailed]),
    handler: .heavy { state, params, _ in
      let parameters = try ArticleParameters(params, state)
      let encoding = try ArticleParameters.encoding(params, state)
      return { _, writer in
        writer.write(ArticleResult(article: try parameters.article(), encoding: encoding))
      }
    })
}
