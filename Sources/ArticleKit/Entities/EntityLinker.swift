/// Joins the names that mean one entity and links them to the knowledge base.
struct EntityLinker {
  let knowledge: KnowledgeBase
  let lexicon: NameLexicon?
  let abbreviations: NameAbbreviations
  let source: SourceText
  let tokens: [NameToken]
  let day: Int

  /// A record that a name may stand for.
  struct Link {
    var reference: KnowledgeBase.Reference
    var alias: Int
    var kind: MatchKind
    var score: Float
    var isHomograph: Bool
    /// The alias is a surname or another single word of a person's name.
    var isShort: Bool
  }

  /// The entities of `names`, in the order of their first mention.
  func entities(_ names: [FoundName]) -> [Entity] {
    let candidates = candidates(names)
    let countries = countries(candidates)
    var ranked = candidates
    for index in names.indices { ranked[index] = rank(candidates[index], countries) }
    let links = ranked.map { list in list.first.flatMap { isSure($0, countries) ? $0 : nil } }
    let groups = NameGrouping(self, names, links).groups()
    return EntityBuilder(linker: self, names: names, groups: groups, ranked: ranked, links: links).entities()
  }

  /// Where a name stands, with the point that ends an initial.
  func span(_ name: FoundName) -> Span { NameFinder.span(of: name, tokens, source.utf8) }

  // MARK: candidates

  private func candidates(_ names: [FoundName]) -> [[Link]] {
    // Equal names have equal candidates.
    var known: [UInt64: [Link]] = [:]
    return names.indices.map { index in
      let name = names[index]
      // A state body and its country side by side are filed as one name: Bộ Ngoại giao Mỹ.
      if name.type == .organisation, index + 1 < names.count, names[index + 1].type == .place,
        names[index + 1].start == name.end, tokens[name.end].gap.isPlain
      {
        let whole = FoundName(start: name.start, end: names[index + 1].end, type: name.type)
        let found = matches(whole)
        if !found.isEmpty { return found }
        // The Foreign Ministry of another country is not ours.
        let place = matches(names[index + 1]).max { $0.score < $1.score }
        let country = place.map { knowledge.tables[$0.reference.table].countryCode($0.reference.index) } ?? 0
        return matches(name).filter {
          let code = knowledge.tables[$0.reference.table].countryCode($0.reference.index)
          return code == 0 || country == 0 || code == country
        }
      }
      var key = UInt64(name.type.rawValue) &+ 3
      for token in tokens[name.start..<name.end] {
        key = NameHash.mix(NameHash.mix(key, token.key), UInt64(token.shape.rawValue))
      }
      if let found = known[key] { return found }
      let found = matches(name)
      known[key] = found
      return found
    }
  }

  /// The records of the name's type with an alias equal to it.
  private func matches(_ name: FoundName) -> [Link] {
    var found: [Link] = []
    for (number, table) in knowledge.tables.enumerated() {
      table.phrases.matches(tokens, from: name.start, limit: name.end) { end, aliases in
        guard end == name.end else { return }
        for index in aliases {
          let alias = table.alias(index)
          let reference = KnowledgeBase.Reference(table: number, index: alias.entity)
          guard Self.fits(table.type(alias.entity), name.type), isWritten(name, alias),
            !found.contains(where: { $0.reference == reference }), !knowledge.isReplaced(reference)
          else { continue }
          let exists = table.exists(alias.entity, on: day)
          let kind: MatchKind = alias.kind == .canonical ? .exact : alias.kind == .acronym ? .acronym : .alias
          var score = Float(min(alias.prior, 100)) / 100
          if !exists { score *= 0.5 }
          if number > 0 { score += 0.1 }
          let isShort = name.type == .person && name.end - name.start == 1
          found.append(
            Link(
              reference: reference, alias: index, kind: kind, score: score, isHomograph: alias.isHomograph,
              isShort: isShort))
        }
      }
    }
    return found
  }

  /// Whether a record of one type may be what a name of another type means: the tagger and the knowledge base draw the
  /// line between products, events and organisations differently, people and places are neither.
  private static func fits(_ record: EntityType, _ name: EntityType) -> Bool {
    if record == name { return true }
    let loose: Set<EntityType> = [.organisation, .event, .work]
    return loose.contains(record) && loose.contains(name)
  }

  private func isWritten(_ name: FoundName, _ alias: KnowledgeTable.Alias) -> Bool {
    if alias.kind == .demonym { return false }
    let words = tokens[name.start..<name.end]
    if alias.kind == .acronym {
      return words.allSatisfy { $0.shape != .lower && ($0.shape != .capital || $0.length == 1) }
    }
    return true
  }

