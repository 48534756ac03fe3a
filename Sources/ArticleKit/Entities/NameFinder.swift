/// A name in the text before it is joined with others and linked.
struct FoundName: Sendable, Equatable {
  /// Token indices, half open.
  var start: Int
  var end: Int
  var type: EntityType
}

/// Finds and types the names of a text.
struct NameFinder: Sendable {
  let knowledge: KnowledgeBase

  /// The names of the tokens, in order, none overlapping another: the longest match over the knowledge base wins.
  func names(in tokens: [NameToken]) -> [FoundName] {
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
