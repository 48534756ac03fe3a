/// Lines that follow one another without an empty line: a list, a menu, a card of a teaser.
struct LineCluster: Sendable {
  var lines: Range<Int>
  /// Sums over the lines; a line counts with at most sixty words.
  var words: Float = 0
  var closedWords: Float = 0
  var lexical: Float = 0
  var shared: Float = 0

  var meanLength: Float { words / Float(lines.count) }
  var closedShare: Float { closedWords / max(words, 1) }
  var meanLexical: Float { lexical / max(words, 1) }
  var meanShared: Float { shared / Float(lines.count) }

  static let featureCount = 5
  /// Size, mean length, share of closed words, mean lexical score around 128, mean share of words that the run has.
  var features: SIMD8<UInt8> {
    SIMD8(
      UInt8(clamping: logarithmic(lines.count)), UInt8(clamping: Int(meanLength * 3)),
      UInt8(clamping: Int(closedShare * 255)), UInt8(clamping: 128 + Int(meanLexical)),
      UInt8(clamping: Int(meanShared)),
      0, 0, 0)
  }

  /// The clusters of a page, and for each line the number of its cluster.
  static func clusters(_ page: Page, lexical: [Int], shared: [UInt8]) -> (clusters: [LineCluster], of: [Int32]) {
    var clusters: [LineCluster] = []
    var of: [Int32] = []
    of.reserveCapacity(page.lines.count)
    for line in page.lines.indices {
      if line == 0 || page.lines[line].blanksAbove > 0 { clusters.append(LineCluster(lines: line..<line)) }
      let last = clusters.count - 1
      let words = min(page.measures[line].length, 60)
      clusters[last].lines = clusters[last].lines.lowerBound..<(line + 1)
      clusters[last].words += words
      if page.measures[line].isClosed { clusters[last].closedWords += words }
      clusters[last].lexical += Float(lexical[line] - 128) * words
      clusters[last].shared += Float(shared[line])
      of.append(Int32(last))
    }
    return (clusters, of)
  }
}
