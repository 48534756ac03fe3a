import Foundation
import Testing

@testable import RPCCore

@Suite("Codable on tape and writer")
struct CodableTests {
  struct Everything: Codable, Equatable {
    enum Colour: String, Codable { case red, green }
    enum Shape: Codable, Equatable {
      case circle(radius: Double)
      case named(String)
    }
    struct Inner: Codable, Equatable {
      var a: Int8
      var b: UInt64
      var c: [String: [Bool]]
    }
    struct Empty: Codable, Equatable {}

    var flag = true
    var name = "Hà Nội \"quoted\" \u{1}\n"
    var small: Float = 0.1
    var big = 1.7976931348623157e308
    var numbers = [1, -2, 3]
    var nested = [[1], [], [2, 3]]
    var wide = Int128.max
    var colour = Colour.green
    var shapes = [Shape.circle(radius: 0.5), .named("x")]
    var absent: Int?
    var present: Int? = 7
    var holes: [Int?] = [1, nil, 3]
    var inner = Inner(a: -128, b: .max, c: ["k": [true, false]])
    var empty = Empty()
    var free: JSON = ["z": 1, "a": [nil, "x"]]
  }

  func text(_ value: some Encodable) throws -> String {
    var writer = JSONWriter()
    try writer.encode(value)
    return String(decoding: writer.output.array, as: UTF8.self)
  }

  func value<Value: Decodable>(_ type: Value.Type = Value.self, _ text: String) throws -> Value {
    var parser = JSONParser()
    let bytes = Array(text.utf8)
    return try parser.parse(bytes.span).decode(Value.self)
  }

  @Test("Every kind of synthesized member comes back equal")
  func roundTrip() throws {
    let everything = Everything()
    let json = try text(everything)
    #expect(try value(Everything.self, json) == everything)
    // Keys in another order and a null in place of an absent member make no difference.
    let reversed = try JSON(parsing: json)
    let members = try #require(reversed.object?.members)
    let other = JSONObject([("absent", .null)] + members.reversed().map { ($0.key, $0.value) })
    #expect(try value(Everything.self, JSON.object(other).jsonText) == everything)
  }

  @Test("Foundation reads what the encoder writes, and the decoder what Foundation writes")
  func foundation() throws {
    struct Mixed: Codable, Equatable {
      var s = "a/b\\\u{7F}é😀"
      var d = [0.1, 1e21, -2.5e-7]
      var n: JSON = ["k": [1, 2.5, nil, true, "é"], "o": [:]]
    }
    let ours = try text(Mixed())
    #expect(try JSONDecoder().decode(Mixed.self, from: Data(ours.utf8)) == Mixed())
    let theirs = try JSONEncoder().encode(Mixed())
    #expect(try value(Mixed.self, String(decoding: theirs, as: UTF8.self)) == Mixed())
  }

  @Test(
    "A decoding error names pointer, offset, expectation and finding",
    arguments: [
      (#"{"a":1,"b":2}"#, "/c: expected a value, found nothing at byte 0"),
      (#"{"a":300,"b":2,"c":{}}"#, "/a: expected an integer from -128 to 127, found 300 at byte 5"),
      (#"{"a":1.5,"b":2,"c":{}}"#, "/a: expected an integer from -128 to 127, found 1.5 at byte 5"),
      (#"{"a":1,"b":2,"c":{"x/y":[true,0]}}"#, "/c/x~1y/1: expected a Boolean, found a number at byte 30"),
      (#"[]"#, "expected an object, found an array at byte 0"),
    ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: JSONError.self) { try value(Everything.Inner.self, text) }
    #expect(error?.description == message)
  }

  @Test("An error of a type's own decoding is placed in the text")
  func foreignErrors() {
    let error = #expect(throws: JSONError.self) { try value([Everything.Colour].self, #"["red","blue"]"#) }
    #expect(error?.pointer == "/1")
    #expect(error?.offset == 7)
    #expect(error?.found == #""blue""#)
  }

  @Test("Of a repeated key the last value counts")
  func duplicates() throws {
    struct One: Codable { var a: Int }
    #expect(try value(One.self, #"{"a":1,"\u0061":2}"#).a == 2)
    #expect(try value([String: Int].self, #"{"a":1,"b":5,"a":3}"#) == ["a": 3, "b": 5])
  }

  @Test("A class and its superclass share an object or nest")
  func inheritance() throws {
    class Base: Codable {
      var a = 1
      init() {}
    }
    final class Derived: Base {
      var b = 2
      enum Keys: CodingKey { case b }
      override init() { super.init() }
      required init(from decoder: any Decoder) throws {
        b = try decoder.container(keyedBy: Keys.self).decode(Int.self, forKey: .b)
        try super.init(from: decoder)
      }
      override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(b, forKey: .b)
        try super.encode(to: encoder)
      }
    }
    #expect(try text(Derived()) == #"{"b":2,"a":1}"#)
    let back = try value(Derived.self, #"{"b":5,"a":6}"#)
    #expect(back.a == 6 && back.b == 5)
  }

  @Test("Containers used in turns are refused and leave nothing behind")
  func interleaved() {
    struct Turns: Encodable {
      func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: TapeKey.self)
        var inner = outer.nestedUnkeyedContainer(forKey: TapeKey(stringValue: "in"))
        try inner.encode(1)
        try outer.encode(2, forKey: TapeKey(stringValue: "out"))
        try inner.encode(3)
      }
    }
    var writer = JSONWriter()
    writer.beginArray()
    writer.int(1)
    #expect(throws: JSONError.self) { try writer.encode(Turns()) }
    writer.int(2)
    writer.endArray()
    #expect(String(decoding: writer.output.array, as: UTF8.self) == "[1,2]")
  }

  @Test("An encoding error names the path to the value")
  func encodingPath() {
    struct Bad: Encodable {
      func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(0, .init(codingPath: encoder.codingPath, debugDescription: "a good value"))
      }
    }
    var writer = JSONWriter()
    let error = #expect(throws: JSONError.self) { try writer.encode(["k": [["a\"b": Bad()]]]) }
    #expect(error?.pointer == "/k/0/a\"b")
    #expect(writer.output.array == [])
  }

  @Test("A decoder kept beyond its decoding throws instead of reading freed memory")
  func escapedDecoder() throws {
    struct Thief: Decodable {
      let decoder: any Decoder
      init(from decoder: any Decoder) { self.decoder = decoder }
    }
    let thief = try value(Thief.self, #"{"a":1}"#)
    #expect(throws: JSONError.self) { try thief.decoder.container(keyedBy: TapeKey.self) }
    #expect(thief.decoder.codingPath.isEmpty)
  }

  @Test("Types that declare the conformance alone read and write themselves through Codable")
  func defaults() throws {
    struct Plain: Codable, JSONReadable, JSONWritable, Equatable { var x = [1, 2] }
    #expect(Plain().jsonText == #"{"x":[1,2]}"#)
    #expect(try read(Plain.self, #"{"x":[1,2]}"#) == Plain())
  }
}
