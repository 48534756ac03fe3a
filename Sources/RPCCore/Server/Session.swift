/// Where a session stands between its first message and its end.
struct Session {
  enum Phase: Equatable {
    case fresh
    case initialized
    case shutDown
  }

  private(set) var phase = Phase.fresh
  private(set) var wasInitialized = false
  var trace = Trace.off
  /// The code to exit with, once the session has been told to end.
  private(set) var exitCode: Int32?

  /// How much a client wants to hear about what the service does.
  enum Trace: String {
    case off, messages, verbose
  }

  /// Why a request may not be handled now; nil when it may.
  func refusal(needsInitialize: Bool, isInitialize: Bool) -> RPCError? {
    switch phase {
    case .shutDown: RPCError(.invalidRequest, "the session is shut down; only exit may follow")
    case .initialized where isInitialize: RPCError(.invalidRequest, "the session is initialized already")
    case .fresh where needsInitialize: RPCError(.serverNotInitialized)
    default: nil
    }
  }

  /// Whether a notification is handled now or dropped.
  func admitsNotification(needsInitialize: Bool) -> Bool {
    phase == .initialized || (phase == .fresh && !needsInitialize)
  }

  mutating func initialize() {
    phase = .initialized
    wasInitialized = true
  }

  mutating func shutDown() { phase = .shutDown }

  /// The `exit` notification: 0 after `shutdown`, else 1.
  mutating func exit() { exitCode = exitCode ?? (phase == .shutDown ? 0 : 1) }

  /// The end of the input, a signal, or the death of the client: as `exit`, but a script that never began a
  /// session has nothing to shut down.
  mutating func end(isScript: Bool) {
    exitCode = exitCode ?? (phase == .shutDown || (isScript && !wasInitialized) ? 0 : 1)
  }
}
