/// Several articles held against each other: what they share, what only one says, where they disagree, whom each quotes.
public struct Comparison: Sendable {
  /// A name and how much each article speaks of it.
  public struct Name: Sendable, Equatable {
    public var type: EntityType
    public var name: String
    /// The id in the knowledge base, when it is known.
    public var id: String?
    /// The number of mentions in each article.
    public var mentions: [Int]
    /// The number of articles that name it.
    public var articles: Int { mentions.count { $0 > 0 } }
  }

  /// What several articles say, each in its words: one sentence an article.
  public struct Agreement: Sendable, Equatable {
    public var sentences: [SourceSentence]
  }

  /// What only one of the articles says.
  public struct Distinction: Sendable, Equatable {
    public var sentence: SourceSentence
    /// 1 for the sentence of the article that ranks highest.
    public var score: Float
  }

  /// Figures, dates or names that differ where articles speak of the same.
  public struct Disagreement: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable { case amount, date, name }

    /// What one article says.
    public struct Version: Sendable, Equatable {
      public var sentence: SourceSentence
      /// The figure, date or name (bytes of the article's source).
      public var span: Span
      /// What it comes to: a number with its unit, an ISO 8601 value, a canonical name.
      public var value: String
    }

    public var kind: Kind
    public var versions: [Version]
  }

  /// A name that several articles speak of, and the sentence in which each says most about it.
  public struct View: Sendable, Equatable {
    /// The index of the name in ``names``.
    public var name: Int
    /// One sentence for each article that has one.
    public var sentences: [SourceSentence]
  }

  /// Someone whose words the articles give.
  public struct Voice: Sendable, Equatable {
    /// The canonical name, or the words that stand for the speaker.
    public var name: String
    public var id: String?
    /// In the order of the articles.
    public var quotations: [Quoted]

    public struct Quoted: Sendable, Equatable {
      public var article: Int
      public var quotation: Quotation
    }
  }

  /// Those that most articles name first, then the most mentioned.
  public var names: [Name]
  /// Those that most articles share first.
  public var agreements: [Agreement]
  /// For each article, the sentences that say most of what no other says, in source order.
  public var distinctions: [[Distinction]]
  public var disagreements: [Disagreement]
  public var views: [View]
  /// Those that most articles quote first, then the most quoted.
  public var voices: [Voice]
  public var timeline: Timeline

  /// Compares `articles`, at least one.
  ///
  /// - Parameters:
  ///   - limit: at most this many views, and this many distinctions an article.
  /// - Throws: ``AnalysisCancelled`` when `isCancelled` says so.
  public static func compare(
    _ articles: [ArticleFindings], limit: Int = 5, isCancelled: () -> Bool = { false }
  ) throws(AnalysisCancelled) -> Comparison {
    let set = try PassageSet(articles.map(\.article), isCancelled: isCancelled)
    let namesakes = Namesakes(articles)
    let matches = SentenceMatches(set)
    if isCancelled() { throw AnalysisCancelled() }
    return Comparison(
      names: namesakes.names,
      agreements: matches.agreements(set),
      distinctions: try Distinctions.find(articles, set, matches, limit: limit, isCancelled: isCancelled),
      disagreements: Disagreements.find(articles, set, matches, namesakes),
      views: Views.find(articles, set, namesakes, limit: limit),
      voices: Voices.find(articles, namesakes),
      timeline: try Timeline.make(articles, isCancelled: isCancelled))
  }
}
