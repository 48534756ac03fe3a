/// What a handler knows about the message that it handles.
public struct Context<State>: Sendable {
  /// The way to the client.
  public let client: Client<State>
  let call: Call?

  /// Whether the answer is wanted no more. Cheap: one load.
  public var isCancelled: Bool { call?.isCancelled ?? false }

  /// Throws `Cancelled` when the answer is wanted no more.
  public func checkCancellation() throws(Cancelled) {
    if isCancelled { throw Cancelled() }
  }

  /// Reports of how far the work is, under the client's `workDoneToken`; without one they go nowhere.
  public var progress: Progress { Progress(mailbox: client.mailbox, call: call) }

  /// Whether the client takes parts of the result before the whole.
  public var wantsPartialResults: Bool { call?.partialResultToken != nil }

  /// Sends a part of the result under the client's `partialResultToken`.
  ///
  /// - Returns: false, with nothing sent, when the client wants none.
  @discardableResult
  public func partialResult(_ value: (inout JSONWriter) throws -> Void) rethrows -> Bool {
    guard let call, !call.isCancelled, let token = call.partialResultToken else { return false }
    try Progress.send(token, value, to: client.mailbox, for: call)
    return true
  }
}
