import EchoService
import Foundation
import Testing

@testable import RPCCore

@Suite struct RaceTests {
  /// A pipe whose ends are closed once each.
  private struct Ends {
    let input: Int32
    let output: Int32

    init() {
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      input = ends[0]
      output = ends[1]
    }
  }

  @Test("However a client closes while requests run, each is answered at most once and the service ends")
  func closeRace() {
    signal(SIGPIPE, SIG_IGN)
    for round in 0..<1000 {
      let toServer = Ends()
      let toClient = Ends()
      let server = SystemThread {
        _ = EchoService.server().run(EchoService(), input: toServer.input, output: toClient.output)
        close(toClient.output)
        close(toServer.input)
      }
      var messages = ""
      for id in 0..<8 {
        let method = ["work", "echo", "slow", "forget"][(id + round) % 4]
        messages += #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{"milliseconds":1}}"# + "\n"
        if round % 3 == 0 { messages += #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#(id)}}"# + "\n" }
      }
      if round % 5 == 0 { messages += #"{"jsonrpc":"2.0","method":"exit"}"# + "\n" }
      _ = messages.withCString { write(toServer.output, $0, strlen($0)) }
      if round % 2 == 0 { close(toServer.output) }
      if round % 7 == 0 {
        // The client is gone at once.
        close(toClient.input)
        if round % 2 != 0 { close(toServer.output) }
        server?.join()
        continue
      }
      if round % 2 != 0 { close(toServer.output) }
      var received: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while case let count = read(toClient.input, &chunk, chunk.count), count > 0 { received += chunk[..<count] }
      server?.join()
      close(toClient.input)
      let ids = String(decoding: received, as: UTF8.self).split(separator: "\n").map { Script.parsed(String($0))["id"] }
      #expect(ids.count <= 8)
      #expect(round % 5 == 0 || ids.count == 8, "round \(round): \(ids)")
      #expect(Set(ids.map { $0?.description ?? "" }).count == ids.count)
    }
  }

  @Test("Messages from other threads wake the loop, each once")
  func wake() {
    let toServer = Ends()
    let toClient = Ends()
    let server = SystemThread {
      _ = EchoService.server().run(EchoService(), input: toServer.input, output: toClient.output)
      close(toClient.output)
    }
    let message = #"{"jsonrpc":"2.0","id":1,"method":"later","params":{"milliseconds":1}}"# + "\n"
    var line: [UInt8] = []
    var byte: UInt8 = 0
    for _ in 0..<300 {
      _ = message.withCString { write(toServer.output, $0, strlen($0)) }
      var lines: [String] = []
      while lines.count < 2, read(toClient.input, &byte, 1) == 1 {
        if byte != 0x0A {
          line.append(byte)
          continue
        }
        lines.append(String(decoding: line, as: UTF8.self))
        line = []
      }
      #expect(lines.count == 2)
    }
    close(toServer.output)
    server?.join()
    close(toServer.input)
    close(toClient.input)
  }
}
