/// An error that is the answer to a request.
public struct RPCError: Error, Sendable, Equatable {
  public var code: ErrorCode
  /// One line for a person.
  public var message: String
  /// What a program can use: where the fault is, what was expected and what was found.
  public var data: JSON?

  /// - Parameters:
  ///   - message: one line; the meaning of the code when nil.
  ///   - data: anything that helps a program.
  public init(_ code: ErrorCode, _ message: String? = nil, data: JSON? = nil) {
    self.code = code
    self.message = message ?? code.meaning
    self.data = data
  }

  /// Parameters that do not fit the method.
  ///
  /// - Parameters:
  ///   - pointer: JSON pointer from the params to the fault.
  ///   - expected: what could have stood there, in words.
  ///   - found: what stands there, in words.
  public static func invalidParams(at pointer: String, expected: String, found: String) -> RPCError {
    RPCError(
      .invalidParams, "\(pointer.isEmpty ? "params" : pointer): expected \(expected), found \(found)",
      data: ["pointer": .string(pointer), "expected": .string(expected), "found": .string(found)])
  }

  /// Bytes that are no JSON text. Offsets count from the start of the message.
  init(parsing error: JSONError, reason: String? = nil) {
    self.init(
      .parseError, "not JSON: \(error)",
      data: [
        "reason": .string(reason ?? error.reason.rawValue), "offset": .int(error.offset),
        "expected": .string(error.expected), "found": .string(error.found),
      ])
  }

  /// Parameters that a handler could not read.
  ///
  /// - Parameters:
  ///   - base: JSON pointer from the message to its params: pointers of the answer count from these.
  ///   - positions: the names of parameters that were given by position.
  init(reading error: JSONError, base: String = "", positions: [String]? = nil) {
    var pointer = error.pointer ?? ""
    if pointer.hasPrefix(base) { pointer.removeFirst(base.count) }
    if let positions {
      let name = pointer.dropFirst().prefix { $0 != "/" }
      if let position = positions.firstIndex(of: String(name)) {
        pointer = "/\(position)" + pointer.dropFirst(name.count + 1)
      }
    }
    self = .invalidParams(at: pointer, expected: error.expected, found: error.found)
  }
}

extension RPCError: JSONWritable {
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("code", code.value)
    writer.member("message", message)
    writer.memberIfPresent("data", data)
    writer.endObject()
  }
}

/// Thrown by work that stops because its request was cancelled.
public struct Cancelled: Error, Sendable {
  public init() {}
}
