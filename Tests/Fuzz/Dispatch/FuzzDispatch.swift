import EchoService
import RPCCore

/// After any bytes the next good request is answered, unless the session was told to end; what the service says is JSON.
///
/// The first byte of the input chooses the framing and the size of the pieces in which the rest arrives.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDispatch(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let choice = start[0]
  let framing: Framing = choice & 1 == 0 ? .headers : .lines
  let size = 1 + Int(choice >> 1)
  let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  var limits = Limits()
  limits.messageBytes = 1 << 16
  let session = InMemorySession(
    EchoService.server(limits: limits, framing: framing), state: EchoService(), framing: framing)
  var position = 0
  while position < bytes.count {
    let end = min(position + size, bytes.count)
    session.send(bytes: Array(bytes[position..<end]))
    position = end
  }
  session.run()
  check(session.receive())
  guard session.exitCode == nil else { return 0 }

  let good = #"{"jsonrpc":"2.0","id":"the good one","method":"echo"}"#
  switch framing {
  case .headers: session.send(bytes: "Content-Length: \(good.utf8.count)\r\n\r\n\(good)")
  case .lines: session.send(bytes: "\n\(good)\n")
  }
  session.run()
  let said = session.receive()
  check(said)
  precondition(said.contains { $0.contains("the good one") }, "the next good request is not answered: \(said)")
  return 0
}

private func check(_ messages: [String]) {
  for message in messages {
    do {
      _ = try JSON(parsing: message)
    } catch {
      preconditionFailure("the service said what is no JSON: \(message)")
    }
  }
}
