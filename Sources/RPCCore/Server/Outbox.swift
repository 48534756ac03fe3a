/// The bytes on their way to the client, in order. Small messages are gathered, so that one write takes many of them;
/// large ones are kept as they are, without a copy.
struct Outbox {
  private final class Segment {
    var bytes: ByteBuffer
    init(_ bytes: consuming ByteBuffer) { self.bytes = bytes }

    /// Offers the bytes from `start` on to `write`.
    func send(from start: Int, _ write: (UnsafeRawBufferPointer) -> Int?) -> Int? {
      unsafe bytes.withUnsafeBytes { all in
        unsafe write(UnsafeRawBufferPointer(rebasing: all[start...]))
      }
    }
  }

  // Invariant: the bytes to send are those of `segments` from `sent` of the first on, then those of `tail`.
  private var segments = Queue<Segment>()
  private var sent = 0
  private let tail = Segment(ByteBuffer(capacity: 4096))
  /// The buffer of the last large message that was sent, for the next one: fresh memory costs more than copying into it.
  private let spare = Segment(ByteBuffer())
  /// Bytes not yet sent.
  private(set) var count = 0

  /// Messages of this many bytes or more are not copied.
  private static let largeBytes = 64 * 1024

  /// The largest buffer that is kept.
  private static let spareBytes = 32 * 1024 * 1024

  var isEmpty: Bool { count == 0 }

  /// Adds `message` in its frame, and leaves it empty.
  mutating func append(_ message: inout ByteBuffer, framing: Framing) {
    let before = tail.bytes.count
    if framing == .headers {
      tail.bytes.append("Content-Length: ")
      tail.bytes.append(utf8: String(message.count))
      tail.bytes.append("\r\n\r\n")
    }
    if message.count < Self.largeBytes {
      tail.bytes.append(message.span)
      message.removeAll()
      count += tail.bytes.count - before
    } else {
      count += tail.bytes.count - before + message.count
      cut()
      var large = ByteBuffer()
      swap(&large, &message)
      segments.append(Segment(large))
    }
    if framing == .lines {
      tail.bytes.append(UInt8(ascii: "\n"))
      count += 1
    }
  }

  /// Sends as much as `write` takes: it gets bytes and returns how many it took, or nil to stop.
  mutating func flush(_ write: (UnsafeRawBufferPointer) -> Int?) {
    while count > 0 {
      guard let segment = segments.first else {
        let written = unsafe tail.send(from: sent, write)
        guard let written else {
          // What a slow client has read of a large gathering is given back as soon as the gathering is through.
          if tail.bytes.count >= Self.largeBytes { cut() }
          return
        }
        if sent + written == tail.bytes.count {
          tail.bytes.removeAll(keepingCapacityUpTo: Self.largeBytes * 4)
          sent = 0
        } else {
          sent += written
        }
        count -= written
        continue
      }
      guard let written = unsafe segment.send(from: sent, write) else { return }
      count -= written
      sent += written
      if sent == segment.bytes.count {
        _ = segments.popFirst()
        sent = 0
        segment.bytes.removeAll(keepingCapacityUpTo: Self.spareBytes)
        if segment.bytes.capacity > spare.bytes.capacity { swap(&segment.bytes, &spare.bytes) }
      }
    }
  }

  /// Exchanges `buffer`, which must be empty, for the buffer of the last large message that was sent.
  func reclaim(into buffer: inout ByteBuffer) {
    if spare.bytes.capacity > buffer.capacity { swap(&spare.bytes, &buffer) }
    trim()
  }

  /// Gives memory back that an earlier large message needed.
  func trim() { spare.bytes.removeAll(keepingCapacityUpTo: 0) }

  /// Forgets everything.
  mutating func removeAll() {
    segments.removeAll()
    tail.bytes.removeAll(keepingCapacityUpTo: 0)
    sent = 0
    count = 0
  }

  /// Closes the gathered bytes as a segment of their own.
  private mutating func cut() {
    guard tail.bytes.count > 0 else { return }
    var gathered = ByteBuffer()
    swap(&gathered, &tail.bytes)
    segments.append(Segment(gathered))
  }
}

extension ByteBuffer {
  /// Calls `body` with the bytes in use.
  borrowing func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe span.withUnsafeBytes { unsafe body($0) }
  }
}
