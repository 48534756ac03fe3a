/// One value of a parsed text, read in place.
///
/// A view costs nothing to make and holds nothing: it points into the text and the parser's tape, and the compiler keeps
/// it from outliving either. Accessors named after a type throw `JSONError` (with JSON pointer and byte offset) when the value
/// is of another kind.
@safe public struct JSONView: ~Escapable {
  let text: UnsafePointer<UInt8>
  let words: UnsafePointer<UInt64>
  let index: Int

  /// The root of the tape at `words`, which must come from `text`.
  @_lifetime(copy text)
  init(text: Span<UInt8>, words: UnsafeMutablePointer<UInt64>) {
    // A parsed text has at least one byte.
    unsafe self.text = text.withUnsafeBufferPointer { unsafe $0.baseAddress.unsafelyUnwrapped }
    unsafe self.words = UnsafePointer(words)
    index = 0
  }

  /// The view of the word at `index` of the tape of `other`.
  @inline(__always)
  @_lifetime(copy other)
  init(_ other: borrowing JSONView, index: Int) {
    unsafe text = other.text
    unsafe words = other.words
    self.index = index
  }

  /// A view on the text and tape at two addresses, which the caller keeps alive.
  @_lifetime(immortal)
  init(unsafeText text: UnsafePointer<UInt8>, words: UnsafePointer<UInt64>, index: Int) {
    unsafe self.text = text
    unsafe self.words = words
    self.index = index
  }

  var word: TapeWord { @inline(__always) get { unsafe TapeWord(bits: words[index]) } }

  /// The index of the word after this value.
  var nextIndex: Int {
    @inline(__always)
    get {
      let word = word
      return word.isContainer ? index &+ word.length &+ 1 : index &+ 1
    }
  }

  // MARK: What it is

