/// What the ranking and the order of sentences look at. Every value is roughly between 0 and 1.
package enum PassageFeature: Int, CaseIterable, Sendable {
  // Where the sentence stands in its article.
  case inverseDepth, depth, relativeDepth, isFirst, isSecond, isThird, isLast, isStandfirst
  // How long it is.
  case length, isShort, isVeryShort, isVeryLong
  // How much its words are the words of the article, of all articles, of the other articles.
  case centrality, articleCentrality, otherCentrality
  // How many other articles have its pairs of words and its words.
  case pairAgreement, sharedPairs, wordAgreement
  // What it shares with the headlines.
  case headlineWords, anyHeadlineWords, headlineCoverage, anyHeadlineCoverage, headlinePairs
  // How it looks.
  case startsWithQuote, hasQuote, isQuestion, endsWithColon, isOpenEnded, dangles, isCaptionLike, opensWithDay
  case opensWithSource, hasFigure
  // Whether it tells who and when.
  case namesPerson, saysWhen, namesPersonAndTime

  package static let count = allCases.count
}

/// The features of every passage of a set.
package struct FeatureTable: Sendable {
  /// ``PassageFeature/count`` values a passage.
  package private(set) var values: [Float]

  package subscript(passage: Int) -> ArraySlice<Float> {
    values[passage * PassageFeature.count..<(passage + 1) * PassageFeature.count]
  }

  package subscript(passage: Int, feature: PassageFeature) -> Float {
    get { values[passage * PassageFeature.count + feature.rawValue] }
    set { values[passage * PassageFeature.count + feature.rawValue] = newValue }
  }

  /// The weighted sum of each passage's features.
  package func scores(_ weights: [Float]) -> [Float] {
    let width = PassageFeature.count
    return (0..<values.count / width).map { passage in
      var sum: Float = 0
      for index in 0..<width { sum += weights[index] * values[passage * width + index] }
      return sum
    }
  }

  /// - Throws: ``AnalysisCancelled`` when `isCancelled` says so.
  package init(_ set: PassageSet, isCancelled: () -> Bool = { false }) throws(AnalysisCancelled) {
    values = [Float](repeating: 0, count: set.passages.count * PassageFeature.count)
    var measure = WordMeasure(set)
    for (article, range) in set.articles.enumerated() {
      measure.enter(article)
      for index in range {
        if index & 255 == 0, isCancelled() { throw AnalysisCancelled() }
        addPosition(index, set, sentences: range.count)
        addForm(index, set.passages[index])
        measure.addWords(index, &self)
        measure.addPairs(index, &self)
      }
    }
  }

  private mutating func addPosition(_ index: Int, _ set: PassageSet, sentences: Int) {
    let passage = set.passages[index]
    let depth = Float(passage.depth)
    let isStandfirst = passage.traits.contains(.standfirst)
    self[index, .inverseDepth] = 1 / (1 + depth)
    self[index, .depth] = Logarithm.natural(1 + depth) / 4
    self[index, .relativeDepth] = depth / Float(max(sentences, 1))
    self[index, .isStandfirst] = isStandfirst ? 1 : 0
    self[index, .isFirst] = !isStandfirst && passage.depth == 0 ? 1 : 0
    self[index, .isSecond] = !isStandfirst && passage.depth == 1 ? 1 : 0
    self[index, .isThird] = passage.depth == 2 ? 1 : 0
    self[index, .isLast] = index + 1 == set.articles[passage.article].upperBound ? 1 : 0
    let length = passage.words.count
    self[index, .length] = Float(min(length, 60)) / 60
    self[index, .isShort] = length < 10 ? 1 : 0
    self[index, .isVeryShort] = length < 6 ? 1 : 0
    self[index, .isVeryLong] = length > 55 ? 1 : 0
  }

  private static let forms: [(PassageFeature, Passage.Traits)] = [
    (.startsWithQuote, .startsWithQuote), (.hasQuote, .hasQuote), (.isQuestion, .isQuestion),
    (.endsWithColon, .endsWithColon), (.isOpenEnded, .isOpenEnded), (.dangles, .dangles),
    (.isCaptionLike, .isCaptionLike), (.opensWithDay, .opensWithDay), (.opensWithSource, .opensWithSource),
    (.hasFigure, .hasFigure), (.namesPerson, .namesPerson), (.saysWhen, .saysWhen),
  ]

  private mutating func addForm(_ index: Int, _ passage: Passage) {
    for (feature, trait) in Self.forms where passage.traits.contains(trait) { self[index, feature] = 1 }
    if passage.traits.contains([.namesPerson, .saysWhen]) { self[index, .namesPersonAndTime] = 1 }
  }
}

/// Measures passages by their words: against their article, against all articles, against the headlines.
///
/// The vector of a passage has an entry of its inverse document frequency for each distinct uncommon word, scaled to unit
/// length; the vector of an article or of all articles is the sum of its passages' vectors.
private struct WordMeasure {
  private let set: PassageSet
  private var total: [Float]
  private var totalNorm: Float = 0
  private var inArticle: [Float]
  private var articleNorm: Float = 0
  private var othersNorm: Float = 0
  /// The words of the article whose vector `inArticle` holds.
  private var touched: [Int32] = []
  private var anyHeadline: [Bool]
  private var anyHeadlineSize: Float = 0
  private var headline: [Bool]
  private var headlineWords: [Int32] = []
  private var headlineSize: Float = 0
  private var headlinePairs: [Int32]
  /// For each word, the number of the passage that last had it, to see each distinct word once.
  private var seen: [Int32]
  private var distinct: [Int32] = []

