import Testing

@testable import RPCCore

/// Texts that RFC 8259 allows, and what they are written as again.
private let accepted: [(text: String, again: String)] = [
  // Scalars at the root
  ("null", "null"), ("true", "true"), ("false", "false"), ("0", "0"), ("\"\"", "\"\""), ("[]", "[]"), ("{}", "{}"),
  // White space
  (" \t\r\n1 \t\r\n", "1"), ("[ ]", "[]"), ("{ }", "{}"), ("[ 1 , 2 ]", "[1,2]"),
  ("{ \"a\" : 1 , \"b\" : 2 }", "{\"a\":1,\"b\":2}"),
  ("\n[\n1\n]\n", "[1]"), ("[1]\n\n\n", "[1]"), ("\u{FEFF}[1]", "[1]"), ("\u{FEFF} 1", "1"),
  // Numbers keep their text
  ("-0", "-0"), ("-1", "-1"), ("10", "10"), ("1.0", "1.0"), ("1.5", "1.5"), ("-0.0", "-0.0"), ("0.10", "0.10"),
  ("1e5", "1e5"), ("1E5", "1E5"), ("1e+5", "1e+5"), ("1e-5", "1e-5"), ("0e0", "0e0"), ("0E+00", "0E+00"),
  ("1.5e300", "1.5e300"), ("1e400", "1e400"), ("-1e-400", "-1e-400"),
  ("123456789012345678901234567890", "123456789012345678901234567890"),
  ("9007199254740993", "9007199254740993"), ("0.1234567890123456789", "0.1234567890123456789"), ("20e1", "20e1"),
  ("[0,-0,0.0]", "[0,-0,0.0]"), ("[123e65]", "[123e65]"), ("[-123]", "[-123]"), ("[1e-2]", "[1e-2]"),
  ("1.7976931348623157e308", "1.7976931348623157e308"), ("5e-324", "5e-324"),
  ("00e1".replacing("00", with: "0"), "0e1"),
  // Strings
  ("\"a\"", "\"a\""), ("\"Hà Nội\"", "\"Hà Nội\""), ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""),
  ("\"\\u0041\"", "\"A\""), ("\"\\u00e9\"", "\"é\""), ("\"\\u00E9\"", "\"é\""), ("\"\\u1ea1\"", "\"ạ\""),
  ("\"\\uFFFF\"", "\"\u{FFFF}\""),
  ("\"\\ud83d\\ude00\"", "\"😀\""), ("\"\\uD83D\\uDE00\"", "\"😀\""), ("\"\\udbff\\udfff\"", "\"\u{10FFFF}\""),
  ("\"\\u0000\"", "\"\\u0000\""), ("\"\\u001f\"", "\"\\u001f\""), ("\"\\u007f\"", "\"\u{7F}\""),
  ("\"\u{7F}\"", "\"\u{7F}\""),
  ("\"\u{2028}\u{2029}\"", "\"\u{2028}\u{2029}\""), ("\"\u{10FFFF}\"", "\"\u{10FFFF}\""),
  ("\"\u{FFFE}\"", "\"\u{FFFE}\""),
  ("\"/\"", "\"/\""), ("\"\\/\"", "\"/\""), ("\"a/*b*/c\"", "\"a/*b*/c\""), ("\"\u{80}\"", "\"\u{80}\""),
  ("\"\\\\u0041\"", "\"\\\\u0041\""), ("\"\\u005C\"", "\"\\\\\""), ("\"\\u0022\"", "\"\\\"\""),
  ("\"\\u0060\\u012a\\u12AB\"", "\"`Īካ\""),
  ("\"e\u{301}\"", "\"e\u{301}\""), ("\"日本語\"", "\"日本語\""), ("\" \"", "\" \""), ("\"[]{}:,\"", "\"[]{}:,\""),
  // Arrays
  ("[[]]", "[[]]"), ("[[[[[]]]]]", "[[[[[]]]]]"), ("[1,2,3]", "[1,2,3]"), ("[null,1,\"1\",{}]", "[null,1,\"1\",{}]"),
  ("[\"\"]", "[\"\"]"),
  ("[true,false,null]", "[true,false,null]"), ("[[],[[]],{}]", "[[],[[]],{}]"),
  ("[1,null,null,null,2]", "[1,null,null,null,2]"),
  // Objects
  ("{\"a\":1}", "{\"a\":1}"), ("{\"\":0}", "{\"\":0}"), ("{\"a\":{\"b\":{\"c\":[]}}}", "{\"a\":{\"b\":{\"c\":[]}}}"),
  ("{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"b\":2,\"c\":3}"), ("{\"a\\u0062\":1}", "{\"ab\":1}"),
  ("{\"foo\\u0000bar\":42}", "{\"foo\\u0000bar\":42}"),
  ("{\"a\":[],\"b\":{}}", "{\"a\":[],\"b\":{}}"), ("{\"ạ\":\"ế\"}", "{\"ạ\":\"ế\"}"),
  ("{\"a\":\"b\",\n\"c\":\"d\"}", "{\"a\":\"b\",\"c\":\"d\"}"),
  // A repeated key: the last value in the place of the first
  ("{\"a\":1,\"a\":2}", "{\"a\":2}"), ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}"),
  ("{\"a\":1,\"\\u0061\":1}", "{\"a\":1}"),
  ("{\"\":1,\"\":2}", "{\"\":2}"),
]

