/// A service over JSON-RPC 2.0: its methods, and how it presents itself.
public struct Server<State>: Sendable {
  /// The name and version that `rpc.discover` tells.
  public var title: String
  public var version: String
  /// CommonMark.
  public var summary: String
  public var limits: Limits
  /// Nil: told by the first byte that the client sends.
  public var framing: Framing?
  /// Whether batches are refused, as language servers after 3.17 must.
  public var refusesBatches = false
  /// Schemas to which those of methods refer, by name.
  let schemas: @Sendable () -> [(name: String, schema: JSON)]
  let table: MethodTable<State>

  /// All methods, those of the protocol included, in the order of the documentation.
  public var methods: [Method<State>] { table.methods }

  /// - Parameters:
  ///   - methods: the service's own. One called `initialize` begins a session. One with the name of a method of the
  ///     protocol (`shutdown`, `exit`, `$/cancelRequest`, …) replaces it.
  ///   - schemas: evaluated when `rpc.discover` is called.
  public init(
    title: String, version: String, summary: String = "", limits: Limits = Limits(), framing: Framing? = nil,
    schemas: @escaping @autoclosure @Sendable () -> [(name: String, schema: JSON)] = [], methods: [Method<State>]
  ) {
    self.title = title
    self.version = version
    self.summary = summary
    self.limits = limits
    self.framing = framing
    self.schemas = schemas
    table = MethodTable(methods + Self.protocolMethods)
  }

  private static var protocolMethods: [Method<State>] {
    [
      Method(
        "rpc.discover",
        description: MethodDescription(
          "Describes the service as an OpenRPC document.",
          result: ResultDescription("document", ["type": "object"], "An OpenRPC 1.3.2 document.")),
        handler: .protocolRequest(.discover)),
      Method(
        "shutdown",
        description: MethodDescription(
          "Ends the session's work; only `exit` may follow.",
          result: ResultDescription("nothing", Schema.null)),
        handler: .protocolRequest(.shutdown)),
      Method(
        "exit",
        description: MethodDescription("Ends the process: exit code 0 after `shutdown`, else 1."),
        handler: .protocolNotification(.exit)),
      Method(
        "$/cancelRequest",
        description: MethodDescription(
          "Answers a request in flight with RequestCancelled and stops its work. Unknown ids are ignored.",
          parameters: [
            Parameter(
              "id", Schema.anyOf(Schema.string, Schema.number), "The id of the request.", required: true)
          ]),
        handler: .protocolNotification(.cancelRequest)),
      Method(
        "window/workDoneProgress/cancel",
        description: MethodDescription(
          "Cancels the request whose progress is reported under a token.",
          parameters: [
            Parameter("token", Schema.anyOf(Schema.string, Schema.integer), "The `workDoneToken`.", required: true)
          ]),
        handler: .protocolNotification(.cancelProgress)),
      Method(
        "$/setTrace",
        description: MethodDescription(
          "Says how much the service tells of its work with `$/logTrace`.",
          parameters: [
            Parameter("value", Schema.oneOf(["off", "messages", "verbose"]), "How much.", required: true)
          ]),
        handler: .protocolNotification(.setTrace)),
    ]
  }
}
