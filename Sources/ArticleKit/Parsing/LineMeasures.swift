/// What can be counted in one line without knowing its language.
struct LineMeasures: Sendable {
  /// How a line begins.
  enum Opening: UInt8, Sendable { case other, upper, lower, digit, quote, bullet, bracket, wide }
  /// How a line ends.
  enum Closing: UInt8, Sendable {
    case other, letter, digit, stop, question, exclamation, colon, comma, ellipsis, quote, bracket, wide
  }

  /// Code points other than white space.
  var characters: Int32 = 0
  /// Runs of letters and digits; every character of a script without spaces.
  var words: Int32 = 0
  var letters: Int32 = 0
  var uppercase: Int32 = 0
  var digits: Int32 = 0
  /// Words that begin with a capital.
  var capitalized: Int32 = 0
  /// Words that are digits alone.
  var numbers: Int32 = 0
  /// Ends of sentences before the last character.
  var innerStops: Int32 = 0
  var commas: Int32 = 0
  var quotes: Int32 = 0
  /// Signs that divide cells, crumbs and menu entries: tab, |, /, », ›, ·, •.
  var dividers: Int32 = 0
  /// Characters of scripts without spaces.
  var wide: Int32 = 0
  /// Letters that only Vietnamese writes.
  var vietnamese: Int32 = 0
  var opening = Opening.other
  var closing = Closing.other
  var marks: Marks = []
  /// The words' hashes in ``Page/words``.
  var firstWord = 0
  /// The same for two lines with the same letters and digits, whatever their case, diacritics and punctuation.
  var hash: UInt64 = 0

  /// Things seen in a line.
  struct Marks: OptionSet, Sendable {
    let rawValue: UInt16
    static let copyright = Marks(rawValue: 1)
    static let mailbox = Marks(rawValue: 2)
    static let address = Marks(rawValue: 4)
    static let clock = Marks(rawValue: 8)
    static let numericDate = Marks(rawValue: 16)
    static let year = Marks(rawValue: 32)
    static let tag = Marks(rawValue: 64)
    static let closedQuote = Marks(rawValue: 128)
    static let tab = Marks(rawValue: 256)
    static let file = Marks(rawValue: 512)
    /// A full stop or its like stands before the closing quotation mark or bracket.
    static let stopInside = Marks(rawValue: 1024)
  }

  /// Length in words of a language with spaces: characters of scripts without spaces count half.
  var length: Float { Float(words) - Float(wide) * 0.5 }
  /// Whether it ends as a sentence does.
  var isClosed: Bool {
    switch closing {
    case .stop, .question, .exclamation, .ellipsis: true
    case .quote, .bracket: marks.contains(.stopInside)
    default: false
    }
  }
}

/// The lines of a text with their measures, and the hashes of their words.
struct Page: Sendable {
  var lines: [PageLine]
  var measures: [LineMeasures] = []
  /// The folded hashes of all words, line by line.
  var words: [UInt32] = []

  init(_ source: SourceText) {
    lines = LineJoiner.join(LineScanner.lines(source.utf8), source.utf8)
    measures.reserveCapacity(lines.count)
    words.reserveCapacity(source.utf8.count / 5)
    unsafe source.utf8.withUnsafeBufferPointer { text in
      for line in lines {
        var meter = LineMeter()
        unsafe measures.append(meter.measure(text, line, &words))
      }
    }
  }

  /// The hashes of a line's words.
  func words(of line: Int) -> ArraySlice<UInt32> {
    let first = measures[line].firstWord
    return words[first..<(line + 1 < measures.count ? measures[line + 1].firstWord : words.count)]
  }
}

/// Measures one line in one pass over its bytes.
struct LineMeter {
  private var measures = LineMeasures()
  private var word: UInt32 = 0
  private var wordLength = 0
  private var wordDigits = 0
  private var wordValue = 0
  private var lastScalar: UInt32 = 0
  private var pendingStop = false

  mutating func measure(
    _ text: UnsafeBufferPointer<UInt8>, _ line: PageLine, _ words: inout [UInt32]
  ) -> LineMeasures {
    measures.firstWord = words.count
    var at = line.start
    while at < line.end {
      let (scalar, width) = unsafe Scalars.decode(text, at: at, limit: line.end)
      take(scalar, &words)
      at += width
    }
    endWord(&words)
    unsafe finish(text, line, words)
    return measures
  }