/// Texts that RFC 8259 does not allow, with the reason and the offset of the fault in bytes.
private let refused: [(text: String, reason: JSONError.Reason, offset: Int)] = [
  // Nothing, or only white space
  ("", .truncated, 0), (" ", .truncated, 1), ("\n\t", .truncated, 2), ("\u{FEFF}", .truncated, 3),
  // Literals
  ("nul", .truncated, 3), ("tru", .truncated, 3), ("fals", .truncated, 4), ("True", .syntax, 0), ("nulL", .syntax, 3),
  ("truE", .syntax, 3), ("NULL", .syntax, 0), ("undefined", .syntax, 0), ("nullx", .trailingBytes, 4),
  ("truefalse", .trailingBytes, 4),
  ("t", .truncated, 1), ("[nul]", .syntax, 4), ("[tru]", .syntax, 4),
  // Numbers
  ("-", .truncated, 1), ("+1", .syntax, 0), ("01", .syntax, 1), ("-01", .syntax, 2), ("00", .syntax, 1),
  ("1.", .truncated, 2),
  (".5", .syntax, 0), ("-.5", .syntax, 1), ("1.e5", .syntax, 2), ("1e", .truncated, 2), ("1e+", .truncated, 3),
  ("1e-", .truncated, 3),
  ("1e1.5", .trailingBytes, 3), ("1.2.3", .trailingBytes, 3), ("1-1", .trailingBytes, 1), ("--1", .syntax, 1),
  ("0x10", .trailingBytes, 1),
  ("NaN", .syntax, 0), ("Infinity", .syntax, 0), ("-Infinity", .syntax, 1), ("1_000", .trailingBytes, 1),
  ("1 000", .trailingBytes, 2),
  ("[1+2]", .syntax, 2), ("[0e]", .syntax, 3), ("[0e+]", .syntax, 4), ("[2.e3]", .syntax, 3), ("[-a]", .syntax, 2),
  ("[1a]", .syntax, 2),
  ("1f", .trailingBytes, 1), ("[1.0e+-1]", .syntax, 6), ("\u{FF11}", .syntax, 0), ("[-]", .syntax, 2),
  ("[++1]", .syntax, 1), ("1e9999x", .trailingBytes, 6),
  // Strings
  ("\"", .truncated, 1), ("\"a", .truncated, 2), ("\"\\", .truncated, 2), ("\"\\\"", .truncated, 3),
  ("'a'", .syntax, 0), ("a", .syntax, 0),
  ("\"\t\"", .syntax, 1), ("\"\n\"", .syntax, 1), ("\"\u{0}\"", .syntax, 1), ("\"\u{1F}\"", .syntax, 1),
  ("\"a\u{1}b\"", .syntax, 2),
  ("\"\\x41\"", .syntax, 2), ("\"\\a\"", .syntax, 2), ("\"\\U0041\"", .syntax, 2), ("\"\\0\"", .syntax, 2),
  ("\"\\'\"", .syntax, 2),
  ("\"\\u\"", .syntax, 3), ("\"\\u1\"", .syntax, 4), ("\"\\u12\"", .syntax, 5), ("\"\\u123\"", .syntax, 6),
  ("\"\\u12G4\"", .syntax, 5),
  ("\"\\u", .truncated, 3), ("\"\\u12", .truncated, 5), ("\"\\u 123\"", .syntax, 3), ("\"\\u-123\"", .syntax, 3),
  ("\"\\uD800", .truncated, 7),
  ("\"\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\"", .loneSurrogate, 1), ("\"\\ud800\\ud800\"", .loneSurrogate, 1),
  ("\"\\ud800x\"", .loneSurrogate, 1),
  ("\"\\ud800\\n\"", .loneSurrogate, 1), ("\"\\ud800\\u0041\"", .loneSurrogate, 1),
  ("\"\\udc00\\ud800\"", .loneSurrogate, 1),
  ("\"ab\\udfff\"", .loneSurrogate, 3), ("\"a\"b", .trailingBytes, 3), ("\"a\"\"b\"", .trailingBytes, 3),
  ("\"\\ud83d\\u\"", .syntax, 9),
  ("\"\\é\"", .syntax, 2), ("\"\\\n\"", .syntax, 2), ("\\u0022a\"", .syntax, 0), ("\"\\u00é0\"", .syntax, 5),
  ("[\"a\nb\"]", .syntax, 3),
  // Arrays
  ("[", .truncated, 1), ("]", .syntax, 0), ("[1", .truncated, 2), ("[1,", .truncated, 3), ("[1,]", .syntax, 3),
  ("[,1]", .syntax, 1),
  ("[1,,2]", .syntax, 3), ("[1 2]", .syntax, 3), ("[1:2]", .syntax, 2), ("[1}", .syntax, 2), ("[[]", .truncated, 3),
  ("[]]", .trailingBytes, 2),
  ("[1;2]", .syntax, 2), ("[\"a\" \"b\"]", .syntax, 5), ("[,]", .syntax, 1), ("[\"a\",]", .syntax, 5),
  ("[1]x", .trailingBytes, 3), ("[1],", .trailingBytes, 3),
  ("[][]", .trailingBytes, 2), ("[*]", .syntax, 1), ("[\"\": 1]", .syntax, 3), ("[1,\n1\n,1", .truncated, 8),
  // Objects
  ("{", .truncated, 1), ("}", .syntax, 0), ("{\"a\"", .truncated, 4), ("{\"a\":", .truncated, 5),
  ("{\"a\":1", .truncated, 6), ("{\"a\":1,", .truncated, 7),
  ("{\"a\":1,}", .syntax, 7), ("{,}", .syntax, 1), ("{a:1}", .syntax, 1), ("{'a':1}", .syntax, 1),
  ("{1:1}", .syntax, 1), ("{\"a\" 1}", .syntax, 5),
  ("{\"a\":}", .syntax, 5), ("{\"a\"}", .syntax, 4), ("{\"a\":1 \"b\":2}", .syntax, 7), ("{\"a\":1]", .syntax, 6),
  ("{\"a\"::1}", .syntax, 5),
  ("{null:1}", .syntax, 1), ("{[]:1}", .syntax, 1), ("{\"a\":1}}", .trailingBytes, 7),
  ("{\"a\":1}#", .trailingBytes, 7), ("{\"a\":1,,\"b\":2}", .syntax, 7),
  ("{\"a\":1;\"b\":2}", .syntax, 6), ("{\"a\",1}", .syntax, 4), ("{\"a\":1 1}", .syntax, 7), ("{{}:1}", .syntax, 1),
  ("{\"a\\ud800\":1}", .loneSurrogate, 3),
  // Comments and other extensions
  ("/**/1", .syntax, 0), ("1//x", .trailingBytes, 1), ("[1/*x*/]", .syntax, 2), ("#1", .syntax, 0),
  ("{\"a\":/*x*/1}", .syntax, 5), ("<null>", .syntax, 0),
  ("{\"a\":0x1}", .syntax, 6), ("[1,...]", .syntax, 3),
  // White space that JSON does not know
  ("\u{A0}1", .syntax, 0), ("[\u{C}1]", .syntax, 1), ("\u{B}1", .syntax, 0), ("1\u{2028}", .trailingBytes, 1),
  ("[\u{3000}]", .syntax, 1), ("\u{0}1", .syntax, 0),
  ("1\u{0}", .trailingBytes, 1), ("[\u{FEFF}1]", .syntax, 1), ("\u{FEFF}\u{FEFF}1", .syntax, 3),
  ("[1\u{8}]", .syntax, 2),
]

