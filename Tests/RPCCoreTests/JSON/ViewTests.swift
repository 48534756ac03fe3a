import Testing

@testable import RPCCore

@Suite("Views of parsed JSON")
struct ViewTests {
  static let text = #" {"jsonrpc":"2.0","id":-0,"a/b":[true,null,{"~":"é\n"}],"":{"x":1.50,"y":[]}} "#

  /// Parses the sample and hands its root to `body`.
  func withRoot(_ text: String = text, _ body: (borrowing JSONView) throws -> Void) throws {
    let document = try JSONDocument.parse(text)
    try body(document.root)
  }

  @Test("Each value knows where it stands, byte for byte")
  func places() throws {
    try withRoot { root in
      #expect(root.kind == .object)
      #expect(root.rawText == Self.text.dropFirst().dropLast())
      #expect(root["id"]?.rawText == "-0")
      #expect(root["id"]?.byteRange == 23..<25)
      #expect(root["a/b"]?.rawText == #"[true,null,{"~":"é\n"}]"#)
      #expect(root["a/b"]?.element(2)?["~"]?.rawText == #""é\n""#)
      #expect(root[""]?["x"]?.rawText == "1.50")
      #expect(root["missing"]?.rawText == nil)
      #expect(root["id"]?["x"]?.rawText == nil)
      #expect(root["a/b"]?.element(3)?.rawText == nil)
      #expect(root["a/b"]?.element(-1)?.rawText == nil)
    }
  }

  @Test("Pointers lead from the root to a value")
  func pointers() throws {
    try withRoot { root in
      #expect(root.pointer == "")
      #expect(root["a/b"]?.pointer == "/a~1b")
      #expect(root["a/b"]?.element(2)?["~"]?.pointer == "/a~1b/2/~0")
      #expect(root[""]?["y"]?.pointer == "//y")
    }
  }

  @Test("Values of another kind are refused with what was found")
  func kinds() throws {
    try withRoot { root in
      #expect(root["a/b"]?.element(0)?.isBool == true)
      let flag = try root["a/b"]?.element(0)?.bool()
      #expect(flag == true)
      #expect(root["a/b"]?.element(1)?.isNull == true)
      #expect(root["id"]?.isIntegerLiteral == true)
      #expect(root[""]?["x"]?.isIntegerLiteral == false)
      let error = #expect(throws: JSONError.self) { try root["a/b"]?.string() }
      #expect(error?.description == "/a~1b: expected a string, found an array at byte 32")
      #expect(throws: JSONError.self) { try root["id"]?.bool() }
      #expect(throws: JSONError.self) { try root["id"]?.elements() == nil }
      #expect(throws: JSONError.self) { try root["a/b"]?.members() == nil }
      #expect(throws: JSONError.self) { try root["jsonrpc"]?.int() }
    }
  }

  @Test("Strings are compared without being made, also when they have escapes")
  func comparison() throws {
    try withRoot(#"["initialize","init\u0069alize","","a"]"#) { root in
      #expect(root.element(0)?.equals("initialize") == true)
      #expect(root.element(1)?.equals("initialize") == true)
      #expect(root.element(0)?.equals("initialise") == false)
      #expect(root.element(2)?.equals("") == true)
      #expect(root.element(3)?.equals("a") == true)
      #expect(root.element(3)?.equals("b") == false)
      #expect(root.equals("initialize") == false)
      let count = try root.element(1)?.withUTF8 { $0.count }
      #expect(count == 10)
    }
  }

  @Test("Walking gives all members and elements in order")
  func walking() throws {
    try withRoot { root in
      var names: [String] = []
      var members = try root.members()
      while let member = members.next() { names.append(member.name) }
      #expect(names == ["jsonrpc", "id", "a/b", ""])
      #expect(root.count == 4)
      #expect(root["a/b"]?.count == 3)
      #expect(root[""]?["y"]?.count == 0)
      #expect(root["id"]?.count == 0)
    }
  }

  @Test("A reader finds members in order, out of order, again, and tells null from absent only when asked")
  func reader() throws {
    try withRoot(#"{"a":1,"b":null,"c":"x","d":2.5,"e":true,"f":[1,2]}"#) { root in
      var members = try root.object()
      #expect(try members.int("a") == 1)
      #expect(try members.stringIfPresent("b") == nil)
      #expect(members.find("b")?.isNull == true)
      #expect(members.find("z")?.isNull == nil)
      #expect(try members.string("c") == "x")
      #expect(try members.double("d") == 2.5)
      #expect(try members.bool("e") == true)
      #expect(try members.read("f", as: [Int].self) == [1, 2])
      #expect(try members.int("a") == 1)
      #expect(try members.intIfPresent("a") == 1)
      #expect(try members.readIfPresent("z", as: String.self) == nil)
      let missing = #expect(throws: JSONError.self) { try members.int("z/") }
      #expect(missing?.description == "/z~1: expected an integer, found nothing at byte 0")
      let null = #expect(throws: JSONError.self) { try members.string("b") }
      #expect(null?.description == "/b: expected a string, found null at byte 11")
      let wrong = #expect(throws: JSONError.self) { try members.intIfPresent("c") }
      #expect(wrong?.reason == .typeMismatch)
    }
  }

