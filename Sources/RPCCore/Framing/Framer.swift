/// Cuts the byte stream of a client into messages, and finds the next message after bytes that make none.
///
/// Pure: bytes go in with `append`, events come out of `next`, whatever the pieces in which the bytes arrive.
/// Positions in events count from the first unconsumed byte and stay valid until the next mutating call.
struct Framer: ~Copyable {
  enum Event: Equatable {
    /// The bytes of one message, already consumed from the stream.
    case frame(Range<Int>)
    /// Bytes that are no message. `opening` holds the first bytes of a message that is too long.
    case fault(FrameFault, opening: Range<Int>)
    /// The number of bytes dropped before the next plausible message.
    case skipped(Int)
  }

  private enum State: Equatable {
    /// Before the first line of a header, or of a message in lines.
    case start
    /// Inside a header block of which `bytes` are consumed.
    case header(bytes: Int, length: Int?, charsetIsUTF8: Bool)
    /// A body of `length` bytes follows.
    case body(length: Int)
    /// A body of `length` bytes follows that must not be used.
    case refusedBody(length: Int, fault: FrameFault)
    /// `remaining` bytes of a refused body are dropped.
    case skippingBody(remaining: Int)
    /// The rest of a line that is too long is dropped.
    case skippingLine
    /// Bytes are dropped until a line that announces a message.
    case searching
    /// After a refused message, whose last `kept` bytes are still there: its length may have swallowed the beginning of
    /// the next header.
    case afterRefusal(kept: Int)
  }

  /// The framing of the session: given, or told by its first byte.
  private(set) var framing: Framing?
  let limits: Limits
  private var buffer = InputBuffer()
  private var state = State.start
  /// Bytes at the front of the buffer that hold no line feed of interest.
  private var scanned = 0
  /// Bytes dropped since the last frame and not yet reported.
  private var dropped = 0
  /// Bytes of the last frame, consumed before the next event is looked for.
  private var delivered = 0
  /// After a refused message the rest of it may come as garbage, which was answered already.
  private var isTailExpected = false
  private var atEnd = false

  init(framing: Framing? = nil, limits: Limits = Limits()) {
    self.framing = framing
    self.limits = limits
  }

  /// The bytes to which the positions of events refer.
  var bytes: UnsafeRawBufferPointer { unsafe buffer.bytes }

  /// Whether a message has begun and not ended.
  var isIncomplete: Bool {
    switch state {
    case .start: buffer.count > delivered
    case .searching: false
    case .afterRefusal(let kept): buffer.count - delivered > kept
    default: true
    }
  }

  /// How many bytes to ask for next: the rest of an announced body, or what one read usually brings.
  var readSize: Int {
    guard case .body(let length) = state else { return InputBuffer.restingCapacity / 2 }
    return max(length - (buffer.count - delivered), InputBuffer.restingCapacity / 2)
  }

  /// Lets `fill` add bytes to the stream.
  @discardableResult
  mutating func append<E: Error>(
    room: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) -> Int {
    settle()
    return unsafe try buffer.append(room: room, fill)
  }

