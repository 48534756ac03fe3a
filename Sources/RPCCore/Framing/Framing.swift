/// How messages are parted from each other in the byte stream.
public enum Framing: String, Sendable, CaseIterable {
  /// `Content-Length: N`, a blank line, then N bytes: the base protocol of language servers.
  case headers
  /// One message a line: convenient for scripts.
  case lines
}