  @inline(__always)
  private mutating func take(_ scalar: UInt32, _ words: inout [UInt32]) {
    let kind = Scalars.kind(scalar)
    switch kind {
    case .space:
      endWord(&words)
      if scalar == 9 {
        measures.dividers += 1
        measures.marks.insert(.tab)
      }
      if pendingStop {
        measures.innerStops += 1
        pendingStop = false
      }
      return
    case .mark:
      // The horn, the dot below and the hook above: decomposed Vietnamese.
      if scalar == 0x31B || scalar == 0x323 || scalar == 0x309 { measures.vietnamese += 1 }
      return
    case .lower, .upper, .digit:
      takeWordScalar(scalar, kind)
      pendingStop = false
    case .wide:
      endWord(&words)
      if pendingStop {
        measures.innerStops += 1
        pendingStop = false
      }
      measures.wide += 1
      measures.words += 1
      measures.letters += 1
      words.append(scalar &* 0x9E37_79B1)
      if measures.opening == .other, measures.characters == 0 { measures.opening = .wide }
    case .other:
      endWord(&words)
      takeSign(scalar)
    }
    measures.characters += 1
    lastScalar = scalar
  }

  @inline(__always)
  private mutating func takeWordScalar(_ scalar: UInt32, _ kind: Scalars.Kind) {
    if wordLength == 0 {
      word = 0x811C_9DC5
      if kind == .upper { measures.capitalized += 1 }
      if measures.characters == 0 {
        measures.opening = kind == .upper ? .upper : kind == .digit ? .digit : .lower
      }
    }
    wordLength += 1
    if kind == .digit {
      measures.digits += 1
      wordDigits += 1
      wordValue = wordDigits <= 5 ? wordValue &* 10 &+ Int(scalar &- 0x30) : 0
    } else {
      measures.letters += 1
      if kind == .upper { measures.uppercase += 1 }
      if Scalars.isVietnamese(scalar) { measures.vietnamese += 1 }
    }
    word = (word ^ Scalars.fold(scalar)) &* 0x0100_0193
  }

