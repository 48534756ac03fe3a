internal import Synchronization

/// What workers and the service hand to the loop: answers, notifications, requests to the client.
///
/// Bounded: a worker that produces more than the client takes waits here. The loop itself never waits.
final class Mailbox: Sendable {
  enum Item {
    /// The answer to a call: the whole message.
    case answer(Call, ByteBox)
    /// A worker is done with a call, whether it answered or not.
    case workEnded
    /// A notification: the whole message.
    case notification(ByteBox)
    /// A request to the client: its method and params, and what takes the answer.
    case request(String, ByteBox, any AnyObject & Sendable, seconds: Int)
    /// Work that no client asked for, which replaces earlier work with the same name.
    case background(String, milliseconds: Int, @Sendable () -> Void, Call)
  }

  private struct State {
    var items = Queue<Item>()
    var bytes = 0
    var isClosed = false
    /// Whether a worker waits for room.
    var isAwaited = false
  }

  private let monitor = Monitor(State())
  private let occupied = Atomic<Bool>(false)
  private let wake: @Sendable () -> Void

  private let roomBytes: Int

  /// - Parameters:
  ///   - roomBytes: bytes that may wait before a worker has to.
  ///   - wake: makes the loop look into the mailbox.
  init(roomBytes: Int = 4 * 1024 * 1024, wake: @escaping @Sendable () -> Void) {
    self.roomBytes = roomBytes
    self.wake = wake
  }

  var isEmpty: Bool { !occupied.load(ordering: .acquiring) }

  /// Adds `item`.
  ///
  /// - Parameter call: the call on whose behalf a worker speaks, which waits for room until its call is cancelled;
  ///   nil on the thread of the loop, which must not wait.
  func post(_ item: Item, for call: Call? = nil) {
    let size = item.size
    let wasPosted = monitor.wait { state -> Bool? in
      if state.isClosed { return false }
      if let call, !call.isCancelled, state.bytes > 0, state.bytes + size > roomBytes {
        state.isAwaited = true
        return nil
      }
      state.items.append(item)
      state.bytes += size
      occupied.store(true, ordering: .releasing)
      return true
    }
    if wasPosted { wake() }
  }

  /// Takes the oldest item.
  func take() -> Item? {
    let (item, isAwaited) = monitor.withLock { state -> (Item?, Bool) in
      let item = state.items.popFirst()
      state.bytes -= item?.size ?? 0
      occupied.store(!state.items.isEmpty, ordering: .releasing)
      defer { state.isAwaited = false }
      return (item, state.isAwaited)
    }
    if isAwaited { monitor.notify() }
    return item
  }

  /// Lets those that wait see that their call was cancelled.
  func release() { monitor.notify() }

  /// Takes nothing more.
  func close() {
    monitor.withLock { state in
      state.isClosed = true
      state.items.removeAll()
      state.bytes = 0
      occupied.store(false, ordering: .releasing)
    }
    monitor.notify()
  }
}

extension Mailbox.Item {
  var size: Int {
    switch self {
    case .answer(_, let box), .notification(let box), .request(_, let box, _, _): box.count
    case .workEnded, .background: 0
    }
  }
}

/// Bytes on their way from one thread to another: written by one, then read by the other.
final class ByteBox: @unchecked Sendable {
  // Invariant: set before the box is handed over, changed only by `take`, which one thread calls once.
  private var buffer: ByteBuffer
  let count: Int

  init(_ buffer: consuming ByteBuffer) {
    count = buffer.count
    self.buffer = buffer
  }

  func take() -> ByteBuffer {
    var taken = ByteBuffer()
    swap(&taken, &buffer)
    return taken
  }
}
