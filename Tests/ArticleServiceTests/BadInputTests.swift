import RPCCore
import Testing

@testable import ArticleService

@Suite("Bad input gets a clear answer, and the next request works")
struct BadInputTests {
  private static let article = "Hà Nội khánh thành cầu mới\n\nCầu dài 3 km nối hai bờ sông Hồng, sau bốn năm xây dựng."

  private func expectNextRequestWorks(_ session: ServiceSession) throws {
    let result = try session.result("article/parse", ["text": .string(Self.article)])
    #expect(result["blocks"]?.array?.count == 2)
  }

  @Test("A missing text says which members would do")
  func missingText() throws {
    let session = ServiceSession()
    let error = try session.answer("article/parse")["error"]
    #expect(error?["code"] == -32602)
    #expect(error?["data"]?["pointer"] == "/text")
    #expect(error?["data"]?["expected"] == "text, textDocument or uri")
    try expectNextRequestWorks(session)
  }

  @Test(
    "A value of the wrong type says where it stands and what was expected",
    arguments: [
      ("article/parse", ["text": 7], "/text"), ("article/parse", ["text": "a", "format": "docx"], "/format"),
      ("article/parse", ["text": "a", "publishedAt": "yesterday"], "/publishedAt"),
      ("article/parse", ["textDocument": ["uri": 5]], "/textDocument/uri"),
      ("article/entities", ["text": "a", "positionEncoding": "utf-7"], "/positionEncoding"),
      ("article/entities", ["text": "a", "includeFurniture": "yes"], "/includeFurniture"),
      ("article/summarize", ["text": "a", "sentences": 0], "/sentences"),
      ("article/summarize", ["text": "a", "ratio": 1.5], "/ratio"),
      ("article/summarize", ["text": "a", "style": "poem"], "/style"),
      ("article/summarize", ["articles": []], "/articles"),
      ("article/summarize", ["articles": [["text": "a"], ["text": []]]], "/articles/1/text"),
      ("entity/lookup", ["query": 1], "/query"), ("entity/lookup", ["query": "a", "limit": 0], "/limit"),
      ("entity/lookup", ["query": "a", "types": ["person", "planet"]], "/types/1"), ("entity/get", [:], "/id"),
    ] as [(String, JSON, String)])
  func wrongType(method: String, params: JSON, pointer: String) throws {
    let session = ServiceSession()
    let error = try session.answer(method, params)["error"]
    #expect(error?["code"] == -32602)
    #expect(error?["data"]?["pointer"]?.string == pointer)
    #expect(error?["data"]?["expected"]?.string?.isEmpty == false)
    try expectNextRequestWorks(session)
  }

  @Test("Two budgets for one summary are one too many")
  func twoBudgets() throws {
    let error = try ServiceSession().answer("article/summarize", ["text": "a", "words": 50, "sentences": 2])["error"]
    #expect(error?["code"] == -32602)
  }

  @Test("Text that is no UTF-8 is a parse error")
  func invalidUTF8() throws {
    let session = InMemorySession(Server<ServiceState>.articleService, state: ServiceState())
    session.send(bytes: Array(#"{"jsonrpc":"2.0","id":1,"method":"article/parse","params":{"text":""#.utf8))
    session.send(bytes: [0xC3, 0x28] + Array("\"}}\n".utf8))
    session.send(bytes: #"{"jsonrpc":"2.0","id":2,"method":"entity/get","params":{"id":"country.vn"}}"# + "\n")
    session.run()
    let answers = try session.receive().map { try JSON(parsing: $0) }
    #expect(answers.count == 2)
    #expect(answers.first?["error"]?["code"] == -32700)
    #expect(answers.last?["result"]?["id"] == "country.vn")
  }

  @Test(
    "Odd texts have a sensible, empty answer",
    arguments: ["", " ", "\n\n\n", "\0", "\u{FEFF}", "\u{200B}\u{AD}", "…", "\r\r\n\n", "🇻🇳", "\u{301}\u{323}"])
  func oddText(text: String) throws {
    let session = ServiceSession()
    let parsed = try session.result("article/parse", ["text": .string(text)])
    #expect(parsed["sentences"]?.array?.isEmpty == true)
    #expect(parsed["confidence"]?.double ?? 1 < 0.5)
    #expect(try session.result("article/entities", ["text": .string(text)])["entities"] == [])
    #expect(try session.result("article/summarize", ["text": .string(text)])["text"] == "")
  }

  @Test("NUL bytes inside an article are kept, and spans count them")
  func nulInside() throws {
    let text = "Tin mới\n\nÔng\0 đến Hà Nội và gặp người dân ở đó vào buổi sáng.\n"
    let result = try ServiceSession().result("article/parse", ["text": .string(text), "positionEncoding": "utf-32"])
    #expect(result["blocks"]?.array?.last?["span"]?[1]?.int == text.unicodeScalars.count)
  }

  @Test("A megabyte of text is parsed, and its blocks tile it")
  func megabyte() throws {
    let paragraph = "Thành phố mở thêm tuyến xe buýt mới để phục vụ người dân ở các quận ven sông trong năm nay.\n\n"
    let text = String(repeating: paragraph, count: 1_000_000 / paragraph.utf8.count + 1)
    let result = try ServiceSession().result("article/parse", ["text": .string(text), "positionEncoding": "utf-8"])
    var end = 0
    for block in result["blocks"]?.array ?? [] {
      guard block["span"]?[0]?.int == end else { break }
      end = block["span"]?[1]?.int ?? -1
    }
    #expect(end == text.utf8.count)
  }

  @Test("An unknown document and a file outside the roots are refused with a reason")
  func unreadable() throws {
    let session = ServiceSession()
    let document = try session.answer("article/parse", ["textDocument": ["uri": "untitled:x"]])["error"]
    #expect(document?["code"] == -32803)
    #expect(document?["message"]?.string?.contains("untitled:x") == true)
    for uri in ["/etc/hostname", "file:///etc/hostname", "https://example.org/a", "file:///no/such", "file:%zz", ""] {
      let error = try session.answer("article/parse", ["uri": .string(uri)])["error"]
      #expect(error?["code"] == -32803, "\(uri)")
    }
  }
}
