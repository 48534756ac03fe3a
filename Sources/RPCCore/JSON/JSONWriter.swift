#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes JSON straight into a growing buffer, without an intermediate tree.
///
///     writer.beginObject()
///     writer.member("id", 7)
///     writer.key("tags")
///     writer.beginArray()
///     writer.string("Hà Nội")
///     writer.endArray()
///     writer.endObject()
///
/// Commas and colons come by themselves. Text is written as raw UTF-8; only what JSON requires is escaped. Doubles are
/// written as the shortest text that reads back the same. The writer trusts its caller to close what it opens.
public struct JSONWriter: ~Copyable, Sendable {
  /// The bytes written. More may be put in front or behind between values, a frame's header for example.
  public var output: ByteBuffer
  /// The first failure of a value that could not be written; `null` stands in its place.
  public private(set) var failure: JSONError?
  /// Whether a comma must come before the next key or element.
  private var needsComma = false

  /// Makes a writer that appends to `output`.
  public init(_ output: consuming ByteBuffer = ByteBuffer()) {
    self.output = output
  }

  /// Gives up the bytes written.
  public consuming func finish() -> ByteBuffer { output }

  /// Starts a new text: what comes next needs no comma, and there is no failure. The bytes written stay.
  public mutating func startText() {
    needsComma = false
    failure = nil
  }

  /// A place in the output to go back to.
  public struct Mark: Sendable {
    fileprivate let count: Int
    fileprivate let needsComma: Bool
  }

  /// The place after the last value written.
  public var mark: Mark { Mark(count: output.count, needsComma: needsComma) }

  /// Takes back what was written since `mark`.
  public mutating func rewind(to mark: Mark) {
    output.removeLast(output.count - mark.count)
    needsComma = mark.needsComma
  }

  /// Writes `null` for a value that could not be written and keeps the first such failure.
  public mutating func fail(_ error: JSONError) {
    if failure == nil { failure = error }
    null()
  }

  // MARK: Containers

  @inline(__always)
  public mutating func beginObject() {
    separate()
    output.append(UInt8(ascii: "{"))
    needsComma = false
  }

  @inline(__always)
  public mutating func endObject() {
    output.append(UInt8(ascii: "}"))
    needsComma = true
  }

  @inline(__always)
  public mutating func beginArray() {
    separate()
    output.append(UInt8(ascii: "["))
    needsComma = false
  }

  @inline(__always)
  public mutating func endArray() {
    output.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// Writes an object; `body` writes its members.
  public mutating func object<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
    beginObject()
    try body(&self)
    endObject()
  }

