/// The smallest piece analyses work with: a syllable (which is what Vietnamese writes between spaces), a number,
/// a punctuation mark or a symbol.
public struct Token: Sendable, Equatable {
  /// What a token is made of.
  public enum Kind: UInt8, Sendable {
    /// Letters, with the digits, marks and inner apostrophes that belong to them: `Hà`, `G7`, `d'Ivoire`.
    case word
    /// Digits with inner points and commas: `7.000`, `1,5`, `18.8.2010`.
    case number
    /// One punctuation mark, or a run of full stops.
    case punctuation
    /// One symbol or other visible code point.
    case symbol
  }

  /// How a token is written, and what stands before it.
  public struct Shape: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The first code point is an upper-case letter.
    public static let initialCapital = Shape(rawValue: 1)
    /// Two letters or more, and none of them lower-case.
    public static let allCaps = Shape(rawValue: 2)
    /// An upper-case letter follows a lower-case one: `iPhone`, `VnExpress`.
    public static let innerCapital = Shape(rawValue: 4)
    public static let hasLower = Shape(rawValue: 8)
    public static let hasDigit = Shape(rawValue: 16)
    /// Some letter is not ASCII.
    public static let hasDiacritic = Shape(rawValue: 32)
    /// White space precedes, or the stretch starts here.
    public static let afterSpace = Shape(rawValue: 64)
    /// A line break is among the white space that precedes, or the stretch starts here.
    public static let afterLineBreak = Shape(rawValue: 128)
  }

  // 32 bits keep a token at twelve bytes; a text of 4 GB is beyond every limit of the service.
  @usableFromInline let lower: UInt32
  @usableFromInline let upper: UInt32
  public let kind: Kind
  public let shape: Shape

  @inlinable init(_ start: Int, _ end: Int, _ kind: Kind, _ shape: Shape) {
    lower = UInt32(truncatingIfNeeded: start)
    upper = UInt32(truncatingIfNeeded: end)
    self.kind = kind
    self.shape = shape
  }

  /// Where the token starts (bytes).
  @inlinable public var start: Int { Int(lower) }
  /// Where the token ends (bytes).
  @inlinable public var end: Int { Int(upper) }
  /// The token's bytes.
  @inlinable public var span: Span { Span(start, end) }
  /// Whether the word begins with an upper-case letter.
  @inlinable public var isCapitalized: Bool { shape.contains(.initialCapital) }
}
