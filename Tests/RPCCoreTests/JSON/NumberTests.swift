import Testing

@testable import RPCCore

@Suite("JSON numbers")
struct NumberTests {
  @Test(
    "An integer is what its text is worth, however it is written",
    arguments: [
      ("0", 0), ("-0", 0), ("0.0", 0), ("-0e5", 0), ("0e-999999999999", 0), ("1", 1), ("-1", -1), ("1.0", 1),
      ("10e-1", 1),
      ("1e2", 100), ("1.5e1", 15), ("1200e-2", 12), ("123.4500e2", 12345), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9.223372036854775807e18", Int.max), ("922337203685477580700e-2", Int.max),
      ("100000000000000000", 100_000_000_000_000_000), ("0.001e3", 1), ("0.0010e4", 10), ("10.00", 10),
      ("1e18", 1_000_000_000_000_000_000),
    ])
  func integers(_ text: String, _ value: Int) throws {
    #expect(try read(Int.self, text) == value)
    #expect(JSONNumber(text)?.int == value)
    #expect(JSONNumber(text)?.text == text)
  }

  @Test(
    "A fraction or a number out of range is no integer",
    arguments: [
      "0.5", "1e-1", "9223372036854775808", "-9223372036854775809", "1e19", "1e400", "1e999999999999999999999",
      "1.00000000000000000001", "123e-3",
      "99999999999999999999999",
    ])
  func notIntegers(_ text: String) throws {
    #expect(throws: JSONError.self) { try read(Int.self, text) }
    #expect(JSONNumber(text)?.int == nil)
  }

  @Test("Integers of other widths have their own bounds")
  func widths() throws {
    let bytes = Array("[255,256,-129,18446744073709551615,170141183460469231731687303715884105727,-1]".utf8)
    var parser = JSONParser()
    let view = try parser.parse(bytes.span)
    #expect(try view.element(0)?.integer(UInt8.self) == 255)
    #expect(throws: JSONError.self) { try view.element(1)?.integer(UInt8.self) }
    #expect(throws: JSONError.self) { try view.element(2)?.integer(Int8.self) }
    #expect(try view.element(3)?.integer(UInt64.self) == .max)
    #expect(try view.element(4)?.integer(Int128.self) == .max)
    #expect(throws: JSONError.self) { try view.element(5)?.integer(UInt.self) }
  }

  @Test("Doubles are the nearest, as the standard library reads them")
  func doubles() throws {
    var random = SplitMix(seed: 1)
    for text in [
      "0.1", "-0.0", "1e22", "1e23", "123456789012345678", "9007199254740993", "9007199254740992.5",
      "1.7976931348623157e308", "5e-324", "1e-400",
      "2.2250738585072011e-308", "0.30000000000000004", "179769313486231570000", "0.1234567890123456789",
    ] {
      #expect(try read(Double.self, text).bitPattern == Double(text)?.bitPattern, "\(text)")
    }
    for _ in 0..<20_000 {
      let decimals = random.next(12)
      var text = String(random.next() % UInt64([9, 1000, 1_000_000, 1 << 53, 1 << 62][random.next(5)]))
      if decimals > 0 { text += "." + String(repeating: "0", count: random.next(3)) + String(random.next(1_000_000)) }
      if random.next(4) == 0 { text += "e\(random.next(40) - 20)" }
      if random.next(2) == 0 { text = "-" + text }
      #expect(try read(Double.self, text).bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test("A double too large is refused instead of becoming infinite")
  func overflow() {
    for text in ["1e309", "-1e309", "1e99999"] {
      let error = #expect(throws: JSONError.self) { try read(Double.self, text) }
      #expect(error?.reason == .outOfRange)
    }
  }

  @Test("Doubles are written so that they read back the same, none longer than the standard library writes it")
  func writing() throws {
    var random = SplitMix(seed: 2)
    var values = [
      0, -0.0, 1, -1, 0.1, 0.5, 1e9, 1e-3, 9.999e-4, 999_999_999.9999, 123.4567, 1e22, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
      .pi,
    ]
    for _ in 0..<20_000 {
      values.append(Double(Int(random.next() % 2_000_000) - 1_000_000) / [1, 10, 100, 1000, 10_000, 3][random.next(6)])
      values.append(Double(bitPattern: random.next()))
    }
    for value in values where value.isFinite {
      var writer = JSONWriter()
      writer.double(value)
      let text = String(decoding: writer.output.array, as: UTF8.self)
      #expect(Double(text)?.bitPattern == value.bitPattern, "\(value) \(text)")
      #expect(text.utf8.count <= value.description.utf8.count, "\(value) \(text)")
      #expect(JSONNumber(text) != nil)
    }
  }

  @Test("Infinities and NaN are written as null")
  func nonFinite() {
    #expect([Double.infinity, -.infinity, .nan].jsonText == "[null,null,null]")
    #expect(JSONNumber(Double.nan) == nil)
    #expect(JSON.double(.infinity) == .null)
  }

  @Test("Integers are written in full")
  func integerWriting() {
    for value in [0, 1, 9, 10, 99, 100, -1, 12345, Int.max, Int.min, 1_000_000_000_000_000_000] {
      #expect([value].jsonText == "[\(value)]")
      #expect(JSON.int(value).jsonText == "\(value)")
      #expect(JSON.int(value).int == value)
    }
    var writer = JSONWriter()
    writer.integer(UInt64.max)
    #expect(String(decoding: writer.output.array, as: UTF8.self) == "18446744073709551615")
  }

  @Test("Only spellings that JSON knows make numbers")
  func spellings() {
    for text in ["", " 1", "1 ", "01", "+1", "1.", ".1", "NaN", "0x1", "1e", "--1", "１", "\"1\"", "true", "[1]", "1\n"]
    {
      #expect(JSONNumber(text) == nil, "\(text)")
    }
    #expect(JSONNumber("1") == JSONNumber(1))
    #expect(JSONNumber("1.0") != JSONNumber(1))
    #expect(JSONNumber("123456789012345678") == JSONNumber(123_456_789_012_345_678))
  }
}
