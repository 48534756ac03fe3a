internal import Synchronization

/// Reports of how far a request's work is.
///
/// Reports are coalesced: at most one goes out in 50 ms, and the latest replaces those in between. `begin` comes before the
/// first and `end` after the last, whatever the handler does.
public struct Progress: Sendable {
  let mailbox: Mailbox
  let call: Call?

  /// Whether the client wants reports.
  public var isWanted: Bool { call?.workDoneToken != nil }

  private static let pauseMilliseconds = 50

  /// Begins the reports.
  public func begin(_ title: String, message: String? = nil, percentage: Int? = nil, cancellable: Bool = true) {
    guard let call, let token = call.workDoneToken else { return }
    let isFirst = call.progress.withLock { state in
      guard state.stage == .silent else { return false }
      state.stage = .reporting
      state.lastSent = Clock.milliseconds()
      return true
    }
    guard isFirst else { return }
    Self.send(
      token,
      { writer in
        writer.object { writer in
          writer.member("kind", "begin")
          writer.member("title", title)
          writer.member("cancellable", cancellable)
          writer.memberIfPresent("message", message)
          writer.memberIfPresent("percentage", percentage)
        }
      }, to: mailbox, for: call)
  }

  /// Reports a step; dropped when the last report is younger than the pause.
  ///
  /// - Parameter percentage: 0 to 100.
  public func report(_ message: String? = nil, percentage: Int? = nil) {
    guard let call, let token = call.workDoneToken else { return }
    let now = Clock.milliseconds()
    let isDue = call.progress.withLock { state in
      guard state.stage == .reporting, now - state.lastSent >= Self.pauseMilliseconds else { return false }
      state.lastSent = now
      return true
    }
    guard isDue else { return }
    Self.send(
      token,
      { writer in
        writer.object { writer in
          writer.member("kind", "report")
          writer.memberIfPresent("message", message)
          writer.memberIfPresent("percentage", percentage)
        }
      }, to: mailbox, for: call)
  }

  /// Ends the reports; done for the handler when it returns.
  public func end(_ message: String? = nil) {
    guard let call, let token = call.workDoneToken else { return }
    let isOpen = call.progress.withLock { state in
      defer { state.stage = .ended }
      return state.stage == .reporting
    }
    guard isOpen else { return }
    Self.send(
      token,
      { writer in
        writer.object { writer in
          writer.member("kind", "end")
          writer.memberIfPresent("message", message)
        }
      }, to: mailbox, for: call)
  }

  static func send(
    _ token: RequestID, _ value: (inout JSONWriter) throws -> Void, to mailbox: Mailbox, for call: Call
  ) rethrows {
    var writer = JSONWriter()
    try Client<Void>.write("$/progress", to: &writer) { writer in
      writer.beginObject()
      writer.key("token")
      writer.raw(token.token.span)
      writer.key("value")
      try value(&writer)
      writer.endObject()
    }
    mailbox.post(.notification(ByteBox(writer.finish())), for: call)
  }
}

/// Where the reports of a call stand.
struct ProgressState {
  enum Stage {
    case silent, reporting, ended
  }

  var stage = Stage.silent
  /// When the last report went out, in milliseconds of the monotonic clock.
  var lastSent = 0
}
