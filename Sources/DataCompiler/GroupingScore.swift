internal import ArticleKit
internal import Foundation

/// How well the names of an article that mean the same are joined: precision and recall over pairs of names.
struct GroupingScore {
  private var rightNames = NameScore.Count()
  private var foundNames = NameScore.Count()

  /// Scores the joining of the marked names themselves, and of the names `found`.
  init(
    corpus: NameCorpus, knowledge: KnowledgeBase, lexicon: [[UInt8]], found: [[(span: Span, type: EntityType)]]
  ) {
    let model = NameModel(Blob(immortalCopyOf: NameModel.bytes(lexicon: lexicon, tagger: [])))
    let analyzer = EntityAnalyzer(knowledge)
    let tokenizer = NameTokenizer(knowledge)
    for (index, article) in corpus.articles[..<found.count].enumerated() {
      let tokens = tokenizer.tokens(of: article.text.utf8, in: 0..<article.text.utf8.count)
      let gold = Dictionary(article.names.map { ($0.span, $0.entity) }) { first, _ in first }
      func groups(_ names: [(span: Span, type: EntityType)]) -> [Span: Int] {
        let located = names.compactMap { name -> FoundName? in
          let inside = tokens.indices.filter { tokens[$0].start < name.span.end && name.span.start < tokens[$0].end }
          return inside.first.map { FoundName(start: $0, end: (inside.last ?? $0) + 1, type: name.type) }
        }
        let entities = analyzer.entities(located, tokens, model?.lexicon, article.text, article.day)
        var groups: [Span: Int] = [:]
        for (number, entity) in entities.enumerated() {
          for mention in entity.mentions { groups[mention.span] = number }
        }
        return groups
      }
      rightNames.addPairs(gold: gold, found: groups(article.names.map { ($0.span, $0.type) }))
      foundNames.addPairs(gold: gold, found: groups(found[index]))
    }
  }

  var table: String {
    func line(_ name: String, _ count: NameScore.Count) -> String {
      String(format: "\(name) P %6.2f  R %6.2f  F1 %6.2f", count.precision, count.recall, count.f1)
    }
    return line("grouping, marked names:", rightNames) + "\n" + line("grouping, found names: ", foundNames)
  }
}

extension NameScore.Count {
  /// Counts pairs of names that are one entity on either side.
  fileprivate mutating func addPairs(gold: [Span: Int], found: [Span: Int]) {
    let both = Set(gold.keys).union(found.keys).sorted()
    for (index, a) in both.enumerated() {
      for b in both[..<index] {
        let isGold = gold[a] != nil && gold[a] == gold[b]
        let isFound = found[a] != nil && found[a] == found[b]
        wanted += isGold ? 1 : 0
        self.found += isFound ? 1 : 0
        right += isGold && isFound ? 1 : 0
      }
    }
  }
}