  /// The countries the text speaks of, with the number of their names.
  private func countries(_ candidates: [[Link]]) -> [UInt16: Int] {
    var countries: [UInt16: Int] = [:]
    for list in candidates {
      guard let first = list.max(by: { $0.score < $1.score }), !first.isShort else { continue }
      let code = knowledge.tables[first.reference.table].countryCode(first.reference.index)
      if code != 0 { countries[code, default: 0] += 1 }
    }
    return countries
  }

  /// Best first: prior, validity on the day, and whether the text speaks of the record's country.
  private func rank(_ links: [Link], _ countries: [UInt16: Int]) -> [Link] {
    var links = links
    for index in links.indices {
      let table = knowledge.tables[links[index].reference.table]
      let code = table.countryCode(links[index].reference.index)
      if code != 0, let count = countries[code], count > 1 || links.count == 1 { links[index].score += 0.1 }
    }
    links.sort { a, b in
      if a.score != b.score { return a.score > b.score }
      if a.reference.table != b.reference.table { return a.reference.table > b.reference.table }
      return a.reference.index < b.reference.index
    }
    return links
  }

  /// Whether the best record is taken: a name that is also a common one needs the record's country in the text.
  private func isSure(_ link: Link, _ countries: [UInt16: Int]) -> Bool {
    let table = knowledge.tables[link.reference.table]
    guard table.type(link.reference.index) == .person else {
      // A body named without its country, in a text about other countries, is not known to be this one.
      let code = table.countryCode(link.reference.index)
      guard code != 0, table.type(link.reference.index) == .organisation, link.kind == .alias else { return true }
      let others = countries.filter { $0.key != code }.map(\.value).max() ?? 0
      return others <= 2 * (countries[code] ?? 0) || table.subtype(link.reference.index) != "gov"
    }
    if !link.isHomograph && !link.isShort { return true }
    let code = table.countryCode(link.reference.index)
    return code == 0 || countries[code] != nil && !link.isHomograph
  }

  // MARK: forms

  /// A name as it is compared with others.
  func form(_ name: FoundName) -> NameForm {
    var bare: [UInt8] = []
    var digits: [UInt8] = []
    var isForeign = false
    let words = tokens[name.start..<name.end]
    for token in words {
      for offset in Int(token.start)..<Int(token.end) where source.utf8[offset] & 0xC0 != 0x80 {
        let entry = knowledge.letters[decodeScalar(source.utf8, offset).scalar]
        if entry.isDigit { digits.append(entry.bare) }
        if entry.bare != 0 { bare.append(entry.bare) }
      }
      if let lexicon, !lexicon.word(token.key).isSyllable, token.length > 1, token.shape != .number { isForeign = true }
    }
    let keys = Array(words.map(\.key))
    return NameForm(
      words: name.type == .person ? keys : abbreviations.expanded(keys[...]), bare: bare, isForeign: isForeign,
      digits: digits)
  }

  /// Whether a name is nothing but a generic head: "Bộ", "Cục", "Tập đoàn".
  func isHead(_ name: FoundName) -> Bool {
    guard let lexicon else { return false }
    var whole = false
    lexicon.cues.matches(tokens, from: name.start, limit: name.end) { end, found in
      let cue = CueClass(rawValue: lexicon.cue(found)) ?? .none
      if end == name.end, cue.isOrganisation || cue == .eventHead || cue == .workHead { whole = true }
    }
    return whole
  }

  /// Whether a name begins with a generic head that leaves at least the last `rest` words.
  func opensWithHead(_ name: FoundName, before rest: Int) -> Bool {
    guard let lexicon, name.end - name.start > 1 else { return false }
    var opens = false
    lexicon.cues.matches(tokens, from: name.start, limit: name.end - 1) { _, found in
      let cue = CueClass(rawValue: lexicon.cue(found)) ?? .none
      if cue.isOrganisation || cue == .eventHead || cue == .workHead { opens = true }
    }
    return opens
  }

  /// A link as a candidate for a reader.
  func candidate(_ link: Link) -> Candidate {
    let table = knowledge.tables[link.reference.table]
    let alias = table.alias(link.alias)
    let entity = knowledge.entity(link.reference)
    var reason = alias.kind == .canonical ? "canonical name" : "\(alias.kind.name) name"
    if !entity.exists(on: day) {
      reason += "; did not exist on the day of the text"
    } else if day != 0, entity.validFrom != 0 || entity.validUntil != 0 {
      reason += "; existed on the day of the text"
    }
    if link.score > Float(min(alias.prior, 100)) / 100 { reason += "; its country is in the text" }
    return Candidate(
      entity: entity, alias: table.surface(alias), kind: link.kind, score: min(link.score, 1), reason: reason)
  }
}
