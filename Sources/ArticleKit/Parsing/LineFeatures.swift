/// What the trained labeller sees of every line: small numbers about the line, its neighbours, and its place on the page.
package enum LineFeatures {
  /// Features a line.
  package static let count = 160

  /// Fills the first columns of a table.
  static func fill(_ table: inout LineFeatureTable, _ context: PageContext) {
    table.keep(columns: 0)
    putLine(&table, context)
    putMarks(&table, context)
    putNeighbours(&table, context)
    putWindows(&table, context)
    putPlace(&table, context)
    putVocabulary(&table, context)
    putClusters(&table, context)
    table.append { context.credit($0) }
    putEchoes(&table, context)
    assert(table.filled == count)
  }

  /// Sizes and shares of the line itself.
  private static func putLine(_ table: inout LineFeatureTable, _ context: PageContext) {
    let measures = context.page.measures
    let perWord = { (line: Int) in 255 / Float(max(measures[line].words, 1)) }
    let perCharacter = { (line: Int) in 255 / Float(max(measures[line].characters, 1)) }
    table.append { context.sizes[$0] }
    table.append { logarithmic(Int(measures[$0].characters)) }
    table.append { Int(Float(measures[$0].characters) * perWord($0) / 16) }
    table.append { Int(Float(measures[$0].letters) * perCharacter($0)) }
    table.append { Int(Float(measures[$0].uppercase) * perCharacter($0) * 2) }
    table.append { Int(Float(measures[$0].digits) * perCharacter($0) * 2) }
    table.append { Int(Float(measures[$0].capitalized) * perWord($0)) }
    table.append { Int(Float(measures[$0].numbers) * perWord($0)) }
    table.append { Int(measures[$0].innerStops) }
    table.append { Int(measures[$0].commas) }
    table.append { Int(Float(measures[$0].commas) * perWord($0) * 4) }
    table.append { Int(measures[$0].quotes) }
    table.append { Int(measures[$0].dividers) }
    table.append { Int(measures[$0].opening.rawValue) }
    table.append { Int(measures[$0].closing.rawValue) }
    table.append { measures[$0].isClosed ? 1 : 0 }
    table.append { Int(Float(measures[$0].wide) * perCharacter($0)) }
    table.append { Int(context.page.lines[$0].joined) }
  }

  private static func putMarks(_ table: inout LineFeatureTable, _ context: PageContext) {
    let measures = context.page.measures
    let lines = context.page.lines
    table.append { measures[$0].marks.contains(.copyright) ? 1 : 0 }
    table.append { measures[$0].marks.isDisjoint(with: [.mailbox, .address]) ? 0 : 1 }
    table.append { line in
      let marks = measures[line].marks
      return (marks.contains(.clock) ? 1 : 0) + (marks.contains(.numericDate) ? 2 : 0) + (marks.contains(.year) ? 4 : 0)
    }
    table.append { measures[$0].marks.contains(.tab) ? 1 : 0 }
    table.append { measures[$0].marks.contains(.tag) ? 1 : 0 }
    table.append { measures[$0].marks.contains(.file) ? 1 : 0 }
    table.append { Int(lines[$0].blanksAbove) }
    table.append { $0 + 1 < lines.count ? Int(lines[$0 + 1].blanksAbove) : 3 }
    table.append { Int(context.repetition.count[$0]) }
    table.append { Int(context.repetition.first[$0]) == $0 ? 1 : 0 }
    table.append { Int(context.uses[$0].rawValue) }
    table.append { Int(context.openings[$0].rawValue) }
    table.append { context.lexicalScore[$0] }
  }

  /// What the lines up to four above and below are like; beyond the page's ends, what no line is like.
  private static func putNeighbours(_ table: inout LineFeatureTable, _ context: PageContext) {
    let uses = (0..<context.lines).map { max(context.uses[$0].rawValue, context.openings[$0].rawValue) }
    let (sizes, closings, capitals) = (table.column(0), table.column(14), table.column(6))
    let (blanks, repeats, words) = (table.column(24), table.column(26), table.column(30))
    for offset in [-4, -3, -2, -1, 1, 2, 3, 4] {
      table.append(sizes, from: offset)
      table.append(closings, from: offset)
      table.append(capitals, from: offset, beyond: 255)
      table.append(blanks, from: offset)
      table.append(repeats, from: offset)
      table.append(uses, from: offset)
      table.append(words, from: offset, beyond: 128)
    }
  }

  private static func putWindows(_ table: inout LineFeatureTable, _ context: PageContext) {
    for reach in [3, 8, 20] {
      table.append { logarithmic(context.closedWords($0 - reach, $0)) }
      table.append { logarithmic(context.closedWords($0 + 1, $0 + 1 + reach)) }
    }
    table.append { line in
      let (closed, all) = (context.closedWords(line - 6, line + 7), context.words(line - 6, line + 7))
      return Int(Float(closed) * 255 / Float(max(all, 1)))
    }
    table.append { context.dates($0 - 8, $0 + 9) * 8 }
    table.append { context.repeats($0 - 8, $0 + 9) * 8 }
    table.append { context.phrases($0 - 8, $0 + 9) * 8 }
    table.append { Int(context.sinceLong[$0]) }
    table.append { Int(context.untilLong[$0]) }
    table.append { context.likeness($0, 1) }
    table.append { context.likeness($0, 2) }
    table.append { context.likeness($0, 3) }
  }

  private static func putPlace(_ table: inout LineFeatureTable, _ context: PageContext) {
    let lines = context.lines
    let run = context.run
    table.append { logarithmic($0) }
    table.append { logarithmic(lines - $0) }
    table.append { $0 * 255 / lines }
    table.append(logarithmic(lines))
    table.append(logarithmic(context.closedWords(0, lines)))
    table.append(Int(context.closedShare * 255))
    table.append { $0 < run.lowerBound ? 0 : $0 < run.upperBound ? 1 : 2 }
    table.append { 128 + signedLogarithmic($0 - run.lowerBound) }
    table.append { 128 + signedLogarithmic($0 - run.upperBound) }
    table.append { run.isEmpty ? 0 : max(0, min(255, 64 + ($0 - run.lowerBound) * 128 / run.count)) }
    table.append(context.runShare)
    let scale = 32 / max(context.typicalLength, 1)
    table.append { Int(min(context.page.measures[$0].length * scale, 255)) }
    table.append { logarithmic(Int(context.sinceComments[$0])) }
    table.append { logarithmic(Int(context.sinceList[$0])) }
    table.append { logarithmic(Int(context.sinceFooter[$0])) }
    table.append { 128 + signedLogarithmic($0 - context.bestTitle) }
    table.append { context.titleOverlap($0) }
  }

  private static func putVocabulary(_ table: inout LineFeatureTable, _ context: PageContext) {
    table.append(context.shared)
    table.append(context.topical)
    table.append { context.meanShared($0 - 5, $0) }
    table.append { context.meanShared($0 + 1, $0 + 6) }
    // The overlap of two lines is the same seen from either.
    let overlaps = [1, 2].map { distance in
      (0..<context.lines).map { UInt8(context.overlap($0, $0 + distance)) }
    }
    table.append(overlaps[1], from: -2)
    table.append(overlaps[0], from: -1)
    table.append(overlaps[0])
    table.append(overlaps[1])
    for (from, to) in [(-6, 0), (1, 7), (-15, 0), (1, 16)] {
      table.append { context.meanLexical($0 + from, $0 + to) }
    }
  }

  /// The line's place among the lines that no empty line parts from it, and what those are like, and those above and below.
  private static func putClusters(_ table: inout LineFeatureTable, _ context: PageContext) {
    let clusters = context.clusters
    let of = context.clusterOf
    table.append { $0 - clusters[Int(of[$0])].lines.lowerBound }
    table.append { clusters[Int(of[$0])].lines.upperBound - $0 }
    let values = clusters.map(\.features)
    for offset in [0, -1, 1] {
      for feature in 0..<LineCluster.featureCount {
        table.append { line in
          let cluster = Int(of[line]) + offset
          return Int(values.indices.contains(cluster) ? values[cluster][feature] : feature == 3 ? 128 : 0)
        }
      }
    }
  }

  private static func putEchoes(_ table: inout LineFeatureTable, _ context: PageContext) {
    table.append(context.echoes.above)
    table.append(context.echoes.below)
    table.append(context.echoes.nearAbove)
    table.append(context.echoes.nearBelow)
    let scores = context.innerScore.map { UInt8(clamping: $0) }
    for offset in [0, -1, 1] { table.append(scores, from: offset, beyond: 128) }
    for topic in 0..<4 { table.append { Int(context.cues[$0][topic]) } }
  }
}

/// Sixteen steps an octave, from 0 at 0 to 255 at 65,535.
@inline(__always)
package func logarithmic(_ value: Int) -> Int {
  guard value > 0 else { return 0 }
  let next = min(value, 65_534) + 1
  let octave = Int.bitWidth - 1 - next.leadingZeroBitCount
  return octave * 16 + ((next << 4) >> octave & 15)
}

/// As ``logarithmic(_:)`` at half the steps, with the sign of the value: -127 to 127.
@inline(__always)
package func signedLogarithmic(_ value: Int) -> Int {
  value < 0 ? -logarithmic(-value) / 2 : logarithmic(value) / 2
}
