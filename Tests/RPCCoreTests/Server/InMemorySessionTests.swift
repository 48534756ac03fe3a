import EchoService
import RPCCore
import Testing

@Suite struct InMemorySessionTests {
  private func session() -> InMemorySession<EchoService> {
    InMemorySession(EchoService.server(), state: EchoService())
  }

  @Test("A request is answered with its result and its id")
  func request() {
    let answers = session().send(#"{"jsonrpc":"2.0","id":"é","method":"echo","params":{"a":[1,"Hà Nội"]}}"#)
    #expect(answers == [#"{"jsonrpc":"2.0","id":"é","result":{"a":[1,"Hà Nội"]}}"#])
  }

  @Test("A heavy request runs when its message was handled")
  func heavy() {
    let answers = session().send(#"{"jsonrpc":"2.0","id":1,"method":"work","params":{"a":1}}"#)
    #expect(answers == [#"{"jsonrpc":"2.0","id":1,"result":{"a":1}}"#])
  }

  @Test("Params by position have the names of the description, and errors point at the position")
  func positions() {
    let session = session()
    #expect(
      session.send(#"{"jsonrpc":"2.0","id":1,"method":"subtract","params":[42,23]}"#)
        == [#"{"jsonrpc":"2.0","id":1,"result":19}"#])
    let answer = session.send(#"{"jsonrpc":"2.0","id":1,"method":"subtract","params":[42,"23"]}"#).joined()
    #expect(answer.contains(#""code":-32602"#))
    #expect(answer.contains(#""pointer":"/1""#))
  }
}
