/// Cuts a text into tokens. Everything but white space and invisible characters lies in a token.
public enum Tokenizer {
  /// The longest text that is tokenised (bytes); what lies beyond has no tokens.
  static let limit = Int(UInt32.max)

  /// The tokens of `span` in `text`, in order; of the whole text when no span is given.
  public static func tokens(of text: SourceText, in span: Span? = nil) -> [Token] {
    var tokens: [Token] = []
    let span = span.map { text.clamp($0) } ?? text.span
    let start = text.codePointStart(span.start)
    let end = min(text.codePointStart(span.end), limit)
    guard start < end else { return [] }
    tokens.reserveCapacity((end - start) / 4)
    unsafe text.utf8.withUnsafeBytes { bytes in
      var scanner = unsafe TokenScanner(bytes, from: start, to: end)
      while let token = scanner.next() { tokens.append(token) }
    }
    return tokens
  }
}

/// Sets of character classes, a bit for each.
private struct ClassSet: OptionSet {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }
  @inline(__always) init(_ class: CharacterClass) { rawValue = 1 &<< UInt32(`class`.rawValue) }

  static var lower: ClassSet { ClassSet(.lower) }
  static var digit: ClassSet { ClassSet(.digit) }
  static var letters: ClassSet { [ClassSet(.lower), ClassSet(.letter)] }
  /// What goes on a word without more ado.
  static var wordParts: ClassSet { [ClassSet(.lower), ClassSet(.letter), ClassSet(.digit), ClassSet(.mark)] }
  /// What may stand between two letters of a word.
  static var joiners: ClassSet { [ClassSet(.ignorable), ClassSet(.punctuation)] }
}

/// A cursor that reads one token after the other. Its bytes must outlive it.
@safe private struct TokenScanner: ~Copyable {
  private let bytes: UnsafeRawBufferPointer
  private let classes: UnsafePointer<UInt8>
  private let tables = TextTables.shared
  private let end: Int
  private var at: Int
  private var before: Token.Shape = [.afterSpace, .afterLineBreak]

  /// The bytes from `start` to `end` must be valid UTF-8, and both lie in `bytes`.
  @unsafe init(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
    unsafe self.bytes = bytes
    unsafe classes = tables.directClasses
    at = start
    self.end = end
  }

  /// The class of the code point at `at` and its length (bytes).
  @inline(__always)
  private func read(_ at: Int) -> (class: CharacterClass, length: Int) {
    let lead = unsafe UInt32(bytes[at])
    let raw: UInt8
    let length: Int
    if lead < 0x80 {
      raw = unsafe classes[Int(lead)]
      length = 1
    } else if lead < 0xE0 {
      raw = unsafe classes[Int((lead & 0x1F) << 6 | UInt32(bytes[at &+ 1] & 0x3F))]
      length = 2
    } else if lead < 0xF0 {
      let scalar = unsafe (lead & 0x0F) << 12 | UInt32(bytes[at &+ 1] & 0x3F) << 6 | UInt32(bytes[at &+ 2] & 0x3F)
      raw = tables.rawClass(scalar)
      length = 3
    } else {
      let high = unsafe (lead & 0x07) << 18 | UInt32(bytes[at &+ 1] & 0x3F) << 12
      let low = unsafe UInt32(bytes[at &+ 2] & 0x3F) << 6 | UInt32(bytes[at &+ 3] & 0x3F)
      raw = tables.rawClass(high | low)
      length = 4
    }
    return (CharacterClass(table: raw), length)
  }

  /// The next token, or nil at the end.
  mutating func next() -> Token? {
    while at < end {
      let (first, length) = read(at)
      let start = at
      at &+= length
      switch first {
      case .space: before.insert(.afterSpace)
      case .lineBreak: before.formUnion([.afterSpace, .afterLineBreak])
      case .ignorable: break
      case .upper, .lower, .letter, .mark:
        return word(start, first, length)
      case .digit:
        scanNumber()
        return token(start, .number, .hasDigit)
      case .punctuation:
        if unsafe bytes[start] == 0x2E { while at < end, unsafe bytes[at] == 0x2E { at &+= 1 } }
        return token(start, .punctuation, [])
      case .symbol, .other:
        return token(start, .symbol, [])
      }
    }
    return nil
  }

