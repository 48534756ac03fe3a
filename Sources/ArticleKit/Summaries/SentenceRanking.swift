/// The passages by rank, with the reasons for it.
struct SentenceRanking {
  /// The passages, best first; of two equal ones the earlier is first.
  let order: [Int]
  /// What a sentence of the carrying article gains, in standard deviations of the rank.
  private static let backboneBonus: Float = 0.45

  private let features: FeatureTable
  private let weights: [Float]
  private let means: [Float]
  private let scores: [Float]
  private let queryScores: [Float]
  /// The article that carries a summary of several.
  let backbone: Int?
  /// Whether some passage has words of the query, or there is no query.
  let answersQuery: Bool

  init(_ set: PassageSet, _ features: FeatureTable, _ model: SummaryModel, _ budget: Summary.Budget, query: String?) {
    let weights = model.weights(set.articles.count > 1 ? .severalArticles : .oneArticle)
    let focus = QueryFocus(query ?? "", set, model)
    var general = features.scores(weights)
    let spread = Self.spread(general)
    backbone = Backbone.article(set, general)
    if let backbone { for index in set.articles[backbone] { general[index] += spread * Self.backboneBonus } }
    LengthFit(budget).adjust(&general, set, spread)
    let queryScores = focus.scores.map { $0 * spread * QueryFocus.emphasis }
    let scores = queryScores.isEmpty ? general : zip(general, queryScores).map { $0 + $1 }
    order = scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    means = Self.means(features, count: set.passages.count)
    answersQuery = focus.isEmpty || focus.scores.contains { $0 > 0 }
    self.features = features
    self.weights = weights
    self.scores = scores
    self.queryScores = queryScores
  }

  /// The standard deviation, at least a little above 0.
  private static func spread(_ values: [Float]) -> Float {
    guard !values.isEmpty else { return 1 }
    let count = Float(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return max(variance.squareRoot(), 1e-3)
  }

  private static func means(_ features: FeatureTable, count: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: PassageFeature.count)
    for passage in 0..<count { for (index, value) in features[passage].enumerated() { sums[index] += value } }
    return sums.map { $0 / Float(max(count, 1)) }
  }

  /// The rank as a number between 0, the lowest, and 1, the highest.
  func relativeScore(_ passage: Int) -> Float {
    guard let best = order.first, let least = order.last, scores[best] > scores[least] else { return 1 }
    return (scores[passage] - scores[least]) / (scores[best] - scores[least])
  }

  private static let groups: [(Summary.Reason, [PassageFeature])] = [
    (.position, [.inverseDepth, .depth, .relativeDepth, .isFirst, .isSecond, .isThird, .isLast]),
    (.standfirst, [.isStandfirst]),
    (.headline, [.headlineWords, .anyHeadlineWords, .headlineCoverage, .anyHeadlineCoverage, .headlinePairs]),
    (.agreement, [.pairAgreement, .sharedPairs, .wordAgreement]),
    (.centrality, [.centrality, .articleCentrality, .otherCentrality]),
    (.event, [.hasFigure, .namesPerson, .saysWhen, .namesPersonAndTime]),
    (.length, [.length, .isShort, .isVeryShort, .isVeryLong]),
  ]

  /// What speaks for the passage more than for the average one, strongest first, at most three.
  func reasons(_ passage: Int) -> [Summary.Reason] {
    let values = Array(features[passage])
    var found: [(reason: Summary.Reason, weight: Float)] = Self.groups.map { reason, members in
      (reason, members.reduce(0) { $0 + weights[$1.rawValue] * (values[$1.rawValue] - means[$1.rawValue]) })
    }
    if !queryScores.isEmpty { found.append((.query, queryScores[passage])) }
    let strongest = found.map(\.weight).max() ?? 0
    let kept = found.enumerated().filter { $0.element.weight > 0 && $0.element.weight >= strongest / 5 }
    let sorted = kept.sorted {
      $0.element.weight != $1.element.weight ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
    }
    return sorted.prefix(3).map(\.element.reason)
  }
}

/// Prefers sentences as long as the budget where that holds one or two sentences: one that says something whole beats a
/// short one and the start of the next. In cross-validation on single articles ROUGE-1/2/L gain 1.0/1.5/1.2.
private struct LengthFit {
  /// What a sentence twice the budget's length loses, in standard deviations of the rank.
  private static let penalty: Float = 2.5
  /// Budgets up to the lower bound (words) count fully, those above the upper bound not at all.
  private static let fade: ClosedRange<Float> = 60...90

  private let words: Float
  private let strength: Float

  init(_ budget: Summary.Budget) {
    guard case .words(let count) = budget, count > 0 else {
      (words, strength) = (1, 0)
      return
    }
    words = Float(count)
    let room = (Self.fade.upperBound - words) / (Self.fade.upperBound - Self.fade.lowerBound)
    strength = Self.penalty * min(max(room, 0), 1)
  }

  func adjust(_ scores: inout [Float], _ set: PassageSet, _ spread: Float) {
    guard strength > 0 else { return }
    for index in scores.indices {
      scores[index] -= strength * spread * abs(Float(set.passages[index].words.count) / words - 1)
    }
  }
}

/// How well the passages answer a query.
struct QueryFocus {
  /// A passage with every word of the query gains this many standard deviations of the general rank.
  static let emphasis: Float = 6

  /// For each passage, 0 to 1; empty without a query.
  let scores: [Float]
  let isEmpty: Bool

  init(_ query: String, _ set: PassageSet, _ model: SummaryModel) {
    let hashes = WordReader.words(in: query)
    isEmpty = hashes.isEmpty
    guard !isEmpty else {
      scores = []
      return
    }
    var weights: [Int32: Float] = [:]
    var pairs: Set<Int32> = []
    var total: Float = 0
    var last: Int32?
    for hash in hashes {
      // Common syllables count a little, so that a query made of them alone still finds something.
      let weight = max(model.inverseDocumentFrequency(hash) - model.commonWeight, 0) + 0.2
      let word = set.wordTable.known(UInt64(hash))
      if word.map({ weights[$0] == nil }) ?? true { total += weight }
      if let word, weights[word] == nil { weights[word] = weight }
      if let last, let word, let pair = set.pairTable.known(PassageSet.pairKey(last, word)) { pairs.insert(pair) }
      last = word
    }
    scores = set.passages.map { passage in
      var met: Set<Int32> = []
      var sum: Float = 0
      var metPairs: Set<Int32> = []
      for at in passage.words {
        if let weight = weights[set.words[at]], met.insert(set.words[at]).inserted { sum += weight }
        if pairs.contains(set.pairs[at]) { metPairs.insert(set.pairs[at]) }
      }
      let coverage = sum / max(total, .leastNormalMagnitude)
      guard !pairs.isEmpty else { return coverage }
      return (coverage + Float(metPairs.count) / Float(pairs.count)) / 2
    }
  }
}
