/// What a sentence needs around it to be understood: which may not stand alone, and whom an opening pronoun means.
struct SentenceContext {
  /// Passages that are understood directly after the one before them, or with their pronoun explained.
  let needsPrevious: [Bool]
  private let articles: [Article]
  private let set: PassageSet
  private let style: Summary.Style

  /// Captions, introductions to what follows, half a quotation.
  private static let unfit: Passage.Traits = [.isCaptionLike, .endsWithColon, .hasUnbalancedQuote]

  init(_ articles: [Article], _ set: PassageSet, _ style: Summary.Style) {
    self.articles = articles
    self.set = set
    self.style = style
    // In a list of points a connective leads nowhere either.
    let leaning: Passage.Traits = style == .keyPoints ? [.dangles, .isWholeQuote] : [.opensWithPronoun, .isWholeQuote]
    needsPrevious = set.passages.map { !$0.traits.isDisjoint(with: leaning) }
  }

  /// Whether no summary takes the passage.
  func isExcluded(_ index: Int) -> Bool { !set.passages[index].traits.isDisjoint(with: Self.unfit) }

  /// Whether the passage is understood.
  ///
  /// - Parameter afterPrevious: whether the summary has the passage before it.
  func mayStand(_ index: Int, afterPrevious: Bool) -> Bool {
    guard needsPrevious[index] else { return true }
    if afterPrevious, style == .runningText, isSameArticle(index, index - 1) { return true }
    return antecedent(of: index) != nil
  }

  /// The sentence as a reader should see it after the passage `previous`, and the place of the name put in brackets.
  func text(of index: Int, after previous: Int?) -> (String, Span?) {
    let passage = set.passages[index]
    let source = articles[passage.article].source
    guard needsPrevious[index], style == .keyPoints || previous != index - 1,
      let antecedent = antecedent(of: index), let end = AntecedentFinder.pronounEnd(source, passage.span)
    else { return (source[passage.span], nil) }
    let opening = source[Span(passage.span.start, end)]
    return ("\(opening) [\(source[antecedent])]\(source[Span(end, passage.span.end)])", antecedent)
  }

  private func antecedent(of index: Int) -> Span? {
    let passage = set.passages[index]
    guard passage.traits.contains(.opensWithAddress) else { return nil }
    var before: [Span] = []
    var at = index - 1
    while at >= 0, isSameArticle(index, at), before.count < AntecedentFinder.reach {
      before.append(set.passages[at].span)
      at -= 1
    }
    return AntecedentFinder.person(articles[passage.article].source, before)
  }

  private func isSameArticle(_ first: Int, _ second: Int) -> Bool {
    set.passages.indices.contains(second) && set.passages[first].article == set.passages[second].article
  }
}

/// Finds whom a form of address at the start of a sentence means.
enum AntecedentFinder {
  /// So many sentences before it are searched.
  static let reach = 3

  /// The name of the one person named in the nearest sentence that names any; nil when it names several.
  ///
  /// - Parameter sentences: the sentences before (bytes), nearest first.
  static func person(_ source: SourceText, _ sentences: [Span]) -> Span? {
    let analyzer = EntityAnalyzer()
    for sentence in sentences {
      let persons = analyzer.entities(in: source, spans: [sentence]).filter { $0.type == .person }
      guard !persons.isEmpty else { continue }
      guard persons.count == 1 else { return nil }
      return persons[0].mentions.map(\.span).max { $0.count != $1.count ? $0.count < $1.count : $1 < $0 }
    }
    return nil
  }

  /// Where the form of address at the start of `span` ends (bytes), with "này", "ta" or "ấy" behind it.
  static func pronounEnd(_ source: SourceText, _ span: Span) -> Int? {
    let tokens = Tokenizer.tokens(of: source, in: Span(span.start, min(span.end, span.start + 48)))
    guard let first = tokens.firstIndex(where: { $0.kind == .word }) else { return nil }
    let next = first + 1
    if next < tokens.count, ["này", "ta", "ấy"].contains(source[tokens[next].span]) { return tokens[next].end }
    return tokens[first].end
  }
}
