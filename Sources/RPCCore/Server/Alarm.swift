internal import CSystem
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Wakes the loop from other threads, and tells it when to stop.
///
/// While nothing but the client can make anything happen, the loop sleeps in `read` instead of `poll`: that saves one of
/// three system calls for each request. So that it can be woken there, a watching thread interrupts the read with a signal
/// that does nothing, again and again until that read has ended: a signal that comes just before the read is lost. The reads
/// are counted, so that the one that follows at once is left alone.
@safe final class Alarm: Sendable {
  enum Reason: Int {
    case signal = 1
    case clientDied = 2
  }

  /// Becomes readable when the loop has to look around.
  let wakeInput: Int32
  private let wakeOutput: Int32
  private let watchInput: Int32
  private let watchOutput: Int32
  private let loop: pthread_t

  private let isWakePending = Atomic<Bool>(false)
  /// How often a read has begun or ended: odd while the loop reads.
  private let readEdges = Atomic<Int>(0)
  private let reason = Atomic<Int>(0)
  private let client = Atomic<Int>(0)
  /// What tells of the client's end, on its way to the watching thread; negative where it has to be looked for.
  private let handle = Atomic<Int>(-1)
  private let watcher = Monitor<SystemThread?>(nil)

  /// Bytes on the watching thread's pipe that are not the number of a signal.
  private static let interruptByte: UInt8 = 0xF0
  private static let clientByte: UInt8 = 0xF1
  private static let endByte: UInt8 = 0xF2
  /// How often the client is looked for where the system cannot tell of its death.
  private static let lookMilliseconds: Int32 = 3_000

  /// Made on the thread of the loop; nil when the system gives no pipes.
  ///
  /// - Parameter catchesSignals: whether signals that end the process come here.
  init?(catchesSignals: Bool) {
    guard let wake = Self.pipe(), let watch = Self.pipe() else { return nil }
    (wakeInput, wakeOutput) = wake
    (watchInput, watchOutput) = watch
    loop = pthread_self()
    if catchesSignals { csystem_catch_signals(watchOutput) }
    guard let thread = SystemThread({ self.watch() }) else { return nil }
    watcher.withLock { $0 = thread }
  }

  /// Ends the watching thread. Nothing may use the alarm any more.
  func close() {
    Self.put(Self.endByte, to: watchOutput)
    watcher.withLock { $0 }?.join()
    for descriptor in [wakeInput, wakeOutput, watchInput, watchOutput] { closeDescriptor(descriptor) }
  }

  /// Why the loop has to stop.
  var stopReason: Reason? { Reason(rawValue: reason.load(ordering: .sequentiallyConsistent)) }

  /// The process that is watched, 0 for none.
  var clientProcess: Int { client.load(ordering: .relaxed) }

  /// Makes the loop look around. On its own thread it will do so anyway.
  func wake() {
    guard pthread_equal(pthread_self(), loop) == 0 else { return }
    if !isWakePending.exchange(true, ordering: .sequentiallyConsistent) { Self.put(1, to: wakeOutput) }
    if isReading(readEdges.load(ordering: .sequentiallyConsistent)) { Self.put(Self.interruptByte, to: watchOutput) }
  }

  /// Says that the loop is looking around.
  func acknowledge() {
    guard isWakePending.load(ordering: .sequentiallyConsistent) else { return }
    var bytes: (UInt64, UInt64) = (0, 0)
    _ = unsafe withUnsafeMutableBytes(of: &bytes) { unsafe read(wakeInput, $0.baseAddress, $0.count) }
    isWakePending.store(false, ordering: .sequentiallyConsistent)
  }

  /// Runs `read`, a blocking read, unless the loop was woken just now.
  func whileInterruptible<Result>(_ read: () -> Result) -> Result? {
    readEdges.wrappingAdd(1, ordering: .sequentiallyConsistent)
    defer { readEdges.wrappingAdd(1, ordering: .sequentiallyConsistent) }
    guard !isWakePending.load(ordering: .sequentiallyConsistent), stopReason == nil else { return nil }
    return read()
  }

  /// Stops the loop when the process `process` ends. A process that cannot be seen from here, because it lives in another
  /// container, is not watched.
  ///
  /// The process is taken hold of at once: it may end before the watching thread comes to it.
  func watchClient(_ process: Int) {
    guard let process = Int32(exactly: process) else { return }
    let descriptor = csystem_pidfd_open(process)
    if descriptor < 0, kill(process, 0) != 0 { return }
    client.store(Int(process), ordering: .sequentiallyConsistent)
    handle.store(Int(descriptor), ordering: .sequentiallyConsistent)
    Self.put(Self.clientByte, to: watchOutput)
  }

  // MARK: The watching thread

  private func watch() {
    var clientDescriptor: Int32 = -1
    var looksForClient = false
    while true {
      var descriptors = [
        pollfd(fd: watchInput, events: Int16(POLLIN), revents: 0),
        pollfd(fd: clientDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = unsafe poll(&descriptors, 2, looksForClient ? Self.lookMilliseconds : -1)
      if count > 0, descriptors[1].revents != 0 {
        closeDescriptor(clientDescriptor)
        clientDescriptor = -1
        stop(.clientDied)
      }
      if looksForClient, kill(pid_t(truncatingIfNeeded: clientProcess), 0) != 0, errno == ESRCH {
        looksForClient = false
        stop(.clientDied)
      }
      guard count > 0, descriptors[0].revents != 0 else { continue }
      var byte: UInt8 = 0
      guard unsafe read(watchInput, &byte, 1) == 1 else { continue }
      switch byte {
      case Self.interruptByte: interrupt()
      case Self.endByte:
        if clientDescriptor >= 0 { closeDescriptor(clientDescriptor) }
        return
      case Self.clientByte:
        if clientDescriptor >= 0 { closeDescriptor(clientDescriptor) }
        clientDescriptor = Int32(truncatingIfNeeded: handle.load(ordering: .sequentiallyConsistent))
        looksForClient = clientDescriptor < 0
      default: stop(.signal)
      }
    }
  }

  private func stop(_ why: Reason) {
    reason.store(why.rawValue, ordering: .sequentiallyConsistent)
    if !isWakePending.exchange(true, ordering: .sequentiallyConsistent) { Self.put(1, to: wakeOutput) }
    interrupt()
  }

  private func isReading(_ edges: Int) -> Bool { edges & 1 == 1 }

  /// Ends the read that is under way, if there is one.
  private func interrupt() {
    let edges = readEdges.load(ordering: .sequentiallyConsistent)
    while isReading(edges), readEdges.load(ordering: .sequentiallyConsistent) == edges {
      pthread_kill(loop, SIGURG)
      usleep(300)
    }
  }

  // MARK: Pipes

  private static func pipe() -> (input: Int32, output: Int32)? {
    var ends: (Int32, Int32) = (-1, -1)
    let status = unsafe withUnsafeMutablePointer(to: &ends) { pair in
      unsafe pair.withMemoryRebound(to: Int32.self, capacity: 2) { unsafe posixPipe($0) }
    }
    guard status == 0 else { return nil }
    for end in [ends.0, ends.1] {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (ends.0, ends.1)
  }

  /// Puts one byte into a pipe; a full pipe already wakes its reader.
  private static func put(_ byte: UInt8, to descriptor: Int32) {
    var byte = byte
    _ = unsafe write(descriptor, &byte, 1)
  }
}

private func posixPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { unsafe pipe(ends) }

private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
