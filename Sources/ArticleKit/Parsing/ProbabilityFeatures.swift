/// What a second look adds: how likely the lines around are running text, by the first look.
package enum ProbabilityFeatures {
  /// Features a line.
  package static let count = 35

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
    let run = richestRun(chances, context)
    let (since, until) = distances(chances, context)
    for line in 0..<lines {
      var feature = LineFeatures.count
      func put(_ value: Int) {
        table[line, feature] = UInt8(clamping: value)
        feature += 1
      }
      for offset in [0, -4, -3, -2, -1, 1, 2, 3, 4] {
        let other = line + offset
        put(other >= 0 && other < lines ? Int(chances[other] * 255) : 0)
      }
      for (from, to) in [(-3, 0), (1, 4), (-8, 0), (1, 9), (-20, 0), (1, 21), (-10, 11)] {
        let lower = max(0, min(line + from, lines))
        let upper = max(lower, min(line + to, lines))
        let sum = before[upper] - before[lower]
        put(Int(sum * 255 / (wordsBefore[upper] - wordsBefore[lower] + 5)))
        put(logarithmic(Int(sum)))
      }
      let above = before[line]
      let below = before[lines] - before[line + 1]
      put(logarithmic(Int(above)))
      put(logarithmic(Int(below)))
      put(Int(above * 255 / (above + below + 1)))
      put(Int(since[line]))
      put(Int(until[line]))
      put(line < run.lowerBound ? 0 : line < run.upperBound ? 1 : 2)
      put(128 + signedLogarithmic(line - run.lowerBound))
      put(128 + signedLogarithmic(line - run.upperBound))
      put(logarithmic(Int(before[lines])))
      for offset in [0, -1, 1] {
        let cluster = Int(context.clusterOf[line]) + offset
        guard context.clusters.indices.contains(cluster) else {
          put(0)
          continue
        }
        let span = context.clusters[cluster].lines
        let sum = before[span.upperBound] - before[span.lowerBound]
        put(Int(sum * 255 / (wordsBefore[span.upperBound] - wordsBefore[span.lowerBound] + 1)))
      }
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
