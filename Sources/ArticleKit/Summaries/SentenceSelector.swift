/// Takes the best sentences that do not repeat each other until the budget is spent.
struct SentenceSelector {
  /// How much of a sentence's pairs of words may stand in the sentences taken before. When a stricter limit leaves the
  /// budget unspent, the next one is tried; what repeats more than the last limit is never taken.
  static let redundancyLimits: [Float] = [0.25, 0.4]

  let set: PassageSet
  let budget: Summary.Budget
  let rounding: Summary.Rounding
  /// Which passages may stand in the summary, alone or after the one before them.
  private var context: SentenceContext
  private(set) var taken: [Int] = []
  private(set) var isTaken: [Bool]
  private(set) var words = 0
  private var usedPairs: [Bool]

  init(_ set: PassageSet, _ budget: Summary.Budget, _ rounding: Summary.Rounding, _ context: SentenceContext) {
    self.set = set
    self.budget = budget
    self.rounding = rounding
    self.context = context
    isTaken = [Bool](repeating: false, count: set.passages.count)
    usedPairs = [Bool](repeating: false, count: set.pairTable.count)
  }

  /// Takes passages in the order of `ranking`. The last of three or more sentences goes to one that tells who did what
  /// when, if none of the others does.
  mutating func select(_ ranking: [Int], isCancelled: () -> Bool) throws(AnalysisCancelled) {
    for limit in Self.redundancyLimits {
      for (rank, index) in ranking.enumerated() where !isTaken[index] {
        if rank & 1023 == 0, isCancelled() { throw AnalysisCancelled() }
        if isSpent { return }
        if needsEvent, let event = ranking.first(where: { tellsEvent($0) && isFit($0, Self.redundancyLimits[1]) }) {
          take(event)
          return
        }
        if isFit(index, limit) { take(index) }
      }
    }
  }

  private func isFit(_ index: Int, _ limit: Float) -> Bool {
    !isTaken[index] && !context.isExcluded(index) && fits(set.passages[index].words.count)
      && redundancy(index) <= limit && context.mayStand(index, afterPrevious: index > 0 && isTaken[index - 1])
  }

  /// Whether only one sentence may be added and none so far tells an event.
  private var needsEvent: Bool {
    guard case .sentences(let count) = budget, count >= 3, taken.count == count - 1 else { return false }
    return !taken.contains(where: tellsEvent)
  }

  /// Whether the passage says who and when.
  private func tellsEvent(_ index: Int) -> Bool {
    set.passages[index].traits.isSuperset(of: [.namesPerson, .saysWhen])
  }

  private var isSpent: Bool {
    switch budget {
    case .sentences(let count): taken.count >= count
    case .words(let count): words >= count
    case .ratio: true
    }
  }

  /// Whether a sentence of `length` words may be added to a summary that has not reached its budget.
  private func fits(_ length: Int) -> Bool {
    guard case .words(let count) = budget else { return true }
    return switch rounding {
    case .up: true
    case .nearest: taken.isEmpty || words + length - count <= count - words
    case .down: words + length <= count
    }
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

extension Summary.Budget {
  /// The budget with a ratio turned into the words it stands for.
  func inWords(of set: PassageSet) -> Summary.Budget {
    guard case .ratio(let ratio) = self else { return self }
    let share = ratio.isFinite ? min(max(ratio, 0), 1) : 0
    return .words(Int(Double(set.words.count) * share + 0.5))
  }
}
