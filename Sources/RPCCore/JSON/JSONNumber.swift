/// A number with its exact text, whatever its size and precision.
///
/// Two numbers are equal when their texts are: `1` and `1.0` differ.
public struct JSONNumber: Sendable, Hashable, CustomStringConvertible {
  /// Most numbers are small integers, which need no text. Each number has one form only.
  private enum Form: Sendable, Hashable {
    /// An integer of less than 18 digits, written as Swift writes it.
    case integer(Int64)
    /// Any other number.
    case text(String)
  }

  private let form: Form

  /// The number as JSON writes it.
  public var text: String {
    switch form {
    case .integer(let value): String(value)
    case .text(let text): text
    }
  }

  /// The integer whose decimal digits are the number's text, nil when it has a fraction, an exponent or many digits.
  var canonicalInteger: Int64? {
    guard case .integer(let value) = form else { return nil }
    return value
  }

  /// The number token `word` of the text at `text`.
  @inline(__always)
  init(_ word: TapeWord, _ text: UnsafePointer<UInt8>) {
    unsafe self.init(validated: UnsafeBufferPointer(start: text + word.offset, count: word.length))
  }

  /// The number whose token is `token`.
  @inline(__always)
  private init(validated token: UnsafeBufferPointer<UInt8>) {
    if let value = unsafe NumberText.canonicalInteger(token) {
      form = .integer(value)
    } else {
      form = .text(unsafe String(validUTF8: token))
    }
  }

  /// The number that `text` spells, nil when JSON does not allow the spelling.
  public init?(_ text: String) {
    guard NumberText.isValid(text) else { return nil }
    var text = text
    self = text.withUTF8 { unsafe JSONNumber(validated: $0) }
  }

  public init<Value: FixedWidthInteger>(_ value: Value) {
    if let narrow = Int64(exactly: value), narrow.magnitude < 100_000_000_000_000_000 {
      form = .integer(narrow)
    } else {
      form = .text(String(value))
    }
  }

  /// The shortest text that reads back as `value`; nil for infinities and NaN, which JSON does not have.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    form = .text(value.description)
  }

  /// The number as an integer, nil when it has a fraction or `Value` cannot hold it.
  public func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value? {
    if case .integer(let value) = form { return Value(exactly: value) }
    var text = text
    return text.withUTF8 { unsafe NumberText.integer($0, as: Value.self) }
  }

  /// The number as an `Int`, nil when it has a fraction or is too large.
  public var int: Int? { integer() }

  /// The nearest `Double`, nil when the number is beyond ±1.8e308.
  public var double: Double? {
    if case .integer(let value) = form { return Double(value) }
    var text = text
    return text.withUTF8 { unsafe NumberText.double($0) }
  }

  public var description: String { text }
}

/// What number tokens stand for.
enum NumberText {
  /// Whether `text` is one number as JSON writes it.
  static func isValid(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    guard first == UInt8(ascii: "-") || first &- 0x30 < 10, last &- 0x30 < 10 else { return false }
    var parser = JSONParser(limits: JSONLimits(depth: 0))
    do throws(JSONError) {
      try parser.validate(Array(text.utf8).span)
      return true
    } catch {
      return false
    }
  }

  /// The integer of a token of less than 18 digits and nothing else, except `-0`.
  @inline(__always)
  static func canonicalInteger(_ token: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard token.count <= 18, let digits = token.baseAddress else { return nil }
    let isNegative = unsafe digits[0] == UInt8(ascii: "-")
    var magnitude: Int64 = 0
    for i in (isNegative ? 1 : 0)..<token.count {
      let digit = unsafe digits[i] &- 0x30
      guard digit < 10 else { return nil }
      magnitude = magnitude &* 10 &+ Int64(digit)
    }
    guard magnitude < 100_000_000_000_000_000 else { return nil }
    return isNegative ? magnitude == 0 ? nil : 0 &- magnitude : magnitude
  }

  /// The integer that a number token stands for, nil when it has a fraction or does not fit.
  @inline(__always)
  static func integer<Value: FixedWidthInteger>(_ token: UnsafeBufferPointer<UInt8>, as: Value.Type) -> Value? {
    guard let digits = token.baseAddress else { return nil }
    let isNegative = unsafe digits[0] == UInt8(ascii: "-")
    var i = isNegative ? 1 : 0
    // 18 digits fit Int64 whatever they are.
    guard token.count - i <= 18 else { return unsafe longInteger(token) }
    var magnitude: Int64 = 0
    while i < token.count {
      let digit = unsafe digits[i] &- 0x30
      guard digit < 10 else { return unsafe longInteger(token) }
      magnitude = magnitude &* 10 &+ Int64(digit)
      i &+= 1
    }
    return Value(exactly: isNegative ? 0 &- magnitude : magnitude)
  }

