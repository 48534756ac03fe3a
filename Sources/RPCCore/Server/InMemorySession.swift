/// A session without a process, for tests of a service: messages go in, and what the service says comes out at once.
///
/// Heavy requests run when the messages before them are handled, or when `run` is called.
public final class InMemorySession<State> {
  private let connection: Connection<State>
  private let jobs = JobList()
  private let framing: Framing

  /// - Parameter framing: the framing that `send` and the answers use, unless the server's is given.
  public init(_ server: Server<State>, state: State, framing: Framing = .lines) {
    self.framing = server.framing ?? framing
    let mailbox = Mailbox(roomBytes: .max) {}
    connection = Connection(server, state: state, mailbox: mailbox, executor: jobs)
  }

  /// The exit code, once the session has ended.
  public var exitCode: Int? { connection.session.exitCode.map(Int.init) }

  /// Sends one message and runs all work.
  ///
  /// - Returns: the messages that the service sent.
  public func send(_ message: String) -> [String] {
    send(bytes: framing == .lines ? "\(message)\n" : "Content-Length: \(message.utf8.count)\r\n\r\n\(message)")
    run()
    return receive()
  }

  /// Sends bytes as they are; heavy requests wait for `run`.
  public func send(bytes: String) { send(bytes: Array(bytes.utf8)) }

  /// Sends bytes as they are; heavy requests wait for `run`.
  public func send(bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let taken = unsafe connection.receive { room in
        let count = min(room.count, bytes.count - start)
        for index in 0..<count { unsafe room[index] = bytes[start + index] }
        return count
      }
      start += taken
      connection.process()
    }
  }

  /// Runs the heavy requests that wait.
  public func run() {
    while let job = jobs.next() {
      job()
      connection.process()
    }
  }

  /// Ends the input.
  public func close() {
    connection.endInput()
    run()
    connection.process()
  }

  /// The bytes that the service has sent since the last call.
  public func receiveBytes() -> [UInt8] {
    var bytes: [UInt8] = []
    unsafe connection.flush { sent in
      unsafe bytes.append(contentsOf: sent)
      return sent.count
    }
    connection.process()
    return bytes
  }

  /// The messages that the service has sent since the last call.
  public func receive() -> [String] {
    var framer = Framer(framing: framing, limits: Limits())
    let bytes = receiveBytes()
    unsafe bytes.withUnsafeBytes { unsafe framer.append($0) }
    framer.finish()
    var messages: [String] = []
    while case .frame(let range)? = framer.next() {
      unsafe messages.append(String(decoding: framer.bytes[range], as: UTF8.self))
    }
    return messages
  }
}

/// Jobs that run when they are asked for.
private final class JobList: Executor {
  private let jobs = Monitor(Queue<@Sendable () -> Void>())

  func submit(_ job: @escaping @Sendable () -> Void) { jobs.withLock { $0.append(job) } }
  func pause() {}
  func resume() {}
  func next() -> (@Sendable () -> Void)? { jobs.withLock { $0.popFirst() } }
}
