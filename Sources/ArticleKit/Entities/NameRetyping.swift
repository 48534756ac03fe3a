/// Corrects the type of a name that the knowledge base knows as something else alone (a club taken for a person, a product
/// taken for its maker), and of the last words of a person's name taken for something else.
struct NameRetyping {
  let linker: EntityLinker
  let names: [FoundName]

  /// Words of the end of a person's name, at most: runs of capitals may have no end.
  private static let longest = 16

  /// The names with corrected types.
  func corrected() -> [FoundName] {
    var parts: Set<UInt64> = []
    var tails: Set<UInt64> = []
    for name in names where name.type == .person && name.end - name.start > 1 {
      for token in linker.tokens[name.start..<name.end] { parts.insert(token.key) }
      for start in max(name.start + 1, name.end - Self.longest)..<name.end { tails.insert(key(start..<name.end)) }
    }
    return names.map { name in
      if name.type != .person, tails.contains(key(name.start..<name.end)), !isKnown(name) {
        return FoundName(start: name.start, end: name.end, type: .person)
      }
      guard let type = knownType(name), Self.may(name.type, become: type) else { return name }
      if name.type == .person {
        let isPart = name.end - name.start == 1 && parts.contains(linker.tokens[name.start].key)
        if !linker.isForeign(name) || isAddressed(name) || isPart { return name }
      }
      return FoundName(start: name.start, end: name.end, type: type)
    }
  }

  private func key(_ words: Range<Int>) -> UInt64 {
    linker.tokens[words].reduce(13) { NameHash.mix($0, $1.key) }
  }

  private func isKnown(_ name: FoundName) -> Bool {
    let keys = linker.tokens[name.start..<name.end].map(\.key)
    return linker.knowledge.tables.contains { !$0.phrases.phrases(equalTo: keys).isEmpty }
  }

  /// What a name of a type may turn out to be. Places are named like the clubs and bodies of them, so that an organisation
  /// with a place's name stays one.
  private static func may(_ type: EntityType, become other: EntityType) -> Bool {
    switch type {
    case .person: other != .person
    case .place: other != .person && other != .place
    case .organisation: other == .event || other == .work
    case .event, .work: false
    }
  }

  /// Whether a title or a form of address stands right before the name.
  private func isAddressed(_ name: FoundName) -> Bool {
    guard let lexicon = linker.lexicon, name.start > 0, linker.tokens[name.start].gap.isPlain else { return false }
    var isAddressed = false
    for start in max(0, name.start - 4)..<name.start {
      lexicon.cues.matches(linker.tokens, from: start, limit: name.start) { end, found in
        let cue = CueClass(rawValue: lexicon.cue(found)) ?? .none
        if end == name.start, cue == .title || cue == .honorific { isAddressed = true }
      }
    }
    return isAddressed
  }

  /// The type of the records with this name, when all have one and none has it as a homograph.
  private func knownType(_ name: FoundName) -> EntityType? {
    let words = linker.tokens[name.start..<name.end]
    let keys = words.map(\.key)
    var type: EntityType?
    for table in linker.knowledge.tables {
      for index in table.phrases.phrases(equalTo: keys) {
        let alias = table.alias(index)
        if alias.kind == .demonym { continue }
        let isAcronym = alias.kind == .acronym && !words.allSatisfy { $0.shape == .upper || $0.shape == .alphanumeric }
        if alias.isHomograph || isAcronym || type.map({ $0 != table.type(alias.entity) }) == true { return nil }
        type = table.type(alias.entity)
      }
    }
    return type
  }
}
