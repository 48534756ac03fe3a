/// A word, a run of digits or a mark, as the finders of facts see the text.
struct FactToken {
  enum Kind: UInt8 { case word, number, mark }

  // 32 bytes, since whole texts become arrays of them.
  /// A word's ``wordKey(_:)``; 0 for other tokens.
  var key: UInt64 = 0
  private let first: UInt32
  private var last: UInt32
  private var number: Int32 = 0
  var kind = Kind.mark
  var term = FactTerm.none
  /// The lexicons with a phrase that begins with this word.
  var starts: PhraseStarts = []
  /// Whether a word begins with a capital letter.
  var isCapitalised = false
  /// Whether white space stands before it.
  let followsSpace: Bool
  /// Whether a line begins with it.
  let startsLine: Bool

  /// An empty token at `start` (bytes). Texts beyond 4 GB are not read.
  init(at start: Int, followsSpace: Bool, startsLine: Bool) {
    first = UInt32(clamping: start)
    last = first
    self.followsSpace = followsSpace
    self.startsLine = startsLine
  }

  /// Bytes of the source.
  var start: Int { Int(first) }
  var end: Int {
    get { Int(last) }
    set { last = UInt32(clamping: newValue) }
  }

  /// A number's value (at most 9 digits, else -1), a mark's code point, a word's value in the lexicon.
  var value: Int {
    get { Int(number) }
    set { number = Int32(clamping: newValue) }
  }

  var span: Span { Span(start, end) }
  /// The number of bytes; for a number, of digits.
  var count: Int { Int(last &- first) }
}

/// The class of a code point, for words of any case and tone.
///
/// Letters of Vietnamese carry a code for the letter (with circumflex, breve, horn or bar) apart from their tone: the key of
/// a word is then the same wherever its tone is written ("hoà", "hòa") and in whatever normal form.
private struct ToneTable: Sendable {
  static let shared = ToneTable()
  /// Index: the code point below U+0250, then U+1E00 to U+1EFF. Bits 0–5 letter (0: none), 6–8 tone, 9 capital.
  let entries: [UInt16]

  static let other: UInt16 = 62

  init() {
    var entries = [UInt16](repeating: 0, count: 0x250 + 0x100)
    for scalar in 0xC0..<0x250 where scalar != 0xD7 && scalar != 0xF7 { entries[scalar] = ToneTable.other }
    for scalar in 0xC0...0xDE where scalar != 0xD7 { entries[scalar] |= 1 << 9 }
    for index in 0x250..<0x350 { entries[index] = ToneTable.other }
    for code in 1...26 {
      entries[0x60 + code] = UInt16(code)
      entries[0x40 + code] = UInt16(code) | 1 << 9
    }
    let vowels = [
      "aàáảãạAÀÁẢÃẠ", "eèéẻẽẹEÈÉẺẼẸ", "iìíỉĩịIÌÍỈĨỊ", "oòóỏõọOÒÓỎÕỌ", "uùúủũụUÙÚỦŨỤ", "yỳýỷỹỵYỲÝỶỸỴ",
      "ăằắẳẵặĂẰẮẲẴẶ", "âầấẩẫậÂẦẤẨẪẬ", "êềếểễệÊỀẾỂỄỆ", "ôồốổỗộÔỒỐỔỖỘ", "ơờớởỡợƠỜỚỞỠỢ", "ưừứửữựƯỪỨỬỮỰ",
    ]
    for (row, vowel) in vowels.enumerated() {
      for (column, scalar) in vowel.unicodeScalars.enumerated() {
        let code = row < 6 ? Int(ToneTable.plain[row]) - 0x60 : 21 + row
        entries[ToneTable.index(scalar.value)] =
          UInt16(code) | UInt16(column % 6) << 6 | (column >= 6 ? 1 << 9 : 0)
      }
    }
    entries[0x111] = 33
    entries[0x110] = 33 | 1 << 9
    self.entries = entries
  }

