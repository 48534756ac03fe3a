/// Joins the names that mean one entity and links them to the knowledge base.
struct EntityLinker {
  let knowledge: KnowledgeBase
  let lexicon: NameLexicon?
  let abbreviations: NameAbbreviations
  let placeHeads: PlaceHeads
  let source: SourceText
  let tokens: [NameToken]
  let day: Int

  /// A record that a name may stand for.
  struct Link {
    var reference: KnowledgeBase.Reference
    var alias: Int
    var kind: MatchKind
    /// Of the alias and of the record's existence on the day of the text, 0 to 1.
    var prior: Float
    /// How much the text speaks of the record's country or province, at most ``LinkContext/weight``.
    var context: Float = 0
    var isHomograph: Bool
    /// The alias is a surname or another single word of a person's name.
    var isShort: Bool
    /// The alias takes in small words before the name ("sông Hồng"), or the place behind it.
    var isExtended = false

    var score: Float { prior + context }
  }

  /// The entities of the names found, in the order of their first mention.
  ///
  /// - Parameter groups: per name the index of the first name of its entity; found when nil.
  func entities(_ found: [FoundName], groups known: [Int]? = nil) -> [Entity] {
    let parts = known == nil ? NameSplitting(linker: self).split(found) : found
    let names = NameRetyping(linker: self, names: parts).corrected()
    let candidates = LinkSearch(linker: self, names: names).candidates()
    let context = LinkContext(linker: self, names: names, candidates: candidates)
    let ranked = candidates.map(context.ranked)
    let links = names.indices.map { index in
      ranked[index].first.flatMap { context.isSure($0, names[index]) ? $0 : nil }
    }
    let groups = known ?? NameGrouping(self, names, links).groups()
    return EntityBuilder(linker: self, names: names, groups: groups, ranked: ranked, links: links).entities()
  }

  /// Where a name stands, with the point that ends an initial.
  func span(_ name: FoundName) -> Span { NameFinder.span(of: name, tokens, source.utf8) }

  /// The index of the place that is named right behind the organisation at `index`.
  func placeBehind(_ index: Int, _ names: [FoundName]) -> Int? {
    guard names[index].type == .organisation, index + 1 < names.count, names[index + 1].type == .place,
      names[index + 1].start == names[index].end, tokens[names[index].end].gap.isPlain
    else { return nil }
    return index + 1
  }

  // MARK: forms

  /// A name as it is compared with others.
  func form(_ name: FoundName) -> NameForm {
    var bare: [UInt8] = []
    var digits: [UInt8] = []
    let words = tokens[name.start..<name.end]
    for token in words {
      for offset in Int(token.start)..<Int(token.end) where source.utf8[offset] & 0xC0 != 0x80 {
        let entry = knowledge.letters[decodeScalar(source.utf8, offset).scalar]
        if entry.isDigit { digits.append(entry.bare) }
        if entry.bare != 0 { bare.append(entry.bare) }
      }
    }
    let keys = Array(words.map(\.key))
    return NameForm(
      words: name.type == .person ? keys : abbreviations.expanded(keys[...]), bare: bare, isForeign: isForeign(name),
      digits: digits)
  }

  /// Whether any word of a name is no Vietnamese syllable.
  func isForeign(_ name: FoundName) -> Bool { tokens[name.start..<name.end].contains { isForeign($0) } }

  /// Whether a word is no Vietnamese syllable.
  func isForeign(_ token: NameToken) -> Bool {
    guard let lexicon, token.length > 1, token.shape != .number else { return false }
    return !lexicon.word(token.key).isSyllable
  }

  /// The class of the generic head that begins a name and ends at `end`.
  func cue(_ name: FoundName, endingAt end: Int) -> CueClass {
    var found = CueClass.none
    lexicon?.cues.matches(tokens, from: name.start, limit: end) { last, phrases in
      if last == end { found = lexicon.flatMap { CueClass(rawValue: $0.cue(phrases)) } ?? .none }
    }
    return found
  }

  /// Whether a name is nothing but a generic head: "Bộ", "Cục", "Tập đoàn".
  func isHead(_ name: FoundName) -> Bool {
    let cue = cue(name, endingAt: name.end)
    return cue.isOrganisation || cue == .eventHead || cue == .workHead
  }

  /// Whether a name begins with a generic head that leaves at least the last word.
  func opensWithHead(_ name: FoundName) -> Bool {
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
    if link.isExtended { reason += " with the words beside it" }
    if !entity.exists(on: day) {
      reason += "; did not exist on the day of the text"
    } else if day != 0, entity.validFrom != 0 || entity.validUntil != 0 {
      reason += "; existed on the day of the text"
    }
    if link.context > 0 { reason += "; its country is in the text" }
    return Candidate(
      entity: entity, alias: table.surface(alias), kind: link.kind, score: min(link.score, 1), reason: reason)
  }
}
