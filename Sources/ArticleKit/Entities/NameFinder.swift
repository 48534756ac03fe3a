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
    let seen = model.observations(tokens, source, knowledge)
    return claimed(known(extended(split(tagger.names(seen), seen), seen), seen), tokens)
  }

  /// A syllable behind a hyphen belongs to the name before it: Yun-hee, Li-băng.
  private func extended(_ names: [FoundName], _ seen: NameObservations) -> [FoundName] {
    var out = names
    for index in out.indices where out[index].type == .person || out[index].type == .place {
      let limit = index + 1 < out.count ? out[index + 1].start : seen.tokens.count
      while out[index].end < limit, seen.tokens[out[index].end].gap == .dash,
        seen.tokens[out[index].end].shape == .lower, seen.tokens[out[index].end].length <= 6
      {
        out[index].end += 1
      }
    }
    return out
  }

  /// Where a person's name begins inside what the tagger took for one organisation: behind a name the knowledge base
  /// has, at a family name, with nothing but capitals to the end ("Bộ Công an Trần Văn Ba").
  private func person(in name: FoundName, _ seen: NameObservations) -> Int? {
    guard let match = seen.knownMatch(name.start), match.type == .organisation, match.end < name.end,
      (2...4).contains(name.end - match.end), seen.word[match.end].isFamily,
      seen.tokens[match.end..<name.end].allSatisfy({ $0.shape == .capital && $0.gap.isPlain })
    else { return nil }
    return match.end
  }

  /// Adds what the knowledge base knows beyond doubt and the tagger left out: names of people of several words, places,
  /// organisations of several words or in capitals, none of them a homograph.
  private func known(_ names: [FoundName], _ seen: NameObservations) -> [FoundName] {
    var out: [FoundName] = []
    out.reserveCapacity(names.count)
    var index = 0
    func fill(upTo limit: Int) {
      while index < limit {
        defer { index += 1 }
        guard let match = seen.knownMatch(index), match.end <= limit else { continue }
        // Several common words with a capital inside a sentence are a name: "viết trong Chính sách đối ngoại".
        let isMarked = match.end - index >= 3 && !seen.tokens[index].followsBreak
        guard !match.isHomograph || isMarked else { continue }
        let isLong = match.end - index > 1
        let isFit: Bool =
          switch match.type {
          case .person: isLong
          case .place: isLong || !seen.tokens[index].followsBreak || !seen.word[index].isSyllable
          case .organisation: isLong || (seen.tokens[index].shape == .upper && seen.tokens[index].length > 2)
          case .event, .work: false
          }
        guard isFit else { continue }
        out.append(FoundName(start: index, end: match.end, type: match.type))
        index = match.end - 1
      }
    }
    for (position, name) in names.enumerated() {
      fill(upTo: name.start)
      let limit = position + 1 < names.count ? names[position + 1].start : seen.tokens.count
      out.append(grown(name, upTo: limit, seen))
      index = max(index, out.last?.end ?? name.end)
    }
    fill(upTo: seen.tokens.count)
    return out
  }

  /// A name that the knowledge base knows to go on ("Đức Quốc" of "Đức Quốc xã"), or knows better than the tagger, whose events
  /// and works are the least sure.
  private func grown(_ name: FoundName, upTo limit: Int, _ seen: NameObservations) -> FoundName {
    guard let match = seen.knownMatch(name.start), !match.isHomograph, match.end <= limit else { return name }
    let isDoubtful = match.end == name.end && (name.type == .work || name.type == .event)
    guard match.end > name.end || isDoubtful else { return name }
    return FoundName(start: name.start, end: match.end, type: match.type)
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

  /// A person never takes in the country that stands between the title and the name: "Tổng thống Nga Putin".
  private func split(_ names: [FoundName], _ seen: NameObservations) -> [FoundName] {
    var out: [FoundName] = []
    out.reserveCapacity(names.count)
    for name in names {
      if name.type == .person, name.end - name.start > 1, seen.cueEnds(name.start - 1),
        seen.cueClass(name.start - 1) == .title, seen.tokens[name.start].gap.isPlain,
        let place = GazetteerMatch.longest(seen.tokens, at: name.start, knowledge), place.type == .place,
        place.end < name.end, seen.tokens[place.end].gap.isPlain
      {
        out.append(FoundName(start: name.start, end: place.end, type: .place))
        out.append(FoundName(start: place.end, end: name.end, type: .person))
      } else if name.type == .organisation, let start = person(in: name, seen) {
        out.append(FoundName(start: name.start, end: start, type: .organisation))
        out.append(FoundName(start: start, end: name.end, type: .person))
      } else {
        out.append(name)
      }
    }
    return out
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

extension NameFinder {
  /// Where a name stands in the source (bytes): from its first to its last word, with the point that ends an initial.
  package static func span(of name: FoundName, _ tokens: [NameToken], _ source: [UInt8]) -> Span {
    let last = tokens[name.end - 1]
    var end = Int(last.end)
    // "bà V." keeps its point, "N.T.T.V" and "Hà Nội." do not gain one.
    if name.type == .person, name.end - name.start == 1, last.length == 1, last.shape == .capital, end < source.count,
      source[end] == 0x2E
    {
      end += 1
    }
    return Span(Int(tokens[name.start].start), end)
  }
}
