internal import ArticleKit
internal import Foundation

/// How well the names of an article are joined and linked: with the marked names, with those and their joining given, and
/// with the names found.
struct JoinedScore {
  private var rightNames = NameScore.Count()
  private var foundNames = NameScore.Count()
  /// Links with names and joining given, with the names given, with the names found; per third of the events whether it
  /// was looked at while the rules were made.
  private var links = [[LinkScore]](repeating: [LinkScore](repeating: LinkScore(), count: 2), count: 3)
  private var joins: [String] = []
  /// The names as they come out, with the types of their entities.
  private var names = NameScore()

  private static let settings = ["names and joining given", "names given", "names found"]

  init(
    corpus: NameCorpus, knowledge: KnowledgeBase, lexicon: NameLexicon?, _ found: [[(span: Span, type: EntityType)]],
    _ gold: LinkGold
  ) {
    let analyzer = EntityAnalyzer(knowledge)
    let tokenizer = NameTokenizer(knowledge)
    for (index, article) in corpus.articles[..<found.count].enumerated() {
      let tokens = tokenizer.tokens(of: article.text.utf8, in: 0..<article.text.utf8.count)
      func entities(_ names: [(span: Span, type: EntityType)], _ groups: [Int]? = nil) -> [Entity] {
        let located = names.map { name in
          let inside = tokens.indices.filter { tokens[$0].start < name.span.end && name.span.start < tokens[$0].end }
          return FoundName(start: inside.first ?? 0, end: (inside.last ?? 0) + 1, type: name.type)
        }
        return analyzer.entities(located, tokens, lexicon, article.text, article.day, groups: groups)
      }
      let marked = article.names.map { (span: $0.span, type: $0.type) }
      let groups = article.names.map { name in article.names.firstIndex { $0.entity == name.entity } ?? 0 }
      let answers = [entities(marked, groups), entities(marked), entities(found[index])]
      for (setting, answer) in answers.enumerated() {
        links[setting][Self.isUnseen(index) ? 1 : 0].add(article, gold, answer)
      }
      names.add(
        gold: article.names, found: answers[2].flatMap { entity in entity.mentions.map { ($0.span, entity.type) } })
      let joined = Dictionary(article.names.map { ($0.span, $0.entity) }) { first, _ in first }
      rightNames.addPairs(gold: joined, found: Self.groups(answers[1]))
      foundNames.addPairs(gold: joined, found: Self.groups(answers[2]))
      joins += Self.differences(article, answers[1], "given") + Self.differences(article, answers[2], "found")
    }
  }

  /// Every third article was left alone while the rules of linking were made.
  private static func isUnseen(_ article: Int) -> Bool { article % 3 == 2 }

  private static func groups(_ entities: [Entity]) -> [Span: Int] {
    var groups: [Span: Int] = [:]
    for (number, entity) in entities.enumerated() {
      for mention in entity.mentions { groups[mention.span] = number }
    }
    return groups
  }

  /// Entities whose names were joined with others' or not with one another.
  private static func differences(_ article: NameCorpus.Article, _ entities: [Entity], _ setting: String) -> [String] {
    let found = groups(entities)
    var lines: [String] = []
    for number in Set(article.names.map(\.entity)).sorted() {
      let names = article.names.filter { $0.entity == number && found[$0.span] != nil }
      let parts = Dictionary(grouping: names) { found[$0.span] ?? -1 }
      if parts.count > 1 {
        let shown = parts.sorted { $0.key < $1.key }.map { part in
          Set(part.value.map { article.text[$0.span] }).sorted().joined(separator: " / ")
        }
        lines.append("SPLIT\t\(setting)\t\(shown.joined(separator: " | "))\t\(article.id)")
      }
    }
    for entity in entities {
      let names = article.names.filter { name in entity.mentions.contains { $0.span == name.span } }
      let parts = Dictionary(grouping: names, by: \.entity)
      if parts.count > 1 {
        let shown = parts.sorted { $0.key < $1.key }.map { part in
          Set(part.value.map { article.text[$0.span] }).sorted().joined(separator: " / ")
        }
        lines.append("MERGED\t\(setting)\t\(shown.joined(separator: " | "))\t\(article.id)")
      }
    }
    return lines
  }

  var table: String {
    func line(_ name: String, _ count: NameScore.Count) -> String {
      String(format: "\(name) P %6.2f  R %6.2f  F1 %6.2f", count.precision, count.recall, count.f1)
    }
    var lines = [line("joining, marked names:", rightNames), line("joining, found names: ", foundNames)]
    for (setting, halves) in zip(Self.settings, links) {
      lines.append("linking, \(setting), two thirds: \(halves[0].line)")
      lines.append("linking, \(setting), the other third: \(halves[1].line)")
    }
    let micro = names.micro([.person, .place, .organisation])
    lines.append(line("names as answered, PER+LOC+ORG:", micro))
    return lines.joined(separator: "\n")
  }

  /// Wrong links of the two thirds, and wrong joins.
  var report: String {
    let wrong = zip(Self.settings, links).flatMap { setting, halves in halves[0].errors.map { "\(setting)\t\($0)" } }
    return (wrong + joins.sorted()).joined(separator: "\n") + "\n"
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
