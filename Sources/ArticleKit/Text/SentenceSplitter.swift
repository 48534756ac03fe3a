/// Finds where sentences start and end.
public enum SentenceSplitter {
  /// The sentences of `span` in `text`, in order, without white space at either end.
  ///
  /// Line breaks separate sentences. Every visible character of the stretch lies in exactly one sentence.
  public static func sentences(of text: SourceText, in span: Span? = nil) -> [Span] {
    sentences(of: text, Tokenizer.tokens(of: text, in: span))
  }

  /// The sentences of a stretch, given all its tokens.
  public static func sentences(of text: SourceText, _ tokens: [Token]) -> [Span] {
    var sentences: [Span] = []
    var first = 0
    for index in tokens.indices {
      let isLast = index + 1 == tokens.count
      guard isLast || SentenceBoundary.follows(index, tokens, text) else { continue }
      sentences.append(Span(tokens[first].start, tokens[index].end))
      first = index + 1
    }
    return sentences
  }
}

/// Decides whether a sentence ends after a token.
enum SentenceBoundary {
  /// Whether a sentence ends after the token at `index`, which is not the last.
  static func follows(_ index: Int, _ tokens: [Token], _ text: SourceText) -> Bool {
    let token = tokens[index]
    let next = tokens[index + 1]
    if next.shape.contains(.afterLineBreak) { return true }
    guard token.kind == .punctuation else { return false }
    switch text.utf8[token.start] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      return next.shape.contains(.afterSpace) && (next.isCapitalized || next.kind == .number)
    case UInt8(ascii: "."):
      return endsWithStop(index, tokens, text)
    default: return false
    }
  }

  private static func endsWithStop(_ index: Int, _ tokens: [Token], _ text: SourceText) -> Bool {
    let next = tokens[index + 1]
    guard next.shape.contains(.afterSpace), index > 0 else { return false }
    let before = tokens[index - 1]
    guard before.end == tokens[index].start else { return next.isCapitalized }
    if before.kind == .word, isAbbreviation(Folding.fold(text, before.span, .written)) { return false }
    return next.isCapitalized || next.kind != .word
  }

  private static func isAbbreviation(_ word: [UInt8]) -> Bool {
    switch String(decoding: word, as: UTF8.self) {
    case "TP", "Tp", "tp", "TS", "ThS", "Ths", "GS", "PGS", "BS", "KS", "LS", "Q", "P", "TX", "TT", "Mr", "Mrs", "Ms",
      "Dr",
      "St", "No":
      true
    default: word.count == 1
    }
  }
}
