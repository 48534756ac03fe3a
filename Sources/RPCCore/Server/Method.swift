/// One method of a service: the single place that says what it is called, what it takes and answers, when it may be
/// called, how it is scheduled, and what it does. Dispatch, ordering, `rpc.discover` and the tests all read this value.
///
/// `State` is what the service keeps between messages. Handlers get it `inout`, one after another, in the order in which
/// the client wrote its messages, so it needs no lock.
public struct Method<State>: Sendable {
  public let name: String
  /// Whether the method is refused with `serverNotInitialized` before `initialize`.
  public let needsInitialize: Bool
  public let ordering: Ordering
  /// Made when it is asked for, so that a table of methods costs nothing at start-up.
  public var description: MethodDescription { describe() }

  let handler: Handler
  private let describe: @Sendable () -> MethodDescription

  /// - Parameters:
  ///   - needsInitialize: whether it is refused before `initialize`.
  ///   - ordering: which documents it reads or edits.
  ///   - description: what a client's author must know; evaluated when asked for.
  ///   - handler: what it does.
  public init(
    _ name: String, needsInitialize: Bool = false, ordering: Ordering = .free,
    description: @escaping @autoclosure @Sendable () -> MethodDescription, handler: Handler
  ) {
    self.name = name
    self.needsInitialize = needsInitialize
    self.ordering = ordering
    self.describe = description
    self.handler = handler
  }

  /// What a method does, and where.
  ///
  /// Params come as an object: absent and `null` params as an empty one, params by position with the names of
  /// the description. They are readable until the handler returns. A handler that throws `RPCError` answers with it,
  /// `JSONError` with `invalidParams`, `Cancelled` with `requestCancelled`, anything else with `internalError`.
  public enum Handler: Sendable {
    /// A request answered at once, on the thread of the loop: for work of microseconds. The result is one JSON value;
    /// none written is `null`.
    case inline(@Sendable (_ state: inout State, _ params: JSONView, Context<State>, inout JSONWriter) throws -> Void)
    /// A request in two phases: at once, on the thread of the loop, it takes from the state what it needs (a snapshot);
    /// what it returns runs on a worker and writes the result.
    case heavy(@Sendable (_ state: inout State, _ params: JSONView, Context<State>) throws -> Work)
    /// A request that is answered later, through its reply.
    case deferred(
      @Sendable (_ state: inout State, _ params: JSONView, Context<State>, consuming Reply<State>) throws -> Void)
    /// A notification, handled at once on the thread of the loop.
    case notification(@Sendable (_ state: inout State, _ params: JSONView, Context<State>) throws -> Void)
    /// Part of the protocol itself.
    case protocolRequest(ProtocolRequest)
    case protocolNotification(ProtocolNotification)

    /// The second phase of a heavy request. It polls the context for cancellation every few hundred microseconds and
    /// writes one JSON value.
    public typealias Work = @Sendable (Context<State>, inout JSONWriter) throws -> Void
  }

  /// Whether it has an answer.
  public var isRequest: Bool {
    switch handler {
    case .inline, .heavy, .deferred, .protocolRequest: true
    case .notification, .protocolNotification: false
    }
  }

  /// Whether it runs on a worker.
  public var isHeavy: Bool {
    if case .heavy = handler { true } else { false }
  }
}

/// Which documents a method reads or edits. A request sees the documents as they were when it was read; when an edit
/// arrives before its answer is ready, it is answered with `contentModified`.
public enum Ordering: Sendable, Equatable {
  /// Depends on no document.
  case free
  /// Reads the document whose name the params hold at this path, for example `["textDocument", "uri"]`.
  case reads([String])
  /// Edits the document whose name the params hold at this path.
  case edits([String])
}

/// Requests that the library answers itself.
public enum ProtocolRequest: Sendable { case shutdown, discover }

/// Notifications that the library handles itself.
public enum ProtocolNotification: Sendable { case exit, cancelRequest, cancelProgress, setTrace, ignored }
