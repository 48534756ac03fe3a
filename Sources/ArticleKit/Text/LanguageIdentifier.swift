/// The languages the rules tell apart.
public enum Language: String, Sendable, CaseIterable {
  case vietnamese = "vi"
  /// Vietnamese typed without its diacritics.
  case bareVietnamese = "vi-Latn-x-bare"
  case english = "en"
  /// Another language, or too little text to say.
  case other = "und"

  /// Whether the text is Vietnamese, with or without its diacritics.
  public var isVietnamese: Bool { self == .vietnamese || self == .bareVietnamese }
}

/// Tells which language a stretch of text is in.
public enum LanguageIdentifier {
  /// A language and how sure it is, 0 to 1.
  public struct Result: Sendable, Equatable {
    public let language: Language
    public let confidence: Float

    public init(_ language: Language, _ confidence: Float) {
      self.language = language
      self.confidence = confidence
    }
  }

  /// The language of `span` in `text`; of the whole text when no span is given.
  public static func identify(_ text: SourceText, in span: Span? = nil) -> Result {
    identify(text, Tokenizer.tokens(of: text, in: span))
  }

  /// The language of `tokens`, which are tokens of `text`.
  public static func identify(_ text: SourceText, _ tokens: [Token]) -> Result {
    var evidence = LanguageEvidence()
    var word: [UInt8] = []
    for token in tokens where token.kind == .word && !token.shape.contains(.allCaps) {
      word.removeAll(keepingCapacity: true)
      Folding.append(text.utf8[token.start..<token.end], .key, to: &word)
      evidence.add(word, isWide: token.shape.contains(.hasDiacritic))
    }
    return evidence.result
  }
}

/// What the words of a text say about its language.
private struct LanguageEvidence {
  private let tables = TextTables.shared
  private var words = 0
  /// Vietnamese syllables with a letter beyond ASCII.
  private var vietnamese = 0
  /// Words of ASCII letters that are Vietnamese syllables without their diacritics.
  private var plain = 0
  /// Words with letters beyond ASCII that are no Vietnamese syllables.
  private var foreign = 0
  private var english = 0
  /// Frequent Vietnamese words without diacritics.
  private var bare = 0

  mutating func add(_ word: [UInt8], isWide: Bool) {
    words += 1
    if isWide {
      if tables.syllables.contains(word) { vietnamese += 1 } else { foreign += 1 }
      return
    }
    if tables.bareSyllables.contains(word) { plain += 1 }
    if tables.englishWords.contains(word) { english += 1 }
    if tables.bareWords.contains(word) { bare += 1 }
  }

  /// Shares that tell: two thirds of the syllables of Vietnamese prose carry diacritics, a third of the words of English
  /// prose are function words, and nearly all words of Vietnamese without diacritics are possible syllables.
  var result: LanguageIdentifier.Result {
    guard words > 0 else { return .init(.other, 0) }
    func share(_ count: Int) -> Float { Float(count) / Float(words) }
    let sure = min(1, Float(words) / 8)
    if share(vietnamese) >= 0.25, vietnamese >= foreign, share(vietnamese + plain) >= 0.5 {
      return .init(.vietnamese, sure * min(1, 0.4 + share(vietnamese)))
    }
    if share(english) >= 0.1, english > bare {
      return .init(.english, sure * min(1, 0.6 + share(english)))
    }
    if share(plain) >= 0.75, share(bare) >= 0.08, foreign == 0 {
      return .init(.bareVietnamese, sure * share(plain))
    }
    return .init(.other, sure * min(1, 0.5 + share(foreign)))
  }
}
