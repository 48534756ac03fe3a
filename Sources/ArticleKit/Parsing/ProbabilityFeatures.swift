/// What a second look adds: how likely the lines around are running text, by the first look.
package enum ProbabilityFeatures {
  /// Features a line.
  package static let count = 45

  /// Fills the columns from `LineFeatures.count` on.
  package static func fill(_ table: inout LineFeatureTable, _ context: PageContext, _ chances: [Float]) {
    let lines = context.lines
    var before: [Float] = [0]
    var wordsBefore: [Float] = [0]
    before.reserveCapacity(lines + 1)
    wordsBefore.reserveCapacity(lines + 1)
    for line in 0..<lines {
      let weight = min(context.page.measures[line].length, 60)
      before.append(before[line] + chances[line] * weight)
      wordsBefore.append(wordsBefore[line] + weight)
    }
    table.keep(columns: LineFeatures.count)
    putNeighbours(&table, chances)
    putWindows(&table, before, wordsBefore)
    putPlace(&table, context, chances, before)
    putClusters(&table, context, before, wordsBefore)
    putHabits(&table, PageHabits(context, chances))
    assert(table.filled == LineFeatures.count + count)
  }

  private static func putNeighbours(_ table: inout LineFeatureTable, _ chances: [Float]) {
    let bytes = chances.map { UInt8(clamping: Int($0 * 255)) }
    for offset in [0, -4, -3, -2, -1, 1, 2, 3, 4] { table.append(bytes, from: offset) }
  }

  /// Likely running text in windows above, below and around: its share of the words, and how many words.
  private static func putWindows(_ table: inout LineFeatureTable, _ before: [Float], _ wordsBefore: [Float]) {
    let lines = table.lines
    for (from, to) in [(-3, 0), (1, 4), (-8, 0), (1, 9), (-20, 0), (1, 21), (-10, 11)] {
      let window = { (line: Int) in
        let lower = max(0, min(line + from, lines))
        return (lower, max(lower, min(line + to, lines)))
      }
      table.append { line in
        let (lower, upper) = window(line)
        return Int((before[upper] - before[lower]) * 255 / (wordsBefore[upper] - wordsBefore[lower] + 5))
      }
      table.append { line in
        let (lower, upper) = window(line)
        return logarithmic(Int(before[upper] - before[lower]))
      }
    }
  }

  private static func putPlace(
    _ table: inout LineFeatureTable, _ context: PageContext, _ chances: [Float], _ before: [Float]
  ) {
    let all = before[table.lines]
    table.append { logarithmic(Int(before[$0])) }
    table.append { logarithmic(Int(all - before[$0 + 1])) }
    table.append { Int(before[$0] * 255 / (before[$0] + all - before[$0 + 1] + 1)) }
    let (since, until) = distances(chances, context)
    table.append(since)
    table.append(until)
    let run = richestRun(chances, context)
    table.append { $0 < run.lowerBound ? 0 : $0 < run.upperBound ? 1 : 2 }
    table.append { 128 + signedLogarithmic($0 - run.lowerBound) }
    table.append { 128 + signedLogarithmic($0 - run.upperBound) }
    table.append(logarithmic(Int(all)))
  }

  /// The share of likely running text in the words of the line's cluster and of those above and below.
  private static func putClusters(
    _ table: inout LineFeatureTable, _ context: PageContext, _ before: [Float], _ wordsBefore: [Float]
  ) {
    let shares = context.clusters.map { cluster in
      let (lower, upper) = (cluster.lines.lowerBound, cluster.lines.upperBound)
      return Int((before[upper] - before[lower]) * 255 / (wordsBefore[upper] - wordsBefore[lower] + 1))
    }
    for offset in [0, -1, 1] {
      table.append { line in
        let cluster = Int(context.clusterOf[line]) + offset
        return shares.indices.contains(cluster) ? shares[cluster] : 0
      }
    }
  }

  private static func putHabits(_ table: inout LineFeatureTable, _ habits: PageHabits) {
    table.append(habits.meanWord)
    table.append(habits.allWords)
    table.append(habits.known)
    table.append(habits.inText)
    for level in 0..<3 {
      table.append(habits.shapes[level])
      table.append(habits.shapeCounts[level])
    }
  }

  /// The run of lines with the highest sum of chance above an even one, weighted by words.
  private static func richestRun(_ chances: [Float], _ context: PageContext) -> Range<Int> {
    var best: Float = 0
    var sum: Float = 0
    var start = 0
    var run = 0..<0
    for line in 0..<context.lines {
      if sum <= 0 {
        sum = 0
        start = line
      }
      sum += (chances[line] - 0.45) * min(context.page.measures[line].length, 60)
      if sum > best {
        best = sum
        run = start..<(line + 1)
      }
    }
    return run
  }

  /// Lines since and until a likely line of more than eight words, at most 255.
  private static func distances(_ chances: [Float], _ context: PageContext) -> (since: [UInt8], until: [UInt8]) {
    let lines = context.lines
    let isSure = { (line: Int) in chances[line] > 0.5 && context.page.measures[line].length > 8 }
    var since = [UInt8](repeating: 255, count: lines)
    var until = since
    var distance: UInt8 = 255
    for line in 0..<lines {
      since[line] = distance
      distance = isSure(line) ? 1 : max(distance, distance &+ 1)
    }
    distance = 255
    for line in (0..<lines).reversed() {
      until[line] = distance
      distance = isSure(line) ? 1 : max(distance, distance &+ 1)
    }
    return (since, until)
  }
}
