import RPCCore

@testable import ArticleService

/// The whole service without a process: requests go in as text, answers come out as values.
struct ServiceSession {
  private let session: InMemorySession<ServiceState>

  init(state: ServiceState = ServiceState()) {
    session = InMemorySession(.articleService, state: state)
  }

  /// Sends one message as it stands and returns all answers.
  func exchange(_ message: String) throws -> [JSON] {
    try session.send(message).map { try JSON(parsing: $0) }
  }

  /// Sends a request and returns its answer, result or error.
  func answer(_ method: String, _ params: JSON = [:]) throws -> JSON {
    let request: JSON = ["jsonrpc": "2.0", "id": 7, "method": .string(method), "params": params]
    let answers = try exchange(request.jsonText)
    guard let last = answers.last(where: { $0["id"] == 7 }) else { throw Silence() }
    return last
  }

  /// Sends a request that must succeed.
  func result(_ method: String, _ params: JSON = [:]) throws -> JSON {
    let answer = try answer(method, params)
    guard let result = answer["result"] else { throw Failure(answer: answer.jsonText) }
    return result
  }

  func notify(_ method: String, _ params: JSON) throws -> [JSON] {
    let message: JSON = ["jsonrpc": "2.0", "method": .string(method), "params": params]
    return try exchange(message.jsonText)
  }

  struct Silence: Error {}
  struct Failure: Error { let answer: String }
}
