/// Work that no client asked for. Of each name only the latest counts.
struct Background {
  private struct Entry {
    let call: Call
    let due: Int
    /// Nil once it has started.
    var work: (@Sendable () -> Void)?
  }

  private var entries: [String: Entry] = [:]

  /// Whether nothing waits to start.
  var isEmpty: Bool { due == nil }

  /// When the next work starts, in milliseconds of the monotonic clock.
  var due: Int? { entries.values.filter { $0.work != nil }.map(\.due).min() }

  /// Puts `work` in the place of earlier work of the same name, which is cancelled.
  mutating func put(_ name: String, _ call: Call, due: Int, _ work: @escaping @Sendable () -> Void) {
    entries[name]?.call.cancel()
    entries[name] = Entry(call: call, due: due, work: work)
  }

  /// The work that starts now, in the order of its times and names.
  mutating func takeDue(at now: Int) -> [(Call, @Sendable () -> Void)] {
    let names = entries.filter { $0.value.work != nil && $0.value.due <= now }.keys.sorted()
    return names.compactMap { name in
      guard let entry = entries[name], let work = entry.work else { return nil }
      entries[name]?.work = nil
      return (entry.call, work)
    }
  }

  mutating func cancelAll() {
    for entry in entries.values { entry.call.cancel() }
    entries = [:]
  }
}
