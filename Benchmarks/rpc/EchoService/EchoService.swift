public import RPCCore

/// A service that does nothing useful in many ways: what tests, fuzzing and benchmarks call.
public struct EchoService {
  /// Documents by name.
  var documents: [String: String] = [:]
  var answers: [JSON] = []

  public init() {}

  /// The server over the service.
  public static func server(limits: Limits = Limits(), framing: Framing? = nil) -> Server<EchoService> {
    Server(
      title: "echo", version: "1", summary: "Answers what it is asked.", limits: limits, framing: framing,
      schemas: [("Text", Schema.string)], methods: methods)
  }

  static var methods: [Method<EchoService>] {
    lifecycleMethods + quickMethods + slowMethods + documentMethods + clientMethods
  }

  private static var lifecycleMethods: [Method<EchoService>] {
    [
      Method(
        "initialize",
        description: MethodDescription(
          "Begins a session.", result: ResultDescription("capabilities", ["type": "object"])),
        handler: .inline { _, _, _, result in
          result.object { result in
            result.key("capabilities")
            result.object { _ in }
          }
        }),
      Method(
        "initialized", description: MethodDescription("Ends the handshake."), handler: .notification { _, _, _ in }),
    ]
  }

  private static var quickMethods: [Method<EchoService>] {
    [
      Method(
        "echo", description: MethodDescription("Answers with its params, byte for byte."),
        handler: .inline { _, params, _, result in result.raw(params) }),
      Method(
        "rebuild", description: MethodDescription("Reads its params into a value and writes that."),
        handler: .inline { _, params, _, result in result.write(JSON(json: params)) }),
      Method(
        "count", description: MethodDescription("Reads its params into a value and says how many members it has."),
        handler: .inline { _, params, _, result in result.int(JSON(json: params).object?.count ?? 0) }),
      Method(
        "subtract",
        description: MethodDescription(
          "Subtracts.",
          parameters: [
            Parameter("minuend", Schema.integer, "From this.", required: true),
            Parameter("subtrahend", Schema.integer, "This.", required: true),
          ],
          result: ResultDescription("difference", Schema.integer)),
        handler: .inline { _, params, _, result in
          var params = try params.object()
          let minuend = try params.int("minuend")
          let (difference, overflow) = minuend.subtractingReportingOverflow(try params.int("subtrahend"))
          if overflow { throw RPCError(.requestFailed, "the difference is too large") }
          result.int(difference)
        }),
      Method(
        "nothing", description: MethodDescription("Writes no result."), handler: .inline { _, _, _, _ in }),
      Method(
        "fail", description: MethodDescription("Throws an error that no client should see."),
        handler: .inline { _, _, _, result in
          result.beginObject()
          throw SecretError()
        }),
      Method(
        "print", description: MethodDescription("Prints where a careless library would."),
        handler: .inline { _, _, _, result in
          print("Content-Length: 2\r\n\r\n{}")
          result.bool(true)
        }),
      Method(
        "sessionOnly", needsInitialize: true, description: MethodDescription("Works only in a session."),
        handler: .inline { _, _, _, result in result.bool(true) }),
    ]
  }

  private struct SecretError: Error {}
}
