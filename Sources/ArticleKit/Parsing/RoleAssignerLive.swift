/// Live blogs: entries that each begin with the time of day.
extension RoleAssigner {
  /// Entries a page needs before its times are those of a live blog.
  private static let leastEntries = 3

  /// The text under each time of a live blog is running text, however short: a time alone on its line, closed sentences up to
  /// the next time, and again. In lists of articles titles, which end open, stand between.
  mutating func rescueEntries() {
    var line = 0
    while line < context.lines {
      guard isTimeOfEntry(line) else {
        line += 1
        continue
      }
      var entries: [Range<Int>] = []
      var next = line
      while next < context.lines, isTimeOfEntry(next) {
        var end = next + 1
        while end < context.lines, isSentences(end) { end += 1 }
        guard end > next + 1 else { break }
        entries.append(next + 1..<end)
        next = end
      }
      if entries.count >= Self.leastEntries, entries.contains(where: { $0.contains { body[$0] >= 0.5 } }) {
        for text in entries.joined() { body[text] = max(body[text], 0.6) }
        firstBody = min(firstBody, entries[0].lowerBound)
        lastBody = max(lastBody, next - 1)
      }
      line = max(next, line + 1)
    }
  }

  private func isTimeOfEntry(_ line: Int) -> Bool {
    measures(line).marks.contains(.clock) && measures(line).words <= 4 && isTimestamp(line)
  }

  private func isSentences(_ line: Int) -> Bool {
    measures(line).isClosed && measures(line).length >= 6 && context.uses[line] == .none
      && context.openings[line] != .prompt && !measures(line).marks.contains(.copyright)
  }
}
