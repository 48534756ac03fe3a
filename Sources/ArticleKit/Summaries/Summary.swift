/// A summary made of sentences of its sources, each with the place it comes from.
public struct Summary: Sendable, Equatable {
  /// How long a summary should be.
  public enum Budget: Sendable, Equatable {
    /// This many sentences.
    case sentences(Int)
    /// About this many words (syllables); ``Rounding`` says how whole sentences meet it.
    case words(Int)
    /// About this share of the articles' words, 0 to 1.
    case ratio(Double)
  }

  /// How whole sentences meet a budget of words.
  public enum Rounding: String, Sendable, CaseIterable {
    /// Sentences are taken until the budget is reached: the last one may go beyond it.
    case up
    /// The last sentence is taken when that brings the length nearer to the budget.
    case nearest
    /// The budget is never exceeded, even if that leaves nothing.
    case down
  }

  /// What a summary is read as.
  public enum Style: String, Sendable, CaseIterable {
    /// Running text: a sentence may lean on the one before it in the summary.
    case runningText
    /// A list of points, each of which is understood alone.
    case keyPoints
  }

  /// Why a sentence was taken, by what weighed most.
  public enum Reason: String, Sendable, CaseIterable {
    /// It stands near the start of its article.
    case position
    /// It introduces the article or sums it up (sapô, key points).
    case standfirst
    /// It has the words of the headline.
    case headline
    /// Other articles say the same.
    case agreement
    /// Its words are those the articles are about.
    case centrality
    /// It tells who, when or how many.
    case event
    /// It is as long as a sentence that says something whole.
    case length
    /// It answers the query.
    case query
  }

  /// A sentence of another article that says much the same.
  public struct Support: Sendable, Equatable {
    /// The index of the article.
    public var article: Int
    /// Where the sentence stands in that article's source (bytes).
    public var span: Span
    /// How much of the summary's sentence it repeats, 0 to 1.
    public var overlap: Float
  }

  /// One sentence of the summary.
  public struct Sentence: Sendable, Equatable {
    /// The index of the article it comes from.
    public var article: Int
    /// Where it stands in that article's source, without an agency's mark before it (bytes).
    public var span: Span
    /// The index of its block in that article.
    public var block: Int
    /// The sentence as written, with the antecedent of an opening pronoun added in square brackets where it has one.
    public var text: String
    /// Whom the opening pronoun means, and where that name stands in the same source (bytes).
    public var antecedent: Span?
    /// 1 for the sentence of all articles that ranks highest, 0 for the lowest.
    public var score: Float
    /// What spoke for it, strongest first.
    public var reasons: [Reason]
    /// Where other articles say much the same, at most one sentence an article.
    public var support: [Support]
  }

  /// In the order in which they are to be read: in source order for one article.
  public var sentences: [Sentence]
  /// The length in words: runs of letters and digits, syllables in Vietnamese.
  public var words: Int
  /// Whether some sentence of the articles has words of the query; true without a query.
  public var answersQuery: Bool

  /// The sentences as running text.
  public var text: String { sentences.map(\.text).joined(separator: " ") }

  /// The indices of the articles that sentences come from or that say the same, ascending.
  public var sources: [Int] {
    var found = Set<Int>()
    for sentence in sentences {
      found.insert(sentence.article)
      found.formUnion(sentence.support.map(\.article))
    }
    return found.sorted()
  }
}
