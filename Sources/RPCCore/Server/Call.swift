internal import Synchronization

/// A request that has been read and not yet answered.
final class Call: Sendable {
  let id: RequestID
  /// Its place among all calls of the session.
  let serial: Int
  /// Bytes of its message.
  let size: Int
  /// The document that it reads.
  let document: String?
  let workDoneToken: RequestID?
  let partialResultToken: RequestID?

  private let flag = Atomic<Bool>(false)
  private let answered = Atomic<Bool>(false)
  // Locks of the system rather than `Mutex`, whose futexes the thread sanitizer cannot see.
  private let work = Monitor<(@Sendable () -> Void)?>(nil)
  let progress = Monitor(ProgressState())

  init(
    id: RequestID, serial: Int, size: Int, document: String? = nil, workDoneToken: RequestID? = nil,
    partialResultToken: RequestID? = nil
  ) {
    self.id = id
    self.serial = serial
    self.size = size
    self.document = document
    self.workDoneToken = workDoneToken
    self.partialResultToken = partialResultToken
  }

  /// Whether its answer is wanted no more.
  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Asks the work to stop, and forgets it when it has not begun.
  func cancel() {
    flag.store(true, ordering: .relaxed)
    let forgotten = work.withLock { work in
      defer { work = nil }
      return work
    }
    _ = forgotten
  }

  /// Keeps `work` for a worker.
  func prepare(_ work: @escaping @Sendable () -> Void) {
    self.work.withLock { $0 = work }
  }

  /// Runs the work, unless it was cancelled before it began.
  func run() {
    let work = self.work.withLock { work in
      defer { work = nil }
      return work
    }
    work?()
  }

  /// True for the one caller who may answer.
  func claimAnswer() -> Bool { !answered.exchange(true, ordering: .relaxed) }
}
