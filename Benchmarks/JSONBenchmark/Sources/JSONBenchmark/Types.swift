import RPCCore

/// The tree's items, read and written by hand.
struct Item: JSONReadable, JSONWritable {
  var id: Int
  var name: String
  var score: Double
  var range: Range
  var tags: [String?]

  init(json: JSONView) throws(JSONError) {
    var members = try json.object()
    id = try members.int("id")
    name = try members.string("name")
    score = try members.double("score")
    range = try members.read("range")
    tags = []
    let list = try members.require("tags")
    tags.reserveCapacity(list.count)
    var elements = try list.elements()
    while let element = elements.next() { tags.append(element.isString ? try element.string() : nil) }
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("name", name)
    writer.member("score", score)
    writer.member("range", range)
    writer.member("tags", tags)
    writer.endObject()
  }
}

struct Range: JSONReadable, JSONWritable {
  var start: Position
  var end: Position

  init(json: JSONView) throws(JSONError) {
    var members = try json.object()
    start = try members.read("start")
    end = try members.read("end")
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("start", start)
    writer.member("end", end)
    writer.endObject()
  }
}

struct Position: JSONReadable, JSONWritable {
  var line: Int
  var character: Int

  init(json: JSONView) throws(JSONError) {
    var members = try json.object()
    line = try members.int("line")
    character = try members.int("character")
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("line", line)
    writer.member("character", character)
    writer.endObject()
  }
}

struct Tree: JSONReadable, JSONWritable {
  var items: [Item]

  init(json: JSONView) throws(JSONError) {
    var members = try json.object()
    items = try members.read("items")
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("items", items)
    writer.endObject()
  }
}

/// The same types with synthesized conformances.
struct CodableTree: Codable {
  struct Item: Codable {
    var id: Int
    var name: String
    var score: Double
    var range: Range
    var tags: [JSON]
  }
  struct Range: Codable {
    var start: Position
    var end: Position
  }
  struct Position: Codable {
    var line: Int
    var character: Int
  }
  var items: [Item]
}

struct Document: JSONReadable, JSONWritable {
  var uri: String
  var languageId: String
  var version: Int
  var text: String

  init(json: JSONView) throws(JSONError) {
    var members = try json.object()
    let document = try members.require("textDocument")
    var inner = try document.object()
    uri = try inner.string("uri")
    languageId = try inner.string("languageId")
    version = try inner.int("version")
    text = try inner.string("text")
  }

  func write(to writer: inout JSONWriter) {
    writer.object {
      $0.key("textDocument")
      $0.object {
        $0.member("uri", uri)
        $0.member("languageId", languageId)
        $0.member("version", version)
        $0.member("text", text)
      }
    }
  }
}
