/// Mirrors a session to a file that can be read by people and replayed by tests: one line of JSON a message, with who sent
/// it and when.
@safe final class Recording {
  enum Sender: String {
    case client, server
  }

  private var buffer = ByteBuffer()
  private let start = Clock.milliseconds()
  private let write: (UnsafeRawBufferPointer) -> Void

  /// - Parameter write: takes whole lines.
  init(_ write: @escaping (UnsafeRawBufferPointer) -> Void) { unsafe self.write = write }

  /// Records one message.
  func record(_ sender: Sender, _ message: borrowing Span<UInt8>) {
    begin(sender)
    buffer.append(",\"message\":")
    // A message that is no JSON, or that has lines of its own, is kept as a string.
    var parser = JSONParser(limits: JSONLimits(depth: 512))
    if (try? parser.validate(message)) != nil, !message.contains(0x0A), !message.startsWithMark {
      buffer.append(message)
    } else {
      var writer = JSONWriter()
      let text = unsafe message.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
      writer.object { $0.member("text", text) }
      buffer.append(writer.output.span)
    }
    buffer.append("}\n")
    if buffer.count > 1 << 20 { flush() }
  }

  /// Records that bytes came which were no message.
  func recordFault(_ fault: FrameFault) {
    begin(.client)
    buffer.append(",\"fault\":\"")
    buffer.append(utf8: fault.rawValue)
    buffer.append("\"}\n")
  }

  /// Hands over what was recorded.
  func flush() {
    guard !buffer.isEmpty else { return }
    unsafe buffer.withUnsafeBytes(write)
    buffer.removeAll(keepingCapacityUpTo: 1 << 16)
  }

  private func begin(_ sender: Sender) {
    buffer.append("{\"milliseconds\":")
    buffer.append(utf8: String(Clock.milliseconds() - start))
    buffer.append(",\"from\":\"")
    buffer.append(utf8: sender.rawValue)
    buffer.append("\"")
  }
}

extension Span<UInt8> {
  fileprivate func contains(_ byte: UInt8) -> Bool {
    for index in 0..<count where self[index] == byte { return true }
    return false
  }

  /// Whether the bytes begin with a byte order mark.
  fileprivate var startsWithMark: Bool { count > 0 && self[0] == 0xEF }
}