  @Test("A document outlives its parser and is shared between tasks")
  func document() async throws {
    let document = try JSONDocument.parse(Self.text)
    let ids = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<8 { group.addTask { document.root["id"]?.rawText } }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(ids == Array(repeating: "-0", count: 8))
  }
}

@Suite("Writing JSON")
struct WriterTests {
  @Test("Commas and colons come by themselves at any nesting")
  func structure() {
    var writer = JSONWriter()
    writer.object {
      $0.member("a", 1)
      $0.key("b")
      $0.array {
        $0.null()
        $0.bool(false)
        $0.object { _ in }
        $0.array { _ in }
        $0.string("x")
        $0.raw("{\"raw\":1}")
        $0.double(0.5)
        $0.integer(UInt8(7))
      }
      $0.key("quoted \"key\"" as String)
      $0.string("v" as StaticString)
      $0.memberIfPresent("absent", nil as Int?)
      $0.memberIfPresent("present", 3)
      $0.member("list", [[1], []])
      $0.member("map", ["b": 1, "a": 2])
      $0.member("none", nil as String?)
    }
    #expect(
      String(decoding: writer.output.array, as: UTF8.self)
        == #"{"a":1,"b":[null,false,{},[],"x",{"raw":1},0.5,7],"quoted \"key\"":"v","present":3,"#
        + #""list":[[1],[]],"map":{"a":2,"b":1},"none":null}"#)
  }

  @Test("Several texts and what is between them share a buffer")
  func texts() {
    var writer = JSONWriter(ByteBuffer(capacity: 3))
    for i in 0..<3 {
      writer.output.append("<")
      writer.startText()
      writer.array { $0.int(i) }
      writer.output.append(UInt8(ascii: ">"))
    }
    #expect(writer.finish().array == Array("<[0]><[1]><[2]>".utf8))
  }

  @Test("A value that fails is replaced by null and remembered")
  func failure() {
    struct Failing: Encodable, JSONWritable {
      func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(1)
        throw EncodingError.invalidValue(0, .init(codingPath: [], debugDescription: "better luck"))
      }
    }
    var writer = JSONWriter()
    writer.array {
      $0.int(1)
      $0.write(Failing())
      $0.int(2)
    }
    #expect(String(decoding: writer.output.array, as: UTF8.self) == "[1,null,2]")
    #expect(writer.failure?.expected == "better luck")
  }

  @Test("Each control character, quote and backslash is escaped, nothing else")
  func escapes() throws {
    for value in (0...0x7F as ClosedRange<UInt32>) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for string in [String(scalar), "ạ\(scalar)", String(repeating: "x", count: 40) + String(scalar) + "y"] {
        let text = string.jsonText
        #expect(try read(String.self, text) == string)
        let isEscaped = value < 0x20 || scalar == "\"" || scalar == "\\"
        #expect((text.utf8.count == string.utf8.count + 2) == !isEscaped)
      }
    }
  }

  @Test("A buffer keeps its bytes through growth, removal and writing in place")
  func buffer() {
    var buffer = ByteBuffer()
    for i in 0..<1000 { buffer.append(UInt8(truncatingIfNeeded: i)) }
    #expect(buffer.array == (0..<1000).map { UInt8(truncatingIfNeeded: $0) })
    buffer.removeFirst(990)
    buffer.removeLast(5)
    #expect(buffer.array == [222, 223, 224, 225, 226])
    buffer.appendUnsafely(minimum: 3) { room in
      room[0] = 1
      room[1] = 2
      return 2
    }
    #expect(buffer.array == [222, 223, 224, 225, 226, 1, 2])
    buffer.appendUnsafely(minimum: 1) { _ in .max }
    #expect(buffer.count == buffer.capacity)
    buffer.removeFirst(.max)
    buffer.removeLast(.max)
    #expect(buffer.array == [])
    buffer.removeAll(keepingCapacityUpTo: 10)
    #expect(buffer.capacity == 0)
    buffer.append([] as [UInt8])
    buffer.append(utf8: "é")
    #expect(buffer.array == [0xC3, 0xA9])
  }
}

extension JSONDocument {
  /// The document that `text` is.
  static func parse(_ text: String) throws(JSONError) -> JSONDocument {
    var parser = JSONParser()
    return try parser.document(Array(text.utf8))
  }
}
