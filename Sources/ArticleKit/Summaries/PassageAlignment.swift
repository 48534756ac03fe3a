/// Finds where other articles say what a sentence says, also in other words.
///
/// A sentence says much the same as another when it has a third of its pairs of words and a third of the weight of its
/// uncommon words, or most of that weight. Candidates come from lists of the sentences that have a pair or a word; the lists are bounded, so that the time is
/// linear in the number of words.
enum PassageAlignment {
  struct Match {
    let passage: Int
    /// How much of the sentence the match repeats, 0 to 1.
    let overlap: Float
  }

  private static let pairLimit: Float = 0.3
  private static let leastWordShare: Float = 0.35
  private static let wordLimit: Float = 0.55
  /// A pair or a word in more of the sentences than this tells nothing.
  private static let postings = 16
  /// A match by words alone needs at least this many uncommon ones in common.
  private static let leastWords: Float = 4

  /// For each passage of `taken`, the best match in each other article, by article.
  static func matches(of taken: [Int], in set: PassageSet) -> [[Match]] {
    (try? matches(of: taken, in: set, isCancelled: { false })) ?? []
  }

  /// The same, asking now and then whether to stop.
  ///
  /// - Throws: ``AnalysisCancelled`` when `isCancelled` says so.
  static func matches(
    of taken: [Int], in set: PassageSet, isCancelled: () -> Bool
  ) throws(AnalysisCancelled) -> [[Match]] {
    guard set.articles.count > 1 else { return taken.map { _ in [] } }
    let index = PostingIndex(taken, set, limit: postings)
    var best = taken.map { _ in [Int: Match]() }
    var counts = PositionCounts(taken.count)
    for passage in set.passages.indices {
      if passage & 255 == 0, isCancelled() { throw AnalysisCancelled() }
      count(passage, set, index, &counts)
      for position in counts.met {
        let own = set.passages[taken[position]]
        defer { counts.clear(position) }
        guard own.article != set.passages[passage].article else { continue }
        let overlap = overlap(position, own, index, counts)
        guard overlap > 0 else { continue }
        let article = set.passages[passage].article
        if let known = best[position][article], known.overlap >= overlap { continue }
        best[position][article] = Match(passage: passage, overlap: overlap)
      }
      counts.met.removeAll(keepingCapacity: true)
    }
    return best.map { found in found.keys.sorted().compactMap { found[$0] } }
  }

  private static func count(_ passage: Int, _ set: PassageSet, _ index: PostingIndex, _ counts: inout PositionCounts) {
    var seen: Set<Int32> = []
    for at in set.passages[passage].words {
      let word = set.words[at]
      if set.weights[Int(word)] > 0, seen.insert(word).inserted {
        for position in index.words[word] ?? [] { counts.addWord(Int(position), set.weights[Int(word)]) }
      }
      guard set.pairs[at] >= 0 else { continue }
      for position in index.pairs[set.pairs[at]] ?? [] { counts.addPair(Int(position)) }
    }
  }

  private static func overlap(
    _ position: Int, _ own: Passage, _ index: PostingIndex, _ counts: PositionCounts
  ) -> Float {
    let pairs = min(Float(counts.pairs[position]) / Float(max(own.words.count - 1, 1)), 1)
    let words = counts.words[position] / max(index.weights[position], 1)
    let meetsWords = words >= wordLimit && counts.wordCounts[position] >= leastWords
    let meetsPairs = pairs >= pairLimit && words >= leastWordShare
    return meetsPairs || meetsWords ? max(pairs, meetsWords ? words : 0) : 0
  }
}

/// For each pair and each uncommon word of some passages, which of them have it, up to a limit.
private struct PostingIndex {
  private(set) var pairs: [Int32: [Int32]] = [:]
  private(set) var words: [Int32: [Int32]] = [:]
  /// For each of the passages, the weight of its distinct uncommon words.
  private(set) var weights: [Float] = []

  init(_ taken: [Int], _ set: PassageSet, limit: Int) {
    for (position, index) in taken.enumerated() {
      var weight: Float = 0
      var seen: Set<Int32> = []
      for at in set.passages[index].words {
        if set.pairs[at] >= 0 { Self.add(Int32(position), to: &pairs[set.pairs[at], default: []], limit) }
        let word = set.words[at]
        guard set.weights[Int(word)] > 0, seen.insert(word).inserted else { continue }
        weight += set.weights[Int(word)]
        Self.add(Int32(position), to: &words[word, default: []], limit)
      }
      weights.append(weight)
    }
  }

  private static func add(_ position: Int32, to list: inout [Int32], _ limit: Int) {
    if list.count < limit, list.last != position { list.append(position) }
  }
}

/// How many pairs and words one passage shares with each of the others, and with which it shares any.
private struct PositionCounts {
  private(set) var pairs: [Int32]
  private(set) var words: [Float]
  private(set) var wordCounts: [Float]
  var met: [Int] = []

  init(_ count: Int) {
    pairs = [Int32](repeating: 0, count: count)
    words = [Float](repeating: 0, count: count)
    wordCounts = [Float](repeating: 0, count: count)
  }

  mutating func addPair(_ position: Int) {
    meet(position)
    pairs[position] += 1
  }

  mutating func addWord(_ position: Int, _ weight: Float) {
    meet(position)
    words[position] += weight
    wordCounts[position] += 1
  }

  private mutating func meet(_ position: Int) {
    if pairs[position] == 0, wordCounts[position] == 0 { met.append(position) }
  }

  mutating func clear(_ position: Int) {
    pairs[position] = 0
    words[position] = 0
    wordCounts[position] = 0
  }
}

extension PassageSet {
  /// A match as it leaves the kit.
  func support(_ match: PassageAlignment.Match) -> Summary.Support {
    let other = passages[match.passage]
    return Summary.Support(article: other.article, span: other.span, overlap: match.overlap)
  }
}
