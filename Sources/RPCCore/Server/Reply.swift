/// The duty to answer one request.
///
/// The answer is given once, by `send` or `fail`; a reply that is dropped answers with `internalError`, so that no client
/// waits for ever.
public struct Reply<State>: ~Copyable, Sendable {
  let mailbox: Mailbox
  let call: Call

  /// Answers with the value that `result` writes, or with the error that it throws.
  public consuming func send(_ result: (inout JSONWriter) throws -> Void) {
    var writer = JSONWriter()
    let id = call.id.token
    Answer.begin(id.span, in: &writer)
    do {
      let start = writer.output.count
      try result(&writer)
      Answer.end(resultStart: start, in: &writer)
    } catch {
      Answer.write(Answer.error(for: error), for: id.span, to: &writer)
    }
    deliver(writer.finish())
  }

  /// Answers with `error`.
  public consuming func fail(_ error: RPCError) {
    var writer = JSONWriter()
    let id = call.id.token
    Answer.write(error, for: id.span, to: &writer)
    deliver(writer.finish())
  }

  private borrowing func deliver(_ message: consuming ByteBuffer) {
    guard call.claimAnswer() else { return }
    Progress(mailbox: mailbox, call: call).end()
    mailbox.post(.answer(call, ByteBox(message)), for: call)
  }

  deinit {
    guard call.claimAnswer() else { return }
    var writer = JSONWriter()
    let id = call.id.token
    Answer.write(RPCError(.internalError, "the service gave no answer"), for: id.span, to: &writer)
    Progress(mailbox: mailbox, call: call).end()
    mailbox.post(.answer(call, ByteBox(writer.finish())), for: call)
  }
}

/// The text of answers.
enum Answer {
  /// Begins the answer to the request `id`; its result comes next.
  static func begin(_ id: borrowing Span<UInt8>, in writer: inout JSONWriter) {
    writer.output.append("{\"jsonrpc\":\"2.0\",\"id\":")
    writer.output.append(id)
    writer.output.append(",\"result\":")
    writer.startText()
  }

  /// Ends an answer whose result begins at `resultStart`; no result is `null`.
  static func end(resultStart: Int, in writer: inout JSONWriter) {
    if writer.output.count == resultStart { writer.null() }
    writer.output.append(UInt8(ascii: "}"))
  }

  /// Writes `error` as the answer, in place of what was written so far. An empty `id` stands for null.
  static func write(_ error: RPCError, for id: borrowing Span<UInt8>, to writer: inout JSONWriter) {
    writer.output.removeAll()
    writer.output.append("{\"jsonrpc\":\"2.0\",\"id\":")
    if id.isEmpty { writer.output.append("null") } else { writer.output.append(id) }
    writer.output.append(",\"error\":")
    writer.startText()
    error.write(to: &writer)
    writer.output.append(UInt8(ascii: "}"))
  }

  /// Writes the answer to a request for a method that does not exist, without a detour: a client that probes for what a
  /// service can do asks often.
  static func writeMethodNotFound(_ name: JSONView, for id: borrowing Span<UInt8>, to writer: inout JSONWriter) {
    writer.output.removeAll()
    writer.output.append("{\"jsonrpc\":\"2.0\",\"id\":")
    writer.output.append(id)
    writer.output.append(",\"error\":{\"code\":-32601,\"message\":\"There is no such method.\"")
    // A name may be a megabyte long; the client knows it anyway.
    let name = name.rawBytes
    if name.count <= 200 {
      writer.output.append(",\"data\":{\"method\":")
      writer.output.append(name)
      writer.output.append("}")
    }
    writer.output.append("}}")
  }

  /// What a client is told when a handler throws `error`.
  static func error(for error: any Error) -> RPCError {
    switch error {
    case let error as RPCError: error
    case let error as JSONError: RPCError(reading: error)
    case is Cancelled: RPCError(.requestCancelled)
    default: RPCError(.internalError, "the service failed")
    }
  }
}
