internal import Foundation

/// Makes the bytes of the letter table from Unicode's properties.
enum Letters {
  static func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    for value in UInt32(0)..<0x2000 {
      let entry = Unicode.Scalar(value).map(entry) ?? 0
      for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: entry >> (8 * UInt32(byte)))) }
    }
    return bytes
  }

  /// Bits as `LetterTable.Entry` has them.
  private static func entry(_ scalar: Unicode.Scalar) -> UInt32 {
    let properties = scalar.properties
    if properties.isWhitespace || scalar.value == 0xAD || (0x200B...0x200F).contains(scalar.value) { return 1 << 23 }
    switch properties.generalCategory {
    case .decimalNumber:
      let digit = properties.numericValue.map { UInt32($0) + 0x30 } ?? 0x30
      return digit | 1 << 21 | digit << 24
    case .nonspacingMark, .enclosingMark, .spacingMark: return 1 << 22
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter: break
    default: return 0
    }
    var lower = Array(properties.lowercaseMapping.unicodeScalars)
    if scalar.value == 0xD0 || scalar.value == 0xF0 { lower = ["đ"] }
    let parts = Array(String(String.UnicodeScalarView(lower)).decomposed)
    let base = parts.first ?? scalar
    let isVowel = "aeiouy".unicodeScalars.contains(base)
    var tone: UInt32 = 0
    var rest = String.UnicodeScalarView()
    for part in parts {
      let mark: UInt32? =
        switch part.value {
        case 0x300: 1
        case 0x301: 2
        case 0x309: 3
        case 0x303: 4
        case 0x323: 5
        default: nil
        }
      if isVowel, let mark, tone == 0 { tone = mark } else { rest.append(part) }
    }
    let letter = String(rest).composedFirst ?? scalar
    let bare: UInt32 = base.value < 0x80 ? base.value : bareLetters[base] ?? 0
    let upper: UInt32 = properties.isUppercase || properties.generalCategory == .titlecaseLetter ? 1 << 20 : 0
    return (letter.value & 0xFFFF) | tone << 16 | 1 << 19 | upper | bare << 24
  }

  /// Letters that no decomposition makes plain.
  private static let bareLetters: [Unicode.Scalar: UInt32] = [
    "đ": 0x64, "ø": 0x6F, "ł": 0x6C, "ß": 0x73, "æ": 0x61, "œ": 0x6F, "ħ": 0x68, "ı": 0x69, "þ": 0x74, "ŋ": 0x6E,
  ]
}

extension String {
  /// The canonical decomposition.
  fileprivate var decomposed: String.UnicodeScalarView {
    decomposedStringWithCanonicalMapping.unicodeScalars
  }
  /// The first code point of the canonical composition.
  fileprivate var composedFirst: Unicode.Scalar? {
    precomposedStringWithCanonicalMapping.unicodeScalars.first
  }
}
