internal import RPCCore

extension Server where State == ServiceState {
  /// The service: every method, in the order of protocol.md.
  static var articleService: Server<ServiceState> {
    Server(
      title: "ArticleService", version: ServiceVersion.number,
      summary: "Reads news articles, Vietnamese first: parsing, entities, summaries.",
      methods: [
        .initialize, .initialized,
        .articleParse, .articleEntities, .articleFacts, .articleSummarize, .articleCompare, .articleTimeline,
        .articleWords,
        .entityLookup, .entityGet,
        .didOpen, .didChange, .didClose,
      ])
  }
}
