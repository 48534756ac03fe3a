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

  /// The names before and from the token `index` on.
  func split(at index: Int, _ first: EntityType, _ second: EntityType) -> [FoundName] {
    [FoundName(start: start, end: index, type: first), FoundName(start: index, end: end, type: second)]
  }
}

/// Finds and types the names of a text.
package struct NameFinder: Sendable {
  package let knowledge: KnowledgeBase
  let model: NameModel?

  package init(knowledge: KnowledgeBase, model: NameModel? = .builtIn) {
    self.knowledge = knowledge
    self.model = model
  }

  /// The names of the tokens, in order, none overlapping another.
  package func names(in tokens: [NameToken], of source: [UInt8]) -> [FoundName] {
    guard let model, let tagger = model.tagger else { return longestMatches(tokens) }
    let seen = model.observations(tokens, source, knowledge)
    let boundaries = NameBoundaries(seen: seen, knowledge: knowledge)
    let names = known(boundaries.corrected(tagger.names(seen)), seen)
    return claimed(boundaries.splitStateBodies(names), tokens)
  }

  /// Adds what the knowledge base knows beyond doubt and the tagger left out, and takes its names where the tagger found
  /// only a part ("Đức Quốc" of "Đức Quốc xã") or several.
  private func known(_ names: [FoundName], _ seen: NameObservations) -> [FoundName] {
    var out: [FoundName] = []
    out.reserveCapacity(names.count)
    var next = 0
    var index = 0
    while index < seen.tokens.count {
      let name = next < names.count && names[next].start <= index ? names[next] : nil
      if let match = seen.knownMatch(index), name.map({ isBetter(match, than: $0) }) ?? isSure(match, index, seen) {
        // It may take in whole names only, and leaves heads and titles before them outside: "sông Hồng", "Đại tướng Giáp".
        var last = next
        while last < names.count, names[last].end <= match.end { last += 1 }
        let isHeaded = name == nil && last > next && isHead(index, seen)
        if !isHeaded, last == names.count || names[last].start >= match.end {
          out.append(FoundName(start: index, end: match.end, type: match.type))
          next = last
          index = match.end
          continue
        }
      }
      if let name {
        out.append(name)
        next += 1
        index = max(index + 1, name.end)
      } else {
        index += 1
      }
    }
    return out
  }

  /// Whether the token opens a generic head or a title, which are written out and no acronyms.
  private func isHead(_ index: Int, _ seen: NameObservations) -> Bool {
    let shape = seen.tokens[index].shape
    return shape == .lower || (seen.cueClass(index) != .none && shape != .upper)
  }

  /// Whether a name of the knowledge base is one wherever it stands: names of people of several words, places,
  /// organisations of several words or in capitals, none of them a homograph.
  private func isSure(_ match: GazetteerMatch, _ index: Int, _ seen: NameObservations) -> Bool {
    // Several common words with a capital inside a sentence are a name: "viết trong Chính sách đối ngoại".
    let isMarked = match.end - index >= 3 && !seen.tokens[index].followsBreak
    guard !match.isHomograph || isMarked else { return false }
    let isLong = match.end - index > 1
    return switch match.type {
    case .person: isLong
    case .place: isLong || !seen.tokens[index].followsBreak || !seen.word[index].isSyllable
    case .organisation: isLong || (seen.tokens[index].shape == .upper && seen.tokens[index].length > 2)
    case .event, .work: false
    }
  }

  /// Whether the knowledge base knows a name that begins with this one better than the tagger: it goes on, or is an event or a
  /// work, of which the tagger is the least sure.
  private func isBetter(_ match: GazetteerMatch, than name: FoundName) -> Bool {
    let isDoubtful = match.end == name.end && (name.type == .work || name.type == .event)
    return !match.isHomograph && (match.end > name.end || isDoubtful)
  }

  /// The user's own entities are names wherever they stand; they win over what the tagger made of the place.
  private func claimed(_ names: [FoundName], _ tokens: [NameToken]) -> [FoundName] {
    guard knowledge.tables.count > 1 else { return names }
    var claims: [FoundName] = []
    var index = 0
    while index < tokens.count {
      if let match = GazetteerMatch.longest(tokens, at: index, knowledge, addedOnly: true) {
        claims.append(FoundName(start: index, end: match.end, type: match.type))
        index = match.end
      } else {
        index += 1
      }
    }
    guard !claims.isEmpty else { return names }
    var merged: [FoundName] = []
    var next = 0
    for name in names {
      while next < claims.count, claims[next].end <= name.start {
        merged.append(claims[next])
        next += 1
      }
      let overlaps = next < claims.count && claims[next].start < name.end
      // A longer name may hold a claimed one: "Hội người yêu X".
      let holds =
        overlaps && name.start <= claims[next].start && claims[next].end <= name.end
        && name.end - name.start > claims[next].end - claims[next].start
      if holds {
        while next < claims.count, claims[next].end <= name.end { next += 1 }
      }
      if !overlaps || holds { merged.append(name) }
    }
    return merged + claims[next...]
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
  static func longest(
    _ tokens: [NameToken], at start: Int, _ knowledge: KnowledgeBase, addedOnly: Bool = false
  ) -> GazetteerMatch? {
    var best: GazetteerMatch?
    for table in knowledge.tables.dropFirst(addedOnly ? 1 : 0) {
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

  /// Whether the tokens stand together: no stop, bracket or line break between them.
  static func isJoined(_ tokens: [NameToken], _ start: Int, _ end: Int) -> Bool {
    var breaks: NameToken.Gap = [.newline, .open, .close, .colon, .quote, .first]
    // "Bộ Văn hóa, Thể thao và Du lịch" has a comma of its own; short names never do.
    if end - start < 5 { breaks.insert(.comma) }
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
    if alias.startsLower { return !alias.isHomograph && tokens[start..<end].contains { $0.shape.hasCapital } }
    if first.shape == .lower { return false }
    return !(alias.isHomograph && end == start + 1 && first.followsBreak)
  }
}

extension KnowledgeBase {
  /// Whether the tokens are a name of a country, as the text writes it.
  func isCountry(_ tokens: [NameToken], _ range: Range<Int>) -> Bool {
    tables.contains { table in
      table.phrases.phrases(equalTo: tokens[range].lazy.map(\.key)).contains { index in
        let alias = table.alias(index)
        return alias.kind != .demonym && table.subtype(alias.entity) == "country"
          && GazetteerMatch.isWritten(tokens, range.lowerBound, range.upperBound, alias)
      }
    }
  }
}

extension NameFinder {
  /// Where a name stands in the source (bytes): from its first to its last word, with the point that ends an initial.
  package static func span(of name: FoundName, _ tokens: [NameToken], _ source: [UInt8]) -> Span {
    let last = tokens[name.end - 1]
    var end = Int(last.end)
    if end < source.count, isPartOfName(source[end], name, tokens, source) {
      return Span(Int(tokens[name.start].start), end + 1)
    }
    // "bà V." keeps its point, "N.T.T.V" and "Hà Nội." do not gain one.
    if name.type == .person, name.end - name.start == 1, last.length == 1, last.shape == .capital, end < source.count,
      source[end] == 0x2E
    {
      end += 1
    }
    return Span(Int(tokens[name.start].start), end)
  }

  /// Whether the mark behind a name belongs to it: Vietnam+, and Yahoo! where no sentence ends.
  private static func isPartOfName(
    _ mark: UInt8, _ name: FoundName, _ tokens: [NameToken], _ source: [UInt8]
  ) -> Bool {
    guard name.type == .organisation || name.type == .work else { return false }
    let end = Int(tokens[name.end - 1].end)
    let next = end + 1 < source.count ? source[end + 1] : 0x20
    switch mark {
    case UInt8(ascii: "+"):
      return name.end == tokens.count || Int(tokens[name.end].start) > end + 1
    case UInt8(ascii: "!"):
      if next == UInt8(ascii: ".") || next == UInt8(ascii: ",") { return true }
      return next == 0x20 && name.end < tokens.count && tokens[name.end].shape == .lower
        && Int(tokens[name.end].start) == end + 2
    default: return false
    }
  }
}
