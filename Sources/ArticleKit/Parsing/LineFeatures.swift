/// What the trained labeller sees of every line: small numbers about the line, its neighbours, and its place on the page.
package enum LineFeatures {
  /// Features a line.
  package static let count = 149

  /// Fills the first columns of a table.
  static func fill(_ table: inout LineFeatureTable, _ context: PageContext) {
    for line in 0..<context.lines {
      var row = FeatureRow(line: line)
      row.fill(&table, context)
      assert(row.feature == count)
    }
  }
}

/// Writes the features of one line.
private struct FeatureRow {
  let line: Int
  var feature = 0

  @inline(__always)
  mutating func put(_ values: inout LineFeatureTable, _ value: Int) {
    values[line, feature] = UInt8(clamping: value)
    feature += 1
  }

  mutating func fill(_ values: inout LineFeatureTable, _ context: PageContext) {
    putLine(&values, line, context)
    putMarks(&values, line, context)
    for offset in [-4, -3, -2, -1, 1, 2, 3, 4] { putNeighbour(&values, line + offset, context) }
    putWindows(&values, line, context)
    putPlace(&values, line, context)
    putVocabulary(&values, line, context)
    let cluster = Int(context.clusterOf[line])
    put(&values, line - context.clusters[cluster].lines.lowerBound)
    put(&values, context.clusters[cluster].lines.upperBound - line)
    for offset in [0, -1, 1] { putCluster(&values, cluster + offset, context) }
    put(&values, context.credit(line))
  }

  private mutating func putCluster(_ values: inout LineFeatureTable, _ index: Int, _ context: PageContext) {
    guard context.clusters.indices.contains(index) else {
      for value in [0, 0, 0, 128, 0] { put(&values, value) }
      return
    }
    let cluster = context.clusters[index]
    put(&values, logarithmic(cluster.lines.count))
    put(&values, Int(cluster.meanLength * 3))
    put(&values, Int(cluster.closedShare * 255))
    put(&values, 128 + Int(cluster.meanLexical))
    put(&values, Int(cluster.meanShared))
  }

  /// Sizes and shares of the line itself.
  private mutating func putLine(_ values: inout LineFeatureTable, _ line: Int, _ context: PageContext) {
    let measures = context.page.measures[line]
    let perWord = 255 / Float(max(measures.words, 1))
    let perCharacter = 255 / Float(max(measures.characters, 1))
    put(&values, context.sizes[line])
    put(&values, logarithmic(Int(measures.characters)))
    put(&values, Int(Float(measures.characters) * perWord / 16))
    put(&values, Int(Float(measures.letters) * perCharacter))
    put(&values, Int(Float(measures.uppercase) * perCharacter * 2))
    put(&values, Int(Float(measures.digits) * perCharacter * 2))
    put(&values, Int(Float(measures.capitalized) * perWord))
    put(&values, Int(Float(measures.numbers) * perWord))
    put(&values, Int(measures.innerStops))
    put(&values, Int(measures.commas))
    put(&values, Int(Float(measures.commas) * perWord * 4))
    put(&values, Int(measures.quotes))
    put(&values, Int(measures.dividers))
    put(&values, Int(measures.opening.rawValue))
    put(&values, Int(measures.closing.rawValue))
    put(&values, measures.isClosed ? 1 : 0)
    put(&values, Int(Float(measures.wide) * perCharacter))
    put(&values, Int(context.page.lines[line].joined))
  }

  private mutating func putMarks(_ values: inout LineFeatureTable, _ line: Int, _ context: PageContext) {
    let marks = context.page.measures[line].marks
    put(&values, marks.contains(.copyright) ? 1 : 0)
    put(&values, marks.contains(.mailbox) || marks.contains(.address) ? 1 : 0)
    put(
      &values,
      (marks.contains(.clock) ? 1 : 0) + (marks.contains(.numericDate) ? 2 : 0) + (marks.contains(.year) ? 4 : 0))
    put(&values, marks.contains(.tab) ? 1 : 0)
    put(&values, marks.contains(.tag) ? 1 : 0)
    put(&values, marks.contains(.file) ? 1 : 0)
    put(&values, Int(context.page.lines[line].blanksAbove))
    put(&values, line + 1 < context.lines ? Int(context.page.lines[line + 1].blanksAbove) : 3)
    put(&values, Int(context.repetition.count[line]))
    put(&values, Int(context.repetition.first[line]) == line ? 1 : 0)
    put(&values, Int(context.uses[line].rawValue))
    put(&values, Int(context.openings[line].rawValue))
    put(&values, context.lexicalScore[line])
  }

