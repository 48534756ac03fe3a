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
    var counts = LanguageEvidence()
    for token in tokens where token.kind == .word && !token.shape.contains(.allCaps) {
      counts.add(Folding.fold(text, token.span, .key))
    }
    return counts.result
  }
}

/// What the words of a text say about its language.
private struct LanguageEvidence {
  private var words = 0
  private var vietnameseLetters = 0
  private var bareVietnamese = 0
  private var english = 0
  private var foreign = 0

  mutating func add(_ word: [UInt8]) {
    words += 1
    let string = String(decoding: word, as: UTF8.self)
    if string.unicodeScalars.contains(where: { Self.isVietnameseLetter($0.value) }) {
      vietnameseLetters += 1
    } else if !word.allSatisfy({ $0 < 0x80 }) {
      foreign += 1
    }
    if Self.bareWords.contains(string) { bareVietnamese += 1 }
    if Self.englishWords.contains(string) { english += 1 }
  }

  var result: LanguageIdentifier.Result {
    guard words > 0 else { return .init(.other, 0) }
    let total = Float(words)
    if Float(vietnameseLetters) / total >= 0.2 {
      return .init(.vietnamese, min(1, 0.5 + Float(vietnameseLetters) / total))
    }
    let bare = Float(bareVietnamese) / total
    let englishShare = Float(english) / total
    if englishShare >= 0.12, englishShare > bare { return .init(.english, min(1, 0.5 + englishShare)) }
    if bare >= 0.12, foreign == 0 { return .init(.bareVietnamese, min(1, 0.5 + bare)) }
    return .init(.other, min(1, 0.5 + Float(foreign) / total))
  }

  /// Letters that Vietnamese uses and its neighbours on a news page hardly do: ă, đ, ơ, ư and the toned vowels of
  /// U+1EA0–1EF9.
  private static func isVietnameseLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x103, 0x111, 0x1A1, 0x1B0, 0x1EA0...0x1EF9: true
    default: false
    }
  }

  private static let bareWords: Set<String> = [
    "cua", "va", "la", "cac", "nhung", "trong", "duoc", "khong", "mot", "nguoi", "voi", "nay", "den", "cung", "theo",
    "da", "dang", "tai", "ve", "khi", "tren", "phai", "nhieu", "ngay", "thang", "nam", "ong", "viec", "nuoc", "chinh",
  ]

  private static let englishWords: Set<String> = [
    "the", "of", "and", "to", "in", "is", "was", "for", "that", "with", "on", "as", "by", "at", "from", "it", "an",
    "be", "are", "has", "have", "said", "will", "its", "his", "after", "were", "not", "but", "which", "who",
  ]
}
