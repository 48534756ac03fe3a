#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where heavy requests are worked on.
protocol Executor: Sendable {
  /// Runs `job` later or at once, on any thread.
  func submit(_ job: @escaping @Sendable () -> Void)
  /// Starts no more jobs until `resume`.
  func pause()
  func resume()
}

/// A few threads that run jobs in the order in which they were submitted. Threads start when there is work for them.
final class WorkerPool: Executor {
  private struct State {
    var jobs = Queue<@Sendable () -> Void>()
    var threads: [SystemThread] = []
    var idle = 0
    var running = 0
    var isPaused = false
    var isStopping = false
  }

  private let monitor = Monitor(State())
  private let size: Int

  /// - Parameter size: the number of threads at most.
  init(size: Int) { self.size = max(1, size) }

  func submit(_ job: @escaping @Sendable () -> Void) {
    monitor.withLock { state in
      state.jobs.append(job)
      if state.idle < state.jobs.count, state.threads.count < size, let thread = SystemThread({ self.work() }) {
        state.threads.append(thread)
      }
    }
    monitor.notifyOne()
  }

  func pause() { monitor.withLock { $0.isPaused = true } }

  func resume() {
    monitor.withLock { $0.isPaused = false }
    monitor.notify()
  }

  /// Forgets the jobs that have not started and waits for those that have.
  func stop() {
    let threads = monitor.withLock { state in
      state.isStopping = true
      state.jobs.removeAll()
      return state.threads
    }
    monitor.notify()
    for thread in threads { thread.join() }
  }

  /// Forgets the jobs that have not started, and gives those that have a moment to end: their calls are cancelled, so they
  /// do unless they never look. The process may then exit without code running beside its end.
  func windDown(milliseconds: Int) {
    let threads = monitor.withLock { state in
      state.isStopping = true
      state.jobs.removeAll()
      return state.threads
    }
    monitor.notify()
    let end = Clock.milliseconds() + milliseconds
    var isQuiet = false
    while !isQuiet, Clock.milliseconds() < end {
      isQuiet = monitor.withLock { $0.running == 0 }
      if !isQuiet { usleep(200) }
    }
    for thread in threads { if isQuiet { thread.join() } else { thread.detach() } }
  }

  private func work() {
    while let job = next() {
      job()
      monitor.withLock { $0.running -= 1 }
    }
  }

  private func next() -> (@Sendable () -> Void)? {
    monitor.withLock { $0.idle += 1 }
    return monitor.wait { state -> Optional<(@Sendable () -> Void)?> in
      if state.isStopping { return .some(nil) }
      guard !state.isPaused, let job = state.jobs.popFirst() else { return nil }
      state.idle -= 1
      state.running += 1
      return job
    }
  }
}
