/// Which sentences of different articles say much the same.
struct SentenceMatches {
  /// For each passage, the passages of other articles that match it, at most one an article.
  private(set) var partners: [[Int]]

  /// A match in one direction alone must repeat this much: less may be a date or a name in common.
  private static let onesidedLimit: Float = 0.5

  init(_ set: PassageSet) {
    let matches = PassageAlignment.matches(of: Array(set.passages.indices), in: set)
    partners = matches.enumerated().map { index, found in
      found.filter { match in
        match.overlap >= Self.onesidedLimit || matches[match.passage].contains { $0.passage == index }
      }.map(\.passage)
    }
    for (index, found) in partners.enumerated() {
      for partner in found where !partners[partner].contains(index) { partners[partner].append(index) }
    }
  }

  /// Whether another article says what the passage says.
  func isShared(_ passage: Int) -> Bool { !partners[passage].isEmpty }

  /// The groups of matching passages: each passage in at most one group, each group with at most one of each article.
  func groups(_ set: PassageSet) -> [[Int]] {
    var isTaken = [Bool](repeating: false, count: partners.count)
    let order = partners.indices.filter { isShared($0) }.sorted {
      partners[$0].count != partners[$1].count ? partners[$0].count > partners[$1].count : $0 < $1
    }
    var groups: [[Int]] = []
    for index in order where !isTaken[index] {
      var articles: Set = [set.passages[index].article]
      var group = [index]
      for partner in partners[index] where !isTaken[partner] {
        if articles.insert(set.passages[partner].article).inserted { group.append(partner) }
      }
      guard group.count > 1 else { continue }
      for member in group { isTaken[member] = true }
      groups.append(group.sorted())
    }
    return groups
  }

  func agreements(_ set: PassageSet) -> [Comparison.Agreement] {
    groups(set).map { group in Comparison.Agreement(sentences: group.map { set.passages[$0].place }) }
  }
}

extension Passage {
  /// Where it stands.
  var place: SourceSentence { SourceSentence(article: article, span: span, block: block) }
}
