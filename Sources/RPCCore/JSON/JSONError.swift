/// Why and where a JSON text was refused, or did not have the shape asked for.
public struct JSONError: Error, Sendable, Equatable {
  public enum Reason: String, Sendable {
    /// A byte that the grammar of RFC 8259 does not allow here.
    case syntax
    /// The text ends inside a value.
    case truncated
    /// Bytes other than white space after the first value.
    case trailingBytes
    /// A byte sequence that is not UTF-8.
    case invalidUTF8
    /// A `\u` escape of half a surrogate pair.
    case loneSurrogate
    /// More nested arrays and objects than the limit.
    case tooDeep
    /// More bytes than the limit.
    case tooLarge
    /// A value of another kind than the one asked for.
    case typeMismatch
    /// A member that must be there is not.
    case missingMember
    /// A number that the type asked for cannot hold exactly, or at all.
    case outOfRange
    /// A value of the right kind with a content that is not allowed.
    case invalidValue
  }

  public var reason: Reason
  /// Bytes from the start of the text to the fault.
  public var offset: Int
  /// JSON pointer (RFC 6901) to the value at fault, nil when the text is not JSON.
  public var pointer: String?
  /// What could have stood there, in words.
  public var expected: String
  /// What stands there, in words.
  public var found: String
  /// For `trailingBytes`: bytes from the start of the text to the end of its first complete value.
  public var valueEnd: Int?

  public init(
    _ reason: Reason, offset: Int, pointer: String? = nil, expected: String, found: String, valueEnd: Int? = nil
  ) {
    self.reason = reason
    self.offset = offset
    self.pointer = pointer
    self.expected = expected
    self.found = found
    self.valueEnd = valueEnd
  }
}

extension JSONError: CustomStringConvertible {
  /// One line, for example `/params/text: expected a string, found a number at byte 48`.
  public var description: String {
    let place = pointer.map { $0.isEmpty ? "" : "\($0): " } ?? ""
    return "\(place)expected \(expected), found \(found) at byte \(offset)"
  }
}
