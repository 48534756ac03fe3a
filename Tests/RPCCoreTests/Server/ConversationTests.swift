import RPCCore
import Testing

@Suite struct ConversationTests {
  @Test("Requests are answered in the order in which they were written")
  func order() {
    Script(
      .call(1, "echo", ["a": 1]), .call(2, "echo", ["a": 2]), .call(3, "unknown"),
      .expect([.result(1, ["a": 1]), .result(2, ["a": 2]), .error(3, -32601)])
    ).hold()
  }

  @Test("Every split of a message gives the same answer")
  func splits() {
    let script = Script(.call("é", "echo", ["text": "Hà Nội"]), .expect([.result("é", ["text": "Hà Nội"])]))
    for framing in Framing.allCases {
      for position in 1..<130 { script.hold(framing, .split(position)) }
    }
  }

  @Test("Quick requests overtake heavy ones")
  func overtaking() {
    Script(
      .call(1, "work", ["a": 1]), .call(2, "echo"), .expect([.result(2, [:])]), .work, .expect([.result(1, ["a": 1])])
    ).hold()
  }

  @Test("Absent, null and empty params are the same")
  func emptyParams() {
    Script(
      .call(1, "echo"), .call(2, "echo", .null), .call(3, "echo", []), .call(4, "echo", [:]),
      .expect([.result(1, [:]), .result(2, [:]), .result(3, [:]), .result(4, [:])])
    ).hold()
  }

  @Test("Params by position and by name are the same")
  func positions() {
    Script(
      .call(1, "subtract", [42, 23]), .call(2, "subtract", ["subtrahend": 23, "minuend": 42]),
      .call(3, "subtract", [1, 2, 3]), .call(4, "subtract", [1]), .call(5, "subtract", ["a", 1]),
      .expect([.result(1, 19), .result(2, 19), .error(3, -32602), .error(4, -32602), .error(5, -32602)])
    ).hold()
  }

  @Test("A handler that fails answers with an error, and nothing of its half-written result goes out")
  func failures() {
    Script(
      .call(1, "fail"), .call(2, "break"), .work, .call(3, "forget"), .call(4, "subtract", [.int(Int.min), 1]),
      .collect([.error(1, -32603), .error(2, -32803), .error(3, -32603), .error(4, -32803)])
    ).hold()
  }

  @Test("A result that is not written is null")
  func nothing() {
    Script(.call(1, "nothing"), .expect([.result(1, .null)])).hold()
  }

  // MARK: Cancellation

  @Test("A cancelled request that waits is answered at once, and never runs")
  func cancelQueued() {
    Script(
      .call(1, "work"), .call(2, "work"), .cancel(1), .expect([.error(1, -32800)]), .work, .expect([.result(2, [:])])
    ).hold()
  }

  @Test("Cancelling a finished, unknown or nonsensical id says nothing")
  func cancelNothing() {
    Script(
      .call(1, "echo"), .expect([.result(1, [:])]), .cancel(1), .cancel("never"), .cancel(.null), .cancel([:]),
      .notify("$/cancelRequest"), .notify("$/cancelRequest", [1]), .call(2, "echo"), .expect([.result(2, [:])])
    ).hold()
  }

  @Test("The id of a cancelled request may be used again while its work still winds down")
  func reuseAfterCancel() {
    Script(
      .call(1, "work", ["a": 1]), .cancel(1), .call(1, "work", ["a": 2]), .expect([.error(1, -32800)]), .work,
      .expect([.result(1, ["a": 2])])
    ).hold()
  }

  @Test("An id in flight is refused to a second request, and the first goes on")
  func duplicate() {
    Script(
      .call(1, "work", ["a": 1]), .call(1, "work", ["a": 2]), .call("1", "echo"),
      .expect([.error(1, -32600), .result("1", [:])]), .work, .expect([.result(1, ["a": 1])])
    ).hold()
  }

  @Test("The number 1 and the string 1 are different ids")
  func idTypes() {
    Script(
      .call(1, "work"), .call("1", "work"), .cancel("1"), .expect([.error("1", -32800)]), .work,
      .expect([.result(1, [:])])
    ).hold()
  }

  @Test("Progress can be cancelled by its token")
  func cancelProgress() {
    Script(
      .call(1, "work", ["workDoneToken": "t"]), .notify("window/workDoneProgress/cancel", ["token": "t"]),
      .expect([.error(1, -32800)]), .work
    ).hold()
  }

  // MARK: Documents

  @Test("A request sees the documents as they were when it was read")
  func snapshot() {
    Script(
      .notify("document/set", ["document": "a", "text": "old"]),
      .call(1, "document/snapshot", ["document": "a"]),
      .notify("document/set", ["document": "a", "text": "new"]),
      .call(2, "document/snapshot", ["document": "a"]), .work,
      .expect([.result(1, "old"), .result(2, "new")])
    ).hold()
  }

  @Test("An edit ends the reads of its document and of no other")
  func contentModified() {
    Script(
      .notify("document/set", ["document": "a", "text": "1"]), .notify("document/set", ["document": "b", "text": "2"]),
      .call(1, "document/get", ["document": "a"]), .call(2, "document/get", ["document": "b"]),
      .notify("document/set", ["document": "a", "text": "3"]), .expect([.error(1, -32801)]), .work,
      .expect([.result(2, "2")])
    ).hold()
  }

  // MARK: Batches

