/// What a code point is for, as far as tokens and sentences care.
public enum CharacterClass: UInt8, Sendable, CaseIterable {
  /// Controls, unassigned and private code points.
  case other = 0
  /// White space within a line.
  case space
  /// What ends a line: LF, CR, VT, FF, NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR.
  case lineBreak
  case punctuation
  case symbol
  /// A decimal digit.
  case digit
  /// An upper-case or title-case letter.
  case upper
  case lower
  /// A letter without case.
  case letter
  /// A combining mark.
  case mark
  /// Seen by nobody: zero-width spaces and joiners, the byte order mark, soft hyphens, direction marks.
  case ignorable

  /// The class of a code point.
  public init(_ scalar: Unicode.Scalar) {
    self = TextTables.shared.characterClass(scalar.value)
  }

  /// The class with this raw value, or ``other``: a comparison, where `init(rawValue:)` calls a function.
  @inline(__always)
  init(table value: UInt8) {
    self = value <= CharacterClass.ignorable.rawValue ? (unsafe unsafeBitCast(value, to: CharacterClass.self)) : .other
  }

  @inlinable public var isLetter: Bool { self == .upper || self == .lower || self == .letter }
  @inlinable public var isSpace: Bool { self == .space || self == .lineBreak }
}
