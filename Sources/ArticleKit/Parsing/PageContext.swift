/// A page with all that is known before any line has a label: what the features are made of.
package struct PageContext: Sendable {
  let page: Page
  let repetition: Repetition
  let uses: [PagePhrases.Use]
  let openings: [PagePhrases.Use]
  package var lines: Int { page.lines.count }
  /// The content of a line (bytes).
  package func content(of line: Int) -> Span { Span(page.lines[line].start, page.lines[line].end) }
  /// How many empty lines stand above a line.
  package func blanks(above line: Int) -> Int { Int(page.lines[line].blanksAbove) }
  package func words(of line: Int) -> ArraySlice<UInt32> { page.words(of: line) }

  /// The lines' lengths in words, logarithmic.
  private(set) var sizes: [Int] = []
  /// How the lines' words speak for or against running text, around 128.
  private(set) var lexicalScore: [Int] = []
  /// The same against what stands among running text.
  private(set) var innerScore: [Int] = []
  private(set) var cues: [CueWords.Counts] = []
  let echoes: Echoes
  /// Lines since and until one that is long and closed, the line itself not counted.
  private(set) var sinceLong: [Int32] = []
  private(set) var untilLong: [Int32] = []
  /// Lines since a heading of comments, of a list of other articles, of a footer; 0 when there was none.
  private(set) var sinceComments: [Int32] = []
  private(set) var sinceList: [Int32] = []
  private(set) var sinceFooter: [Int32] = []
  /// The contiguous run of lines that is richest in words.
  private(set) var run = 0..<0
  /// Its share of the page's closed words, of 255.
  private(set) var runShare = 0
  /// The share of words that stand in closed lines.
  private(set) var closedShare: Float = 0
  /// The mean length of the closed lines in the run (words).
  private(set) var typicalLength: Float = 0
  /// The line that looks most like the title of the run.
  private(set) var bestTitle = 0
  /// The share of a line's words that the run has elsewhere, of 255: all words, and words that are not everywhere.
  private(set) var shared: [UInt8] = []
  private(set) var topical: [UInt8] = []

  private var credits: [UInt8] = []
  /// Lines without an empty line between them, and the cluster of each line.
  private(set) var clusters: [LineCluster] = []
  private(set) var clusterOf: [Int32] = []

  private var closedBefore: [Int32] = [0]
  private var wordsBefore: [Int32] = [0]
  private var datesBefore: [Int32] = [0]
  private var repeatsBefore: [Int32] = [0]
  private var phrasesBefore: [Int32] = [0]
  private var sharedBefore: [Int32] = [0]
  private var lexicalBefore: [Float] = [0]
  private var shortenedBefore: [Float] = [0]
  private var titleWords: [UInt32] = []

  package init(_ source: SourceText, words: LexicalWeights) {
    page = Page(source)
    repetition = Repetition(page)
    echoes = Echoes(page)
    let phrases = PagePhrases.shared
    let page = page
    uses = page.lines.indices.map { phrases.wholeLine(page.words(of: $0)) }
    openings = page.lines.indices.map { phrases.opening(page.words(of: $0)) }
    countLines(words)
    for line in 0..<lines {
      let span = content(of: line)
      let mayHave = page.measures[line].words <= 110
      let credit = mayHave ? CreditFinder.credit(in: source.utf8, span) : nil
      credits.append(credit.map { $0.whole.start < span.start + 4 ? 2 : 1 } ?? 0)
    }
    measureDistances()
    findRun()
    measureVocabulary()
    findTitle()
    (clusters, clusterOf) = LineCluster.clusters(page, lexical: lexicalScore, shared: shared)
  }

  private mutating func countLines(_ weights: LexicalWeights) {
    let count = lines
    let cueWords = CueWords.shared
    sizes.reserveCapacity(count)
    for line in 0..<count {
      let measures = page.measures[line]
      let length = Int(measures.length)
      sizes.append(logarithmic(length))
      let scores = weights.scores(page.words(of: line)).clamped(
        lowerBound: .init(repeating: -6), upperBound: .init(repeating: 6))
      let score = scores.x
      lexicalScore.append(128 + Int(score * 21))
      innerScore.append(128 + Int(scores.y * 21))
      cues.append(cueWords.counts(page.words(of: line)))
      lexicalBefore.append(lexicalBefore[line] + score * min(measures.length, 30))
      shortenedBefore.append(shortenedBefore[line] + min(measures.length, 30))
      closedBefore.append(closedBefore[line] + (measures.isClosed && length >= 5 ? Int32(length) : 0))
      wordsBefore.append(wordsBefore[line] + Int32(length))
      let isDated = measures.marks.contains(.clock) || measures.marks.contains(.numericDate)
      datesBefore.append(datesBefore[line] + (isDated ? 1 : 0))
      repeatsBefore.append(repeatsBefore[line] + (repetition.count[line] > 1 ? 1 : 0))
      phrasesBefore.append(phrasesBefore[line] + (uses[line] != .none ? 1 : 0))
    }
    closedShare = Float(closedBefore[count]) / Float(max(wordsBefore[count], 1))
  }

  private mutating func measureDistances() {
    var distance: Int32 = 255
    for line in 0..<lines {
      sinceLong.append(distance)
      distance = isLong(line) ? 1 : min(distance + 1, 255)
    }
    untilLong = [Int32](repeating: 255, count: lines)
    distance = 255
    for line in (0..<lines).reversed() {
      untilLong[line] = distance
      distance = isLong(line) ? 1 : min(distance + 1, 255)
    }
    sinceComments = since { uses[$0] == .commentHeader }
    sinceList = since { uses[$0] == .listHeader }
    sinceFooter = since { page.measures[$0].marks.contains(.copyright) || uses[$0] == .footer }
  }

  private func since(_ isMark: (Int) -> Bool) -> [Int32] {
    var distance: Int32 = 0
    return (0..<lines).map { line in
      if isMark(line) { distance = 1 } else if distance > 0 { distance = min(distance + 1, 60_000) }
      return distance
    }
  }

  private func isLong(_ line: Int) -> Bool { page.measures[line].length >= 18 && page.measures[line].isClosed }

  private mutating func findRun() {
    var best: Float = 0
    var sum: Float = 0
    var start = 0
    for line in 0..<lines {
      let plain = repetition.count[line] == 1 && uses[line] == .none
      if sum <= 0 {
        sum = 0
        start = line
      }
      sum += (plain ? min(page.measures[line].length, 60) : 0) - 14
      if sum > best {
        best = sum
        run = start..<(line + 1)
      }
    }
    let inside = closedWords(run.lowerBound, run.upperBound)
    runShare = inside * 255 / max(closedWords(0, lines), 1)
    let closed = run.filter { page.measures[$0].isClosed && page.measures[$0].length >= 5 }.count
    typicalLength = Float(inside) / Float(max(closed, 1))
  }

  private static let vocabularySize = 1 << 15

  private mutating func measureVocabulary() {
    var known = [UInt16](repeating: 0, count: Self.vocabularySize)
    var total = 0
    for line in run {
      for word in page.words(of: line) {
        let slot = Self.slot(word)
        known[slot] = min(known[slot], UInt16.max - 1) + 1
        total += 1
      }
    }
    let common = max(3, total / 150)
    for line in 0..<lines {
      let own: UInt16 = run.contains(line) ? 1 : 0
      var all = 0
      var rare = 0
      let words = page.words(of: line)
      for word in words {
        let count = known[Self.slot(word)]
        if count > own {
          all += 1
          if count <= common { rare += 1 }
        }
      }
      let scale = 255 / Float(max(words.count, 1))
      shared.append(UInt8(clamping: Int(Float(all) * scale)))
      topical.append(UInt8(clamping: Int(Float(rare) * scale)))
      sharedBefore.append(sharedBefore[line] + Int32(shared[line]))
    }
  }

  private static func slot(_ word: UInt32) -> Int {
    Int(truncatingIfNeeded: (word ^ (word >> 15)) & UInt32(vocabularySize - 1))
  }

  /// A rough guess: the line above the run that shares most with it and is printed most often.
  private mutating func findTitle() {
    var best: Float = -1
    bestTitle = run.lowerBound
    for line in max(0, run.lowerBound - 60)..<min(lines, run.lowerBound + 3) {
      let measures = page.measures[line]
      guard measures.length >= 3, measures.length <= 45, uses[line] == .none else { continue }
      var score = Float(shared[line]) / 85 + min(measures.length, 9) / 3
      if repetition.count[line] > 1 { score += 2 }
      if measures.isClosed && measures.closing == .stop || measures.closing == .colon { score -= 3 }
      if openings[line] != .none { score -= 1.5 }
      if line >= run.lowerBound { score -= 2 }
      score -= Float(max(0, run.lowerBound - line)) * 0.06
      if score > best {
        best = score
        bestTitle = line
      }
    }
    titleWords = bestTitle < lines ? Array(page.words(of: bestTitle).prefix(40)).sorted() : []
  }

  // MARK: Sums over windows; windows are clamped to the page.

  @inline(__always)
  private func sum(_ before: [Int32], _ from: Int, _ to: Int) -> Int {
    let lower = max(0, min(from, lines))
    let upper = max(lower, min(to, lines))
    return Int(before[upper] - before[lower])
  }

  func closedWords(_ from: Int, _ to: Int) -> Int { sum(closedBefore, from, to) }
  func words(_ from: Int, _ to: Int) -> Int { sum(wordsBefore, from, to) }
  func dates(_ from: Int, _ to: Int) -> Int { sum(datesBefore, from, to) }
  func repeats(_ from: Int, _ to: Int) -> Int { sum(repeatsBefore, from, to) }
  func phrases(_ from: Int, _ to: Int) -> Int { sum(phrasesBefore, from, to) }

  func meanShared(_ from: Int, _ to: Int) -> Int {
    let lower = max(0, min(from, lines))
    let upper = max(lower, min(to, lines))
    return upper > lower ? Int(sharedBefore[upper] - sharedBefore[lower]) / (upper - lower) : 0
  }

  /// 1 when the line ends with a picture's credit, 2 when it is one.
  func credit(_ line: Int) -> Int { Int(credits[line]) }

  /// The mean of the lines' lexical scores by words, around 128.
  func meanLexical(_ from: Int, _ to: Int) -> Int {
    let lower = max(0, min(from, lines))
    let upper = max(lower, min(to, lines))
    let sum = lexicalBefore[upper] - lexicalBefore[lower]
    return 128 + Int(sum / (shortenedBefore[upper] - shortenedBefore[lower] + 5) * 21)
  }

  /// The share of the shorter line's words that the other has, of 255; long lines count with their first forty words.
  func overlap(_ line: Int, _ other: Int) -> Int {
    guard other >= 0, other < lines else { return 0 }
    let mine = page.words(of: line).prefix(40)
    let others = page.words(of: other).prefix(40)
    let shorter = mine.count < others.count ? mine : others
    let longer = mine.count < others.count ? others : mine
    guard !shorter.isEmpty else { return 0 }
    var seen: UInt64 = 0
    for word in longer { seen |= 1 << UInt64(word >> 9 & 63) }
    var found = 0
    for word in shorter where seen >> UInt64(word >> 9 & 63) & 1 == 1 && longer.contains(word) { found += 1 }
    return found * 255 / shorter.count
  }

  /// How many of the six lines at multiples of `period` above and below look like this one.
  func likeness(_ line: Int, _ period: Int) -> Int {
    var like = 0
    for step in [-3, -2, -1, 1, 2, 3] {
      let other = line + step * period
      guard other >= 0, other < lines else { continue }
      let near = abs(sizes[other] - sizes[line]) <= 6
      if near && page.measures[other].closing == page.measures[line].closing { like += 1 }
    }
    return like
  }

  /// The share of the likely title's words that a line has, of 255.
  func titleOverlap(_ line: Int) -> Int {
    guard line != bestTitle, !titleWords.isEmpty else { return 255 }
    var found = 0
    for word in page.words(of: line).prefix(60) where titleWords.contains(word) { found += 1 }
    return min(255, found * 255 / titleWords.count)
  }
}
