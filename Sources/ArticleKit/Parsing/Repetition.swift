/// Which lines of a page say the same.
struct Repetition: Sendable {
  /// For each line, the first line with the same letters and digits: itself when there is none before it.
  private(set) var first: [Int32]
  /// For each line, how often the page prints it.
  private(set) var count: [Int32]

  /// How many slots a lookup visits before it takes a line for a new one: bounds the time a hostile page can cost.
  private static let probes = 24

  init(_ page: Page) {
    let lines = page.measures.count
    first = [Int32](repeating: 0, count: lines)
    count = [Int32](repeating: 1, count: lines)
    var capacity = 64
    while capacity < lines * 2 { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    for line in 0..<lines {
      first[line] = Int32(line)
      let hash = page.measures[line].hash
      var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
      for _ in 0..<Self.probes {
        let other = slots[slot]
        if other < 0 {
          slots[slot] = Int32(line)
          break
        }
        if page.measures[Int(other)].hash == hash {
          first[line] = other
          count[Int(other)] += 1
          break
        }
        slot = (slot + 1) & (capacity - 1)
      }
    }
    for line in 0..<lines where first[line] != line { count[line] = count[Int(first[line])] }
  }
}
