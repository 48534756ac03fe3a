import EchoService
import RPCCore
import Testing

/// One step of a conversation between a client and a service.
enum Step: Sendable {
  /// The client sends a request.
  case call(_ id: JSON, _ method: String, _ params: JSON? = nil)
  /// The client sends a notification.
  case notify(_ method: String, _ params: JSON? = nil)
  /// The client cancels a request.
  case cancel(_ id: JSON)
  /// The client sends requests and notifications in one array.
  case batch([Step])
  /// The client answers a request of the service.
  case answer(_ id: JSON, _ result: JSON)
  /// The client answers a request of the service with an error.
  case refuse(_ id: JSON, code: Int)
  /// The client sends one message as it is.
  case message(String)
  /// The workers do what waits for them.
  case work
  /// The client ends its input.
  case close
  /// The service says these things, in this order.
  case expect([Said])
  /// The service says these things, in any order.
  case collect([Said])
  /// The service has ended with this code.
  case exit(Int)
}

/// Something that a service says.
enum Said: Sendable, CustomStringConvertible {
  case result(_ id: JSON, _ result: JSON)
  case error(_ id: JSON, _ code: Int)
  case notification(_ method: String)
  case request(_ method: String)
  case batch([Said])

  /// Whether `message` says it.
  func matches(_ message: JSON) -> Bool {
    switch self {
    case .result(let id, let result): message["id"] == id && message["result"] == result && message["error"] == nil
    case .error(let id, let code):
      message["id"] == id && message["error"]?["code"]?.int == code && message["result"] == nil
        && message["error"]?["message"]?.string?.isEmpty == false
    case .notification(let method): message["method"]?.string == method && message["id"] == nil
    case .request(let method): message["method"]?.string == method && message["id"] != nil
    case .batch(let parts):
      message.array?.count == parts.count && zip(parts, message.array ?? []).allSatisfy { $0.matches($1) }
    }
  }

  var description: String {
    switch self {
    case .result(let id, let result): "result \(result) for \(id)"
    case .error(let id, let code): "error \(code) for \(id)"
    case .notification(let method): "notification \(method)"
    case .request(let method): "request \(method)"
    case .batch(let parts): "batch \(parts)"
    }
  }
}

/// In which pieces bytes arrive.
enum Delivery: Sendable, Hashable {
  case whole
  case byteByByte
  /// Two pieces, the first with so many bytes.
  case split(Int)

  func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    switch self {
    case .whole: [bytes]
    case .byteByByte: bytes.map { [$0] }
    case .split(let position):
      position < bytes.count ? [Array(bytes[..<position]), Array(bytes[position...])] : [bytes]
    }
  }
}

/// A conversation that is held over a framing, with a delivery.
struct Script {
  let steps: [Step]

  init(_ steps: Step...) { self.steps = steps }
  init(_ steps: [Step]) { self.steps = steps }

  /// Holds the conversation over both framings, whole and byte by byte.
  func hold(limits: Limits = Limits()) {
    for framing in Framing.allCases {
      for delivery in [Delivery.whole, .byteByByte] { hold(framing, delivery, limits: limits) }
    }
  }

  /// Holds the conversation.
  func hold(_ framing: Framing, _ delivery: Delivery, limits: Limits = Limits()) {
    let session = InMemorySession(
      EchoService.server(limits: limits, framing: framing), state: EchoService(), framing: framing)
    var heard: [JSON] = []
    for (index, step) in steps.enumerated() {
      let place: Comment = "step \(index) over \(framing), \(delivery)"
      switch step {
      case .work: session.run()
      case .close: session.close()
      case .exit(let code): #expect(session.exitCode == code, place)
      case .expect(let expected):
        heard += session.receive().map(Self.parsed)
        expect(expected, in: &heard, place)
      case .collect(let expected):
        heard += session.receive().map(Self.parsed)
        collect(expected, from: &heard, place)
      default:
        let message = Self.text(of: step)
        for piece in delivery.pieces(of: Self.frame(message, framing)) { session.send(bytes: piece) }
      }
    }
    heard += session.receive().map(Self.parsed)
    #expect(heard.isEmpty, "said at the end over \(framing), \(delivery)")
  }

  private func expect(_ expected: [Said], in heard: inout [JSON], _ place: Comment) {
    for said in expected {
      guard let next = heard.first else {
        Issue.record("nothing where \(said) was expected, \(place)")
        return
      }
      #expect(said.matches(next), "\(said) was expected, \(next) was said, \(place)")
      heard.removeFirst()
    }
  }

  private func collect(_ expected: [Said], from heard: inout [JSON], _ place: Comment) {
    for said in expected {
      guard let index = heard.firstIndex(where: said.matches) else {
        Issue.record("\(said) was expected among \(heard), \(place)")
        continue
      }
      heard.remove(at: index)
    }
  }

  static func parsed(_ text: String) -> JSON {
    do {
      return try JSON(parsing: text)
    } catch {
      Issue.record("the service said what is no JSON: \(text)")
      return .null
    }
  }

  static func frame(_ message: String, _ framing: Framing) -> [UInt8] {
    switch framing {
    case .headers: Array("Content-Length: \(message.utf8.count)\r\n\r\n\(message)".utf8)
    case .lines: Array("\(message)\n".utf8)
    }
  }

  private static func text(of step: Step) -> String {
    switch step {
    case .message(let text): text
    case .batch(let steps): "[\(steps.map(text).joined(separator: ","))]"
    default: JSON.object(JSONObject([("jsonrpc", "2.0")] + members(of: step))).description
    }
  }

  private static func members(of step: Step) -> [(String, JSON)] {
    switch step {
    case .call(let id, let method, let params):
      [("id", id), ("method", .string(method))] + (params.map { [("params", $0)] } ?? [])
    case .notify(let method, let params):
      [("method", .string(method))] + (params.map { [("params", $0)] } ?? [])
    case .cancel(let id): [("method", "$/cancelRequest"), ("params", ["id": id])]
    case .answer(let id, let result): [("id", id), ("result", result)]
    case .refuse(let id, let code): [("id", id), ("error", ["code": .int(code), "message": "no"])]
    default: []
    }
  }
}
