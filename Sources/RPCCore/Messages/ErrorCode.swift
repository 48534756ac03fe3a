/// A JSON-RPC error code, with what it means to a client.
public struct ErrorCode: Hashable, Sendable {
  public let value: Int
  /// The name in protocol documents.
  public let name: String
  /// One sentence for a client's author; also the default message of an error.
  public let meaning: String

  /// A code of the service's own. JSON-RPC leaves everything outside -32768...-32000 to applications.
  public init(_ value: Int, name: String, meaning: String) {
    self.value = value
    self.name = name
    self.meaning = meaning
  }

  public static func == (left: ErrorCode, right: ErrorCode) -> Bool { left.value == right.value }
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension ErrorCode {
  public static let parseError = ErrorCode(
    -32700, name: "ParseError", meaning: "The bytes are not a framed JSON text; the id of the answer is null.")
  public static let invalidRequest = ErrorCode(
    -32600, name: "InvalidRequest", meaning: "The JSON is not a request, or not one that is allowed now.")
  public static let methodNotFound = ErrorCode(
    -32601, name: "MethodNotFound", meaning: "There is no such method.")
  public static let invalidParams = ErrorCode(
    -32602, name: "InvalidParams", meaning: "The parameters do not fit the method.")
  public static let internalError = ErrorCode(
    -32603, name: "InternalError", meaning: "The service failed; the fault is not the client's.")
  public static let serverNotInitialized = ErrorCode(
    -32002, name: "ServerNotInitialized", meaning: "The method works only after initialize.")
  public static let overloaded = ErrorCode(
    -32000, name: "Overloaded", meaning: "Too many answers wait to be read; read some, then ask again.")
  public static let stopping = ErrorCode(
    -32003, name: "Stopping", meaning: "The service was told to stop before it could answer.")
  public static let requestCancelled = ErrorCode(
    -32800, name: "RequestCancelled", meaning: "The client cancelled the request.")
  public static let contentModified = ErrorCode(
    -32801, name: "ContentModified", meaning: "The document changed before the answer was ready.")
  public static let requestFailed = ErrorCode(
    -32803, name: "RequestFailed", meaning: "The request was right, but could not be carried out.")

  /// The codes that this library answers with on its own, in the order of the documentation.
  public static let all = [
    parseError, invalidRequest, methodNotFound, invalidParams, internalError, serverNotInitialized, overloaded,
    stopping,
    requestCancelled, contentModified, requestFailed,
  ]
}
