@testable import RPCCore

/// Bytes make the same messages and faults in whatever pieces they arrive, and none of them stops the framer.
///
/// The first byte of the input chooses the framing and the size of the pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFraming(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let choice = start[0]
  let bytes = UnsafeRawBufferPointer(start: start + 1, count: count - 1)
  let framing: Framing? = [nil, .headers, .lines][Int(choice) % 3]
  let whole = events(of: bytes, in: max(1, bytes.count), framing)
  let pieces = events(of: bytes, in: 1 + Int(choice) / 3, framing)
  precondition(whole == pieces, "the pieces of the input change its meaning")
  return 0
}

/// The messages and faults in `bytes`, which arrive in pieces of `size` bytes.
private func events(of bytes: UnsafeRawBufferPointer, in size: Int, _ framing: Framing?) -> [String] {
  var limits = Limits()
  limits.headerBytes = 256
  limits.messageBytes = 4096
  var framer = Framer(framing: framing, limits: limits)
  var parser = JSONParser()
  var events: [String] = []
  func take(_ event: Framer.Event) {
    switch event {
    case .frame(let range):
      let message = Array(framer.bytes[range])
      if (try? parser.validate(message.span)) != nil {
        events.append("message \(message)")
      } else {
        framer.reject(range)
        events.append("refused")
      }
    // A body that is there at once is refused, one that comes in pieces is seen to be cut short: one answer either way.
    case .fault(.bodyCutShort, _): events.append("refused")
    case .fault(let fault, _): events.append(fault.rawValue)
    case .skipped: break
    }
  }
  var position = 0
  while position < bytes.count {
    let end = min(position + size, bytes.count)
    framer.append(UnsafeRawBufferPointer(rebasing: bytes[position..<end]))
    position = end
    while let event = framer.next() { take(event) }
  }
  framer.finish()
  while let event = framer.next() { take(event) }
  return events
}