  /// The value's kind.
  public var kind: JSONKind {
    switch word.tag {
    case .null, .end: .null
    case .false, .true: .bool
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  public var isNull: Bool { word.tag == .null }
  public var isBool: Bool { word.tag == .true || word.tag == .false }
  public var isNumber: Bool { word.tag == .number }
  public var isString: Bool { word.tag == .string }
  public var isArray: Bool { word.tag == .array }
  public var isObject: Bool { word.tag == .object }

  /// Whether the number is written without fraction and exponent.
  public var isIntegerLiteral: Bool { word.tag == .number && !word.has(TapeWord.real) }

  /// Whether the object has a key more than once; the last one counts.
  public var hasDuplicateKeys: Bool { word.tag == .object && word.has(TapeWord.duplicates) }

  // MARK: Where it is

  /// The bytes of the text that the value takes up, brackets and quotes included.
  public var byteRange: Range<Int> {
    let word = word
    guard word.isContainer else { return word.offset..<word.offset + word.tokenLength }
    return unsafe word.offset..<TapeWord(bits: words[index + word.length]).offset + 1
  }

  /// The value as it stands in the text, byte for byte.
  public var rawBytes: Span<UInt8> {
    @_lifetime(copy self)
    get {
      let range = byteRange
      let bytes = unsafe UnsafeBufferPointer(start: text + range.lowerBound, count: range.count)
      return unsafe _overrideLifetime(Span(_unsafeElements: bytes), copying: self)
    }
  }

  /// The value as it stands in the text.
  public var rawText: String {
    unsafe rawBytes.withUnsafeBufferPointer { unsafe String(validUTF8: $0) }
  }

  // MARK: Scalars

  /// The Boolean.
  public func bool() throws(JSONError) -> Bool {
    switch word.tag {
    case .true: true
    case .false: false
    default: throw mismatch(expected: "a Boolean")
    }
  }

  /// The string with its escapes undone.
  public func string() throws(JSONError) -> String {
    let word = word
    guard word.tag == .string else { throw mismatch(expected: "a string") }
    return unsafe word.string(in: text)
  }

  /// Whether the value is the string `other`, byte for byte; makes no `String`.
  @inline(__always)
  public func equals(_ other: StaticString) -> Bool {
    let word = word
    guard word.tag == .string else { return false }
    return unsafe StringContent(word, text).equals(
      UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
  }

  /// Calls `body` with the string's UTF-8, escapes undone.
  public func withUTF8<Result>(_ body: (Span<UInt8>) -> Result) throws(JSONError) -> Result {
    let word = word
    guard word.tag == .string else { throw mismatch(expected: "a string") }
    return unsafe StringContent(word, text).withUTF8 { unsafe body(Span(_unsafeElements: $0)) }
  }

  /// The number with its exact text.
  public func number() throws(JSONError) -> JSONNumber {
    let word = word
    guard word.tag == .number else { throw mismatch(expected: "a number") }
    return unsafe JSONNumber(word, text)
  }

  /// The number as an integer; `1.0` and `1e2` are integers too.
  ///
  /// - Throws: `typeMismatch` for another kind, `outOfRange` for a fraction and when `Value` cannot hold the number.
  public func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws(JSONError) -> Value {
    let word = word
    guard word.tag == .number else { throw mismatch(expected: "an integer") }
    let token = unsafe UnsafeBufferPointer(start: text + word.offset, count: word.length)
    if let value = unsafe NumberText.integer(token, as: Value.self) { return value }
    throw error(.outOfRange, expected: NumberText.phrase(for: Value.self), found: rawText)
  }

  /// The number as an `Int`; see `integer(_:)`.
  public func int() throws(JSONError) -> Int { try integer(Int.self) }

  /// The number as the nearest `Double`.
  ///
  /// - Throws: `typeMismatch` for another kind, `outOfRange` when the number is beyond ±1.8e308.
  public func double() throws(JSONError) -> Double {
    let word = word
    guard word.tag == .number else { throw mismatch(expected: "a number") }
    let token = unsafe UnsafeBufferPointer(start: text + word.offset, count: word.length)
    if let value = unsafe NumberText.double(token) { return value }
    throw error(.outOfRange, expected: "a number within ±1.8e308", found: rawText)
  }

  // MARK: Containers

  /// The elements of the array.
  @_lifetime(copy self)
  public func elements() throws(JSONError) -> JSONElements {
    guard word.tag == .array else { throw mismatch(expected: "an array") }
    return JSONElements(self)
  }

  /// The members of the object in the order of the text, keys that occur again included.
  @_lifetime(copy self)
  public func members() throws(JSONError) -> JSONMembers {
    guard word.tag == .object else { throw mismatch(expected: "an object") }
    return JSONMembers(self)
  }

  /// A reader of the object's members by key.
  @_lifetime(copy self)
  public func object() throws(JSONError) -> JSONObjectReader {
    guard word.tag == .object else { throw mismatch(expected: "an object") }
    return JSONObjectReader(self)
  }

  /// How many elements or members the value has, keys that occur again included; 0 unless it is an array or object.
  public var count: Int {
    let word = word
    return unsafe word.isContainer ? TapeWord(bits: words[index &+ word.length]).length : 0
  }

  /// The member `key` of an object, the last one when there are several; nil when there is none or this is no object.
  public subscript(key: StaticString) -> JSONView? {
    @_lifetime(copy self)
    get {
      unsafe find(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }
  }

  /// The member `key` of an object, as the subscript finds it.
  @_lifetime(copy self)
  public func member(_ key: String) -> JSONView? {
    guard let found = memberIndex(key) else { return nil }
    return JSONView(self, index: found)
  }

  /// The element at `position` of an array; nil when there is none or this is no array. Linear in `position`.
  @_lifetime(copy self)
  public func element(_ position: Int) -> JSONView? {
    guard word.tag == .array, position >= 0 else { return nil }
    var elements = JSONElements(self)
    for _ in 0..<position where elements.skip() == false { return nil }
    return elements.next()
  }

  /// The tape index of the value of the member `key`.
  func memberIndex(_ key: String) -> Int? {
    var key = key
    return key.withUTF8 { unsafe findIndex($0) }
  }

  @_lifetime(copy self)
  private func find(_ key: UnsafeBufferPointer<UInt8>) -> JSONView? {
    guard let found = unsafe findIndex(key) else { return nil }
    return JSONView(self, index: found)
  }

  /// The tape index of the value of the last member `key`.
  func findIndex(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
    unsafe findIndex(key, startingAt: index &+ 1)
  }

  /// The tape index of the value of the last member `key`; the search starts at the key at `start` and goes round.
  @inline(__always)
  func findIndex(_ key: UnsafeBufferPointer<UInt8>, startingAt start: Int) -> Int? {
    let word = word
    guard word.tag == .object else { return nil }
    let first = index &+ 1
    let end = index &+ word.length
    if start < end, !word.has(TapeWord.duplicates),
      unsafe StringContent(TapeWord(bits: words[start]), text).equals(key)
    {
      return start &+ 1
    }
    if word.has(TapeWord.duplicates) { return unsafe findLast(key, from: first, to: end) }
    return unsafe findFirst(key, from: start, to: end) ?? findFirst(key, from: first, to: start)
  }

  private func findFirst(_ key: UnsafeBufferPointer<UInt8>, from first: Int, to end: Int) -> Int? {
    var next = first
    while next < end {
      if unsafe StringContent(TapeWord(bits: words[next]), text).equals(key) { return next &+ 1 }
      next = JSONView(self, index: next &+ 1).nextIndex
    }
    return nil
  }

  private func findLast(_ key: UnsafeBufferPointer<UInt8>, from first: Int, to end: Int) -> Int? {
    var found: Int?
    var next = first
    while next < end {
      if unsafe StringContent(TapeWord(bits: words[next]), text).equals(key) { found = next &+ 1 }
      next = JSONView(self, index: next &+ 1).nextIndex
    }
    return found
  }

  // MARK: Types of one's own

  /// Reads a value that knows how.
  @inlinable
  public func read<Value: JSONReadable>(_ type: Value.Type = Value.self) throws(JSONError) -> Value {
    try Value(json: self)
  }

  // MARK: Errors

  /// An error at this value, for content of the right kind that is not allowed.
  public func invalid(expected: String, found: String? = nil) -> JSONError {
    error(.invalidValue, expected: expected, found: found ?? rawExcerpt)
  }

  /// An error at this value, for a value of another kind than `expected`.
  @inline(never)
  public func mismatch(expected: String) -> JSONError {
    error(.typeMismatch, expected: expected, found: kind.phrase)
  }

  @inline(never)
  func error(_ reason: JSONError.Reason, expected: String, found: String) -> JSONError {
    JSONError(reason, offset: word.offset, pointer: pointer, expected: expected, found: found)
  }

  /// The start of the value as it stands in the text, for messages.
  var rawExcerpt: String {
    let limit = 40
    let text = rawText
    return text.unicodeScalars.count <= limit ? text : String(text.unicodeScalars.prefix(limit)) + "…"
  }

  /// The JSON pointer (RFC 6901) from the root of the text to this value; linear in what stands before it.
  public var pointer: String { JSONPointer.text(path.map(\.stringValue)) }

  /// The keys and positions that lead from the root of the text to this value.
  var path: [TapeKey] {
    var path: [TapeKey] = []
    var place = JSONView(self, index: 0)
    while place.index < index, let step = place.step(towards: index) {
      path.append(step.key)
      place = JSONView(self, index: step.index)
    }
    return path
  }

  /// The element or member's value that is or holds the value at `target`.
  private func step(towards target: Int) -> (key: TapeKey, index: Int)? {
    guard word.isContainer else { return nil }
    let isObject = isObject
    let end = index + word.length
    var next = index + 1
    var position = 0
    while next < end {
      let value = JSONView(self, index: isObject ? next + 1 : next)
      if target < value.nextIndex {
        let key =
          unsafe isObject
          ? TapeKey(stringValue: TapeWord(bits: words[next]).string(in: text)) : TapeKey(intValue: position)
        return (key, value.index)
      }
      next = value.nextIndex
      position += 1
    }
    return nil
  }
}

extension TapeWord {
  /// The string of a string word of the text at `text`, escapes undone.
  func string(in text: UnsafePointer<UInt8>) -> String {
    let content = unsafe UnsafeBufferPointer(start: text + offset + 1, count: length)
    guard has(TapeWord.escaped), let source = content.baseAddress else { return unsafe String(validUTF8: content) }
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: min(length, StringScan.chunk + 16)) { room in
      guard let output = room.baseAddress else { return "" }
      var (read, written) = unsafe StringScan.unescape(source, length, into: output)
      var string = unsafe String(validUTF8: UnsafeBufferPointer(start: output, count: written))
      if read < length { string.reserveCapacity(length) }
      while read < length {
        let (more, count) = unsafe StringScan.unescape(source + read, length - read, into: output)
        read += more
        written = count
        string.append(unsafe String(validUTF8: UnsafeBufferPointer(start: output, count: written)))
      }
      return string
    }
  }
}

extension String {
  /// A copy of bytes known to be UTF-8, which are not validated again.
  @inline(__always)
  init(validUTF8 bytes: UnsafeBufferPointer<UInt8>) {
    self.init(copying: unsafe UTF8Span(unchecked: Span(_unsafeElements: bytes)))
  }
}

/// JSON pointers (RFC 6901).
public enum JSONPointer {
  /// The pointer made of `tokens`.
  public static func text(_ tokens: [String]) -> String {
    tokens.reduce(into: "") { $0 += "/" + escape($1) }
  }

  /// A reference token with `~` and `/` escaped.
  public static func escape(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
    var escaped = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
