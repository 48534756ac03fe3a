internal import CSystem

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Moves bytes between a connection and two descriptors, on one thread.
///
/// A turn reads once, handles every message that is complete, and writes once. Nothing here waits for a client that does
/// not read, or for a worker.
final class Loop<State> {
  private let connection: Connection<State>
  private let streams: StandardStreams
  private let alarm: Alarm
  private let limits: Limits
  private var isOutputBroken = false
  /// When bytes last came in, and last went out, in milliseconds of the monotonic clock.
  private var lastInput = 0
  private var lastOutput = 0
  private var isIncompleteReported = false
  private var isOutputWaiting = false
  /// Lines that stderr may still get.
  private var logLines = 200

  /// How long the memory of a large message is kept for the next one.
  private static var spareMilliseconds: Int { 200 }

  init(_ connection: Connection<State>, _ streams: StandardStreams, _ alarm: Alarm) {
    self.connection = connection
    self.streams = streams
    self.alarm = alarm
    limits = connection.server.limits
    connection.log = { [unowned self] in log($0) }
    connection.watchClient = { [alarm] in alarm.watchClient($0) }
  }

  /// Serves until the session ends; the result is the exit code.
  func run() -> Int32 {
    defer { streams.restore() }
    while true {
      connection.process()
      flush()
      connection.recording?.flush()
      if isOutputBroken { return connection.abandon() }
      if let code = connection.session.exitCode { return farewell(code) }
      if let reason = alarm.stopReason {
        stop(reason)
      } else if streams.inputBlocks, connection.wantsInput, connection.isQuiet, !connection.holdsSpareMemory {
        alarm.acknowledge()
        if let input = alarm.whileInterruptible({ read() }) { received(input) }
      } else {
        waitAndRead()
      }
    }
  }

  // MARK: Input

  private enum Input {
    case bytes, nothing, end
  }

  private func read() -> Input {
    var input = Input.nothing
    _ = unsafe connection.receive { room in
      let count = unsafe systemRead(streams.input, room.baseAddress, room.count)
      if count > 0 { input = .bytes }
      if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { input = .end }
      return max(count, 0)
    }
    return input
  }

  private func received(_ input: Input) {
    switch input {
    case .bytes:
      lastInput = Clock.milliseconds()
      isIncompleteReported = false
    case .end: connection.endInput()
    case .nothing: break
    }
  }

  /// Sleeps until a descriptor, a worker or a time needs attention.
  private func waitAndRead() {
    let wantsInput = connection.wantsInput
    var descriptors = [
      pollfd(fd: alarm.wakeInput, events: Int16(POLLIN), revents: 0),
      pollfd(fd: streams.output, events: connection.outbox.isEmpty ? 0 : Int16(POLLOUT), revents: 0),
      pollfd(fd: wantsInput ? streams.input : -1, events: Int16(POLLIN), revents: 0),
    ]
    let now = Clock.milliseconds()
    let due = deadline(now)
    let timeout = due.map { Int32(clamping: max(0, $0 - now)) } ?? -1
    guard unsafe poll(&descriptors, 3, timeout) >= 0 else { return }
    if descriptors[0].revents != 0 { alarm.acknowledge() }
    if descriptors[1].revents & Int16(POLLERR | POLLNVAL) != 0 {
      isOutputBroken = true
      return
    }
    if descriptors[2].revents != 0 { received(read()) }
    if let due {
      let now = Clock.milliseconds()
      if now >= due { tick(now) }
    }
  }

  /// When something is to be done whatever happens.
  private func deadline(_ now: Int) -> Int? {
    var times: [Int] = []
    if let due = connection.deadline { times.append(due) }
    if connection.isIncomplete, !isIncompleteReported { times.append(lastInput + limits.incompleteSeconds * 1000) }
    if connection.isOutputFull, !connection.isRefusing { times.append(lastOutput + limits.stuckSeconds * 1000) }
    if connection.holdsSpareMemory, !connection.isIncomplete { times.append(lastInput + Self.spareMilliseconds) }
    return times.min()
  }

  private func tick(_ now: Int) {
    connection.tick(at: now)
    if connection.holdsSpareMemory, !connection.isIncomplete, now >= lastInput + Self.spareMilliseconds {
      connection.trim()
    }
    if connection.isIncomplete, !isIncompleteReported, now >= lastInput + limits.incompleteSeconds * 1000 {
      isIncompleteReported = true
      connection.reportIncomplete()
    }
    if connection.isOutputFull, now >= lastOutput + limits.stuckSeconds * 1000 { connection.isRefusing = true }
  }

  // MARK: Output

