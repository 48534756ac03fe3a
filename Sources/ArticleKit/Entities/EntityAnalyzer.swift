/// Finds the entities of an article: names, their types, which of them mean the same, what they are in the knowledge base.
public struct EntityAnalyzer: Sendable {
  let knowledge: KnowledgeBase
  // Filed under the keys of the embedded knowledge base, which every other one shares.
  private static let abbreviations = NameAbbreviations(KnowledgeBase.builtIn.letters)
  private static let placeHeads = PlaceHeads(KnowledgeBase.builtIn.letters)

  public init(_ knowledge: KnowledgeBase = .builtIn) { self.knowledge = knowledge }

  /// The entities of the article, in the order of their first mention.
  ///
  /// - Parameters:
  ///   - day: the day of publication, `yyyymmdd`, which decides between generations of provinces; 0 when unknown.
  ///   - includesFurniture: also names in related links, menus, comments and other blocks around the article.
  public func entities(in article: Article, publishedOn day: Int = 0, includesFurniture: Bool = false) -> [Entity] {
    let blocks = article.blocks.filter { includesFurniture ? $0.label != .blank : $0.label.namesEntities }
    // No name crosses the place where a page has glued two sentences together.
    let cuts = article.repairs.map(\.span.start).sorted()
    var spans: [Span] = []
    var next = 0
    for block in blocks {
      var start = block.content.start
      while next < cuts.count, cuts[next] <= start { next += 1 }
      while next < cuts.count, cuts[next] < block.content.end {
        spans.append(Span(start, cuts[next]))
        start = cuts[next]
        next += 1
      }
      spans.append(Span(start, block.content.end))
    }
    return entities(in: article.source, spans: spans, publishedOn: day)
  }

  /// The entities named in `spans` (bytes, ascending, each a block of its own), in the order of their first mention.
  public func entities(in source: SourceText, spans: [Span], publishedOn day: Int = 0) -> [Entity] {
    let tokenizer = NameTokenizer(letters: knowledge.letters)
    var tokens: [NameToken] = []
    tokens.reserveCapacity(source.utf8.count / 5 + 4)
    for span in spans {
      let lower = min(max(span.start, 0), source.utf8.count)
      let upper = min(max(span.end, lower), source.utf8.count)
      tokenizer.append(source.utf8, lower..<upper, to: &tokens)
    }
    let finder = NameFinder(knowledge: knowledge)
    return entities(finder.names(in: tokens, of: source.utf8), tokens, finder.model?.lexicon, source, day)
  }

  /// The entities of names that are found already.
  ///
  /// - Parameter groups: per name the index of the first name of its entity, when that is known too.
  package func entities(
    _ names: [FoundName], _ tokens: [NameToken], _ lexicon: NameLexicon?, _ source: SourceText, _ day: Int,
    groups: [Int]? = nil
  ) -> [Entity] {
    EntityLinker(
      knowledge: knowledge, lexicon: lexicon, abbreviations: Self.abbreviations, placeHeads: Self.placeHeads,
      source: source, tokens: tokens, day: day
    ).entities(names, groups: groups)
  }
}

extension BlockLabel {
  /// Whether the block's names belong to the article by default: its own text, captions and credits, without repeats.
  var namesEntities: Bool {
    switch self {
    case .headline, .kicker, .byline, .dateline, .caption, .credit: true
    default: isBody
    }
  }
}