  /// Adds `bytes` to the stream.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    unsafe append(room: bytes.count) { room in
      unsafe room.copyMemory(from: bytes)
      return bytes.count
    }
  }

  /// Gives memory back that an earlier large message needed.
  mutating func trim() {
    settle()
    buffer.shrink()
  }

  /// Says that no more bytes will come, so that an unfinished last line is taken as a message.
  mutating func finish() { atEnd = true }

  /// The next event, or nil when more bytes are needed.
  mutating func next() -> Event? {
    settle()
    while true {
      switch state {
      case .start:
        guard skipWhiteSpace() else { return nil }
        if let event = report() { return event }
        if framing == nil {
          if buffer[0] == UInt8(ascii: "{") || buffer[0] == UInt8(ascii: "[") { framing = .lines }
        }
        if framing == .lines { return line() }
        state = .header(bytes: 0, length: nil, charsetIsUTF8: true)
      case .header(let consumed, let length, let charsetIsUTF8):
        switch headerLine(consumed: consumed, length: length, charsetIsUTF8: charsetIsUTF8) {
        case .more: return nil
        case .proceed: continue
        case .event(let event): return event
        }
      case .body(let length):
        guard let event = body(length) else { return nil }
        return event
      case .refusedBody(let length, let fault):
        guard let event = refusedBody(length, fault) else { return nil }
        return event
      case .skippingBody(let remaining):
        guard skipBody(remaining) else { return nil }
      case .skippingLine:
        guard skipLine() else { return nil }
      case .searching:
        guard search() else { return nil }
      case .afterRefusal(let kept):
        guard leaveRefused(kept) else { return nil }
      }
    }
  }

  /// Says that the last frame was not a JSON text: its length may have lied, so a message that begins inside it is
  /// taken up, and what remains of it is dropped without a second complaint.
  ///
  /// - Parameter frame: the range of the last frame event.
  /// - Returns: whether another message begins inside the frame.
  @discardableResult
  mutating func reject(_ frame: Range<Int>) -> Bool {
    guard framing == .headers, delivered == frame.upperBound else { return false }
    isTailExpected = true
    if let start = plausibleStart(from: frame.lowerBound, to: frame.upperBound) {
      delivered = start
      return true
    }
    let kept = min(frame.count, HeaderLine.longestPlausible)
    delivered -= kept
    state = .afterRefusal(kept: kept)
    return false
  }

  /// Gives up waiting for more bytes of a message that is refused anyway, so that it is answered.
  mutating func expire() -> Event? {
    settle()
    guard case .refusedBody(let length, let fault) = state, buffer.count > 0 else { return nil }
    return refuse(length, fault, opening: min(buffer.count, length))
  }

  // MARK: Lines

  private mutating func line() -> Event? {
    if let end = buffer.lineFeed(from: scanned) {
      scanned = 0
      delivered = end + 1
      guard end <= limits.messageBytes else { return .fault(.messageTooLong, opening: 0..<min(end, Self.opening)) }
      return .frame(0..<(end > 0 && buffer[end - 1] == 0x0D ? end - 1 : end))
    }
    scanned = buffer.count
    if buffer.count > limits.messageBytes {
      scanned = 0
      state = .skippingLine
      return .fault(.messageTooLong, opening: 0..<min(buffer.count, Self.opening))
    }
    guard atEnd else { return nil }
    scanned = 0
    delivered = buffer.count
    return .frame(0..<buffer.count)
  }

  private mutating func skipLine() -> Bool {
    guard let end = buffer.lineFeed(from: 0) else {
      drop(buffer.count)
      return false
    }
    drop(end + 1)
    state = .start
    return true
  }

  // MARK: Headers

  private enum Step {
    case more
    case proceed
    case event(Event)
  }

  /// Consumes one line of a header block.
  private mutating func headerLine(consumed: Int, length: Int?, charsetIsUTF8: Bool) -> Step {
    guard let lineFeed = buffer.lineFeed(from: scanned) else {
      scanned = buffer.count
      guard consumed + buffer.count > limits.headerBytes else { return .more }
      return fault(.headerTooLong, dropping: 0)
    }
    scanned = 0
    guard consumed + lineFeed < limits.headerBytes else { return fault(.headerTooLong, dropping: 0) }
    let end = lineFeed > 0 && buffer[lineFeed - 1] == 0x0D ? lineFeed - 1 : lineFeed
    if end == 0 { return headerEnd(length: length, charsetIsUTF8: charsetIsUTF8, dropping: lineFeed + 1) }
    if let start = unsafe HeaderLine.plausibleStart(endingAt: lineFeed, in: buffer.bytes), start > 0 {
      framing = .headers
      return fault(.malformedHeader, dropping: start)
    }
    var next = (length: length, charsetIsUTF8: charsetIsUTF8)
    switch unsafe HeaderLine(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<end])).meaning {
    case .fault(let reason):
      // Before the framing is known, a line that is no header may as well be noise before a first line of JSON.
      if framing == nil, reason == .malformedHeader {
        return fault(reason, dropping: lineFeed + 1, thenSearch: false)
      }
      framing = .headers
      return fault(reason, dropping: reason == .malformedHeader ? 0 : lineFeed + 1)
    case .contentLength(let value):
      // The frame before was cut short by a client that started anew: this line begins the next one.
      guard length == nil || length == value else { return fault(.conflictingLengths, dropping: 0) }
      next.length = value
    case .contentType(let isUTF8): next.charsetIsUTF8 = isUTF8
    case .unknown: break
    }
    framing = .headers
    buffer.consume(lineFeed + 1)
    state = .header(bytes: consumed + lineFeed + 1, length: next.length, charsetIsUTF8: next.charsetIsUTF8)
    return .proceed
  }

  private mutating func headerEnd(length: Int?, charsetIsUTF8: Bool, dropping: Int) -> Step {
    guard let length else { return fault(.missingLength, dropping: dropping) }
    buffer.consume(dropping)
    if length > limits.messageBytes {
      state = .refusedBody(length: length, fault: .messageTooLong)
    } else if !charsetIsUTF8 {
      state = .refusedBody(length: length, fault: .unsupportedCharset)
    } else {
      state = .body(length: length)
      buffer.reserve(max(0, length - buffer.count))
    }
    return .proceed
  }

  private mutating func body(_ length: Int) -> Event? {
    if buffer.count >= length {
      scanned = 0
      state = .start
      delivered = length
      isTailExpected = false
      return .frame(0..<length)
    }
    guard let start = plausibleStart(from: scanned, to: buffer.count) else {
      scanned = buffer.count
      return nil
    }
    scanned = 0
    state = .start
    isTailExpected = true
    drop(start)
    return .fault(.bodyCutShort, opening: 0..<0)
  }

  private mutating func refusedBody(_ length: Int, _ fault: FrameFault) -> Event? {
    let needed = min(length, Self.opening)
    if let start = plausibleStart(from: 0, to: min(buffer.count, needed)) {
      return refuse(length, fault, opening: start)
    }
    return buffer.count >= needed ? refuse(length, fault, opening: needed) : nil
  }

  private mutating func refuse(_ length: Int, _ fault: FrameFault, opening: Int) -> Event {
    scanned = 0
    state = .skippingBody(remaining: length)
    return .fault(fault, opening: 0..<opening)
  }

  private mutating func skipBody(_ remaining: Int) -> Bool {
    let available = min(buffer.count, remaining)
    if let start = plausibleStart(from: 0, to: available) {
      drop(start)
      state = .start
      return true
    }
    if available == remaining {
      let kept = min(remaining, HeaderLine.longestPlausible)
      drop(remaining - kept)
      isTailExpected = true
      state = .afterRefusal(kept: kept)
      return true
    }
    let dropping = max(0, available - HeaderLine.longestPlausible)
    drop(dropping)
    state = .skippingBody(remaining: remaining - dropping)
    return false
  }

  // MARK: Search for the next message

  /// Drops bytes and looks for the next message. What is left of a message that was refused already is dropped
  /// without a second complaint.
  private mutating func fault(_ reason: FrameFault, dropping: Int, thenSearch: Bool = true) -> Step {
    drop(dropping)
    scanned = 0
    state = thenSearch ? .searching : .start
    defer { isTailExpected = true }
    return isTailExpected && reason == .malformedHeader ? .proceed : .event(.fault(reason, opening: 0..<0))
  }

  private mutating func search() -> Bool {
    if let start = plausibleStart(from: 0, to: buffer.count) {
      drop(start)
      state = .start
      return true
    }
    drop(max(0, buffer.count - HeaderLine.longestPlausible))
    return false
  }

  /// Looks at the first line after a refused message, which may have begun inside it.
  private mutating func leaveRefused(_ kept: Int) -> Bool {
    if let lineFeed = buffer.lineFeed(from: kept) {
      drop(unsafe HeaderLine.plausibleStart(endingAt: lineFeed, in: buffer.bytes) ?? kept)
    } else {
      guard buffer.count > kept + limits.headerBytes else { return false }
      drop(kept)
    }
    dropped -= min(dropped, kept)
    state = .start
    return true
  }

  /// Where a plausible header begins whose line ends in `from..<to`.
  private func plausibleStart(from: Int, to end: Int) -> Int? {
    var position = from
    while position < end, let lineFeed = buffer.lineFeed(from: position), lineFeed < end {
      if let start = unsafe HeaderLine.plausibleStart(endingAt: lineFeed, in: buffer.bytes) { return start }
      position = lineFeed + 1
    }
    return nil
  }

  // MARK: Bytes

  /// The bytes of a refused message among which its id is looked for.
  private static let opening = 1024

  /// Consumes the last frame.
  private mutating func settle() {
    guard delivered > 0 else { return }
    buffer.consume(delivered)
    delivered = 0
  }

  private mutating func drop(_ count: Int) {
    buffer.consume(count)
    dropped += count
  }

  private mutating func report() -> Event? {
    guard dropped > 0 else { return nil }
    defer { dropped = 0 }
    return .skipped(dropped)
  }

  /// Skips white space and byte order marks between messages; false when nothing else is left.
  private mutating func skipWhiteSpace() -> Bool {
    var position = 0
    let bytes = unsafe buffer.bytes
    loop: while position < bytes.count {
      switch unsafe bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case 0xEF:
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let present = unsafe Array(bytes[position...].prefix(3))
        guard mark.starts(with: present) else { break loop }
        guard present.count == 3 || atEnd else {
          buffer.consume(position)
          return false
        }
        position += present.count
      default: break loop
      }
    }
    buffer.consume(position)
    return buffer.count > 0
  }
}
