/// The keys under which a name is filed.
struct NameKey: Sendable, Equatable {
  /// Lower-case words with a space between them; letters keep their quality, each word's tone follows it as a byte 1–5.
  /// Composed and decomposed spellings, tone placement, case, dashes and kinds of space make no difference.
  var folded: [UInt8]
  /// ASCII letters and digits without any diacritic, words with a space between them. Other scripts stay as they are.
  var bare: [UInt8]
  /// The token hashes, as ``NameTokenizer`` makes them.
  var words: [UInt64]
  /// Whether the name has a letter with a diacritic.
  var hasDiacritics: Bool

  init(_ name: String, _ letters: LetterTable) {
    let bytes = Array(name.utf8)
    folded = []
    bare = []
    words = []
    hasDiacritics = false
    for token in NameTokenizer(letters: letters).tokens(of: bytes, in: 0..<bytes.count) {
      if !words.isEmpty {
        folded.append(0x20)
        bare.append(0x20)
      }
      words.append(token.key)
      append(bytes, Int(token.start), Int(token.end), letters)
    }
  }

  private mutating func append(_ bytes: [UInt8], _ start: Int, _ end: Int, _ letters: LetterTable) {
    var tone: UInt32 = 0
    var pending: UInt16 = 0
    var offset = start
    while offset < end {
      let (scalar, width) = decodeScalar(bytes, offset)
      let entry = letters[scalar]
      offset += width
      if entry.isMark {
        let mark = LetterTable.tone(ofMark: scalar)
        if mark != 0 { tone = mark } else { pending = LetterTable.composed(pending, scalar) }
        hasDiacritics = true
      } else if entry.isWord {
        Self.append(pending, to: &folded)
        pending = entry.letter
        if entry.tone != 0 { tone = entry.tone }
        if entry.bare == 0 { Self.append(entry.letter, to: &bare) } else { bare.append(entry.bare) }
        if entry.tone != 0 || (entry.bare != 0 && entry.letter >= 0x80) { hasDiacritics = true }
      }
    }
    Self.append(pending, to: &folded)
    if tone != 0 { folded.append(UInt8(truncatingIfNeeded: tone)) }
  }

  private static func append(_ letter: UInt16, to bytes: inout [UInt8]) {
    if letter == 0 { return }
    if letter < 0x80 {
      bytes.append(UInt8(letter))
    } else if letter < 0x800 {
      bytes.append(0xC0 | UInt8(letter >> 6))
      bytes.append(0x80 | UInt8(letter & 0x3F))
    } else {
      bytes.append(0xE0 | UInt8(letter >> 12))
      bytes.append(0x80 | UInt8(letter >> 6 & 0x3F))
      bytes.append(0x80 | UInt8(letter & 0x3F))
    }
  }
}
