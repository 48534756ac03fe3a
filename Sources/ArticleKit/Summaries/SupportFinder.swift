/// Finds where other articles say what a summary says.
enum SupportFinder {
  /// A sentence supports another when it has at least this share of its uncommon pairs of words.
  private static let limit: Float = 0.3
  /// A pair of words in more sentences of the summary than this tells nothing.
  private static let postings = 16

  /// For each passage of `taken`, the best supporting passage of each other article, by article.
  static func support(of taken: [Int], in set: PassageSet) -> [[Summary.Support]] {
    guard set.articles.count > 1 else { return taken.map { _ in [] } }
    var lists = [Int32: [Int32]]()
    for (position, index) in taken.enumerated() {
      for at in set.passages[index].words.dropLast() {
        var list = lists[set.pairs[at]] ?? []
        if list.count < postings, list.last != Int32(position) { list.append(Int32(position)) }
        lists[set.pairs[at]] = list
      }
    }
    var best = taken.map { _ in [Int: (passage: Int, overlap: Float)]() }
    var counts = [Int32](repeating: 0, count: taken.count)
    for (index, passage) in set.passages.enumerated() {
      var met: [Int32] = []
      for at in passage.words.dropLast() {
        for position in lists[set.pairs[at]] ?? [] {
          if counts[Int(position)] == 0 { met.append(position) }
          counts[Int(position)] += 1
        }
      }
      for position in met.map(Int.init) {
        let own = set.passages[taken[position]]
        let overlap = min(Float(counts[position]) / Float(max(own.words.count - 1, 1)), 1)
        counts[position] = 0
        guard own.article != passage.article, overlap >= limit else { continue }
        if let known = best[position][passage.article], known.overlap >= overlap { continue }
        best[position][passage.article] = (index, overlap)
      }
    }
    return best.map { found in
      found.keys.sorted().compactMap { article in
        found[article].map {
          Summary.Support(article: article, span: set.passages[$0.passage].span, overlap: $0.overlap)
        }
      }
    }
  }
}