  @Test("The answers to a batch come together, when the last is there")
  func batch() {
    Script(
      .batch([.call(1, "work"), .notify("initialized"), .call(2, "echo"), .call(3, "unknown")]), .call(4, "echo"),
      .expect([.result(4, [:])]), .work,
      .expect([.batch([.result(2, [:]), .error(3, -32601), .result(1, [:])])])
    ).hold()
  }

  @Test("A batch of notifications has no answer")
  func notifications() {
    Script(.batch([.notify("initialized"), .notify("unknown")]), .call(1, "echo"), .expect([.result(1, [:])])).hold()
  }

  @Test("A member of a batch can be cancelled")
  func cancelInBatch() {
    Script(
      .batch([.call(1, "work"), .call(2, "work")]), .cancel(1), .work,
      .expect([.batch([.error(1, -32800), .result(2, [:])])])
    ).hold()
  }

  @Test("The examples of the specification are answered as it says")
  func specification() {
    Script(
      .message("[]"), .message("[1]"), .message("[1,2,3]"),
      .message(#"[{"foo":"boo"},{"jsonrpc":"2.0","method":"echo","id":"9","params":{}}]"#),
      .message(#"{"jsonrpc":"2.0","method":1,"params":"bar"}"#),
      .message(#"{"jsonrpc":"2.0","method":"foobar,"params"#),
      .expect([
        .error(.null, -32600), .batch([.error(.null, -32600)]),
        .batch([.error(.null, -32600), .error(.null, -32600), .error(.null, -32600)]),
        .batch([.error(.null, -32600), .result("9", [:])]), .error(.null, -32600), .error(.null, -32700),
      ])
    ).hold()
  }

  // MARK: Lifecycle

  @Test("A session begins once and ends with exit")
  func lifecycle() {
    Script(
      .call(1, "sessionOnly"), .call(2, "echo"), .call(3, "initialize"), .call(4, "initialize"),
      .call(5, "sessionOnly"), .call(6, "shutdown"), .call(7, "echo"), .call(8, "shutdown"), .notify("exit"), .exit(0),
      .expect([
        .error(1, -32002), .result(2, [:]), .result(3, ["capabilities": [:]]), .error(4, -32600), .result(5, true),
        .result(6, .null), .error(7, -32600), .error(8, -32600),
      ])
    ).hold()
  }

  @Test("Leaving without shutdown is exit code 1")
  func exit() {
    Script(.notify("exit"), .exit(1)).hold()
    Script(.call(1, "initialize"), .notify("exit"), .exit(1), .expect([.result(1, ["capabilities": [:]])])).hold()
  }

  @Test("What is in flight at exit is answered once")
  func exitInFlight() {
    Script(
      .call(1, "work"), .batch([.call(2, "work")]), .notify("exit"),
      .expect([.error(1, -32003), .batch([.error(2, -32003)])]), .work, .exit(1)
    ).hold()
  }

  @Test("Nothing is handled after exit")
  func afterExit() {
    Script(.notify("exit"), .call(1, "echo"), .exit(1)).hold()
  }

  @Test("A script that closes its input gets all its answers and exit code 0; an editor that closes is gone")
  func endOfInput() {
    let script = Script(.call(1, "work"), .close, .expect([.result(1, [:])]), .exit(0))
    script.hold(.lines, .whole)
    let editor = Script(.call(1, "work"), .close, .expect([.error(1, -32003)]), .exit(1))
    editor.hold(.headers, .whole)
    let polite = Script(.call(1, "shutdown"), .close, .expect([.result(1, .null)]), .exit(0))
    polite.hold(.headers, .whole)
  }

  // MARK: To the client

  @Test("Notifications of a handler come before its answer")
  func notify() {
    Script(
      .call(1, "notify", ["times": 2]), .expect([.notification("noted"), .notification("noted"), .result(1, 2)])
    ).hold()
  }

  @Test("Begin and end of progress come once, around the partial results")
  func progress() {
    Script(
      .call(1, "big", ["bytes": 1, "workDoneToken": 7, "partialResultToken": "p"]), .work,
      .expect([
        .notification("$/progress"), .notification("$/progress"), .notification("$/progress"), .result(1, "x"),
      ])
    ).hold()
  }

  @Test("Many reports are coalesced")
  func coalesced() {
    let session = InMemorySession(EchoServiceForTests.server, state: EchoServiceForTests.state)
    let said = session.send(
      #"{"jsonrpc":"2.0","id":1,"method":"talk","params":{"times":10000,"workDoneToken":"t"}}"#)
    #expect(said.count < 100)
    #expect(said.first?.contains(#""kind":"begin""#) == true)
    #expect(said.last == #"{"jsonrpc":"2.0","id":1,"result":10000}"#)
    #expect(said.dropLast().last?.contains(#""kind":"end""#) == true)
  }

  @Test("Later work of the same name replaces earlier work")
  func background() {
    Script(
      .call(1, "later", ["name": "a"]), .call(2, "later", ["name": "a"]), .call(3, "later", ["name": "b"]), .work,
      .collect([
        .result(1, true), .result(2, true), .result(3, true), .notification("came"), .notification("came"),
      ])
    ).hold()
  }

  @Test("Tracing tells of the requests that come in")
  func trace() {
    Script(
      .notify("$/setTrace", ["value": "messages"]), .call(1, "echo"),
      .expect([.notification("$/logTrace"), .result(1, [:])]), .notify("$/setTrace", ["value": "off"]),
      .call(2, "echo"), .expect([.result(2, [:])])
    ).hold()
  }
}