  @inline(__always)
  private mutating func takeSign(_ scalar: UInt32) {
    let isFirst = measures.characters == 0
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0x0964, 0x061F, 0x06D4:
      if scalar == 0x3002 || scalar == 0xFF01 || scalar == 0xFF1F {
        measures.innerStops += 1
      } else {
        pendingStop = true
      }
    case 0x22, 0x27, 0x2018...0x201F, 0xAB, 0xBB, 0x300C...0x300F:
      if scalar != 0x27 && scalar != 0x2019 { measures.quotes += 1 }
      if isFirst { measures.opening = .quote }
      if scalar == 0xBB { measures.dividers += 1 }
    case 0x2C, 0x3B, 0x3001, 0xFF0C, 0x060C: measures.commas += 1
    case 0x7C, 0x2F, 0x203A, 0xB7, 0x2022:
      measures.dividers += 1
      if isFirst { measures.opening = .bullet }
    case 0x2D, 0x2A, 0x2B, 0x2013, 0x2014, 0x25A0...0x25FF, 0x2043, 0x2713...0x2718, 0x25B6, 0x3E:
      if isFirst { measures.opening = .bullet }
    case 0x28, 0x5B, 0xFF08, 0x3010: if isFirst { measures.opening = .bracket }
    case 0x23:
      if isFirst { measures.opening = .bullet }
      measures.marks.insert(.tag)
    case 0xA9: measures.marks.insert(.copyright)
    case 0x40: measures.marks.insert(.mailbox)
    default: break
    }
  }

  @inline(__always)
  private mutating func endWord(_ words: inout [UInt32]) {
    guard wordLength > 0 else { return }
    measures.words += 1
    if wordDigits == wordLength {
      measures.numbers += 1
      if wordDigits == 4, wordValue >= 1900, wordValue < 2100 { measures.marks.insert(.year) }
    }
    words.append(word)
    wordLength = 0
    wordDigits = 0
    wordValue = 0
  }

  private mutating func finish(_ text: UnsafeBufferPointer<UInt8>, _ line: PageLine, _ words: [UInt32]) {
    measures.closing = Scalars.closing(lastScalar)
    if measures.closing == .stop, line.end - line.start >= 3, unsafe text[line.end - 2] == 0x2E,
      unsafe text[line.end - 3] == 0x2E
    {
      measures.closing = .ellipsis
    }
    if measures.closing == .quote || measures.closing == .bracket { unsafe findStopInside(text, line) }
    if measures.wide > 0, Scalars.isWideStop(lastScalar) { measures.innerStops -= 1 }
    if measures.digits >= 2 { unsafe findTimes(text, line) }
    if line.end - line.start >= 8 && measures.words >= 2 { unsafe findAddress(text, line) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    if measures.firstWord < words.count {
      for index in measures.firstWord..<words.count { hash = (hash ^ UInt64(words[index])) &* 0x9E37_79B9_7F4A_7C15 }
    } else {
      for at in line.start..<min(line.end, line.start + 64) {
        hash = unsafe (hash ^ UInt64(text[at])) &* 0x0000_0100_0000_01B3
      }
    }
    measures.hash = hash ^ (hash >> 29)
  }

  private mutating func findStopInside(_ text: UnsafeBufferPointer<UInt8>, _ line: PageLine) {
    var at = line.end - 1
    let floor = max(line.start, line.end - 8)
    while at > floor,
      unsafe text[at] >= 0x80 || text[at] == 0x22 || text[at] == 0x27 || text[at] == 0x29 || text[at] == 0x5D
    {
      at -= 1
    }
    let byte = unsafe text[at]
    if byte == 0x2E || byte == 0x21 || byte == 0x3F { measures.marks.insert(.stopInside) }
  }

  /// Finds 12:30, 7/3/2026, 2026-03-07 and 07.03.2026.
  private mutating func findTimes(_ text: UnsafeBufferPointer<UInt8>, _ line: PageLine) {
    var at = line.start
    var groups = 0
    var separator: UInt8 = 0
    while at < line.end {
      let start = at
      while at < line.end, unsafe text[at] &- 0x30 < 10 { at += 1 }
      guard at > start else {
        groups = 0
        at += 1
        continue
      }
      groups += 1
      let size = at - start
      if groups == 2, size == 2, separator == 0x3A { measures.marks.insert(.clock) }
      if groups == 2, separator == 0x2F, size <= 2 { measures.marks.insert(.numericDate) }
      if groups == 3, separator != 0x3A, size == 4 || size == 2 { measures.marks.insert(.numericDate) }
      guard at + 1 < line.end, unsafe text[at + 1] &- 0x30 < 10 else {
        groups = 0
        continue
      }
      let next = unsafe text[at]
      guard next == 0x2F || next == 0x2D || next == 0x2E || next == 0x3A, size <= 4 else {
        groups = 0
        continue
      }
      if groups > 1, next != separator { groups = 0 }
      separator = next
      at += 1
    }
  }

  /// Finds "://", "www." and the endings of file names.
  private mutating func findAddress(_ text: UnsafeBufferPointer<UInt8>, _ line: PageLine) {
    let end = line.end
    if end - line.start > 400 { return }
    for at in line.start..<(end - 3) {
      let byte = unsafe text[at]
      if byte == 0x3A, unsafe text[at + 1] == 0x2F, unsafe text[at + 2] == 0x2F { measures.marks.insert(.address) }
      if byte | 0x20 == 0x77, unsafe text[at + 1] | 0x20 == 0x77, unsafe text[at + 2] | 0x20 == 0x77,
        unsafe text[at + 3] == 0x2E
      {
        measures.marks.insert(.address)
      }
    }
    let tail = unsafe (text[end - 4], text[end - 3] | 0x20, text[end - 2] | 0x20, text[end - 1] | 0x20)
    switch tail {
    case (0x2E, 0x6A, 0x70, 0x67), (0x2E, 0x70, 0x6E, 0x67), (0x2E, 0x67, 0x69, 0x66), (0x77, 0x65, 0x62, 0x70):
      measures.marks.insert(.file)
    default: break
    }
  }
}
