/// Takes the best sentences that do not repeat each other until the budget is spent.
struct SentenceSelector {
  /// How much of a sentence's pairs of words may stand in the sentences taken before. When a stricter limit leaves the
  /// budget unspent, the next one is tried; what repeats more than the last limit is never taken.
  static let redundancyLimits: [Float] = [0.2, 0.35, 0.5]

  let set: PassageSet
  let budget: Summary.Budget
  /// Sentences that may not be taken unless the sentence before them is.
  let needsPrevious: [Bool]
  let excluded: [Bool]
  private(set) var taken: [Int] = []
  private(set) var isTaken: [Bool]
  private(set) var words = 0
  private var usedPairs: [Bool]

  init(_ set: PassageSet, _ budget: Summary.Budget, excluded: [Bool], needsPrevious: [Bool]) {
    self.set = set
    self.budget = Self.inWords(budget, set)
    self.excluded = excluded
    self.needsPrevious = needsPrevious
    isTaken = [Bool](repeating: false, count: set.passages.count)
    usedPairs = [Bool](repeating: false, count: set.pairTable.count)
  }

  private static func inWords(_ budget: Summary.Budget, _ set: PassageSet) -> Summary.Budget {
    guard case .ratio(let ratio) = budget else { return budget }
    let share = ratio.isFinite ? min(max(ratio, 0), 1) : 0
    return .words(Int(Double(set.words.count) * share + 0.5))
  }

  /// Takes passages in the order of `ranking`.
  mutating func select(_ ranking: [Int], isCancelled: () -> Bool) throws(AnalysisCancelled) {
    for limit in Self.redundancyLimits {
      for (rank, index) in ranking.enumerated() where !isTaken[index] && !excluded[index] {
        if rank & 1023 == 0, isCancelled() { throw AnalysisCancelled() }
        if isSpent { return }
        if needsPrevious[index], index == 0 || !isTaken[index - 1] { continue }
        let length = set.passages[index].words.count
        guard fits(length), redundancy(index) <= limit else { continue }
        take(index)
      }
    }
  }

  private var isSpent: Bool {
    switch budget {
    case .sentences(let count): taken.count >= count
    case .words(let count): words >= count
    case .ratio: true
    }
  }

  /// Whether a sentence of `length` words brings the summary nearer to its budget; the first one always does.
  private func fits(_ length: Int) -> Bool {
    guard case .words(let count) = budget, !taken.isEmpty else { return true }
    return words + length - count <= count - words
  }

  private func redundancy(_ index: Int) -> Float {
    guard !taken.isEmpty else { return 0 }
    let range = set.passages[index].words
    guard range.count > 1 else { return 1 }
    var repeated = 0
    for at in range.lowerBound..<range.upperBound - 1 where usedPairs[Int(set.pairs[at])] { repeated += 1 }
    return Float(repeated) / Float(range.count - 1)
  }

  private mutating func take(_ index: Int) {
    taken.append(index)
    isTaken[index] = true
    words += set.passages[index].words.count
    for at in set.passages[index].words.dropLast() { usedPairs[Int(set.pairs[at])] = true }
  }
}
