/// What a sentence needs around it to be understood: which may not stand alone, and whom an opening pronoun means.
struct SentenceContext {
  /// Passages that no summary takes: captions, introductions to what follows, half a quotation.
  let excluded: [Bool]
  /// Passages that are understood after the one before them only.
  let needsPrevious: [Bool]
  private let articles: [Article]
  private let set: PassageSet

  init(_ articles: [Article], _ set: PassageSet, _ style: Summary.Style) {
    self.articles = articles
    self.set = set
    let unfit: Passage.Traits = [.isCaptionLike, .endsWithColon, .hasUnbalancedQuote]
    excluded = set.passages.map { !$0.traits.isDisjoint(with: unfit) }
    needsPrevious = set.passages.map { $0.traits.contains(.dangles) }
  }

  /// The sentence as a reader should see it, and the place of the name put in brackets.
  func text(of index: Int, after previous: Int?) -> (String, Span?) {
    let passage = set.passages[index]
    return (articles[passage.article].source[passage.span], nil)
  }
}
