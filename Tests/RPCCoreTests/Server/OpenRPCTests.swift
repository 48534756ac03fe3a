import EchoService
import RPCCore
import Testing

@Suite struct OpenRPCTests {
  private let document: JSON? = {
    let session = InMemorySession(EchoServiceForTests.server, state: EchoServiceForTests.state)
    return session.send(#"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#).map(Script.parsed).first?["result"]
  }()

  @Test("The description names every method once, those of the protocol too")
  func methods() throws {
    let names = try #require(document?["methods"]?.array).compactMap { $0["name"]?.string }
    #expect(Set(names).count == names.count)
    for name in EchoServiceForTests.server.methods.map(\.name) { #expect(names.contains(name)) }
    for name in ["rpc.discover", "shutdown", "exit", "$/cancelRequest", "$/setTrace"] { #expect(names.contains(name)) }
  }

  @Test("A method is described with its parameters in their order, units, and its result; a notification has none")
  func method() throws {
    let methods = try #require(document?["methods"]?.array)
    let subtract = try #require(methods.first { $0["name"] == "subtract" })
    #expect(subtract["params"]?.array?.compactMap { $0["name"]?.string } == ["minuend", "subtrahend"])
    #expect(subtract["params"]?[0]?["required"] == true)
    #expect(subtract["params"]?[0]?["schema"]?["type"] == "integer")
    #expect(subtract["result"]?["schema"] == ["type": "integer"])
    let slow = try #require(methods.first { $0["name"] == "slow" })
    #expect(slow["params"]?[0]?["x-unit"] == "milliseconds")
    #expect(slow["x-cancellable"] == true)
    let notification = try #require(methods.first { $0["name"] == "initialized" })
    #expect(notification["result"] == nil)
  }

  @Test("The document has what OpenRPC requires")
  func required() throws {
    let document = try #require(document)
    #expect(document["openrpc"] == "1.3.2")
    #expect(document["info"]?["title"] == "echo")
    #expect(document["components"]?["schemas"]?["Text"] == ["type": "string"])
  }
}
