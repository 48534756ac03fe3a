import RPCCore
import Testing

@testable import ArticleService

@Suite("What the methods on articles answer")
struct ArticleMethodsTests {
  private static let page = """
    Hội nghị thượng đỉnh SCO khai mạc tại Astana

    Hội nghị thượng đỉnh Tổ chức Hợp tác Thượng Hải (SCO) khai mạc ngày 4/7/2024 tại Astana, thủ đô Kazakhstan.

    Tổng thống nước chủ nhà Kassym-Jomart Tokayev chủ trì hội nghị 🇰🇿. Nga, Trung Quốc và Ấn Độ đều cử đoàn cấp cao tham dự.

    Theo ông Tokayev, SCO cần mở rộng hợp tác về năng lượng và vận tải giữa các nước thành viên trong mười năm tới.
    """

  /// Every `[start, end]` under the key `span`, with the text beside it where there is one.
  private func spans(_ value: JSON) -> [(start: Int, end: Int, text: String?)] {
    if let array = value.array { return array.flatMap(spans) }
    guard let object = value.object else { return [] }
    var found: [(Int, Int, String?)] = []
    if let start = value["span"]?[0]?.int, let end = value["span"]?[1]?.int {
      found.append((start, end, value["text"]?.string))
    }
    return found + object.members.flatMap { spans($0.value) }
  }

  private func slice(_ text: String, _ start: Int, _ end: Int, _ encoding: String) -> String? {
    switch encoding {
    case "utf-8":
      let bytes = Array(text.utf8)
      guard start <= end, end <= bytes.count else { return nil }
      return String(validating: bytes[start..<end], as: UTF8.self)
    case "utf-16":
      let units = Array(text.utf16)
      guard start <= end, end <= units.count else { return nil }
      return String(validating: units[start..<end], as: UTF16.self)
    default:
      let scalars = Array(text.unicodeScalars)
      guard start <= end, end <= scalars.count else { return nil }
      var part = String.UnicodeScalarView()
      part.append(contentsOf: scalars[start..<end])
      return String(part)
    }
  }

