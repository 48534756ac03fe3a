/// The grammar of RFC 8259 as one loop over the bytes.
///
/// The open containers are threaded through the tape: while a container is open, its word holds the index of the one around
/// it. The position is a value passed along and returned, never stored, so that it stays in a register.
@safe struct JSONScanner {
  private typealias Position = UnsafePointer<UInt8>

  private let start: Position
  private let end: Position
  private let depthLimit: Int

  /// Readable bytes for an empty text, which has no address of its own.
  private static let empty: StaticString = " "

  init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    unsafe start = bytes.baseAddress ?? Self.empty.utf8Start
    unsafe end = start + bytes.count
    self.depthLimit = depthLimit
  }

  /// Appends the tokens of the text to `tape`.
  func scan(into tape: inout JSONTape, keys: inout KeyTable) throws(JSONError) {
    if let invalid = unsafe UTF8Validation.firstInvalid(UnsafeBufferPointer(start: start, count: end - start)) {
      throw fault(.invalidUTF8, at: invalid, expected: "UTF-8")
    }
    keys.reserve(depth: depthLimit)
    var p = unsafe skipByteOrderMark()
    var depth = 0
    var inObject = false
    /// Tape index of the innermost open container.
    var open = 0
    var container = OpenContainer()

    value: while true {
      container.count &+= 1
      unsafe p = skipWhiteSpace(p)
      if inObject { unsafe p = try key(p, &tape, &container) }
      guard unsafe p < end else { throw unsafe fault(at: p, expected: "a value") }
      let byte = unsafe p.pointee
      switch byte {
      case UInt8(ascii: "\""):
        let token = unsafe try string(p)
        unsafe tape.append(token.word)
        unsafe p = token.next
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let token = unsafe try number(p)
        unsafe tape.append(token.word)
        unsafe p = token.next
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == depthLimit { throw unsafe tooDeep(at: p) }
        keys.save(container, depth: depth)
        container = OpenContainer()
        depth &+= 1
        // The closing bracket is the opening one's ASCII code plus 2.
        inObject = byte == UInt8(ascii: "{")
        unsafe tape.append(TapeWord(inObject ? .object : .array, offset: p - start, length: open))
        open = tape.count &- 1
        unsafe p = skipWhiteSpace(p + 1)
        guard unsafe p < end else { throw unsafe fault(at: p, expected: inObject ? "a key or '}'" : "a value or ']'") }
        if unsafe p.pointee != byte &+ 2 { continue value }
      case UInt8(ascii: "t"):
        unsafe p = try literal(p, "true")
        unsafe tape.append(TapeWord(.true, offset: p - start - 4))
      case UInt8(ascii: "f"):
        unsafe p = try literal(p, "false")
        unsafe tape.append(TapeWord(.false, offset: p - start - 5))
      case UInt8(ascii: "n"):
        unsafe p = try literal(p, "null")
        unsafe tape.append(TapeWord(.null, offset: p - start - 4))
      default:
        throw unsafe fault(at: p, expected: "a value")
      }

      // After a value: the comma before the next one, or the end of containers.
      while true {
        if depth == 0 { return unsafe try finish(p) }
        unsafe p = skipWhiteSpace(p)
        guard unsafe p < end else { throw unsafe fault(at: p, expected: inObject ? "',' or '}'" : "',' or ']'") }
        let byte = unsafe p.pointee
        if byte == UInt8(ascii: ",") {
          unsafe p += 1
          continue value
        }
        guard byte == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw unsafe fault(at: p, expected: inObject ? "',' or '}'" : "',' or ']'")
        }
        unsafe tape.append(TapeWord(.end, offset: p - start, length: container.count))
        unsafe p += 1
        let opening = tape[open]
        let last = tape.count &- 1
        var flags: UInt64 = 0
        if container.clash, unsafe keys.hasDuplicates(from: open &+ 1, to: last, of: tape, text: start) {
          flags = TapeWord.duplicates
        }
        tape[open] = TapeWord(opening.tag, offset: opening.offset, length: last &- open, flags: flags)
        depth &-= 1
        open = opening.length
        container = keys.saved(depth: depth)
        inObject = depth > 0 && tape[open].tag == .object
      }
    }
  }

  private func skipByteOrderMark() -> Position {
    guard unsafe end - start >= 3, unsafe start[0] == 0xEF, unsafe start[1] == 0xBB, unsafe start[2] == 0xBF else {
      return unsafe start
    }
    return unsafe start + 3
  }

  /// The first byte from `p` on that is not white space; most often `p` itself.
  @inline(__always)
  private func skipWhiteSpace(_ p: Position) -> Position {
    if unsafe p < end && p.pointee > 0x20 { return unsafe p }
    return unsafe skipWhiteSpaceRun(p)
  }

  @inline(never)
  private func skipWhiteSpaceRun(_ p: Position) -> Position {
    var p = unsafe p
    while unsafe p < end {
      let byte = unsafe p.pointee
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
      unsafe p += 1
    }
    return unsafe p
  }

  /// Only white space may follow the first value.
  private func finish(_ p: Position) throws(JSONError) {
    let rest = unsafe skipWhiteSpace(p)
    guard unsafe rest < end else { return }
    var error = unsafe fault(.trailingBytes, at: rest - start, expected: "the end of the text")
    error.valueEnd = unsafe p - start
    throw error
  }

  /// Reads `"key" :` and the white space after it.
  @inline(__always)
  private func key(_ p: Position, _ tape: inout JSONTape, _ container: inout OpenContainer) throws(JSONError)
    -> Position
  {
    guard unsafe p < end, unsafe p.pointee == UInt8(ascii: "\"") else {
      throw unsafe fault(at: p, expected: tape.isAfterOpening ? "a key or '}'" : "a key")
    }
    let token = unsafe try string(p)
    unsafe tape.append(token.word)
    let colon = unsafe skipWhiteSpace(token.next)
    guard unsafe colon < end, unsafe colon.pointee == UInt8(ascii: ":") else {
      throw unsafe fault(at: colon, expected: "':'")
    }
    unsafe container.add(token.word, at: p)
    return unsafe skipWhiteSpace(colon + 1)
  }

  /// Reads a string whose opening quote is at `opening`.
  @inline(__always)
  private func string(_ opening: Position) throws(JSONError) -> (word: TapeWord, next: Position) {
    let content = unsafe opening + 1
    let stop = unsafe content + StringScan.plainPrefix(content, end - content)
    if unsafe stop < end, unsafe stop.pointee == UInt8(ascii: "\"") {
      return unsafe (TapeWord(.string, offset: opening - start, length: stop - content), stop + 1)
    }
    return unsafe try escapedString(opening, from: stop)
  }

  /// Goes on reading the string of `opening` at `stop`, where it needs attention.
  @inline(never)
  private func escapedString(
    _ opening: Position, from stop: Position
  ) throws(JSONError) -> (word: TapeWord, next: Position) {
    var p = unsafe stop
    while true {
      guard unsafe p < end else { throw unsafe fault(at: p, expected: "'\"'") }
      let byte = unsafe p.pointee
      if byte == UInt8(ascii: "\"") {
        let content = unsafe opening + 1
        return unsafe (
          TapeWord(.string, offset: opening - start, length: p - content, flags: TapeWord.escaped), p + 1
        )
      }
      guard byte == UInt8(ascii: "\\") else {
        throw unsafe fault(at: p, expected: "no control character in a string")
      }
      unsafe p = try escape(p)
      unsafe p += StringScan.plainPrefix(p, end - p)
    }
  }

  /// Reads one escape whose backslash is at `backslash`, or a pair of them for a surrogate pair.
  @inline(__always)
  private func escape(_ backslash: Position) throws(JSONError) -> Position {
    let letter = unsafe backslash + 1
    guard unsafe letter < end else { throw unsafe fault(at: letter, expected: "an escape") }
    switch unsafe letter.pointee {
    case UInt8(ascii: "u"):
      let unit = unsafe try hexUnit(letter + 1)
      let next = unsafe letter + 5
      if unit & 0xF800 != 0xD800 { return unsafe next }
      return unsafe try lowSurrogate(next, after: unit, at: backslash)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return unsafe letter + 1
    default:
      throw unsafe fault(at: letter, expected: "one of \" \\ / b f n r t u after '\\'")
    }
  }

  /// Reads the second half of a surrogate pair at `p`, whose first half `unit` stands at `first`.
  private func lowSurrogate(
    _ p: Position, after unit: UInt32, at first: Position
  ) throws(JSONError) -> Position {
    if unit < 0xDC00 {
      if unsafe p == end || p + 1 == end && p.pointee == UInt8(ascii: "\\") {
        throw unsafe fault(at: end, expected: "a low surrogate")
      }
      if unsafe p[0] == UInt8(ascii: "\\") && p[1] == UInt8(ascii: "u"), unsafe try hexUnit(p + 2) & 0xFC00 == 0xDC00 {
        return unsafe p + 6
      }
    }
    throw JSONError(
      .loneSurrogate, offset: unsafe first - start, expected: "a pair of surrogates", found: "half a pair")
  }

  /// Reads four hexadecimal digits.
  @inline(__always)
  private func hexUnit(_ digits: Position) throws(JSONError) -> UInt32 {
    if unsafe end - digits >= 4, let unit = unsafe StringScan.hexUnit(digits) { return unit }
    var p = unsafe digits
    while unsafe p < end && StringScan.isHexDigit(p.pointee) { unsafe p += 1 }
    throw unsafe fault(at: p, expected: "a hexadecimal digit")
  }

  /// Reads a number whose first byte is at `first`.
  @inline(__always)
  private func number(_ first: Position) throws(JSONError) -> (word: TapeWord, next: Position) {
    var p = unsafe first
    var flags: UInt64 = 0
    if unsafe p.pointee == UInt8(ascii: "-") { unsafe p += 1 }
    let isZero = unsafe p < end && p.pointee == UInt8(ascii: "0")
    unsafe p = try digits(p)
    if isZero, unsafe p - first > (first.pointee == UInt8(ascii: "-") ? 2 : 1) {
      throw unsafe leadingZero(first)
    }
    if unsafe p < end, unsafe p.pointee == UInt8(ascii: ".") {
      flags = TapeWord.real
      unsafe p = try digits(p + 1)
    }
    if unsafe p < end, unsafe p.pointee | 0x20 == UInt8(ascii: "e") {
      flags = TapeWord.real
      unsafe p += 1
      if unsafe p < end, unsafe p.pointee == UInt8(ascii: "+") || p.pointee == UInt8(ascii: "-") { unsafe p += 1 }
      unsafe p = try digits(p)
    }
    return unsafe (TapeWord(.number, offset: first - start, length: p - first, flags: flags), p)
  }

  /// Reads one digit or more.
  @inline(__always)
  private func digits(_ first: Position) throws(JSONError) -> Position {
    var p = unsafe first
    while unsafe p < end && p.pointee &- 0x30 < 10 { unsafe p += 1 }
    guard unsafe p > first else { throw unsafe fault(at: p, expected: "a digit") }
    return unsafe p
  }

  /// Reads `true`, `false` or `null`.
  @inline(__always)
  private func literal(_ first: Position, _ word: StaticString) throws(JSONError) -> Position {
    var p = unsafe first
    for i in 0..<word.utf8CodeUnitCount {
      guard unsafe p < end && p.pointee == word.utf8Start[i] else { throw unsafe fault(at: p, expected: word) }
      unsafe p += 1
    }
    return unsafe p
  }

  // MARK: Errors

  /// A byte that does not fit at `p`, or the end of the text there.
  @inline(never)
  private func fault(at p: Position, expected: StaticString) -> JSONError {
    unsafe fault(p < end ? .syntax : .truncated, at: p - start, expected: "\(expected)")
  }

  @inline(never)
  private func leadingZero(_ first: Position) -> JSONError {
    let zero = unsafe first.pointee == UInt8(ascii: "-") ? first + 1 : first
    return unsafe fault(at: zero + 1, expected: "no digit after a leading 0")
  }

  @inline(never)
  private func tooDeep(at p: Position) -> JSONError {
    JSONError(
      .tooDeep, offset: unsafe p - start, expected: "at most \(depthLimit) nested arrays and objects",
      found: "one more")
  }

  /// A fault at `offset` that tells which byte stands there.
  @inline(never)
  private func fault(_ reason: JSONError.Reason, at offset: Int, expected: String) -> JSONError {
    let found: String
    if unsafe start + offset >= end {
      found = "the end of the text"
    } else {
      let byte = unsafe start[offset]
      switch byte {
      case 0x21...0x7E: found = "'\(Unicode.Scalar(byte))'"
      default: found = "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
      }
    }
    return JSONError(reason, offset: offset, expected: expected, found: found)
  }
}