  @inline(__always)
  private mutating func token(_ start: Int, _ kind: Token.Kind, _ shape: Token.Shape) -> Token {
    defer { before = [] }
    return Token(start, at, kind, shape.union(before))
  }

  /// Reads the rest of a word whose first code point, of class `first` and `length` bytes, starts at `start`.
  @inline(__always)
  private mutating func word(_ start: Int, _ first: CharacterClass, _ length: Int) -> Token {
    // A bit for each class and each length seen.
    var lengths = length
    var seen = ClassSet(first)
    var letters = 1
    var isMixed = false
    var at = self.at
    while at < end {
      let (next, length) = read(at)
      let bit = ClassSet(next)
      if !bit.isDisjoint(with: .wordParts) {
        seen.formUnion(bit)
        letters &+= bit.isDisjoint(with: .letters) ? 0 : 1
      } else if next == .upper {
        if seen.contains(.lower) {
          if isGlue(at, length, lengths > 1) { break }
          isMixed = true
        }
        letters &+= 1
      } else if bit.isDisjoint(with: .joiners) || !joinsLetters(at, next, length) {
        break
      } else {
        at &+= length
        continue
      }
      lengths |= length
      at &+= length
    }
    self.at = at
    var shape: Token.Shape = isMixed ? .innerCapital : []
    if first == .upper { shape.insert(.initialCapital) }
    if seen.contains(.lower) {
      shape.insert(.hasLower)
    } else if first == .upper, letters > 1 {
      shape.insert(.allCaps)
    }
    if seen.contains(.digit) { shape.insert(.hasDigit) }
    if lengths > 1 { shape.insert(.hasDiacritic) }
    return token(start, .word, shape)
  }

  /// Whether the capital at `at`, after lower-case letters, begins another word whose space was lost: `KazakhstanÔng`,
  /// `ViệtNam`, `UkraineTheo`, but not `VnExpress`. Vietnamese letters on either side tell, or a frequent first word.
  private func isGlue(_ at: Int, _ length: Int, _ isWide: Bool) -> Bool {
    // After an apostrophe a word goes on: `d’Ivoire`.
    if unsafe bytes[at &- 1] == 0x27 || bytes[at &- 1] == 0x99 && bytes[at &- 2] == 0x80 { return false }
    if length > 1 || isWide { return true }
    var next = at &+ length
    while next < end {
      let (following, length) = read(next)
      if following == .upper { return false }
      guard following == .lower else { break }
      next &+= length
    }
    guard next &- at >= 3 else { return false }
    return unsafe tables.starters.contains(UnsafeRawBufferPointer(rebasing: bytes[at..<next]))
  }

  /// Whether what stands at `at`, inside a word so far, is an apostrophe or an invisible character before a letter.
  private func joinsLetters(_ at: Int, _ class: CharacterClass, _ length: Int) -> Bool {
    if `class` == .punctuation {
      let isApostrophe =
        unsafe bytes[at] == 0x27
        || length == 3 && bytes[at] == 0xE2 && bytes[at &+ 1] == 0x80 && bytes[at &+ 2] == 0x99
      guard isApostrophe else { return false }
    }
    guard at &+ length < end else { return false }
    let next = read(at &+ length).class
    return next.isLetter || next == .mark
  }

  /// Reads the rest of a number: digits, and single points or commas between digits.
  private mutating func scanNumber() {
    while at < end {
      let (next, length) = read(at)
      if next == .digit {
        at &+= length
      } else if unsafe bytes[at] == 0x2E || bytes[at] == 0x2C, at &+ 1 < end, read(at &+ 1).class == .digit {
        at &+= 1
      } else {
        return
      }
    }
  }
}
