/// Finds what each article says of the names they share.
enum Views {
  /// For up to `limit` names that more than one article speaks of, the sentence of each article that says most about it.
  ///
  /// A sentence says much about a name when it ranks high in its article and names other shared names beside it; one that
  /// stands for an earlier name already counts less.
  static func find(
    _ articles: [ArticleFindings], _ set: PassageSet, _ namesakes: Namesakes, limit: Int
  ) -> [Comparison.View] {
    let shared = namesakes.names.indices.filter { namesakes.names[$0].articles > 1 }.prefix(limit)
    guard !shared.isEmpty else { return [] }
    let mentions = zip(articles, namesakes.numbers).map { MentionIndex($0, $1) }
    let named = set.passages.map { passage in
      Set(mentions[passage.article].entries(in: passage.span).lazy.map(\.name).filter { shared.contains($0) })
    }
    var isTaken = [Bool](repeating: false, count: set.passages.count)
    return shared.map { name in
      var sentences: [SourceSentence] = []
      for passages in set.articles {
        let candidates = passages.filter { named[$0].contains(name) }
        func weight(_ index: Int) -> Float {
          let passage = set.passages[index]
          let others = Float(named[index].count - 1)
          let early = 1 / Float(1 + passage.depth)
          let penalty: Float = (isTaken[index] ? 2 : 0) + (passage.traits.contains(.dangles) ? 1 : 0)
          return others + early + (passage.traits.contains(.standfirst) ? 0.5 : 0) - penalty
        }
        guard let best = candidates.max(by: { (weight($0), -$0) < (weight($1), -$1) }) else { continue }
        isTaken[best] = true
        sentences.append(set.passages[best].place)
      }
      return Comparison.View(name: name, sentences: sentences)
    }
  }
}
