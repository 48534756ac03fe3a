import EchoService
import RPCCore
import Testing

/// The service of the tests.
enum EchoServiceForTests {
  static var server: Server<EchoService> { EchoService.server() }
  static var state: EchoService { EchoService() }
}

@Suite struct ClientRequestTests {
  private let session = InMemorySession(EchoServiceForTests.server, state: EchoServiceForTests.state)

  /// Makes the service ask, and tells the id of its question.
  private func ask(_ id: Int) throws -> JSON {
    let said = session.send(#"{"jsonrpc":"2.0","id":\#(id),"method":"ask"}"#).map(Script.parsed)
    let question = try #require(said.first { $0["method"] == "question" })
    #expect(question["params"] == ["what": "colour"])
    return try #require(question["id"])
  }

  private func answers() -> JSON? {
    session.send(#"{"jsonrpc":"2.0","id":"answers","method":"answers"}"#).map(Script.parsed).first?["result"]
  }

  @Test("An answer and an error of the client reach the service once each")
  func answersAndErrors() throws {
    let first = try ask(1)
    let second = try ask(2)
    #expect(first != second)
    #expect(session.send(#"{"jsonrpc":"2.0","id":\#(second),"error":{"code":7,"message":"no"}}"#) == [])
    #expect(session.send(#"{"jsonrpc":"2.0","id":\#(first),"result":"blue"}"#) == [])
    #expect(session.send(#"{"jsonrpc":"2.0","id":\#(first),"result":"red"}"#) == [])
    #expect(answers() == ["error 7", "blue"])
  }

  @Test("Nonsensical answers are forgotten, and the right one still counts")
  func nonsense() throws {
    let id = try ask(1)
    for nonsense in [
      #"{"jsonrpc":"2.0","id":\#(id)}"#, #"{"jsonrpc":"2.0","id":\#(id),"result":1,"error":{}}"#,
      #"{"jsonrpc":"2.0","id":null,"result":1}"#, #"{"jsonrpc":"2.0","id":"\#(id)","result":1}"#,
      #"{"jsonrpc":"2.0","id":99999,"result":1}"#,
    ] {
      #expect(session.send(nonsense) == [])
    }
    #expect(session.send(#"{"jsonrpc":"2.0","id":\#(id),"result":"blue"}"#) == [])
    #expect(answers() == ["blue"])
  }

  @Test("Too many questions at once fail at once")
  func limit() throws {
    for id in 0..<100 { _ = try ask(id) }
    let said = session.send(#"{"jsonrpc":"2.0","id":"last","method":"ask"}"#)
    #expect(said == [#"{"jsonrpc":"2.0","id":"last","result":true}"#])
    #expect(answers() == ["error -32000"])
  }
}