  /// Writes an array; `body` writes its elements.
  public mutating func array<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
    beginArray()
    try body(&self)
    endArray()
  }

  /// Writes a key that needs no escapes; its value comes next.
  public mutating func key(_ key: StaticString) {
    let count = key.utf8CodeUnitCount
    output.reserve(count &+ 4)
    var p = unsafe output.writePosition
    if needsComma {
      unsafe p[0] = UInt8(ascii: ",")
      unsafe p += 1
    }
    unsafe p[0] = UInt8(ascii: "\"")
    unsafe memcpy(p + 1, key.utf8Start, count)
    unsafe p += count &+ 1
    unsafe p[0] = UInt8(ascii: "\"")
    unsafe p[1] = UInt8(ascii: ":")
    output.advance(by: count &+ (needsComma ? 4 : 3))
    needsComma = false
  }

  /// Writes any key; its value comes next.
  public mutating func key(_ key: String) {
    string(key)
    output.append(UInt8(ascii: ":"))
    needsComma = false
  }

  // MARK: Scalars

  public mutating func null() { literal("null") }

  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  public mutating func int(_ value: Int) { integer(value) }

  /// Writes an integer of any width.
  public mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
    guard let narrow = Int64(exactly: value) else {
      separate()
      output.append(utf8: String(value))
      needsComma = true
      return
    }
    // A comma, a sign and 19 digits.
    output.reserve(21)
    var p = unsafe output.writePosition
    if needsComma {
      unsafe p[0] = UInt8(ascii: ",")
      unsafe p += 1
    }
    if narrow < 0 {
      unsafe p[0] = UInt8(ascii: "-")
      unsafe p += 1
    }
    let digits = unsafe DecimalDigits.write(narrow.magnitude, to: p)
    output.advance(by: unsafe p - output.writePosition + digits)
    needsComma = true
  }

  /// Writes the shortest number that reads back as `value`; `null` for infinities and NaN, which JSON does not have.
  public mutating func double(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    // A comma, a sign, 15 digits and a point fit.
    output.reserve(24)
    if let written = unsafe DecimalDigits.writeShort(value, to: output.writePosition) {
      output.advance(by: written)
    } else {
      output.append(utf8: value.description)
    }
    needsComma = true
  }

  /// Writes the shortest number that reads back as `value`; `null` for infinities and NaN, which JSON does not have.
  public mutating func float(_ value: Float) {
    guard value.isFinite else { return null() }
    separate()
    output.append(utf8: value.description)
    needsComma = true
  }

  /// Writes a number as its text spells it.
  public mutating func number(_ value: JSONNumber) {
    if let integer = value.canonicalInteger { return self.integer(integer) }
    separate()
    output.append(utf8: value.text)
    needsComma = true
  }

  /// Writes a string.
  public mutating func string(_ value: String) {
    let isDone: Void? = unsafe value.utf8.withContiguousStorageIfAvailable { unsafe string(utf8: $0) }
    if isDone == nil {
      var native = value
      native.withUTF8 { unsafe string(utf8: $0) }
    }
  }

  /// Writes a string.
  public mutating func string(_ value: StaticString) {
    value.withUTF8Buffer { unsafe string(utf8: $0) }
  }

  /// Writes a string from its UTF-8, which the caller knows to be valid.
  public mutating func string(utf8 value: borrowing Span<UInt8>) {
    unsafe value.withUnsafeBufferPointer { unsafe string(utf8: $0) }
  }

  // MARK: Other values

  /// Writes one value that is JSON already, byte for byte.
  public mutating func raw(_ json: borrowing Span<UInt8>) {
    separate()
    output.append(json)
    needsComma = true
  }

  /// Writes one value that is JSON already, byte for byte.
  public mutating func raw(_ json: StaticString) { literal(json) }

  /// Writes a value of a parsed text, byte for byte.
  public mutating func raw(_ view: borrowing JSONView) { raw(view.rawBytes) }

  /// Writes a value that knows how.
  @inlinable
  public mutating func write<Value: JSONWritable>(_ value: Value) { value.write(to: &self) }

  // MARK: Members

  public mutating func member(_ key: StaticString, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  public mutating func member(_ key: StaticString, _ value: Int) {
    self.key(key)
    integer(value)
  }

  public mutating func member(_ key: StaticString, _ value: Double) {
    self.key(key)
    double(value)
  }

  public mutating func member(_ key: StaticString, _ value: String) {
    self.key(key)
    string(value)
  }

  @inlinable
  public mutating func member<Value: JSONWritable>(_ key: StaticString, _ value: Value) {
    self.key(key)
    value.write(to: &self)
  }

  /// Writes a member unless `value` is nil.
  @inlinable
  public mutating func memberIfPresent<Value: JSONWritable>(_ key: StaticString, _ value: Value?) {
    if let value { member(key, value) }
  }

  // MARK: Details

  /// The key that was written at `start` of the output, after a comma or not.
  func keyWritten(at start: Int) -> String? {
    let span = output.span
    guard start < span.count else { return nil }
    let first = span[start] == UInt8(ascii: ",") ? start + 1 : start
    var parser = JSONParser()
    do throws(JSONError) {
      return try parser.parse(span.extracting(first..<span.count)).string()
    } catch {
      // The colon after the key is what the parser stumbles over; up to there it is a string.
      guard let end = error.valueEnd else { return nil }
      return try? parser.parse(span.extracting(first..<first + end)).string()
    }
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { output.append(UInt8(ascii: ",")) }
  }

  private mutating func literal(_ word: StaticString) {
    separate()
    output.append(word)
    needsComma = true
  }

  /// Writes a string; most need no escape and are copied at once.
  private mutating func string(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    let count = bytes.count
    // A comma and two quotes.
    output.reserve(count &+ 3)
    var p = unsafe output.writePosition
    if needsComma {
      unsafe p[0] = UInt8(ascii: ",")
      unsafe p += 1
    }
    unsafe p[0] = UInt8(ascii: "\"")
    unsafe p += 1
    var plain = 0
    if let start = bytes.baseAddress {
      plain = unsafe StringScan.plainPrefix(start, count)
      unsafe memcpy(p, start, plain)
    }
    unsafe p += plain
    if plain == count {
      unsafe p[0] = UInt8(ascii: "\"")
      unsafe p += 1
    }
    output.advance(by: unsafe p - output.writePosition)
    if plain < count { unsafe escapedRest(of: bytes, from: plain) }
    needsComma = true
  }

  /// Writes what follows the first `done` bytes of a string, and the closing quote.
  @inline(never)
  private mutating func escapedRest(of bytes: UnsafeBufferPointer<UInt8>, from done: Int) {
    guard let start = bytes.baseAddress else { return }
    var done = done
    while done < bytes.count {
      escape(unsafe start[done])
      done += 1
      let plain = unsafe StringScan.plainPrefix(start + done, bytes.count - done)
      unsafe output.append(copying: UnsafeBufferPointer(start: start + done, count: plain))
      done += plain
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    default:
      output.append("u00")
      output.append(DecimalDigits.hex(byte &>> 4))
      output.append(DecimalDigits.hex(byte & 0xF))
    }
  }
}