/// Byte sequences that are not UTF-8, each put into a string, a key and outside of both.
private let notUTF8: [[UInt8]] = [
  [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
  [0xE1, 0x80], [0xE1, 0x80, 0x41],
  [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF1, 0x80, 0x80],
  [0xF4, 0x90, 0x80, 0x80],
  [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC3, 0xA9, 0xA9],
]

@Suite("The grammar of JSON")
struct GrammarTests {
  func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSON {
    var parser = JSONParser(limits: limits)
    return JSON(json: try parser.parse(bytes.span))
  }

  @Test("What the grammar allows is read, and written again without loss", arguments: accepted)
  func accepts(_ text: String, _ again: String) throws {
    #expect(try parse(Array(text.utf8)).jsonText == again)
  }

  @Test("What the grammar forbids is refused where it goes wrong", arguments: refused)
  func refuses(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
    let error = #expect(throws: JSONError.self) { try parse(Array(text.utf8)) }
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
    #expect(error?.pointer == nil)
  }

  @Test("Bytes that are not UTF-8 are refused wherever they stand", arguments: notUTF8)
  func invalidUTF8(_ bytes: [UInt8]) {
    for (head, tail) in [
      ("[\"", "\"]"), ("{\"", "\":1}"), ("[1,", "2]"), ("", "1"), (String(repeating: "é", count: 70) + "\"", "\""),
    ] {
      let text = Array(head.utf8) + bytes + Array(tail.utf8)
      let error = #expect(throws: JSONError.self) { try parse(text) }
      #expect(error?.reason == .invalidUTF8)
    }
  }

  @Test("The end of the first value is reported when something follows it")
  func valueEnd() {
    for (text, end, offset) in [("{\"a\":[1]}  Content", 9, 11), ("1 2", 1, 2), ("\"x\"\"y\"", 3, 3), (" [] ]", 3, 4)] {
      let error = #expect(throws: JSONError.self) { try parse(Array(text.utf8)) }
      #expect(error?.reason == .trailingBytes)
      #expect(error?.valueEnd == end)
      #expect(error?.offset == offset)
    }
  }

  @Test("Every truncation of a document fails cleanly")
  func truncations() throws {
    let text =
      #" {"jsonrpc":"2.0","id":-12.5e+3,"params":[{"é\n\ud83d\ude00":null},[true,false],"ạ\"\\",{}],"x":{"y":""}} "#
    let bytes = Array(text.utf8)
    _ = try parse(bytes)
    for count in 0..<bytes.count - 1 {
      let error = #expect(throws: JSONError.self) { try parse(Array(bytes[..<count])) }
      #expect([.truncated, .invalidUTF8].contains(error?.reason))
      #expect((error?.offset ?? .max) <= count)
    }
  }

  @Test("A change of any one byte of a document never makes the parser misbehave")
  func mutations() {
    let bytes = Array(#"{"a":[1,-2.5e3,"x\u00e9\n"],"é":{"b":null,"c":true}}"#.utf8)
    var parser = JSONParser()
    for position in bytes.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = bytes
        changed[position] = byte
        do throws(JSONError) {
          let value = JSON(json: try parser.parse(changed.span))
          #expect(try parse(Array(value.jsonText.utf8)) == value)
        } catch {
          #expect(error.offset <= changed.count)
        }
      }
    }
  }

  @Test("Nesting is limited, and never a matter of the stack")
  func depth() throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let nested = { (n: Int) in
        Array((String(repeating: open, count: n) + "1" + String(repeating: close, count: n)).utf8)
      }
      _ = try parse(nested(512))
      let error = #expect(throws: JSONError.self) { try parse(nested(513)) }
      #expect(error?.reason == .tooDeep)
      #expect(error?.offset == 512 * open.utf8.count)
      _ = try parse(nested(3), limits: JSONLimits(depth: 3))
      #expect(throws: JSONError.self) { try parse(nested(4), limits: JSONLimits(depth: 3)) }
      #expect(throws: JSONError.self) { try parse(Array(String(repeating: open, count: 1_000_000).utf8)) }
    }
    #expect(throws: JSONError.self) { try parse(Array("[]".utf8), limits: JSONLimits(depth: 0)) }
    _ = try parse(Array("1".utf8), limits: JSONLimits(depth: 0))
  }

  @Test("The size is limited")
  func size() throws {
    let bytes = Array("[1,2,3]".utf8)
    _ = try parse(bytes, limits: JSONLimits(bytes: 7))
    let error = #expect(throws: JSONError.self) { try parse(bytes, limits: JSONLimits(bytes: 6)) }
    #expect(error?.reason == .tooLarge)
  }

  @Test("A parser serves one text after the other, also after errors")
  func reuse() throws {
    var parser = JSONParser()
    for (text, _) in accepted.shuffled() + accepted {
      #expect(throws: JSONError.self) { try parser.validate(Array("[{\"a\":[\(text)".utf8).span) }
      let bytes = Array(text.utf8)
      let value = JSON(json: try parser.parse(bytes.span))
      #expect(try parse(bytes) == value)
    }
    parser.shrink(to: 0)
    try parser.validate(Array("[1]".utf8).span)
  }

  @Test("Repeated keys are found among any number of keys, however they are spelt")
  func repeatedKeys() throws {
    var parser = JSONParser()
    for count in [2, 5, 12, 13, 40, 1000] {
      let unique = (0..<count).map { "\"key\($0)\":\($0)" }
      let plain = Array("{\(unique.joined(separator: ","))}".utf8)
      #expect(try parser.parse(plain.span).hasDuplicateKeys == false)
      for repeated in ["\"key0\":-1", "\"\\u006bey\(count - 1)\":-1"] {
        let bytes = Array("{\(unique.joined(separator: ",")),\(repeated)}".utf8)
        let view = try parser.parse(bytes.span)
        #expect(view.hasDuplicateKeys == true)
        #expect(JSON(json: view).object?.count == count)
        #expect(try view.member(repeated.contains("key0") ? "key0" : "key\(count - 1)")?.int() == -1)
      }
    }
  }

  @Test("UTF-8 is validated as the standard library does it, at every alignment")
  func validation() {
    var random = SplitMix(seed: 7)
    let pieces: [[UInt8]] =
      [[0x41], Array("é".utf8), Array("ạ".utf8), Array("😀".utf8), Array("한".utf8), Array("เ".utf8)] + notUTF8.map { $0 }
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      let faulty = random.next(5) == 0
      while bytes.count < 20 + random.next(180) {
        bytes += pieces[random.next(faulty && random.next(20) == 0 ? pieces.count : 6)]
      }
      if random.next(3) == 0, !bytes.isEmpty { bytes.removeLast(random.next(3) % bytes.count) }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      let invalid = bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalid($0) }
      #expect(bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalid($0, isWide: false) } == invalid, "\(bytes)")
      #expect((invalid == nil) == expected, "\(bytes)")
      if let invalid { #expect(String(validating: bytes[..<invalid], as: UTF8.self) != nil, "\(bytes)") }
    }
  }
}

/// A small deterministic generator of random numbers (SplitMix64, Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z &>> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z &>> 31
  }

  /// A number below `bound`.
  mutating func next(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
