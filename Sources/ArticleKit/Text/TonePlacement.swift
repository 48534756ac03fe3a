/// Vietnamese tone placement: the two ways of writing oa, oe and uy with a tone, òa and oà.
package enum TonePlacement {
  /// A plain vowel and the tone it carries: 0 grave, 1 acute, 2 hook, 3 tilde, 4 dot below.
  private static func vowel(_ scalar: UInt32) -> (plain: Unicode.Scalar, tone: Int)? {
    switch scalar {
    case 0xF2: ("o", 0)
    case 0xF3: ("o", 1)
    case 0x1ECF: ("o", 2)
    case 0xF5: ("o", 3)
    case 0x1ECD: ("o", 4)
    case 0xD2: ("O", 0)
    case 0xD3: ("O", 1)
    case 0x1ECE: ("O", 2)
    case 0xD5: ("O", 3)
    case 0x1ECC: ("O", 4)
    case 0xF9: ("u", 0)
    case 0xFA: ("u", 1)
    case 0x1EE7: ("u", 2)
    case 0x169: ("u", 3)
    case 0x1EE5: ("u", 4)
    case 0xD9: ("U", 0)
    case 0xDA: ("U", 1)
    case 0x1EE6: ("U", 2)
    case 0x168: ("U", 3)
    case 0x1EE4: ("U", 4)
    default: nil
    }
  }

  /// `letter` with a tone, when it can take one from an `o` (a, e) or a `u` (y) before it.
  private static func toned(_ letter: UInt8, _ tone: Int, after plain: Unicode.Scalar) -> UInt32? {
    let isAfterO = plain == "o" || plain == "O"
    switch (letter, isAfterO) {
    case (UInt8(ascii: "a"), true): return choose(tone, 0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1)
    case (UInt8(ascii: "A"), true): return choose(tone, 0xC0, 0xC1, 0x1EA2, 0xC3, 0x1EA0)
    case (UInt8(ascii: "e"), true): return choose(tone, 0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9)
    case (UInt8(ascii: "E"), true): return choose(tone, 0xC8, 0xC9, 0x1EBA, 0x1EBC, 0x1EB8)
    case (UInt8(ascii: "y"), false): return choose(tone, 0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5)
    case (UInt8(ascii: "Y"), false): return choose(tone, 0x1EF2, 0xDD, 0x1EF6, 0x1EF8, 0x1EF4)
    default: return nil
    }
  }

  private static func choose(
    _ tone: Int, _ grave: UInt32, _ acute: UInt32, _ hook: UInt32, _ tilde: UInt32, _ dot: UInt32
  ) -> UInt32 {
    switch tone {
    case 0: grave
    case 1: acute
    case 2: hook
    case 3: tilde
    default: dot
    }
  }

  /// Whether a code point is an `o` or `u` with a tone and nothing else.
  package static func isMovable(_ scalar: Unicode.Scalar) -> Bool { vowel(scalar.value) != nil }

  /// What the code point `scalar` (an `o` or `u` with a tone) and the plain letter after it become when the tone moves
  /// to that letter, or nil where they are no such pair.
  static func moved(_ scalar: UInt32, before letter: UInt8) -> (first: UInt32, second: UInt32)? {
    guard letter < 0x80, let vowel = vowel(scalar), let second = toned(letter, vowel.tone, after: vowel.plain) else {
      return nil
    }
    return (vowel.plain.value, second)
  }
}
