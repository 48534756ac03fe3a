/// A name in the text before it is joined with others and linked.
package struct FoundName: Sendable, Equatable {
  /// Token indices, half open.
  package var start: Int
  package var end: Int
  package var type: EntityType

  package init(start: Int, end: Int, type: EntityType) {
    self.start = start
    self.end = end
    self.type = type
  }
}

/// Finds and types the names of a text.
package struct NameFinder: Sendable {
  let knowledge: KnowledgeBase
  let model: NameModel?

  package init(knowledge: KnowledgeBase, model: NameModel? = .builtIn) {
    self.knowledge = knowledge
    self.model = model
  }

  /// The names of the tokens, in order, none overlapping another.
  package func names(in tokens: [NameToken], of source: [UInt8]) -> [FoundName] {
    guard let model, let tagger = model.tagger else { return longestMatches(tokens) }
    return tagger.names(model.observations(tokens, source, knowledge))
  }

  /// Without a trained model the longest match over the knowledge base wins.
  private func longestMatches(_ tokens: [NameToken]) -> [FoundName] {
    var names: [FoundName] = []
    var index = 0
    while index < tokens.count {
      if let match = GazetteerMatch.longest(tokens, at: index, knowledge) {
        names.append(FoundName(start: index, end: match.end, type: match.type))
        index = match.end
      } else {
        index += 1
      }
    }
    return names
  }
}

/// A stretch of tokens that is an alias of the knowledge base and written as one.
struct GazetteerMatch: Sendable {
  var end: Int
  var type: EntityType
  var isHomograph: Bool

  /// The longest alias that begins at a token.
  static func longest(_ tokens: [NameToken], at start: Int, _ knowledge: KnowledgeBase) -> GazetteerMatch? {
    var best: GazetteerMatch?
    for table in knowledge.tables {
      table.phrases.matches(tokens, from: start, limit: tokens.count) { end, aliases in
        guard end > (best?.end ?? start), Self.isJoined(tokens, start, end) else { return }
        for index in aliases {
          let alias = table.alias(index)
          if alias.kind == .demonym || !isWritten(tokens, start, end, alias) { continue }
          best = GazetteerMatch(end: end, type: table.type(alias.entity), isHomograph: alias.isHomograph)
          break
        }
      }
    }
    return best
  }

  /// Whether the tokens stand together: no comma, stop, bracket or line break between them.
  static func isJoined(_ tokens: [NameToken], _ start: Int, _ end: Int) -> Bool {
    let breaks: NameToken.Gap = [.comma, .newline, .open, .close, .colon, .quote, .first]
    for index in start + 1..<max(end, start + 1) {
      let token = tokens[index]
      if !token.gap.isDisjoint(with: breaks) { return false }
      if token.gap.contains(.stop) && token.gap.contains(.space) && tokens[index - 1].length > 3 { return false }
    }
    return true
  }

  /// Whether the case of the text allows the alias: acronyms in capitals, names with their capital.
  static func isWritten(_ tokens: [NameToken], _ start: Int, _ end: Int, _ alias: KnowledgeTable.Alias) -> Bool {
    let first = tokens[start]
    if alias.kind == .acronym {
      return tokens[start..<end].allSatisfy {
        $0.shape != .lower && ($0.shape != .capital || $0.length == 1 || end > start + 1)
      }
    }
    if alias.startsLower { return !alias.isHomograph }
    if first.shape == .lower { return false }
    return !(alias.isHomograph && end == start + 1 && first.followsBreak)
  }
}

extension NameFinder {
  /// Where a name stands in the source (bytes): from its first to its last word, with the point that ends an initial.
  package func span(of name: FoundName, _ tokens: [NameToken], _ source: [UInt8]) -> Span {
    Span(Int(tokens[name.start].start), Int(tokens[name.end - 1].end))
  }
}
