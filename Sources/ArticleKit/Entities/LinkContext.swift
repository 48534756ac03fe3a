/// What a text as a whole says about which record a name means.
struct LinkContext {
  private let linker: EntityLinker
  private let countries: [UInt16: Int]
  /// The names of the country that the text speaks of most.
  private let most: Int
  /// Records of places that the text names beyond doubt.
  private let places: Set<KnowledgeBase.Reference>
  /// Those of ``roles`` that stand in the text; empty when no name asks for them.
  private let pairs: Set<UInt64>
  /// Per person whom a name may mean the pairs of words that describe the person.
  private let descriptions: [KnowledgeBase.Reference: [UInt64]]
  /// Per pair of words that describes a person the number of people the text may name that it describes.
  private let roles: [UInt64: Int]

  /// What the country of a record weighs against the prior of its alias.
  static let weight: Float = 0.25
  /// What it weighs that a body's country was named shortly before it, or that it is ours in a text about us.
  static let nearness: Float = 0.2
  /// Aliases of people with this prior or more mean nobody else.
  private static let famous: Float = 0.78

  init(linker: EntityLinker, names: [FoundName], candidates: [[EntityLinker.Link]]) {
    self.linker = linker
    var countries: [UInt16: Int] = [:]
    var places: Set<KnowledgeBase.Reference> = []
    for list in candidates {
      guard let first = list.max(by: { $0.prior < $1.prior }), !first.isShort else { continue }
      let code = linker.knowledge.countryCode(first.reference)
      // Homographs of two countries say nothing of either.
      if list.contains(where: { linker.knowledge.countryCode($0.reference) != code }) { continue }
      if code != 0 { countries[code, default: 0] += 1 }
      for link in list where linker.knowledge.type(link.reference) == .place {
        places.insert(link.reference)
      }
    }
    self.countries = countries
    most = countries.values.max() ?? 0
    self.places = places
    var roles: [UInt64: Int] = [:]
    var isAsked = false
    var descriptions: [KnowledgeBase.Reference: [UInt64]] = [:]
    for (name, list) in zip(names, candidates) where name.type == .person {
      // People of one name do not vouch for one another.
      var ofName: Set<UInt64> = []
      for link in list where descriptions[link.reference] == nil {
        let description = Self.description(link.reference, linker)
        descriptions[link.reference] = description
        if link.prior < Self.famous { isAsked = true }
        ofName.formUnion(description)
      }
      for pair in ofName { roles[pair, default: 0] += 1 }
    }
    self.descriptions = descriptions
    self.roles = roles
    pairs = isAsked ? Self.pairs(linker, linker.tokens.indices, among: roles) : []
  }

  // MARK: ranking

  /// The records of one name, best first: prior, validity on the day, and how much the text speaks of their country.
  func ranked(_ links: [EntityLinker.Link]) -> [EntityLinker.Link] {
    var links = links
    for index in links.indices {
      let code = linker.knowledge.countryCode(links[index].reference)
      if code != 0, most > 0, let count = countries[code] {
        links[index].context += Self.weight * Float(count) / Float(most)
        if count * 2 >= most, !links[index].isExtended, Self.isHomeBody(links[index], linker.knowledge) {
          links[index].context += Self.nearness
        }
      }
      if isInNamedProvince(links[index]) { links[index].context += Self.weight }
    }
    links.sort { a, b in
      if a.score != b.score { return a.score > b.score }
      if a.reference.table != b.reference.table { return a.reference.table > b.reference.table }
      return a.reference.index < b.reference.index
    }
    return links
  }

  /// Whether the record says which province it lies in, and the text names that.
  private func isInNamedProvince(_ link: EntityLinker.Link) -> Bool {
    let table = linker.knowledge.tables[link.reference.table]
    guard table.subtype(link.reference.index) == "vn-district" else { return false }
    for fact in table.extra(link.reference.index).split(separator: ";") where fact.hasPrefix("in=") {
      if let province = linker.knowledge.reference(id: String(fact.dropFirst(3))) { return places.contains(province) }
    }
    return false
  }

  // MARK: certainty

  /// Whether the best record of a name is taken.
  func isSure(_ link: EntityLinker.Link, _ name: FoundName) -> Bool {
    let knowledge = linker.knowledge
    switch knowledge.type(link.reference) {
    case .person: return isSurePerson(link, name)
    case .place:
      // A district shares its name with villages and streets: it needs its province, its head, or to be well known.
      guard link.isHomograph, knowledge.subtype(link.reference) == "vn-district" else { return true }
      return link.isExtended || link.prior >= 0.7 || isInNamedProvince(link)
    default:
      // A body named without its country, in a text about other countries, is not known to be ours.
      guard Self.isHomeBody(link, knowledge), !link.isExtended, !endsWithPlace(name) else { return true }
      let code = linker.knowledge.countryCode(link.reference)
      let others = countries.filter { $0.key != code }.map(\.value).max() ?? 0
      return others <= 2 * (countries[code] ?? 0)
    }
  }