  init(_ set: PassageSet) {
    self.set = set
    let words = set.wordTable.count
    total = [Float](repeating: 0, count: words)
    inArticle = [Float](repeating: 0, count: words)
    anyHeadline = [Bool](repeating: false, count: words)
    headline = [Bool](repeating: false, count: words)
    headlinePairs = [Int32](repeating: 0, count: set.pairTable.count)
    seen = [Int32](repeating: -1, count: words)
    for index in set.passages.indices {
      let norm = readDistinct(index)
      for word in distinct { total[Int(word)] += set.weights[Int(word)] / norm }
    }
    for value in total { totalNorm += value * value }
    totalNorm = max(totalNorm.squareRoot(), .leastNormalMagnitude)
    for index in seen.indices { seen[index] = -1 }
    for words in set.headlines { countHeadline(words) }
  }

  private mutating func countHeadline(_ words: [Int32]) {
    var last: Int32 = -1
    var pairs: [Int32] = []
    for word in words {
      if set.weights[Int(word)] > 0, !anyHeadline[Int(word)] {
        anyHeadline[Int(word)] = true
        anyHeadlineSize += 1
      }
      let pair = last >= 0 ? set.pairTable.known(PassageSet.pairKey(last, word)) : nil
      if let pair, !pairs.contains(pair) { pairs.append(pair) }
      last = word
    }
    for pair in pairs { headlinePairs[Int(pair)] += 1 }
  }

  /// Reads the distinct uncommon words of a passage into `distinct`; gives the length of their vector.
  private mutating func readDistinct(_ index: Int) -> Float {
    distinct.removeAll(keepingCapacity: true)
    var norm: Float = 0
    let mark = Int32(truncatingIfNeeded: index)
    for at in set.passages[index].words {
      let word = set.words[at]
      let weight = set.weights[Int(word)]
      guard weight > 0, seen[Int(word)] != mark else { continue }
      seen[Int(word)] = mark
      distinct.append(word)
      norm += weight * weight
    }
    return max(norm.squareRoot(), .leastNormalMagnitude)
  }

  /// Makes `article` the one whose passages are measured next.
  mutating func enter(_ article: Int) {
    for word in touched { inArticle[Int(word)] = 0 }
    touched.removeAll(keepingCapacity: true)
    for index in set.articles[article] {
      let norm = readDistinct(index)
      for word in distinct {
        if inArticle[Int(word)] == 0 { touched.append(word) }
        inArticle[Int(word)] += set.weights[Int(word)] / norm
      }
    }
    var own: Float = 0
    var both: Float = 0
    for word in touched {
      own += inArticle[Int(word)] * inArticle[Int(word)]
      both += inArticle[Int(word)] * total[Int(word)]
    }
    articleNorm = max(own.squareRoot(), .leastNormalMagnitude)
    othersNorm = max(totalNorm * totalNorm - 2 * both + own, 0).squareRoot()
    for word in headlineWords { headline[Int(word)] = false }
    headlineWords = set.headlines[article]
    headlineSize = 0
    for word in headlineWords where set.weights[Int(word)] > 0 && !headline[Int(word)] {
      headline[Int(word)] = true
      headlineSize += 1
    }
    for index in set.articles[article] { for at in set.passages[index].words { seen[Int(set.words[at])] = -1 } }
  }

  mutating func addWords(_ index: Int, _ table: inout FeatureTable) {
    let norm = readDistinct(index)
    var sums = (total: Float(0), article: Float(0), weight: Float(0), own: Float(0), any: Float(0))
    var counts = (own: Float(0), any: Float(0), agreement: Float(0))
    for word in distinct.lazy.map(Int.init) {
      let weight = set.weights[word]
      sums.total += weight * total[word]
      sums.article += weight * inArticle[word]
      sums.weight += weight
      if headline[word] {
        sums.own += weight
        counts.own += 1
      }
      if anyHeadline[word] {
        sums.any += weight
        counts.any += 1
      }
      counts.agreement += Float(set.wordTable.articles[word] - 1)
    }
    table[index, .centrality] = sums.total / norm / totalNorm
    table[index, .articleCentrality] = sums.article / norm / articleNorm
    if othersNorm > 1e-3 { table[index, .otherCentrality] = (sums.total - sums.article) / norm / othersNorm }
    guard !distinct.isEmpty else { return }
    table[index, .headlineWords] = sums.own / sums.weight
    table[index, .anyHeadlineWords] = sums.any / sums.weight
    table[index, .headlineCoverage] = counts.own / max(headlineSize, 1)
    table[index, .anyHeadlineCoverage] = counts.any / max(anyHeadlineSize, 1)
    let others = Float(max(set.articles.count - 1, 1))
    table[index, .wordAgreement] = counts.agreement / Float(distinct.count) / others
  }

  func addPairs(_ index: Int, _ table: inout FeatureTable) {
    var agreement: Float = 0
    var shared: Float = 0
    var headline: Float = 0
    let range = set.passages[index].words
    guard range.count > 1 else { return }
    for at in range.lowerBound..<range.upperBound - 1 {
      let pair = Int(set.pairs[at])
      let articles = set.pairTable.articles[pair]
      agreement += Float(articles - 1)
      if articles > 1 { shared += 1 }
      headline += Float(headlinePairs[pair])
    }
    let count = Float(range.count - 1)
    table[index, .pairAgreement] = agreement / count / Float(max(set.articles.count - 1, 1))
    table[index, .sharedPairs] = shared / count
    table[index, .headlinePairs] = headline / count / Float(set.articles.count)
  }
}