/// Digits of numbers.
enum DecimalDigits {
  /// Writes the decimal digits of `value` to `p`, which has room for 20 bytes; returns how many.
  @inline(__always)
  static func write(_ value: UInt64, to p: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 1
    var bound: UInt64 = 10
    while count < 20, value >= bound {
      count &+= 1
      bound = bound &* 10
    }
    var rest = value
    var i = count
    while i > 0 {
      i &-= 1
      unsafe p[i] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
      rest /= 10
    }
    return count
  }

  /// Writes a double that has at most four decimals, as scores and percentages do, and returns how many bytes it took.
  ///
  /// An integer below 2^53 divided by a power of ten is rounded correctly, so a quotient that equals `value` is what its
  /// decimals read back as; the first number of decimals for which this holds is the shortest.
  @inline(__always)
  static func writeShort(_ value: Double, to p: UnsafeMutablePointer<UInt8>) -> Int? {
    let magnitude = value.magnitude
    guard magnitude < 1e9, magnitude >= 1e-3 || magnitude == 0 else { return nil }
    var decimals = 0
    var power = 1.0
    while true {
      let scaled = (magnitude * power).rounded()
      if scaled / power == magnitude {
        let isNegative = value.sign == .minus
        if isNegative { unsafe p[0] = UInt8(ascii: "-") }
        let start = isNegative ? 1 : 0
        // One decimal at least, as Swift writes doubles.
        let shown = max(decimals, 1)
        let digits = UInt64(decimals == 0 ? scaled * 10 : scaled)
        return unsafe start &+ writePoint(digits, decimals: shown, to: p + start)
      }
      if decimals == 4 { return nil }
      decimals &+= 1
      power *= 10
    }
  }

  /// Writes `value` with a point before the last `decimals` digits; returns how many bytes it took.
  @inline(__always)
  private static func writePoint(_ value: UInt64, decimals: Int, to p: UnsafeMutablePointer<UInt8>) -> Int {
    var power: UInt64 = 1
    for _ in 0..<decimals { power &*= 10 }
    let whole = unsafe write(value / power, to: p)
    unsafe p[whole] = UInt8(ascii: ".")
    var rest = value % power
    var i = whole &+ decimals
    while i > whole {
      unsafe p[i] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
      rest /= 10
      i &-= 1
    }
    return whole &+ 1 &+ decimals
  }

  /// The lower-case hexadecimal digit of a value below 16.
  @inline(__always)
  static func hex(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x57 &+ value }
}