  private static let plain: [UInt8] = Array("aeiouy".utf8)

  @inline(__always) static func index(_ scalar: UInt32) -> Int {
    scalar < 0x250 ? Int(scalar) : (0x1E00...0x1EFF).contains(scalar) ? Int(scalar) - 0x1E00 + 0x250 : 0
  }

  /// The letter that a combining mark of shape makes of a plain one ("a" + breve), or the letter itself.
  static func shaped(_ code: UInt16, _ mark: UInt32) -> UInt16 {
    switch (code, mark) {
    case (1, 0x306): 27
    case (1, 0x302): 28
    case (5, 0x302): 29
    case (15, 0x302): 30
    case (15, 0x31B): 31
    case (21, 0x31B): 32
    default: code
    }
  }

  /// The tone a combining mark writes: 0 when it is none.
  static func tone(_ mark: UInt32) -> UInt16 {
    switch mark {
    case 0x300: 1
    case 0x301: 2
    case 0x309: 3
    case 0x303: 4
    case 0x323: 5
    default: 0
    }
  }
}

/// The key under which the lexicons know `word`: equal for every case, tone placement and normal form.
func wordKey(_ word: some StringProtocol) -> UInt64 {
  FactScanner.tokens(in: Array(word.utf8), 0..<word.utf8.count, lexicon: nil).first?.key ?? 0
}

