/// The outer members of one message.
struct Envelope: ~Escapable {
  enum Kind: Equatable {
    case request
    case notification
    case response
    /// A response that says nothing, or says it to nobody: read and forgotten.
    case uselessResponse
    case invalid(String)
  }

  let kind: Kind
  /// The id, when it is one that can be echoed.
  let id: JSONView?
  let method: JSONView?
  /// Absent also when `null`.
  let params: JSONView?
  let result: JSONView?
  let error: JSONView?

  /// Reads `message`, which may be any JSON value.
  @_lifetime(copy message)
  init(_ message: JSONView) {
    var version: JSONView?
    var id: JSONView?
    var method: JSONView?
    var params: JSONView?
    var result: JSONView?
    var error: JSONView?
    guard var members = try? message.members() else {
      kind = .invalid("a message is an object")
      self.id = nil
      self.method = nil
      self.params = nil
      self.result = nil
      self.error = nil
      return
    }
    while let member = members.next() {
      let value = member.value
      if member.key.equals("jsonrpc") {
        version = value
      } else if member.key.equals("id") {
        id = value
      } else if member.key.equals("method") {
        method = value
      } else if member.key.equals("params") {
        params = value
      } else if member.key.equals("result") {
        result = value
      } else if member.key.equals("error") {
        error = value
      }
    }
    var idIsUsable = false
    if let id { idIsUsable = id.isString || id.isNumber }
    if !(version?.equals("2.0") ?? false) {
      kind = .invalid("jsonrpc must be \"2.0\"")
    } else if let method {
      if !method.isString {
        kind = .invalid("method must be a string")
      } else if let params, !params.isObject, !params.isArray, !params.isNull {
        kind = .invalid("params must be an object or an array")
      } else if id == nil {
        kind = .notification
      } else if idIsUsable {
        kind = .request
      } else {
        kind = .invalid("id must be a string or a number")
      }
    } else if result != nil || error != nil {
      kind = idIsUsable && (result == nil || error == nil) ? .response : .uselessResponse
    } else if idIsUsable {
      kind = .uselessResponse
    } else {
      kind = .invalid("method is missing")
    }
    self.id = idIsUsable ? id : nil
    self.method = method
    self.params = params?.isNull == true ? nil : params
    self.result = result
    self.error = error
  }
}
