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
  /// Words of ASCII letters that are Vietnamese syllables without their diacritics, and the frequent ones among them.
  private var plain = 0
  private var bare = 0
  /// Words with letters beyond ASCII that are no Vietnamese syllables.
  private var foreign = 0
  /// Function words of other languages.
  private var other = 0
  /// English function words and endings, apart from those that could be Vietnamese without its diacritics (the, to, in).
  private var english = 0
  private var ambiguous = 0

  mutating func add(_ word: [UInt8], isWide: Bool) {
    words += 1
    if isWide, tables.syllables.contains(word) {
      vietnamese += 1
    } else if isWide {
      foreign += 1
      if tables.foreignWords.contains(word) { other += 1 }
    } else if tables.bareSyllables.contains(word) {
      plain += 1
      if tables.englishWords.contains(word) { ambiguous += 1 }
      if tables.bareWords.contains(word) { bare += 1 }
    } else if tables.englishWords.contains(word) || Self.hasEnglishEnding(word) {
      english += 1
    } else if tables.foreignWords.contains(word) {
      other += 1
    }
  }

  private static func hasEnglishEnding(_ word: [UInt8]) -> Bool {
    word.count > 5 && (word.suffix(3).elementsEqual("ing".utf8) || word.suffix(4).elementsEqual("tion".utf8))
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
    let couldBeBare = share(plain) >= 0.75 && foreign == 0 && english == 0 && share(ambiguous) < 0.25
    if couldBeBare, share(bare) >= 0.08 || share(plain) >= 0.9 && words >= 5 || words >= 8 {
      return .init(.bareVietnamese, sure * share(plain))
    }
    if share(english + ambiguous) >= 0.1, english + ambiguous > other, share(foreign) < 0.2 {
      return .init(.english, sure * min(1, 0.6 + share(english + ambiguous)))
    }
    if share(plain) >= 0.7, share(bare) >= 0.08, foreign == 0, bare > other {
      return .init(.bareVietnamese, sure * share(plain))
    }
    return .init(.other, sure * min(1, 0.5 + share(foreign + other)))
  }
}
