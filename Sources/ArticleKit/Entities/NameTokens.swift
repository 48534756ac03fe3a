/// A word of the text as the matching of names sees it: a run of letters and digits, with what stands before it.
package struct NameToken: Sendable {
  /// Bytes in the source.
  package var start: Int32
  package var end: Int32
  /// A hash of the folded word: case and tone placement do not matter, letters and tone do.
  package var key: UInt64
  var shape: Shape
  var gap: Gap
  /// Code points, at most 255.
  var length: UInt8

  enum Shape: UInt8, Sendable {
    case lower
    /// First letter a capital, no other: `Nga`, `A`.
    case capital
    /// Two or more letters, all capitals: `NATO`.
    case upper
    /// A capital after the first letter, beside small ones: `iPhone`, `McCain`.
    case mixed
    /// Digits alone.
    case number
    /// Letters and digits: `G20`, `1A`.
    case alphanumeric

    @inline(__always) var hasCapital: Bool { self == .capital || self == .upper || self == .mixed }
  }

  /// What stands between the word before and this one.
  struct Gap: OptionSet, Sendable {
    let rawValue: UInt16
    static let space = Gap(rawValue: 1)
    static let newline = Gap(rawValue: 2)
    static let comma = Gap(rawValue: 4)
    static let stop = Gap(rawValue: 8)
    static let dash = Gap(rawValue: 16)
    static let quote = Gap(rawValue: 32)
    static let open = Gap(rawValue: 64)
    static let close = Gap(rawValue: 128)
    static let colon = Gap(rawValue: 256)
    static let slash = Gap(rawValue: 512)
    static let ampersand = Gap(rawValue: 1024)
    static let other = Gap(rawValue: 2048)
    /// The first word of the text.
    static let first = Gap(rawValue: 4096)
    static let apostrophe = Gap(rawValue: 8192)
    /// More than one mark that is no white space.
    static let many = Gap(rawValue: 16384)

    /// Nothing but white space on one line.
    @inline(__always) var isPlain: Bool { rawValue == Gap.space.rawValue }
    /// A single mark joins the two words without white space: `TP.HCM`, `F-16`, `R&D`.
    @inline(__always) var isGlued: Bool {
      !contains(.space) && !contains(.newline) && !contains(.first) && !contains(.many)
    }
  }

  @inline(__always) var span: Span { Span(Int(start), Int(end)) }

  /// Whether a sentence may begin here whatever the case of the word: after a line break, a full stop and a space, or
  /// at the start.
  @inline(__always) var followsBreak: Bool {
    gap.contains(.first) || gap.contains(.newline) || (gap.contains(.stop) && gap.contains(.space))
  }
}

