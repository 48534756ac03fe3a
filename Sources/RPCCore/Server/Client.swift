/// The way to the client besides answers: notifications and requests.
///
/// May be kept and used on any thread. What one thread sends goes out in its order, and before the answer of the handler
/// that sent it.
public struct Client<State>: Sendable {
  let mailbox: Mailbox
  /// The call on whose behalf a worker speaks; a worker waits when the client does not keep up.
  let call: Call?

  /// Sends a notification; `params` writes one value, an object or an array.
  public func notify(_ method: String, _ params: (inout JSONWriter) throws -> Void) rethrows {
    var writer = JSONWriter()
    try Self.write(method, to: &writer, params)
    mailbox.post(.notification(ByteBox(writer.finish())), for: call)
  }

  /// Sends a request; its answer comes to `reply` on the thread of the loop. It comes once: the result, the client's
  /// error, or an error made here when the client does not answer in time or the session ends.
  ///
  /// - Parameters:
  ///   - seconds: how long to wait for the answer.
  ///   - params: writes one value, an object or an array.
  public func request(
    _ method: String, seconds: Int = 30, params: (inout JSONWriter) throws -> Void = { $0.object { _ in } },
    reply: @escaping @Sendable (inout State, Result<JSON, RPCError>, Context<State>) -> Void
  ) rethrows {
    var writer = JSONWriter()
    try params(&writer)
    mailbox.post(
      .request(method, ByteBox(writer.finish()), ClientReply(reply), seconds: seconds), for: call)
  }

  /// Runs `work` on a worker although no request asks for it, for example to publish diagnostics.
  ///
  /// - Parameters:
  ///   - name: earlier work of the same name is cancelled: only the last counts.
  ///   - milliseconds: how long to wait for more work of the name before it starts.
  public func background(
    _ name: String, after milliseconds: Int = 0, _ work: @escaping @Sendable (Context<State>) throws -> Void
  ) {
    let call = Call(id: RequestID(serial: 0), serial: 0, size: 0)
    let context = Context<State>(client: Client(mailbox: mailbox, call: call), call: call)
    mailbox.post(
      .background(
        name, milliseconds: milliseconds,
        {
          // Work without a client has nobody to tell of its errors.
          try? work(context)
        }, call), for: self.call)
  }

  static func write(
    _ method: String, to writer: inout JSONWriter, _ params: (inout JSONWriter) throws -> Void
  ) rethrows {
    writer.beginObject()
    writer.member("jsonrpc", "2.0")
    writer.member("method", method)
    writer.key("params")
    try params(&writer)
    writer.endObject()
  }
}

/// What takes the answer to a request to the client.
final class ClientReply<State>: Sendable {
  let take: @Sendable (inout State, Result<JSON, RPCError>, Context<State>) -> Void

  init(_ take: @escaping @Sendable (inout State, Result<JSON, RPCError>, Context<State>) -> Void) {
    self.take = take
  }
}
