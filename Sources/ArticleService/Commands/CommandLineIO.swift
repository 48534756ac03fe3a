#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Files and standard streams as bytes, without Foundation.
enum CommandLineIO {
  /// The largest file read whole, in bytes.
  static let sizeLimit = 1 << 30

  /// The bytes of the file at `path`, or of standard input for `-`.
  ///
  /// - Throws: ``FileError`` when it cannot be opened or read, is a folder, or holds more than ``sizeLimit`` bytes.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    if path == "-" { return try read(descriptor: 0, name: "standard input") }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path, errno) }
    defer { _ = close(descriptor) }
    return try read(descriptor: descriptor, name: path)
  }

  private static func read(descriptor: Int32, name: String) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { buffer in
        while true {
          let count = unsafe systemRead(descriptor, buffer.baseAddress, buffer.count)
          if count >= 0 || errno != EINTR { return count }
        }
      }
      if count == 0 { return bytes }
      guard count > 0 else { throw FileError(name, errno) }
      guard bytes.count + count <= sizeLimit else {
        throw FileError(message: "\(name): larger than \(sizeLimit) bytes")
      }
      bytes += chunk[..<count]
    }
  }

  /// Writes all of `text` to standard output; a reader that has gone away ends the process quietly.
  static func print(_ text: String) { write(Array(text.utf8), to: 1) }

  /// Writes all of `text` and a line feed to standard error.
  static func printError(_ text: String) { write(Array((text + "\n").utf8), to: 2) }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe systemWrite(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { exit(descriptor == 1 ? 1 : 0) }
      written += count
    }
  }

  /// Whether the descriptor is a terminal that a person looks at.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The value of an environment variable; nil when it is not set or empty.
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name), unsafe value.pointee != 0 else { return nil }
    return unsafe String(cString: value)
  }

  /// The columns of the terminal on standard output, or 80; never outside 40...120.
  static var columns: Int {
    var size = winsize()
    guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return min(max(Int(size.ws_col), 40), 120)
  }
}

// The C functions under names of their own: inside the type, `read` and `write` mean the type's.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, buffer, count)
}
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, buffer, count)
}

/// Ends the process.
func exitProcess(_ code: Int32) -> Never { exit(code) }

/// A file could not be read: which, and why.
struct FileError: Error {
  let message: String

  init(message: String) { self.message = message }

  init(_ path: String, _ code: Int32) {
    message = unsafe "\(path): \(String(cString: strerror(code)))"
  }
}
