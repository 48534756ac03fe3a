import RPCCore
import Testing

@Suite("JSON values")
struct JSONValueTests {
  @Test(
    "A value comes back byte for byte when it was written without white space and needless escapes",
    arguments: [
      #"null"#, #"true"#, #"false"#, #"0"#, #"-0"#, #"1.5"#, #"9007199254740993"#, #"123456789012345678901234567890"#,
      #"1E+400"#, #""""#, #""Hà Nội""#, #""a\"b\\c\n\t""#, #"[]"#, #"{}"#, #"[1,[2,[3]],{"a":[]}]"#,
      #"{"b":1,"a":{"c":null}}"#,
    ])
  func roundTrip(_ text: String) throws {
    #expect(try JSON(parsing: text).jsonText == text)
  }

  @Test("Literals make values")
  func literals() {
    let value: JSON = ["a": 1, "b": [nil, true, 2.5, "x"]]
    #expect(value.jsonText == #"{"a":1,"b":[null,true,2.5,"x"]}"#)
    #expect(value["b"]?[3]?.string == "x")
  }

  @Test("A typed value is read in any order of its members")
  func typedReading() throws {
    let point = try read(Point.self, #"{"x":1,"y":{"deep":[1,2]},"name":"a\u00e9b"}"#)
    #expect(point == Point(x: 1, name: "aéb"))
    #expect(try read(Point.self, #"{"name":"n","x":5}"#) == Point(x: 5, name: "n"))
  }

  @Test("Errors name pointer, offset, expectation and finding")
  func errors() throws {
    let error = #expect(throws: JSONError.self) { try read([Point].self, #"[{"x":1,"name":"a"},{"x":"1"}]"#) }
    #expect(error?.description == "/1/x: expected an integer, found a string at byte 25")
  }
}

struct Point: JSONReadable, Equatable {
  var x: Int
  var name: String

  init(x: Int, name: String) {
    self.x = x
    self.name = name
  }

  init(json: JSONView) throws(JSONError) {
    var members = try json.object()
    x = try members.int("x")
    name = try members.string("name")
  }
}

/// Parses `text` and reads a value from it.
func read<Value: JSONReadable>(_ type: Value.Type, _ text: String) throws(JSONError) -> Value {
  var parser = JSONParser()
  let bytes = Array(text.utf8)
  return try Value(json: parser.parse(bytes.span))
}