  private mutating func putNeighbour(_ values: inout LineFeatureTable, _ line: Int, _ context: PageContext) {
    guard line >= 0, line < context.lines else {
      for value in [0, 0, 255, 0, 0, 0, 128] { put(&values, value) }
      return
    }
    let measures = context.page.measures[line]
    put(&values, context.sizes[line])
    put(&values, Int(measures.closing.rawValue))
    put(&values, Int(Float(measures.capitalized) * 255 / Float(max(measures.words, 1))))
    put(&values, Int(context.page.lines[line].blanksAbove))
    put(&values, Int(context.repetition.count[line]))
    put(&values, Int(max(context.uses[line].rawValue, context.openings[line].rawValue)))
    put(&values, context.lexicalScore[line])
  }

  private mutating func putWindows(_ values: inout LineFeatureTable, _ line: Int, _ context: PageContext) {
    for reach in [3, 8, 20] {
      put(&values, logarithmic(context.closedWords(line - reach, line)))
      put(&values, logarithmic(context.closedWords(line + 1, line + 1 + reach)))
    }
    put(
      &values,
      Int(Float(context.closedWords(line - 6, line + 7)) * 255 / Float(max(context.words(line - 6, line + 7), 1))))
    put(&values, context.dates(line - 8, line + 9) * 8)
    put(&values, context.repeats(line - 8, line + 9) * 8)
    put(&values, context.phrases(line - 8, line + 9) * 8)
    put(&values, min(Int(context.sinceLong[line]), 255))
    put(&values, min(Int(context.untilLong[line]), 255))
    put(&values, context.likeness(line, 1))
    put(&values, context.likeness(line, 2))
    put(&values, context.likeness(line, 3))
  }

  private mutating func putPlace(_ values: inout LineFeatureTable, _ line: Int, _ context: PageContext) {
    put(&values, logarithmic(line))
    put(&values, logarithmic(context.lines - line))
    put(&values, line * 255 / max(context.lines, 1))
    put(&values, logarithmic(context.lines))
    put(&values, logarithmic(context.closedWords(0, context.lines)))
    put(&values, Int(context.closedShare * 255))
    let run = context.run
    put(&values, line < run.lowerBound ? 0 : line < run.upperBound ? 1 : 2)
    put(&values, 128 + signedLogarithmic(line - run.lowerBound))
    put(&values, 128 + signedLogarithmic(line - run.upperBound))
    put(&values, run.isEmpty ? 0 : max(0, min(255, 64 + (line - run.lowerBound) * 128 / run.count)))
    put(&values, context.runShare)
    put(&values, Int(min(context.page.measures[line].length * 32 / max(context.typicalLength, 1), 255)))
    put(&values, logarithmic(Int(context.sinceComments[line])))
    put(&values, logarithmic(Int(context.sinceList[line])))
    put(&values, logarithmic(Int(context.sinceFooter[line])))
    put(&values, 128 + signedLogarithmic(line - context.bestTitle))
    put(&values, context.titleOverlap(line))
  }

  private mutating func putVocabulary(_ values: inout LineFeatureTable, _ line: Int, _ context: PageContext) {
    put(&values, Int(context.shared[line]))
    put(&values, Int(context.topical[line]))
    put(&values, context.meanShared(line - 5, line))
    put(&values, context.meanShared(line + 1, line + 6))
    for offset in [-2, -1, 1, 2] { put(&values, context.overlap(line, line + offset)) }
    for (from, to) in [(-6, 0), (1, 7), (-15, 0), (1, 16)] { put(&values, context.meanLexical(line + from, line + to)) }
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
