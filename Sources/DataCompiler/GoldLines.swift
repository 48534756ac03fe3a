internal import ArticleKit

/// Finds out which lines of a page belong to its gold body.
enum GoldLines {
  /// For each line of text, whether the gold body has it.
  ///
  /// A line is in when at least half its runs of four words are left in the body; what it takes is used up, so that
  /// a later copy is out. A line of fewer than four words must be a whole line of the body, between two others or beside one.
  static func labels(_ lines: [String], gold: String) -> [Bool] {
    var left = ShingleScore.shingles(gold)
    var short: [String: Int] = [:]
    for line in gold.split(separator: "\n") {
      short[ShingleScore.words(String(line)).joined(separator: " "), default: 0] += 1
    }
    var labels = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() {
      let words = ShingleScore.words(line)
      guard words.count >= 4 else { continue }
      let mine = ShingleScore.shingles(line)
      let hits = mine.reduce(0) { $0 + min($1.value, left[$1.key] ?? 0) }
      guard hits * 2 >= words.count - 3 else { continue }
      labels[index] = true
      for (shingle, count) in mine { left[shingle] = max(0, (left[shingle] ?? 0) - count) }
      short[words.joined(separator: " "), default: 1] -= 1
    }
    markShort(&labels, lines, &short)
    return labels
  }

  private static func markShort(_ labels: inout [Bool], _ lines: [String], _ short: inout [String: Int]) {
    let long = labels
    for (index, line) in lines.enumerated() where !labels[index] {
      let words = ShingleScore.words(line)
      guard !words.isEmpty, words.count < 4 else { continue }
      let key = words.joined(separator: " ")
      guard (short[key] ?? 0) > 0 else { continue }
      let near = (max(0, index - 4)..<min(lines.count, index + 5)).contains { long[$0] }
      guard near else { continue }
      labels[index] = true
      short[key, default: 1] -= 1
    }
  }
}