  @Test(
    "Every span slices back to the text quoted beside it, in every encoding",
    arguments: ["article/parse", "article/entities"], ["utf-8", "utf-16", "utf-32"])
  func spansSlice(method: String, encoding: String) throws {
    let result = try ServiceSession().result(
      method, ["text": .string(Self.page), "positionEncoding": .string(encoding), "publishedAt": "2024-07-04"])
    #expect(result["positionEncoding"]?.string == encoding)
    let spans = spans(result)
    #expect(spans.count > 5)
    for span in spans {
      let sliced = slice(Self.page, span.start, span.end, encoding)
      #expect(sliced != nil, "\(span)")
      if let text = span.text { #expect(sliced == text, "\(span)") }
    }
  }

  @Test("The blocks tile the text")
  func blocksTile() throws {
    let result = try ServiceSession().result("article/parse", ["text": .string(Self.page)])
    let blocks = result["blocks"]?.array ?? []
    #expect(blocks.first?["span"]?[0] == 0)
    #expect(blocks.last?["span"]?[1]?.int == Self.page.utf16.count)
    for (left, right) in zip(blocks, blocks.dropFirst()) { #expect(left["span"]?[1] == right["span"]?[0]) }
  }

  @Test("The same request gives the same bytes")
  func deterministic() throws {
    for method in ["article/parse", "article/entities", "article/summarize"] {
      let params: JSON = ["text": .string(Self.page)]
      #expect(try ServiceSession().answer(method, params).jsonText == ServiceSession().answer(method, params).jsonText)
    }
  }

  @Test("Params by position mean the same as by name")
  func byPosition() throws {
    let session = ServiceSession()
    let named = try session.result("article/parse", ["text": .string(Self.page)])
    #expect(try session.result("article/parse", [.string(Self.page)]) == named)
  }

  @Test("A summary's sentences stand in the article, in its order")
  func summarySentences() throws {
    let result = try ServiceSession().result(
      "article/summarize", ["text": .string(Self.page), "sentences": 2, "positionEncoding": "utf-32"])
    let sentences = result["sentences"]?.array ?? []
    #expect(sentences.count == 2)
    var last = -1
    for sentence in sentences {
      let start = sentence["span"]?[0]?.int ?? -1
      #expect(start > last)
      last = start
      #expect(slice(Self.page, start, sentence["span"]?[1]?.int ?? -1, "utf-32") == sentence["text"]?.string)
    }
  }

  @Test("Several articles are summed up together, each sentence with its article")
  func severalArticles() throws {
    let other =
      "Nga và Kazakhstan ký thoả thuận\n\nHai nước ký thoả thuận năng lượng tại Astana ngày 4/7/2024, bên lề hội nghị SCO."
    let result = try ServiceSession().result(
      "article/summarize", ["articles": [["text": .string(Self.page)], ["text": .string(other)]], "ratio": 1])
    let articles = Set((result["sentences"]?.array ?? []).compactMap { $0["article"]?.int })
    #expect(articles == [0, 1])
    #expect(result["sources"] == [0, 1])
  }

  @Test("A document's edits reach the next request")
  func documentEdits() throws {
    let session = ServiceSession()
    _ = try session.result("initialize", ["capabilities": ["general": ["positionEncodings": ["utf-8"]]]])
    _ = try session.notify(
      "textDocument/didOpen", ["textDocument": ["uri": "a", "version": 1, "text": .string("Sông Hồng\nở Hà Nội")]])
    _ = try session.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": "a", "version": 2],
        "contentChanges": [
          [
            "range": ["start": ["line": 1, "character": 3], "end": ["line": 1, "character": 99]], "text": "\nĐà Nẵng",
          ],
          ["range": ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 0]], "text": "> "],
        ],
      ])
    let result = try session.result("article/entities", ["textDocument": ["uri": "a"]])
    let names = result["entities"]?.array?.compactMap { $0["name"]?.string } ?? []
    #expect(names.contains("Đà Nẵng"))
    #expect(!names.contains("Hà Nội"))
  }

  @Test("Positions far outside a document are clamped", arguments: [-5, Int.max, 1 << 40])
  func clampedPositions(number: Int) throws {
    let session = ServiceSession()
    _ = try session.result("initialize", ["capabilities": [:]])
    _ = try session.notify("textDocument/didOpen", ["textDocument": ["uri": "a", "version": 1, "text": "Hà Nội 🇻🇳"]])
    let position: JSON = ["line": .int(number), "character": .int(number)]
    _ = try session.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": "a"],
        "contentChanges": [["range": ["start": position, "end": position], "text": "x"]],
      ])
    #expect(try session.result("article/parse", ["textDocument": ["uri": "a"]])["blocks"]?.array?.isEmpty == false)
  }

  @Test("A user's own entity joins lookup and linking, and a bad row is reported by its line")
  func userEntities() throws {
    let session = ServiceSession()
    let table = "id\ttype\tname\taliases\norg.riverdesk\tORG\tBan Quản lý Sông Xanh\tBQLSX\nbad row\n"
    let messages = try session.exchange(
      #"{"jsonrpc":"2.0","id":7,"method":"initialize","params":{"initializationOptions":{"entities":\#(JSON.string(table).jsonText)}}}"#
    )
    let log = messages.first { $0["method"] == "window/logMessage" }
    #expect(log?["params"]?["message"]?.string?.contains("line 3") == true)
    let found = try session.result("entity/lookup", ["query": "ban quan ly song xanh"])
    #expect(found["candidates"]?[0]?["id"] == "org.riverdesk")
    let entities = try session.result(
      "article/entities",
      ["text": "Cầu mới\n\nTheo Ban Quản lý Sông Xanh, cầu mở cửa vào tháng sau cho xe buýt và xe đạp."])
    #expect(entities["entities"]?.array?.contains { $0["id"] == "org.riverdesk" } == true)
  }

  @Test("Every method is described, and its example parameters are named")
  func discover() throws {
    let document = try ServiceSession().result("rpc.discover")
    let methods = document["methods"]?.array ?? []
    let names = methods.compactMap { $0["name"]?.string }
    for name in ["article/parse", "article/entities", "article/summarize", "entity/lookup", "entity/get", "shutdown"] {
      #expect(names.contains(name))
    }
    for method in methods { #expect(method["summary"]?.string?.isEmpty == false, "\(method["name"]?.string ?? "")") }
  }
}
