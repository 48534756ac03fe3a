internal import CSystem

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The two streams to the client, moved away from where other code could write to them or read from them.
struct StandardStreams {
  let input: Int32
  let output: Int32
  /// Whether a read of the input sleeps until there is something.
  let inputBlocks: Bool
  private let outputFlags: Int32

  /// What a pipe is enlarged to: a large message then takes fewer turns.
  private static let pipeCapacity: Int32 = 1 << 20

  /// Takes over stdin and stdout. What the process prints from now on goes to stderr.
  init?() {
    let input = fcntl(0, F_DUPFD_CLOEXEC, 3)
    let output = fcntl(1, F_DUPFD_CLOEXEC, 3)
    guard input >= 0, output >= 0 else { return nil }
    let nothing = unsafe open("/dev/null", O_RDWR)
    if nothing >= 0 {
      dup2(nothing, 0)
      if dup2(2, 1) < 0 { dup2(nothing, 1) }
      if nothing > 2 { close(nothing) }
    }
    self.init(input: input, output: output)
  }

  /// Uses two descriptors as they are.
  init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
    csystem_set_pipe_capacity(input, Self.pipeCapacity)
    csystem_set_pipe_capacity(output, Self.pipeCapacity)
    outputFlags = fcntl(output, F_GETFL)
    if Self.isPipeOrSocket(output) { _ = fcntl(output, F_SETFL, outputFlags | O_NONBLOCK) }
    // One socket may serve both ways; then the input does not block any more either.
    inputBlocks = fcntl(input, F_GETFL) & O_NONBLOCK == 0
  }

  /// Leaves the output as it was found.
  func restore() { _ = fcntl(output, F_SETFL, outputFlags) }

  private static func isPipeOrSocket(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return false }
    let kind = status.st_mode & S_IFMT
    return kind == S_IFIFO || kind == S_IFSOCK
  }
}
