/// Tells running text from the rest of a page.
struct BodyFinder {
  /// For each line, how likely it belongs to the body, 0 to 1.
  static func probabilities(_ page: Page, _ repetition: Repetition, _ uses: [PagePhrases.Use]) -> [Float] {
    let lines = page.measures.count
    var value = [Float](repeating: 0, count: lines)
    for line in 0..<lines {
      let repeated = repetition.count[line] > 1
      let marked = uses[line] != .none
      value[line] = (repeated || marked ? 0 : min(page.measures[line].length, 60)) - 14
    }
    let run = richestRun(value)
    return (0..<lines).map { line in
      guard run.contains(line), value[line] > -13.5 else { return 0.05 }
      return page.measures[line].isClosed ? 0.9 : 0.7
    }
  }

  /// The contiguous run with the highest sum (Kadane's scan).
  private static func richestRun(_ value: [Float]) -> Range<Int> {
    var best: Float = 0
    var sum: Float = 0
    var start = 0
    var run = 0..<0
    for (index, item) in value.enumerated() {
      if sum <= 0 {
        sum = 0
        start = index
      }
      sum += item
      if sum > best {
        best = sum
        run = start..<(index + 1)
      }
    }
    return run
  }
}