  /// `integer` for tokens with many digits, a fraction or an exponent.
  @inline(never)
  private static func longInteger<Value: FixedWidthInteger>(_ token: UnsafeBufferPointer<UInt8>) -> Value? {
    let parts = unsafe Parts(token)
    // Trailing zeros of the digits move into the exponent, so that what remains is integral exactly if it is ≥ 0.
    guard let exponent = parts.exponent else { return parts.isZero ? 0 : nil }
    if parts.isZero { return 0 }
    guard exponent >= 0, parts.digitCount + exponent <= 40 else { return nil }
    var value: Value = 0
    for position in 0..<parts.digitCount + exponent {
      let digit = unsafe position < parts.digitCount ? parts.digit(position, of: token) : 0
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let step = Value(digit)
      let (sum, overflow2) =
        parts.isNegative ? scaled.subtractingReportingOverflow(step) : scaled.addingReportingOverflow(step)
      if overflow || overflow2 { return nil }
      value = sum
    }
    return value
  }

  /// The nearest double to the number token, nil when it is not finite.
  @inline(__always)
  static func double(_ token: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let p = token.baseAddress else { return nil }
    let count = token.count
    var i = 0
    let isNegative = unsafe p[0] == UInt8(ascii: "-")
    if isNegative { i = 1 }
    // Clinger's fast path: integers below 2^53 are exact in a Double, and so are powers of ten up to 22.
    guard count <= 18 else { return unsafe slowDouble(token) }
    var mantissa: Int64 = 0
    var fraction = 0
    var sawPoint = false
    while i < count {
      let byte = unsafe p[i]
      let digit = byte &- 0x30
      if digit < 10 {
        mantissa = mantissa &* 10 &+ Int64(digit)
        fraction &+= sawPoint ? 1 : 0
      } else if byte == UInt8(ascii: ".") {
        sawPoint = true
      } else {
        return unsafe slowDouble(token)
      }
      i &+= 1
    }
    guard mantissa < 1 &<< 53 else { return unsafe slowDouble(token) }
    let magnitude = Double(mantissa) / powerOfTen(fraction)
    return isNegative ? -magnitude : magnitude
  }

  @inline(never)
  private static func slowDouble(_ token: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let value = unsafe Double(String(decoding: token, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  /// 10 to the power `n`, exact for `n` in 0…22.
  @inline(__always)
  private static func powerOfTen(_ n: Int) -> Double {
    var power = 1.0
    for _ in 0..<n { power *= 10 }
    return power
  }

  /// "an integer from … to …".
  static func phrase<Value: FixedWidthInteger>(for type: Value.Type) -> String {
    "an integer from \(Value.min) to \(Value.max)"
  }

  /// A number token taken apart: significant digits and the power of ten of the last one.
  private struct Parts {
    var isNegative = false
    var isZero = true
    /// Positions of the first and last significant digit in the token, the decimal point between them not counted.
    var firstDigit = 0
    var point = -1
    var digitCount = 0
    /// Power of ten of the last significant digit; nil when the exponent is beyond ±1,000,000.
    var exponent: Int?

    init(_ token: UnsafeBufferPointer<UInt8>) {
      var i = 0
      if i < token.count, unsafe token[i] == UInt8(ascii: "-") {
        isNegative = true
        i = 1
      }
      /// Digits seen since the first one that is not 0, and how many of them are up to the last that is not 0.
      var seen = 0
      var afterPoint = 0
      var lastSignificantAfterPoint = 0
      while i < token.count {
        let byte = unsafe token[i]
        if byte == UInt8(ascii: ".") {
          point = i
        } else {
          let digit = byte &- 0x30
          guard digit < 10 else { break }
          if point >= 0 { afterPoint += 1 }
          if digit != 0 || seen > 0 {
            if seen == 0 { firstDigit = i }
            seen += 1
          }
          if digit != 0 {
            isZero = false
            digitCount = seen
            lastSignificantAfterPoint = afterPoint
          }
        }
        i += 1
      }
      // Zeros after the last significant digit but before the point raise the exponent.
      let trailing = seen - digitCount - (afterPoint - lastSignificantAfterPoint)
      var written = 0
      var isNegativeExponent = false
      if i < token.count {
        i += 1
        if i < token.count, unsafe token[i] == UInt8(ascii: "-") || token[i] == UInt8(ascii: "+") {
          isNegativeExponent = unsafe token[i] == UInt8(ascii: "-")
          i += 1
        }
        while i < token.count {
          written = min(written * 10 + Int(unsafe token[i] &- 0x30), 1_000_001)
          i += 1
        }
      }
      let scale = isNegativeExponent ? -written : written
      if written <= 1_000_000 {
        exponent = scale - lastSignificantAfterPoint + (lastSignificantAfterPoint > 0 ? 0 : max(trailing, 0))
      }
    }

    /// The significant digit at `position`.
    func digit(_ position: Int, of token: UnsafeBufferPointer<UInt8>) -> UInt8 {
      var i = firstDigit + position
      if point > firstDigit, i >= point { i += 1 }
      return unsafe token[i] &- 0x30
    }
  }
}