  private func flush() {
    guard !connection.outbox.isEmpty, !isOutputBroken else { return }
    var hasWritten = false
    unsafe connection.flush { bytes in
      while true {
        let count = unsafe systemWrite(streams.output, bytes.baseAddress, bytes.count)
        if count >= 0 {
          hasWritten = true
          return count
        }
        switch errno {
        case EINTR: continue
        case EAGAIN: return nil
        default:
          isOutputBroken = true
          return nil
        }
      }
    }
    // A slow client is told from one that does not read at all by the time of the last byte that it took.
    if !connection.outbox.isEmpty, hasWritten || !isOutputWaiting { lastOutput = Clock.milliseconds() }
    isOutputWaiting = !connection.outbox.isEmpty
  }

  /// Writes what is left for a client that still reads.
  private func farewell(_ code: Int32) -> Int32 {
    let end = Clock.milliseconds() + limits.farewellMilliseconds
    while !connection.outbox.isEmpty, !isOutputBroken {
      let rest = end - Clock.milliseconds()
      // A script reads at its own pace, and closes its pipe when it has enough.
      let isPatient = connection.endedByScript && alarm.stopReason == nil
      guard rest > 0 || isPatient else { break }
      var descriptors = [
        pollfd(fd: streams.output, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: alarm.wakeInput, events: Int16(POLLIN), revents: 0),
      ]
      _ = unsafe poll(&descriptors, 2, isPatient ? -1 : Int32(clamping: rest))
      if descriptors[0].revents & Int16(POLLERR | POLLNVAL) != 0 { break }
      if descriptors[1].revents != 0 { alarm.acknowledge() }
      flush()
    }
    connection.recording?.flush()
    return code
  }

  // MARK: The end

  /// Answers what the client had written before the process was told to stop, and ends the session.
  private func stop(_ reason: Alarm.Reason) {
    switch reason {
    case .clientDied:
      log(.clientDied(alarm.clientProcess))
      connection.end()
      connection.forgetOutput()
    case .signal:
      log(.stopping("signal"))
      // A pipe holds no more than this; a client that writes on and on is not waited for.
      for _ in 0..<64 where connection.wantsInput {
        var descriptor = pollfd(fd: streams.input, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&descriptor, 1, 0) > 0, descriptor.revents & Int16(POLLIN) != 0 else { break }
        guard case .bytes = read() else { break }
        connection.process()
      }
      connection.end()
    }
  }

  // MARK: Diagnostics

  /// Writes one line to stderr, unless nobody reads it: a full pipe must not stop the service.
  private func log(_ event: LogEvent) {
    guard logLines > 0 else { return }
    logLines -= 1
    var descriptor = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&descriptor, 1, 0) > 0, descriptor.revents & Int16(POLLOUT) != 0 else { return }
    // A pipe that is ready takes this many bytes at once.
    var line = event.line.prefix(4000) + "\n"
    _ = line.withUTF8 { unsafe systemWrite(2, $0.baseAddress, $0.count) }
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, buffer, count)
}

extension Server {
  /// Serves one client over stdin and stdout until the session ends.
  ///
  /// - Parameters:
  ///   - state: what the service starts with.
  ///   - recording: a file that mirrors all messages.
  /// - Returns: the exit code: 0 after `shutdown`, and after a script that began no session; else 1.
  public func run(_ state: State, recording: String? = nil) -> Int32 {
    csystem_keep_large_blocks_apart()
    guard let streams = StandardStreams(), let alarm = Alarm(catchesSignals: true) else { return 1 }
    let pool = WorkerPool(size: limits.workers)
    let code = run(state, streams, alarm, pool, recording: recording)
    pool.windDown(milliseconds: 100)
    return code
  }

  /// Serves one client over two descriptors, which stay open, until the session ends and all threads have.
  ///
  /// - Returns: the exit code that a process would end with.
  func run(_ state: State, input: Int32, output: Int32) -> Int32 {
    guard let alarm = Alarm(catchesSignals: false) else { return 1 }
    let pool = WorkerPool(size: limits.workers)
    let code = run(state, StandardStreams(input: input, output: output), alarm, pool)
    pool.stop()
    alarm.close()
    return code
  }

  private func run(
    _ state: State, _ streams: StandardStreams, _ alarm: Alarm, _ pool: WorkerPool, recording: String? = nil
  ) -> Int32 {
    let mailbox = Mailbox { alarm.wake() }
    let connection = Connection(self, state: state, mailbox: mailbox, executor: pool)
    if let recording {
      let file = unsafe csystem_create_file(recording)
      guard file >= 0 else { return 1 }
      connection.recording = unsafe Recording { bytes in _ = unsafe systemWrite(file, bytes.baseAddress, bytes.count) }
    }
    return Loop(connection, streams, alarm).run()
  }
}
