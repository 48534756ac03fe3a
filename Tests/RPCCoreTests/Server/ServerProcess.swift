import Foundation
import RPCCore
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The echo service as a process, driven over its pipes.
final class ServerProcess: @unchecked Sendable {
  // Invariant: one thread sends at a time, and one receives.
  let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var received: [UInt8] = []
  /// Bytes of the received ones that were taken.
  private var position = 0
  private let framing: Framing

  /// Seconds after which a test gives up waiting: far more than anything takes.
  private static let patience = 20.0

  init(_ framing: Framing = .headers, _ arguments: [String] = []) throws {
    signal(SIGPIPE, SIG_IGN)
    self.framing = framing
    let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    process.executableURL = products.appendingPathComponent("EchoServer")
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try input.fileHandleForReading.close()
    try output.fileHandleForWriting.close()
    try errors.fileHandleForWriting.close()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Sends bytes; false when the service does not take them any more.
  @discardableResult
  func send(bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        write(input.fileHandleForWriting.fileDescriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  @discardableResult
  func send(_ messages: String...) -> Bool {
    send(bytes: messages.flatMap { Script.frame($0, framing) })
  }

  func closeInput() throws { try input.fileHandleForWriting.close() }
  func closeOutput() throws { try output.fileHandleForReading.close() }

  /// The next message, nil when the service has closed its output or says nothing for long.
  func receive() -> JSON? {
    while true {
      if let message = takeMessage() { return message }
      guard fill() else { return nil }
    }
  }

  /// Takes so many messages without looking at them; returns how many came.
  func skip(_ count: Int) -> Int {
    for taken in 0..<count {
      while takeBody() == nil {
        guard fill() else { return taken }
      }
    }
    return count
  }

  /// All messages until the service closes its output.
  func receiveAll() -> [JSON] {
    var messages: [JSON] = []
    while let message = receive() { messages.append(message) }
    return messages
  }

  /// The exit code; nil when the process does not end.
  func exitCode() -> Int32? {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while process.isRunning {
      guard Date() < end else { return nil }
      usleep(2_000)
    }
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  /// What the service wrote to stderr until now.
  func diagnostics() -> String {
    String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
  }

  /// Megabytes of memory that the process has used at most; nil where the system does not tell, and under a sanitizer,
  /// which uses more than the process does.
  var peakMegabytes: Double? {
    guard dlsym(nil, "__asan_init") == nil, dlsym(nil, "__tsan_init") == nil,
      let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) })
    else { return nil }
    return kilobytes / 1024
  }

  private func fill() -> Bool {
    let descriptor = output.fileHandleForReading.fileDescriptor
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, Int32(Self.patience * 1000)) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return false }
    received += chunk[..<count]
    return true
  }

  private func takeMessage() -> JSON? {
    takeBody().map { Script.parsed(String(decoding: received[$0], as: UTF8.self)) }
  }

  /// Where the body of the next message stands among the received bytes.
  private func takeBody() -> Range<Int>? {
    if position > 1 << 20 {
      received.removeFirst(position)
      position = 0
    }
    let end: Int? = received.withUnsafeBytes { bytes in
      guard position < bytes.count, let start = bytes.baseAddress,
        let found = memchr(start + position, 0x0A, bytes.count - position)
      else { return nil }
      return UnsafeRawPointer(found) - start
    }
    guard let end else { return nil }
    if framing == .lines {
      defer { position = end + 1 }
      return position..<end
    }
    let header = String(decoding: received[position..<end], as: UTF8.self)
    let prefix = "Content-Length: "
    guard header.hasPrefix(prefix), let length = Int(header.dropFirst(prefix.count).dropLast()) else {
      Issue.record("the service wrote a bad header: \(header)")
      return nil
    }
    let body = end + 3..<end + 3 + length
    guard received.count >= body.upperBound else { return nil }
    position = body.upperBound
    return body
  }
}