  /// Whether the last words of a name are a place's: "Quốc hội Việt Nam".
  private func endsWithPlace(_ name: FoundName) -> Bool {
    (1...2).contains { count in
      guard count < name.end - name.start else { return false }
      let words = linker.tokens[name.end - count..<name.end].map(\.key)
      return linker.knowledge.tables.contains { table in
        table.phrases.phrases(equalTo: words).contains { table.type(table.alias($0).entity) == .place }
      }
    }
  }

  /// Vietnamese texts name Vietnamese bodies without the country: the ministries of others have the same names.
  static func isHomeBody(_ link: EntityLinker.Link, _ knowledge: KnowledgeBase) -> Bool {
    guard knowledge.countryCode(link.reference) == home, link.kind != .acronym else { return false }
    return ["gov", "party", "armed"].contains(knowledge.subtype(link.reference))
  }

  /// VN as ``KnowledgeTable/countryCode(_:)`` has it.
  private static let home = UInt16(0x56) | UInt16(0x4E) << 8

  private func isSurePerson(_ link: EntityLinker.Link, _ name: FoundName) -> Bool {
    let code = linker.knowledge.countryCode(link.reference)
    if link.reference.table > 0 { return !link.isShort || code == 0 || countries[code] != nil }
    if link.isShort {
      if isDescribed(link) { return true }
      return !link.isHomograph && (code == 0 || countries[code] != nil)
    }
    let words = name.end - name.start
    let isCommon = !linker.isForeign(name) && link.prior < Self.famous && (words <= 2 || hasCommonMiddle(name))
    guard isCommon || link.isHomograph || isNobodyKnown(name) else { return true }
    return isDescribed(link, near: name)
  }

  /// Names with these words in the middle have many bearers.
  private func hasCommonMiddle(_ name: FoundName) -> Bool {
    let middle = linker.tokens[name.start + 1]
    let word = linker.source[middle.span]
    return word.lowercased() == "văn" || word.lowercased() == "thị"
  }

  /// Whether age, birth year or residence follow the name, as of people whom nobody knows: "(35 tuổi, quê An Giang)".
  private func isNobodyKnown(_ name: FoundName) -> Bool {
    let tokens = linker.tokens
    guard name.end < tokens.count, !tokens[name.end].gap.isDisjoint(with: [.open, .comma]) else { return false }
    let words = tokens[name.end..<min(name.end + 3, tokens.count)].map { linker.source[$0.span].lowercased() }
    return words.contains { ["sn", "tuổi", "ngụ", "trú", "quê"].contains($0) }
      || words.starts(with: ["sinh", "năm"])
  }

  // MARK: descriptions

  /// Whether the text has words that describe the person, or names another whom they describe too.
  private func isDescribed(_ link: EntityLinker.Link) -> Bool {
    description(link).contains { pairs.contains($0) || roles[$0] ?? 0 > 1 }
  }

  /// Whether words that describe the person stand near the name, or the text names another whom they describe too.
  private func isDescribed(_ link: EntityLinker.Link, near name: FoundName) -> Bool {
    let description = description(link)
    if description.contains(where: { roles[$0] ?? 0 > 1 }) { return true }
    let words = max(0, name.start - Self.surroundings)..<min(name.end + Self.surroundings, linker.tokens.count)
    return !Self.pairs(linker, words, among: Dictionary(description.map { ($0, 1) }) { first, _ in first }).isEmpty
  }

  /// How far from a common name a description of its bearer counts, in words.
  private static let surroundings = 20

  private func description(_ link: EntityLinker.Link) -> [UInt64] { descriptions[link.reference] ?? [] }

  /// The pairs of words that describe a person: "Bộ trưởng", "bóng đá". Names in the description do not count.
  private static func description(_ person: KnowledgeBase.Reference, _ linker: EntityLinker) -> [UInt64] {
    let text = Array(linker.knowledge.tables[person.table].description(person.index).utf8)
    let tokens = NameTokenizer(letters: linker.knowledge.letters).tokens(of: text, in: 0..<text.count)
    return zip(tokens, tokens.dropFirst()).compactMap { first, second in
      second.shape == .lower && second.gap.isPlain && first.shape != .number
        ? NameHash.mix(NameHash.mix(11, first.key), second.key) : nil
    }
  }

  /// The pairs of neighbouring words of a range of the text that are among `wanted`, with abbreviations written out.
  private static func pairs(_ linker: EntityLinker, _ range: Range<Int>, among wanted: [UInt64: Int]) -> Set<UInt64> {
    // Most pairs of the text are asked for by no description: one bit of their hash tells.
    var isAsked = [Bool](repeating: false, count: 1024)
    for pair in wanted.keys { isAsked[Int(pair & 1023)] = true }
    var pairs: Set<UInt64> = []
    var before: UInt64 = 0
    func add(_ word: UInt64) {
      let pair = NameHash.mix(NameHash.mix(11, before), word)
      if isAsked[Int(pair & 1023)], wanted[pair] != nil { pairs.insert(pair) }
      before = word
    }
    for token in linker.tokens[range] {
      if token.shape == .upper, let long = linker.abbreviations.expansion(token.key) {
        for word in long { add(word) }
      } else {
        add(token.key)
      }
    }
    return pairs
  }
}
