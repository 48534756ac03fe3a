/// What the matching of names needs to know of a character: its folded letter, its tone, its case.
///
/// A name's key is made of lower-case letters that keep their quality (â, ơ, đ) while the tone moves to the end of the
/// syllable, so that "hoà" and "hòa", composed and decomposed spellings share one key. The table covers U+0000–U+1FFF,
/// four bytes each.
struct LetterTable: Sendable {
  static let scalars = 0x2000
  static let byteCount = scalars * 4

  private let blob: Blob

  init(_ blob: Blob) { self.blob = blob }

  /// One character: bits 0–15 the folded letter, 16–18 the tone, 19–23 flags, 24–31 the bare ASCII letter.
  struct Entry: Sendable {
    let bits: UInt32
    /// The lower-case letter without tone, 0 when the character is no letter or digit.
    @inline(__always) var letter: UInt16 { UInt16(truncatingIfNeeded: bits) }
    /// 0 none, 1 grave, 2 acute, 3 hook, 4 tilde, 5 dot below.
    @inline(__always) var tone: UInt32 { (bits >> 16) & 7 }
    @inline(__always) var isUpper: Bool { bits & Flag.upper != 0 }
    @inline(__always) var isDigit: Bool { bits & Flag.digit != 0 }
    @inline(__always) var isWord: Bool { bits & (Flag.letter | Flag.digit) != 0 }
    /// A combining mark: it changes the letter before it.
    @inline(__always) var isMark: Bool { bits & Flag.mark != 0 }
    /// White space or an invisible character.
    @inline(__always) var isSpace: Bool { bits & Flag.space != 0 }
    /// The ASCII letter or digit that remains without any diacritic; 0 when there is none.
    @inline(__always) var bare: UInt8 { UInt8(bits >> 24) }
  }

  enum Flag {
    static let letter: UInt32 = 1 << 19
    static let upper: UInt32 = 1 << 20
    static let digit: UInt32 = 1 << 21
    static let mark: UInt32 = 1 << 22
    static let space: UInt32 = 1 << 23
  }

  /// The entry of a code point. Beyond the table only scripts without case are letters.
  @inline(__always) subscript(scalar: UInt32) -> Entry {
    if scalar < UInt32(Self.scalars) { return Entry(bits: blob.u32(Int(scalar) &* 4)) }
    // Kana, Han, Hangul and the rest of the basic plane's letters; dashes, quotes and symbols lie below.
    if scalar >= 0x3040 && scalar < 0xE000 { return Entry(bits: scalar | Flag.letter) }
    return Entry(bits: scalar == 0x3000 || (scalar >= 0x2000 && scalar <= 0x200F) || scalar == 0x2028 ? Flag.space : 0)
  }

  /// The letter `base` takes under the combining `mark` (U+0300–U+036F): its quality or its tone.
  @inline(__always) static func tone(ofMark mark: UInt32) -> UInt32 {
    switch mark {
    case 0x300: 1
    case 0x301: 2
    case 0x309: 3
    case 0x303: 4
    case 0x323: 5
    default: 0
    }
  }

  /// The toneless letter composed of `base` and a quality mark, or `base` when they make no Vietnamese letter.
  static func composed(_ base: UInt16, _ mark: UInt32) -> UInt16 {
    switch (base, mark) {
    case (0x61, 0x302): 0xE2  // â
    case (0x61, 0x306): 0x103  // ă
    case (0x65, 0x302): 0xEA  // ê
    case (0x6F, 0x302): 0xF4  // ô
    case (0x6F, 0x31B): 0x1A1  // ơ
    case (0x75, 0x31B): 0x1B0  // ư
    default: base
    }
  }
}
