/// What a person who looks for a fault may want to know; written to stderr as one line of JSON.
enum LogEvent: Sendable {
  case badFrame(FrameFault)
  case badJSON(JSONError)
  case skippedBytes(Int)
  case incompleteFrame
  case uselessResponse
  case notificationFailed(String, String)
  case handlerFailed(String)
  case clientDied(Int)
  case stopping(String)

  /// One line of JSON.
  var line: String {
    var writer = JSONWriter()
    writer.object { writer in
      switch self {
      case .badFrame(let fault):
        writer.member("event", "badFrame")
        writer.member("fault", fault.rawValue)
      case .badJSON(let error):
        writer.member("event", "badJSON")
        writer.member("fault", error.description)
      case .skippedBytes(let count):
        writer.member("event", "skippedBytes")
        writer.member("count", count)
      case .incompleteFrame: writer.member("event", "incompleteFrame")
      case .uselessResponse: writer.member("event", "uselessResponse")
      case .notificationFailed(let method, let fault):
        writer.member("event", "notificationFailed")
        writer.member("method", method)
        writer.member("fault", fault)
      case .handlerFailed(let fault):
        writer.member("event", "handlerFailed")
        writer.member("fault", fault)
      case .clientDied(let process):
        writer.member("event", "clientDied")
        writer.member("processId", process)
      case .stopping(let reason):
        writer.member("event", "stopping")
        writer.member("reason", reason)
      }
    }
    return String(decoding: writer.output.array, as: UTF8.self)
  }
}
