/// Code points as the reading of lines sees them: decoding, coarse kinds, and folding to compare lines.
enum Scalars {
  enum Kind: UInt8 { case other, space, lower, upper, digit, wide, mark }

  /// The code point at `at` and its width in bytes. The text is valid UTF-8; a sequence cut by `limit` is one byte wide.
  @inline(__always)
  static func decode(_ text: UnsafeBufferPointer<UInt8>, at: Int, limit: Int) -> (UInt32, Int) {
    let first = unsafe UInt32(text[at])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 {
      guard at + 1 < limit else { return (0xFFFD, 1) }
      return unsafe ((first & 0x1F) << 6 | UInt32(text[at + 1]) & 0x3F, 2)
    }
    if first < 0xF0 {
      guard at + 2 < limit else { return (0xFFFD, 1) }
      return unsafe ((first & 0x0F) << 12 | (UInt32(text[at + 1]) & 0x3F) << 6 | UInt32(text[at + 2]) & 0x3F, 3)
    }
    guard at + 3 < limit else { return (0xFFFD, 1) }
    let high = unsafe (first & 0x07) << 18 | (UInt32(text[at + 1]) & 0x3F) << 12
    return unsafe (high | (UInt32(text[at + 2]) & 0x3F) << 6 | UInt32(text[at + 3]) & 0x3F, 4)
  }

  /// The coarse kind of a code point.
  @inline(__always)
  static func kind(_ scalar: UInt32) -> Kind {
    if scalar < 0x80 {
      if scalar &- 0x61 < 26 { return .lower }
      if scalar &- 0x41 < 26 { return .upper }
      if scalar &- 0x30 < 10 { return .digit }
      return scalar <= 0x20 ? .space : .other
    }
    return kindBeyondASCII(scalar)
  }

  private static func kindBeyondASCII(_ scalar: UInt32) -> Kind {
    switch scalar {
    case 0x80...0xBF:
      return scalar == 0xA0 || scalar == 0x85
        ? .space : scalar == 0xAA || scalar == 0xBA || scalar == 0xB5 ? .lower : .other
    case 0xD7, 0xF7: return .other
    case 0xC0...0xDE: return .upper
    case 0xDF...0xFF: return .lower
    case 0x100...0x137, 0x14A...0x177, 0x1CD...0x24F: return scalar & 1 == 0 ? .upper : .lower
    case 0x139...0x148, 0x179...0x17E: return scalar & 1 == 1 ? .upper : .lower
    case 0x178, 0x1A0, 0x1AF: return .upper
    case 0x180...0x2AF: return .lower
    case 0x300...0x36F: return .mark
    case 0x386...0x3AB: return scalar == 0x387 || scalar == 0x390 ? .other : .upper
    case 0x3AC...0x3FF: return .lower
    case 0x400...0x42F: return .upper
    case 0x430...0x45F: return .lower
    case 0x460...0x52F: return scalar & 1 == 0 ? .upper : .lower
    case 0x531...0x556: return .upper
    case 0x1E00...0x1EFF: return scalar & 1 == 0 ? .upper : .lower
    case 0x2000...0x200F, 0x2028...0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0x1680: return .space
    case 0x2010...0x2BFF, 0x3001...0x3004, 0x3008...0x3020, 0x3030, 0xFE10...0xFE1F, 0xFE30...0xFE6F: return .other
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: return .wide
    case 0x3005...0x3007, 0x3021...0x302F, 0x3031...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .wide
    case 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xE000...0xF8FF: return .other
    case 0xFF10...0xFF19: return .digit
    case 0x660...0x669, 0x6F0...0x6F9, 0x966...0x96F: return .digit
    case 0x060C, 0x061B, 0x061F, 0x06D4, 0x0964, 0x0965: return .other
    case 0x064B...0x065F, 0x0591...0x05BD: return .mark
    case 0x1F000...0x1FAFF, 0xFE00...0xFE0F, 0xFFF0...0xFFFF, 0xD800...0xDFFF: return .other
    default: return .lower
    }
  }

  /// Base letters, lower case, for U+00C0–U+017F: `-` where there is none.
  private static let latin: StaticString =
    """
    aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
    """
  /// Base letters for U+1EA0–U+1EF9, the toned letters of Vietnamese.
  private static let vietnamese: StaticString =
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"

  /// The code point without case and, in Latin, without diacritics: for comparing, not for showing.
  @inline(__always)
  static func fold(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar }
    return foldBeyondASCII(scalar)
  }

  private static func foldBeyondASCII(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xC0...0x17F: return unsafe UInt32(latin.utf8Start[Int(scalar - 0xC0)])
    case 0x1EA0...0x1EF9: return unsafe UInt32(vietnamese.utf8Start[Int(scalar - 0x1EA0)])
    case 0x1A0, 0x1A1: return 0x6F
    case 0x1AF, 0x1B0: return 0x75
    case 0x391...0x3A9, 0x410...0x42F: return scalar + 0x20
    case 0x400...0x40F: return scalar + 0x50
    default: return scalar
    }
  }

  /// Whether only Vietnamese writes the letter.
  @inline(__always)
  static func isVietnamese(_ scalar: UInt32) -> Bool {
    scalar >= 0x110
      && (scalar &- 0x1EA0 < 90 || scalar == 0x110 || scalar == 0x111 || scalar == 0x1A0 || scalar == 0x1A1
        || scalar == 0x1AF
        || scalar == 0x1B0)
  }

  static func isWideStop(_ scalar: UInt32) -> Bool { scalar == 0x3002 || scalar == 0xFF01 || scalar == 0xFF1F }

  /// What a line that ends with `scalar` ends with.
  static func closing(_ scalar: UInt32) -> LineMeasures.Closing {
    switch scalar {
    case 0x2E, 0x3002, 0x0964, 0x06D4: .stop
    case 0x3F, 0xFF1F, 0x061F: .question
    case 0x21, 0xFF01: .exclamation
    case 0x3A, 0xFF1A: .colon
    case 0x2C, 0x3B, 0x3001, 0xFF0C, 0x060C: .comma
    case 0x2026: .ellipsis
    case 0x22, 0x27, 0x2018...0x201F, 0xAB, 0xBB, 0x300C...0x300F: .quote
    case 0x29, 0x5D, 0xFF09, 0x3011: .bracket
    default:
      switch kind(scalar) {
      case .lower, .upper: .letter
      case .digit: .digit
      case .wide: .wide
      default: .other
      }
    }
  }
}