/// Splits text into ``NameToken``s and folds them, in one pass over the bytes.
package struct NameTokenizer: Sendable {
  let letters: LetterTable

  init(letters: LetterTable) { self.letters = letters }

  package init(_ knowledge: KnowledgeBase) { letters = knowledge.letters }

  /// The tokens of `bytes` within `range` (bytes, on character boundaries).
  package func tokens(of bytes: [UInt8], in range: Range<Int>) -> [NameToken] {
    var tokens: [NameToken] = []
    tokens.reserveCapacity(range.count / 5 + 4)
    append(bytes, range, to: &tokens)
    return tokens
  }

  /// Appends the tokens of `bytes` within `range` (bytes, on character boundaries); the first of them begins a text.
  func append(_ bytes: [UInt8], _ range: Range<Int>, to tokens: inout [NameToken]) {
    let bytes = bytes.span
    var gap: NameToken.Gap = .first
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (scalar, width) = decodeScalar(bytes, offset)
      let entry = letters[scalar]
      if entry.isWord {
        let token = word(bytes, offset, range.upperBound, gap)
        offset = Int(token.end)
        tokens.append(token)
        gap = []
      } else {
        if entry.isSpace {
          gap.insert(scalar == 0x0A || scalar == 0x0D || scalar == 0x2028 ? .newline : .space)
        } else if !entry.isMark {
          let mark = Self.gap(of: scalar)
          if gap.rawValue & ~(NameToken.Gap.space.rawValue | NameToken.Gap.newline.rawValue) != 0 { gap.insert(.many) }
          gap.insert(mark)
        }
        offset &+= width
      }
    }
  }

  /// The word that begins at `start`.
  @inline(__always) private func word(
    _ bytes: Swift.Span<UInt8>, _ start: Int, _ limit: Int, _ gap: NameToken.Gap
  ) -> NameToken {
    var hash: UInt64 = NameHash.seed
    var tone: UInt32 = 0
    var pending: UInt16 = 0
    var letterCount = 0
    var capitals = 0
    var digits = 0
    var firstUpper = false
    var offset = start
    while offset < limit {
      let (scalar, width) = decodeScalar(bytes, offset)
      let entry = letters[scalar]
      if entry.isWord {
        if pending != 0 { hash = NameHash.mix(hash, pending) }
        pending = entry.letter
        if entry.tone != 0 { tone = entry.tone }
        if entry.isDigit {
          digits &+= 1
        } else {
          if entry.isUpper {
            capitals &+= 1
            if letterCount &+ digits == 0 { firstUpper = true }
          }
          letterCount &+= 1
        }
      } else if entry.isMark {
        let mark = LetterTable.tone(ofMark: scalar)
        if mark != 0 { tone = mark } else { pending = LetterTable.composed(pending, scalar) }
      } else if scalar == 0x27 || scalar == 0x2019 {
        // An apostrophe between letters belongs to the word: O'Neill.
        let next = offset + width < limit ? letters[decodeScalar(bytes, offset + width).scalar] : letters[0x20]
        if !next.isWord || next.isDigit || digits > 0 { break }
      } else if scalar == 0xAD || scalar == 0x200B || scalar == 0x200C || scalar == 0x200D {
        // Invisible inside a word.
      } else {
        break
      }
      offset &+= width
    }
    if pending != 0 { hash = NameHash.mix(hash, pending) }
    if tone != 0 { hash = NameHash.mix(hash, UInt16(truncatingIfNeeded: tone)) }
    let shape: NameToken.Shape =
      if digits > 0 { letterCount == 0 ? .number : .alphanumeric } else if capitals == 0 {
        .lower
      } else if capitals == 1
        && firstUpper
      { .capital } else if capitals == letterCount { .upper } else { .mixed }
    return NameToken(
      start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: offset), key: NameHash.finish(hash),
      shape: shape, gap: gap, length: UInt8(min(letterCount &+ digits, 255)))
  }

  private static func gap(of scalar: UInt32) -> NameToken.Gap {
    switch scalar {
    case 0x2C, 0x3B: .comma
    case 0x2E, 0x21, 0x3F, 0x2026: .stop
    case 0x2D, 0x2010...0x2015, 0x2212: .dash
    case 0x22, 0x201C, 0x201D, 0x201E, 0xAB, 0xBB, 0x2018: .quote
    case 0x27, 0x2019: .apostrophe
    case 0x28, 0x5B: .open
    case 0x29, 0x5D: .close
    case 0x3A: .colon
    case 0x2F: .slash
    case 0x26: .ampersand
    default: .other
    }
  }
}

/// The hash of folded words and of sequences of them (Fibonacci multiplication, xor-shift finish).
package enum NameHash {
  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  @inline(__always) static func mix(_ hash: UInt64, _ value: UInt16) -> UInt64 {
    (hash ^ UInt64(value)) &* 0x9E37_79B9_7F4A_7C15 ^ (hash >> 29)
  }
  @inline(__always) package static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    let product = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 31)
  }
  /// A feature of a template with two values, of which the first may be a word: both halves of one product.
  @inline(__always) static func feature(_ template: UInt64, _ a: UInt64, _ b: UInt64) -> UInt64 {
    let left = a ^ (template &* 0xA24B_AED4_963E_E407)
    let right = b ^ (template &* 0x9FB2_1C65_1E98_DF25)
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
  /// Never 0, which marks an empty slot in the tables.
  @inline(__always) static func finish(_ hash: UInt64) -> UInt64 {
    let product = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return (product ^ (product >> 32)) | 1
  }
}

/// The code point at `offset` of valid UTF-8 and its width in bytes; a stray byte stands for itself.
@inline(__always) func decodeScalar(_ bytes: [UInt8], _ offset: Int) -> (scalar: UInt32, width: Int) {
  decodeScalar(bytes.span, offset)
}

/// The code point at `offset` of valid UTF-8 and its width in bytes; a stray byte stands for itself.
@inline(__always) func decodeScalar(_ bytes: Swift.Span<UInt8>, _ offset: Int) -> (scalar: UInt32, width: Int) {
  let first = UInt32(bytes[offset])
  if first < 0x80 { return (first, 1) }
  if first >= 0xC2 && first < 0xE0 && offset + 1 < bytes.count {
    return ((first & 0x1F) << 6 | UInt32(bytes[offset + 1]) & 0x3F, 2)
  }
  if first >= 0xE0 && first < 0xF0 && offset + 2 < bytes.count {
    return ((first & 0x0F) << 12 | (UInt32(bytes[offset + 1]) & 0x3F) << 6 | UInt32(bytes[offset + 2]) & 0x3F, 3)
  }
  if first >= 0xF0 && first < 0xF5 && offset + 3 < bytes.count {
    let high = (first & 0x07) << 18 | (UInt32(bytes[offset + 1]) & 0x3F) << 12
    return (high | (UInt32(bytes[offset + 2]) & 0x3F) << 6 | UInt32(bytes[offset + 3]) & 0x3F, 4)
  }
  return (0xFFFD, 1)
}