/// The key of a phrase, from the key of its beginning and the key of its next word.
@inline(__always) func phraseKey(_ key: UInt64, _ next: UInt64) -> UInt64 {
  let mixed = (key ^ (next &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
  return (mixed ^ (mixed >> 32)) | 1
}

/// Cuts UTF-8 into the tokens of facts, in one pass.
enum FactScanner {
  /// The tokens of `range` (bytes) of `bytes`, which must be valid UTF-8.
  static func tokens(in bytes: [UInt8], _ range: Range<Int>, lexicon: FactLexicon? = .shared) -> [FactToken] {
    let table = ToneTable.shared.entries
    var tokens: [FactToken] = []
    tokens.reserveCapacity(range.count / 4 + 4)
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe table.withUnsafeBufferPointer { table in
        unsafe scan(bytes, range.clamped(to: 0..<bytes.count), table, lexicon, &tokens)
      }
    }
    return tokens
  }

  /// The token after the line that begins at `index`.
  static func lineEnd(_ tokens: [FactToken], _ index: Int) -> Int {
    var end = index + 1
    while end < tokens.count, !tokens[end].startsLine { end += 1 }
    return end
  }

  private static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ table: UnsafeBufferPointer<UInt16>,
    _ lexicon: FactLexicon?, _ tokens: inout [FactToken]
  ) {
    var at = range.lowerBound
    let end = range.upperBound
    var followsSpace = true
    var startsLine = true
    while at < end {
      let byte = unsafe bytes[at]
      if byte == 0x20 || byte == 0x09 {
        followsSpace = true
        at += 1
        continue
      }
      if byte == 0x0A || byte == 0x0D {
        followsSpace = true
        startsLine = true
        at += 1
        continue
      }
      var token = FactToken(at: at, followsSpace: followsSpace, startsLine: startsLine)
      if byte &- 48 < 10 {
        at = unsafe scanNumber(bytes, at, end, &token)
      } else {
        let (scalar, length) = unsafe decode(bytes, at, end)
        if isSpace(scalar) {
          followsSpace = true
          at += length
          continue
        }
        if scalar == 0x200B || scalar == 0xFEFF || scalar == 0xAD {
          at += length
          continue
        }
        if unsafe letter(scalar, table) == 0 {
          token.value = Int(scalar)
          at += length
        } else {
          at = unsafe scanWord(bytes, at, end, table, &token)
          if let entry = lexicon?.entry(token.key) {
            token.term = entry.term
            token.value = Int(entry.value)
            token.starts = entry.starts
          }
        }
      }
      token.end = at
      tokens.append(token)
      followsSpace = false
      startsLine = false
    }
  }

  private static func scanNumber(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ token: inout FactToken
  ) -> Int {
    var at = start
    var value = 0
    while at < end, unsafe bytes[at] &- 48 < 10 {
      if at - start < 9 { value = value * 10 + Int(unsafe bytes[at] &- 48) }
      at += 1
    }
    token.kind = .number
    token.value = at - start > 9 ? -1 : value
    return at
  }

  private static func scanWord(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ table: UnsafeBufferPointer<UInt16>,
    _ token: inout FactToken
  ) -> Int {
    var at = start
    var key: UInt64 = 0xCBF2_9CE4_8422_2325
    var tone: UInt16 = 0
    // The last letter waits, since a combining mark may still change its shape.
    var pending: UInt16 = 0
    while at < end {
      let (scalar, length) = unsafe decode(bytes, at, end)
      if pending != 0, (0x300...0x36F).contains(scalar) {
        let mark = ToneTable.tone(scalar)
        if mark != 0 { tone = mark } else { pending = ToneTable.shaped(pending, scalar) }
        at += length
        continue
      }
      let entry = unsafe letter(scalar, table)
      if entry == 0 { break }
      if at == start { token.isCapitalised = entry & 1 << 9 != 0 }
      if pending != 0 { key = (key ^ UInt64(pending)) &* 0x0000_0100_0000_01B3 }
      pending = entry & 63
      if entry >> 6 & 7 != 0 { tone = entry >> 6 & 7 }
      at += length
    }
    key = (key ^ UInt64(pending)) &* 0x0000_0100_0000_01B3
    key = (key ^ UInt64(tone)) &* 0x9E37_79B9_7F4A_7C15
    token.kind = .word
    token.key = (key ^ key >> 29) | 1
    return at
  }

  /// The letter entry of a code point: 0 for marks, digits and spaces.
  @inline(__always) private static func letter(_ scalar: UInt32, _ table: UnsafeBufferPointer<UInt16>) -> UInt16 {
    if scalar < 0x250 { return unsafe table[Int(scalar)] }
    if scalar & ~0xFF == 0x1E00 { return unsafe table[Int(scalar) - 0x1E00 + 0x250] }
    // Punctuation, symbols and arrows; CJK and full-width punctuation; private use.
    if (0x2000..<0x2C00).contains(scalar) || (0x3000..<0x3040).contains(scalar) || (0xE000..<0xF900).contains(scalar)
      || (0xFF00..<0xFF21).contains(scalar) || scalar == 0xFFFD || scalar >= 0x1F000 || (0x2D0..<0x370).contains(scalar)
    {
      return 0
    }
    return ToneTable.other
  }

  @inline(__always) private static func isSpace(_ scalar: UInt32) -> Bool {
    scalar < 0x20 || scalar == 0x7F || scalar == 0xA0 || (0x2000...0x200A).contains(scalar) || scalar == 0x202F
      || scalar == 0x2028 || scalar == 0x2029 || scalar == 0x3000
  }

  @inline(__always) private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int
  ) -> (scalar: UInt32, length: Int) {
    let first = UInt32(unsafe bytes[at])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0, at + 1 < end { return ((first & 0x1F) << 6 | UInt32(unsafe bytes[at + 1]) & 0x3F, 2) }
    if first < 0xF0, at + 2 < end {
      return unsafe ((first & 0x0F) << 12 | (UInt32(bytes[at + 1]) & 0x3F) << 6 | UInt32(bytes[at + 2]) & 0x3F, 3)
    }
    if at + 3 < end {
      return unsafe (
        (first & 0x07) << 18 | (UInt32(bytes[at + 1]) & 0x3F) << 12 | (UInt32(bytes[at + 2]) & 0x3F) << 6
          | UInt32(bytes[at + 3]) & 0x3F, 4
      )
    }
    // A span that cuts a character.
    return (0xFFFD, 1)
  }
}
