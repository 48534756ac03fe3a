/// What was wrong with the bytes between two messages, or with the size of a message.
public enum FrameFault: String, Sendable, Equatable {
  case malformedHeader = "malformed header"
  case headerTooLong = "header too long"
  case missingLength = "missing Content-Length"
  case invalidLength = "invalid Content-Length"
  case conflictingLengths = "conflicting Content-Length headers"
  case unsupportedCharset = "unsupported charset"
  /// A new header began before the announced number of bytes had come.
  case bodyCutShort = "body shorter than Content-Length"
  case messageTooLong = "message too long"
}
