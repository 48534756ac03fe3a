/// Finds the words of Vietnamese text, which writes a space between all syllables and not only between words.
///
/// A linear model decides at each gap between two tokens whether a word goes on; it was trained on the Vietnamese
/// treebank of Universal Dependencies. The text itself is never altered: a word is a span of it.
public enum WordSegmenter {
  /// The words of `span` in `text`, in order; of the whole text when no span is given. Punctuation marks and symbols count
  /// as words; every visible character of the stretch lies in exactly one.
  public static func words(of text: SourceText, in span: Span? = nil) -> [Span] {
    words(of: text, Tokenizer.tokens(of: text, in: span))
  }

  /// The words of a stretch, given all its tokens.
  public static func words(of text: SourceText, _ tokens: [Token]) -> [Span] {
    var words: [Span] = []
    words.reserveCapacity(tokens.count)
    var scanner = SentenceScanner(text, tokens)
    var first = 0
    while let sentence = scanner.next() {
      var end = first
      while end < tokens.count, tokens[end].start < sentence.end { end += 1 }
      append(text, tokens[first..<end], to: &words)
      first = end
    }
    return words
  }

  /// Appends the words of one sentence.
  private static func append(_ text: SourceText, _ tokens: ArraySlice<Token>, to words: inout [Span]) {
    let model = WordModel.shared
    let joins = model.decide(WordFeatures(text, tokens, model.statistics))
    append(tokens, joins, to: &words)
  }

  /// Appends the spans of words, given whether each gap between tokens lies within one.
  package static func append(_ tokens: ArraySlice<Token>, _ joins: [Bool], to words: inout [Span]) {
    guard var word = tokens.first?.span else { return }
    for (token, isJoined) in zip(tokens.dropFirst(), joins) {
      if isJoined {
        word.end = token.end
      } else {
        words.append(word)
        word = token.span
      }
    }
    words.append(word)
  }
}
