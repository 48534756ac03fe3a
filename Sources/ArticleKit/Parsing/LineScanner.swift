/// One line of a page, or several that were one paragraph before a program broke them to a fixed width.
struct PageLine: Sendable {
  /// Where its content begins and ends, white space at either end excluded (bytes).
  var start: Int
  var end: Int
  /// Empty lines directly above it.
  var blanksAbove: Int32 = 0
  /// How many lines of the source it joins.
  var joined: Int32 = 1
}

/// Cuts a text into its lines that are not empty.
///
/// Lines end at LF, CR, CR LF, U+2028 and U+2029. White space includes the no-break, ideographic and zero-width spaces that
/// pages use for layout.
struct LineScanner {
  /// The lines of `bytes` in order. Linear in the length of the text.
  static func lines(_ bytes: [UInt8]) -> [PageLine] {
    var lines: [PageLine] = []
    lines.reserveCapacity(bytes.count / 64 + 1)
    unsafe bytes.withUnsafeBufferPointer { text in
      let count = text.count
      var blanks: Int32 = 0
      var at = 0
      while at < count {
        let lineStart = at
        let lineEnd = unsafe endOfLine(text, from: at)
        var start = lineStart
        var end = lineEnd
        while start < end, case let width = unsafe spaceWidth(text, at: start, limit: end), width > 0 { start += width }
        while end > start, case let width = unsafe spaceWidth(text, before: end, floor: start), width > 0 {
          end -= width
        }
        if start < end {
          lines.append(PageLine(start: start, end: end, blanksAbove: lines.isEmpty ? 0 : blanks))
          blanks = 0
        } else if blanks < Int32.max - 1 {
          blanks += 1
        }
        at = unsafe lineEnd + breakWidth(text, at: lineEnd)
      }
    }
    return lines
  }

  private static func endOfLine(_ text: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    var at = from
    let count = text.count
    while at < count {
      let byte = unsafe text[at]
      if byte == 0x0A || byte == 0x0D { return at }
      if byte == 0xE2, at + 2 < count, unsafe text[at + 1] == 0x80, unsafe text[at + 2] & 0xFE == 0xA8 { return at }
      at += 1
    }
    return count
  }

  private static func breakWidth(_ text: UnsafeBufferPointer<UInt8>, at: Int) -> Int {
    guard at < text.count else { return 0 }
    let byte = unsafe text[at]
    if byte == 0x0D { return at + 1 < text.count && (unsafe text[at + 1] == 0x0A) ? 2 : 1 }
    return byte == 0x0A ? 1 : 3
  }

  /// The width in bytes of the white space that begins at `at`, or 0.
  @inline(__always)
  static func spaceWidth(_ text: UnsafeBufferPointer<UInt8>, at: Int, limit: Int) -> Int {
    let byte = unsafe text[at]
    if byte <= 0x20 || byte == 0x7F { return 1 }
    if byte < 0xC2 { return 0 }
    if byte == 0xC2, at + 1 < limit { return unsafe isSpace2(text[at + 1]) ? 2 : 0 }
    if at + 2 < limit { return unsafe isSpace3(byte, text[at + 1], text[at + 2]) ? 3 : 0 }
    return 0
  }

  @inline(__always)
  private static func spaceWidth(_ text: UnsafeBufferPointer<UInt8>, before: Int, floor: Int) -> Int {
    let byte = unsafe text[before - 1]
    if byte <= 0x20 || byte == 0x7F { return 1 }
    if byte < 0x80 { return 0 }
    if before - 2 >= floor, unsafe text[before - 2] == 0xC2 { return unsafe isSpace2(text[before - 1]) ? 2 : 0 }
    if before - 3 >= floor {
      return unsafe isSpace3(text[before - 3], text[before - 2], text[before - 1]) ? 3 : 0
    }
    return 0
  }

  /// U+0085, U+00A0 and U+00AD.
  @inline(__always)
  private static func isSpace2(_ second: UInt8) -> Bool { second == 0x85 || second == 0xA0 || second == 0xAD }

  /// U+1680, U+2000–200F, U+2028, U+2029, U+202F, U+205F, U+2060, U+3000, U+FEFF.
  @inline(__always)
  private static func isSpace3(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0xE2, 0x80): third <= 0x8F || third == 0xA8 || third == 0xA9 || third == 0xAF
    case (0xE2, 0x81): third == 0x9F || third == 0xA0
    case (0xE3, 0x80): third == 0x80
    case (0xE1, 0x9A): third == 0x80
    case (0xEF, 0xBB): third == 0xBF
    default: false
    }
  }
}
