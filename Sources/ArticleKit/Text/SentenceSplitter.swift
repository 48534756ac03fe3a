/// Finds where sentences start and end.
///
/// Rules over tokens, in one pass: a sentence ends at a full stop, question mark, exclamation mark or ellipsis with the
/// closing quotation marks and brackets behind it, when what follows can start a sentence; at most line breaks; and
/// where two sentences are glued ("AFP.Điều này", "KazakhstanÔng"). Abbreviations, initials, numbers, dates, addresses
/// of the web and headings' numbers do not end one.
public enum SentenceSplitter {
  /// The sentences of `span` in `text`, in order, without white space at either end.
  ///
  /// Every visible character of the stretch lies in exactly one sentence.
  public static func sentences(of text: SourceText, in span: Span? = nil) -> [Span] {
    sentences(of: text, Tokenizer.tokens(of: text, in: span))
  }

  /// The sentences of a stretch, given all its tokens.
  public static func sentences(of text: SourceText, _ tokens: [Token]) -> [Span] {
    var scanner = SentenceScanner(text, tokens)
    var sentences: [Span] = []
    while let sentence = scanner.next() { sentences.append(sentence) }
    return sentences
  }
}
