/// The grammar of RFC 8259 as one loop over the bytes; the open containers are threaded through the tape.
@safe struct JSONScanner: ~Copyable {
  private let start: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private let depthLimit: Int
  private var p: UnsafePointer<UInt8>

  /// Readable bytes for an empty text, which has no address of its own.
  private static let empty: StaticString = " "

  init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    unsafe start = bytes.baseAddress ?? Self.empty.utf8Start
    unsafe end = start + bytes.count
    unsafe p = start
    self.depthLimit = depthLimit
  }

  /// Bytes from the start of the text to the position.
  private var offset: Int { @inline(__always) get { unsafe p - start } }

  /// Appends the tokens of the text to `tape`.
  mutating func scan(into tape: inout JSONTape, keys: inout KeyTable) throws(JSONError) {
    if let invalid = unsafe UTF8Validation.firstInvalid(UnsafeBufferPointer(start: start, count: end - start)) {
      throw fault(.invalidUTF8, at: invalid, expected: "UTF-8")
    }
    if unsafe end - start >= 3, unsafe start[0] == 0xEF, unsafe start[1] == 0xBB, unsafe start[2] == 0xBF {
      unsafe p += 3
    }
    /// Tape index of the innermost open container; its word holds the index of the one around it.
    var open = 0
    var depth = 0
    var inObject = false

    value: while true {
      skipWhiteSpace()
      guard unsafe p < end else { throw fault(.truncated, at: offset, expected: "a value") }
      let byte = unsafe p.pointee
      switch byte {
      case UInt8(ascii: "\""):
        tape.append(try string())
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == depthLimit {
          throw JSONError(
            .tooDeep, offset: offset, expected: "at most \(depthLimit) nested arrays and objects",
            found: "one more")
        }
        inObject = byte == UInt8(ascii: "{")
        tape.append(TapeWord(inObject ? .object : .array, offset: offset, length: open))
        open = tape.count &- 1
        depth &+= 1
        unsafe p += 1
        skipWhiteSpace()
        guard unsafe p < end else {
          throw fault(.truncated, at: offset, expected: inObject ? "a key or '}'" : "a value or ']'")
        }
        if inObject {
          if unsafe p.pointee != UInt8(ascii: "}") {
            try key(into: &tape, orClosing: true)
            continue value
          }
        } else if unsafe p.pointee != UInt8(ascii: "]") {
          continue value
        }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        tape.append(try number())
      case UInt8(ascii: "t"):
        tape.append(try literal("true", .true))
      case UInt8(ascii: "f"):
        tape.append(try literal("false", .false))
      case UInt8(ascii: "n"):
        tape.append(try literal("null", .null))
      default:
        throw fault(.syntax, at: offset, expected: "a value")
      }

      // After a value: the comma before the next one, or the end of containers.
      while true {
        if depth == 0 { return try finish() }
        skipWhiteSpace()
        guard unsafe p < end else {
          throw fault(.truncated, at: offset, expected: inObject ? "',' or '}'" : "',' or ']'")
        }
        let byte = unsafe p.pointee
        if byte == UInt8(ascii: ",") {
          unsafe p += 1
          guard inObject else { continue value }
          skipWhiteSpace()
          try key(into: &tape, orClosing: false)
          continue value
        }
        guard byte == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw fault(.syntax, at: offset, expected: inObject ? "',' or '}'" : "',' or ']'")
        }
        let opening = tape[open]
        tape.append(TapeWord(.end, offset: offset))
        let isDuplicated =
          unsafe inObject && keys.hasDuplicates(from: open &+ 1, to: tape.count &- 1, of: tape, text: start)
        tape[open] = TapeWord(
          opening.tag, offset: opening.offset, length: tape.count &- 1 &- open,
          flags: isDuplicated ? TapeWord.duplicates : 0)
        unsafe p += 1
        depth &-= 1
        open = opening.length
        inObject = depth > 0 && tape[open].tag == .object
      }
    }
  }

  /// Only white space may follow the first value.
  private mutating func finish() throws(JSONError) {
    let valueEnd = offset
    skipWhiteSpace()
    guard unsafe p < end else { return }
    var error = fault(.trailingBytes, at: offset, expected: "the end of the text")
    error.valueEnd = valueEnd
    throw error
  }

  @inline(__always)
  private mutating func skipWhiteSpace() {
    while unsafe p < end {
      let byte = unsafe p.pointee
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      unsafe p += 1
    }
  }

  /// Reads `"key" :`.
  @inline(__always)
  private mutating func key(into tape: inout JSONTape, orClosing: Bool) throws(JSONError) {
    guard unsafe p < end, unsafe p.pointee == UInt8(ascii: "\"") else {
      let reason: JSONError.Reason = unsafe p < end ? .syntax : .truncated
      throw fault(reason, at: offset, expected: orClosing ? "a key or '}'" : "a key")
    }
    tape.append(try string())
    skipWhiteSpace()
    guard unsafe p < end, unsafe p.pointee == UInt8(ascii: ":") else {
      let reason: JSONError.Reason = unsafe p < end ? .syntax : .truncated
      throw fault(reason, at: offset, expected: "':'")
    }
    unsafe p += 1
  }

  /// Reads a string whose opening quote is at the position.
  @inline(__always)
  private mutating func string() throws(JSONError) -> TapeWord {
    let opening = offset
    unsafe p += 1
    var flags: UInt64 = 0
    while true {
      unsafe p += StringScan.plainPrefix(p, end - p)
      guard unsafe p < end else { throw fault(.truncated, at: offset, expected: "'\"'") }
      let byte = unsafe p.pointee
      if byte == UInt8(ascii: "\"") {
        let length = offset &- opening &- 1
        unsafe p += 1
        return TapeWord(.string, offset: opening, length: length, flags: flags)
      }
      guard byte == UInt8(ascii: "\\") else {
        throw fault(.syntax, at: offset, expected: "no control character in a string")
      }
      flags = TapeWord.escaped
      try escape()
    }
  }

  /// Reads one escape whose backslash is at the position, or a pair of them for a surrogate pair.
  private mutating func escape() throws(JSONError) {
    let backslash = offset
    guard unsafe end - p >= 2 else { throw fault(.truncated, at: offset &+ 1, expected: "an escape") }
    switch unsafe p[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      unsafe p += 2
    case UInt8(ascii: "u"):
      unsafe p += 2
      let unit = try hexUnit()
      guard unit & 0xF800 == 0xD800 else { return }
      guard unit < 0xDC00 else { throw loneSurrogate(at: backslash) }
      if unsafe p == end { throw fault(.truncated, at: offset, expected: "a low surrogate") }
      guard unsafe end - p >= 2, unsafe p[0] == UInt8(ascii: "\\"), unsafe p[1] == UInt8(ascii: "u") else {
        throw loneSurrogate(at: backslash)
      }
      unsafe p += 2
      guard try hexUnit() & 0xFC00 == 0xDC00 else { throw loneSurrogate(at: backslash) }
    default:
      throw fault(.syntax, at: offset &+ 1, expected: "one of \" \\ / b f n r t u after '\\'")
    }
  }

  /// Reads four hexadecimal digits.
  private mutating func hexUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard unsafe p < end else { throw fault(.truncated, at: offset, expected: "a hexadecimal digit") }
      guard let digit = unsafe StringScan.hexDigit(p.pointee) else {
        throw fault(.syntax, at: offset, expected: "a hexadecimal digit")
      }
      unit = unit &<< 4 | digit
      unsafe p += 1
    }
    return unit
  }

  private func loneSurrogate(at offset: Int) -> JSONError {
    JSONError(.loneSurrogate, offset: offset, expected: "a pair of surrogates", found: "half a pair")
  }

  /// Reads a number whose first byte is at the position.
  @inline(__always)
  private mutating func number() throws(JSONError) -> TapeWord {
    let first = offset
    var flags: UInt64 = 0
    if unsafe p.pointee == UInt8(ascii: "-") {
      unsafe p += 1
    }
    if unsafe p < end, unsafe p.pointee == UInt8(ascii: "0") {
      unsafe p += 1
      if unsafe p < end, unsafe p.pointee &- 0x30 < 10 {
        throw fault(.syntax, at: offset, expected: "no digit after a leading 0")
      }
    } else {
      try digits()
    }
    if unsafe p < end, unsafe p.pointee == UInt8(ascii: ".") {
      flags = TapeWord.real
      unsafe p += 1
      try digits()
    }
    if unsafe p < end, unsafe p.pointee | 0x20 == UInt8(ascii: "e") {
      flags = TapeWord.real
      unsafe p += 1
      if unsafe p < end, unsafe p.pointee == UInt8(ascii: "+") || p.pointee == UInt8(ascii: "-") {
        unsafe p += 1
      }
      try digits()
    }
    return TapeWord(.number, offset: first, length: offset &- first, flags: flags)
  }

  /// Reads one digit or more.
  @inline(__always)
  private mutating func digits() throws(JSONError) {
    guard unsafe p < end else { throw fault(.truncated, at: offset, expected: "a digit") }
    guard unsafe p.pointee &- 0x30 < 10 else { throw fault(.syntax, at: offset, expected: "a digit") }
    repeat { unsafe p += 1 } while unsafe p < end && p.pointee &- 0x30 < 10
  }

  /// Reads `true`, `false` or `null`.
  @inline(__always)
  private mutating func literal(_ word: StaticString, _ tag: TapeWord.Tag) throws(JSONError) -> TapeWord {
    let first = offset
    for i in 0..<word.utf8CodeUnitCount {
      guard unsafe p < end else { throw fault(.truncated, at: offset, expected: "'\(word)'") }
      guard unsafe p.pointee == word.utf8Start[i] else { throw fault(.syntax, at: offset, expected: "'\(word)'") }
      unsafe p += 1
    }
    return TapeWord(tag, offset: first)
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
