import Foundation
import RPCCore
import Testing

/// What only a process can show: its end, its streams, its memory.
@Suite(.serialized) struct ProcessTests {
  private func request(_ id: Int, _ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
  }

  private let exit = #"{"jsonrpc":"2.0","method":"exit"}"#

  // MARK: The end

  @Test("After shutdown and exit the exit code is 0")
  func shutdown() throws {
    let server = try ServerProcess()
    server.send(request(1, "initialize"), request(2, "shutdown"), exit)
    #expect(server.receiveAll().count == 2)
    #expect(server.exitCode() == 0)
  }

  @Test("The end of the input ends a session with exit code 1, also inside a message, and answers what runs")
  func endOfInput() throws {
    for tail in ["", "Content-Len", "Content-Length: 50\r\n\r\n{\"json"] {
      let server = try ServerProcess()
      server.send(request(1, "initialize"), request(2, "slow", #"{"milliseconds":60000}"#))
      server.send(bytes: Array(tail.utf8))
      try server.closeInput()
      let said = server.receiveAll()
      #expect(said.count == 2)
      #expect(said.last?["error"]?["code"] == -32003)
      #expect(server.exitCode() == 1)
    }
  }

  @Test("A script gets all its answers after the end of its input, and exit code 0")
  func script() throws {
    let server = try ServerProcess(.lines)
    server.send(request(1, "slow", #"{"milliseconds":50}"#), request(2, "work"))
    server.send(bytes: Array(request(3, "echo").utf8))
    try server.closeInput()
    let ids = server.receiveAll().compactMap { $0["id"]?.int }
    #expect(ids.sorted() == [1, 2, 3])
    #expect(server.exitCode() == 0)
  }

  @Test("A client that closes its end of the output ends the service")
  func outputClosed() throws {
    let server = try ServerProcess()
    try server.closeOutput()
    server.send(request(1, "echo"))
    #expect(server.exitCode() == 1)
  }

  @Test("A client that closes its end of the output ends the service while a request runs")
  func outputClosedWhileRunning() throws {
    let server = try ServerProcess()
    server.send(request(1, "slow", #"{"milliseconds":60000}"#))
    try server.closeOutput()
    #expect(server.exitCode() == 1)
  }

  @Test(
    "The service dies with the process that the client named, although the pipe stays open", arguments: [true, false])
  func clientDies(whileBusy: Bool) throws {
    let client = Process()
    client.executableURL = URL(fileURLWithPath: "/bin/sleep")
    client.arguments = ["1000"]
    try client.run()
    let server = try ServerProcess()
    server.send(request(1, "initialize", #"{"processId":\#(client.processIdentifier)}"#))
    #expect(server.receive()?["id"] == 1)
    if whileBusy { server.send(request(2, "slow", #"{"milliseconds":60000}"#)) }
    kill(client.processIdentifier, SIGKILL)
    #expect(server.exitCode() == 1)
  }

  @Test("A process id that cannot be seen from here does not end the service")
  func unknownClient() throws {
    let server = try ServerProcess()
    server.send(request(1, "initialize", #"{"processId":2147483646}"#), request(2, "echo"))
    #expect(server.receive()?["id"] == 1)
    #expect(server.receive()?["id"] == 2)
    server.send(request(3, "shutdown"), exit)
    #expect(server.exitCode() == 0)
  }

  @Test(
    "Told to stop, the service answers everything that was written to it, once, and ends", arguments: Framing.allCases)
  func signal(framing: Framing) throws {
    let server = try ServerProcess(framing)
    server.send(request(0, "echo"))
    #expect(server.receive()?["id"] == 0)
    for id in 1...50 { server.send(request(id, id % 2 == 0 ? "slow" : "echo", #"{"milliseconds":60000}"#)) }
    kill(server.process.processIdentifier, SIGTERM)
    let said = server.receiveAll()
    #expect(said.compactMap { $0["id"]?.int }.sorted() == Array(1...50))
    // What runs is cancelled; work that notices at once may say so itself before the service speaks for it.
    #expect(said.allSatisfy { $0["error"] == nil || [-32003, -32800].contains($0["error"]?["code"]?.int) })
    #expect(server.exitCode() == (framing == .lines ? 0 : 1))
  }

  // MARK: The streams

  @Test("What code prints goes to stderr, never between the messages")
  func printing() throws {
    let server = try ServerProcess()
    server.send(request(1, "print"), request(2, "echo"))
    #expect(server.receive()?["id"] == 1)
    #expect(server.receive()?["id"] == 2)
    server.send(request(3, "shutdown"), exit)
    #expect(server.receiveAll().count == 1)
    #expect(server.exitCode() == 0)
    #expect(server.diagnostics().contains("Content-Length: 2"))
  }

  @Test("A bad frame is told on stderr, and a stderr that nobody reads stops nothing")
  func diagnostics() throws {
    let server = try ServerProcess()
    let bad = Array("noise \(String(repeating: "x", count: 500))\r\n\r\n".utf8)
    for _ in 0..<2000 { server.send(bytes: bad + Script.frame(request(1, "nothing"), .headers)) }
    var answers = 0
    while answers < 2000, let message = server.receive() { answers += message["id"] == 1 ? 1 : 0 }
    #expect(answers == 2000)
    #expect(server.diagnostics().contains(#"{"event":"badFrame","fault":"malformed header"}"#))
  }

  @Test("A message that does not end is reported once, and still taken when it does")
  func incomplete() throws {
    let server = try ServerProcess(.headers, ["--incomplete-seconds", "1"])
    server.send(request(1, "initialize"))
    #expect(server.receive()?["id"] == 1)
    let message = Script.frame(request(2, "echo"), .headers)
    server.send(bytes: Array(message[..<30]))
    #expect(server.receive()?["method"] == "window/logMessage")
    server.send(bytes: Array(message[30...]))
    #expect(server.receive()?["id"] == 2)
  }

  @Test("A recorded session, replayed, says the same")
  func recording() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("session-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    let server = try ServerProcess(.headers, ["--log", file.path])
    server.send(request(1, "initialize"), request(2, "subtract", "[5,\n3]"), "not JSON", request(3, "work"))
    #expect((0..<4).compactMap { _ in server.receive() }.count == 4)
    server.send(request(4, "shutdown"), exit)
    #expect(server.exitCode() == 0)

    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { Script.parsed(String($0)) }
    let session = InMemorySession(EchoServiceForTests.server, state: EchoServiceForTests.state)
    var replayed: [JSON] = []
    for line in lines where line["from"] == "client" {
      let text = line["message"]?["text"]?.string?.replacing("\n", with: " ") ?? line["message"]?.description ?? ""
      replayed += session.send(text).map(Script.parsed)
    }
    let recorded = lines.filter { $0["from"] == "server" }.compactMap { $0["message"] }
    #expect(recorded.count == 5)
    #expect(replayed == recorded)
    #expect(session.exitCode == 0)
  }

  // MARK: Cancellation and concurrency

  @Test("Quick requests are answered while heavy ones run, and cancelling ends both patient and stubborn work")
  func cancelRunning() throws {
    let server = try ServerProcess()
    server.send(request(1, "slow", #"{"milliseconds":60000}"#), request(2, "stubborn", #"{"milliseconds":1500}"#))
    server.send(request(3, "echo"))
    #expect(server.receive()?["id"] == 3)
    server.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":2}}"#)
    #expect(server.receive()?["id"] == 2)
    server.send(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}"#)
    let cancelled = server.receive()
    #expect(cancelled?["id"] == 1)
    #expect(cancelled?["error"]?["code"] == -32800)
    server.send(request(1, "work"), request(4, "shutdown"), exit)
    #expect(server.receiveAll().count == 2)
    #expect(server.exitCode() == 0)
  }

  @Test("Background work wakes a service that sleeps")
  func background() throws {
    let server = try ServerProcess()
    server.send(request(1, "later", #"{"milliseconds":30}"#))
    #expect(server.receive()?["id"] == 1)
    #expect(server.receive()?["method"] == "came")
  }

  @Test("A client that answers no question in time is told to the service")
  func deadline() throws {
    let server = try ServerProcess()
    server.send(request(1, "ask", #"{"seconds":0}"#))
    #expect(server.receive()?["method"] == "question")
    #expect(server.receive()?["id"] == 1)
    var answers: JSON?
    repeat {
      server.send(request(2, "answers"))
      answers = server.receive()?["result"]
    } while answers == []
    #expect(answers == ["error -32803"])
  }

  // MARK: Floods

  @Test("A client that writes everything first and reads later gets all answers, and memory stays flat")
  func writeFirst() throws {
    let server = try ServerProcess()
    let block = (0..<1000).flatMap { Script.frame(request($0, "echo", #"{"n":\#($0)}"#), .headers) }
    for _ in 0..<20 { #expect(server.send(bytes: block)) }
    #expect(server.skip(20_000) == 20_000)
    if let peak = server.peakMegabytes { #expect(peak <= 64) }
  }

  @Test("Beyond the limit of unread bytes a client that only writes is refused, and every request answered")
  func stuck() throws {
    let server = try ServerProcess(.headers, ["--unread-bytes", "50000", "--stuck-seconds", "1"])
    let block = (0..<1000).flatMap { Script.frame(request($0, "echo", #"{"n":\#($0)}"#), .headers) }
    for _ in 0..<40 { #expect(server.send(bytes: block)) }
    var refused = 0
    for _ in 0..<40_000 {
      guard let message = server.receive() else { break }
      if let code = message["error"]?["code"] {
        #expect(code == -32000)
        refused += 1
      } else {
        #expect(message["result"] != nil)
      }
    }
    #expect(refused > 0)
    server.send(request(1, "echo"))
    #expect(server.receive()?["result"] == [:])
  }

  @Test("Large answers to a client that reads late do not pile up")
  func largeAnswers() throws {
    let server = try ServerProcess(.headers, ["--unread-bytes", "500000"])
    for id in 0..<40 { server.send(request(id, "big", #"{"bytes":300000}"#)) }
    usleep(300_000)
    #expect(server.skip(40) == 40)
    if let peak = server.peakMegabytes { #expect(peak <= 24) }
  }

  @Test("More heavy requests than may be in flight are all answered")
  func manyHeavy() throws {
    let server = try ServerProcess(.headers, ["--in-flight", "10"])
    let writer = Thread { for id in 0..<500 { server.send(request(id, "work")) } }
    writer.start()
    var ids: Set<Int> = []
    while ids.count < 500, let message = server.receive() { ids.insert(message["id"]?.int ?? -1) }
    #expect(ids.count == 500)
  }
}
