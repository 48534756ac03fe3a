#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Which files a client may name: those under the roots given on the command line or by `initialize`.
struct FileAccess: Sendable {
  /// Absolute paths without symbolic links, each without a slash at its end.
  private(set) var roots: [String] = []

  /// Allows the files under `path`; false when there is no such folder.
  mutating func allow(_ path: String) -> Bool {
    guard let real = Self.realPath(path) else { return false }
    if !roots.contains(real) { roots.append(real) }
    return true
  }

  /// The path of a `file:` URI or a plain path, when it lies under an allowed root.
  ///
  /// - Throws: ``FileError`` that says what is wrong: another scheme, no such file, outside the roots.
  func path(for uri: String) throws(FileError) -> String {
    guard let path = Self.path(ofURI: uri) else {
      throw FileError(message: "\(uri): only file: URIs and paths can be read")
    }
    guard let real = Self.realPath(path) else { throw FileError(message: "\(path): no such file") }
    guard roots.contains(where: { real == $0 || real.hasPrefix($0 == "/" ? "/" : $0 + "/") }) else {
      throw FileError(message: "\(path): outside the folders this server may read; start it with --root FOLDER")
    }
    return real
  }

  /// The path that a `file:` URI or a plain path names; nil for other schemes, other hosts and bad escapes.
  static func path(ofURI uri: String) -> String? {
    guard uri.hasPrefix("file:") else { return uri.contains("://") || uri.isEmpty ? nil : uri }
    var rest = uri.dropFirst("file:".count)
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      if rest.hasPrefix("localhost/") { rest = rest.dropFirst("localhost".count) }
    }
    guard rest.hasPrefix("/") else { return nil }
    return percentDecoded(rest)
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var digits = 0
    var value: UInt8 = 0
    for byte in text.utf8 {
      if digits > 0 {
        guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
        value = value << 4 | UInt8(digit)
        digits -= 1
        if digits == 0 { bytes.append(value) }
      } else if byte == UInt8(ascii: "%") {
        digits = 2
        value = 0
      } else {
        bytes.append(byte)
      }
    }
    return digits == 0 && !bytes.contains(0) ? String(validating: bytes, as: UTF8.self) : nil
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
