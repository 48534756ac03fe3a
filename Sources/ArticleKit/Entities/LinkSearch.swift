/// Finds the records that the names of a text may stand for.
struct LinkSearch {
  let linker: EntityLinker
  let names: [FoundName]

  private typealias Link = EntityLinker.Link
  private var knowledge: KnowledgeBase { linker.knowledge }
  private var tokens: [NameToken] { linker.tokens }

  /// Small words before a name that may belong to an alias, at most: "viện Lúa đồng bằng sông Cửu Long".
  private static let reach = 3
  /// Words of an alias, at most: runs of capitals may have no end.
  private static let longest = 32
  /// How far back a body's country or province may stand, in words.
  private static let memory = 60

  /// Per name its records, in no order.
  func candidates() -> [[EntityLinker.Link]] {
    // Equal names by themselves have equal records.
    var known: [UInt64: [Link]] = [:]
    let main = mainPlace { _ in true }
    let mainCountry = mainPlace { isCountry($0) }
    var near: [FoundName] = []
    var countries: [UInt64: Bool] = [:]
    var out: [[Link]] = []
    out.reserveCapacity(names.count)
    for index in names.indices {
      let name = names[index]
      if name.type == .place {
        let key = key(name)
        let isCountry = countries[key] ?? isCountry(name)
        countries[key] = isCountry
        near = [name] + (isCountry ? [] : near.last.map { [$0] } ?? [])
      }
      var found = beside(index)
      if found == nil, let place = placeBehind(index) {
        found = own(name, of: place, &known)
      }
      var links = found ?? alone(name, &known)
      if found == nil {
        if let fitting = name.type == .place
          ? linker.placeHeads.fitting(tokens, before: name.start, linker.lexicon) : nil
        {
          links.removeAll { !(fitting + ["country"]).contains(knowledge.subtype($0.reference)) }
        }
        if name.type == .organisation {
          let places = near.filter { name.start - $0.end <= Self.memory }
          links += ofPlaces(name, places, [main, mainCountry].compactMap(\.self), besides: links)
        }
      }
      out.append(links)
    }
    return out
  }

  private func isCountry(_ name: FoundName) -> Bool {
    matches(name).contains { knowledge.subtype($0.reference) == "country" }
  }

  /// A hash of the name's words, how they are written, and its type.
  private func key(_ name: FoundName) -> UInt64 {
    tokens[name.start..<name.end].reduce(UInt64(name.type.rawValue) &+ 3) {
      NameHash.mix(NameHash.mix($0, $1.key), UInt64($1.shape.rawValue))
    }
  }

  /// The place of a kind that the text names most often, the first among equals.
  private func mainPlace(_ isMeant: (FoundName) -> Bool) -> FoundName? {
    var counts: [UInt64: Int] = [:]
    var best: (count: Int, name: FoundName)?
    for name in names where name.type == .place {
      let key = tokens[name.start..<name.end].reduce(UInt64(5)) { NameHash.mix($0, $1.key) }
      counts[key, default: 0] += 1
      if let count = counts[key], count > best?.count ?? 0, isMeant(name) { best = (count, name) }
    }
    return best?.name
  }

  private func placeBehind(_ index: Int) -> FoundName? { linker.placeBehind(index, names).map { names[$0] } }

  // MARK: with the words beside

  /// The records of the name together with the small words before it ("sông Hồng", "bộ Y tế") or with the place behind
  /// it ("Bộ Ngoại giao Mỹ"); nil when there are none.
  private func beside(_ index: Int) -> [Link]? {
    let name = names[index]
    let floor = index > 0 ? names[index - 1].end : 0
    var start = max(floor, name.start - Self.reach)
    while start < name.start {
      let opens = tokens[start].shape == .lower || tokens[start].followsBreak
      if opens, tokens[start + 1...name.start].allSatisfy(\.gap.isPlain) {
        let found = matches(FoundName(start: start, end: name.end, type: name.type), isExtended: true)
        if !found.isEmpty { return withPlace(found, start, index) }
      }
      start += 1
    }
    guard let place = placeBehind(index) else { return nil }
    let found = matches(FoundName(start: name.start, end: place.end, type: name.type), isExtended: true)
    return found.isEmpty ? nil : found
  }

  /// The records found with a head at `start`, or with that and the place behind the name: "bộ Ngoại giao Nga". The head
  /// alone makes a body no surer to be ours.
  private func withPlace(_ found: [Link], _ start: Int, _ index: Int) -> [Link] {
    guard names[index].type == .organisation else { return found }
    var links = found
    if let place = placeBehind(index) {
      let whole = matches(FoundName(start: start, end: place.end, type: .organisation), isExtended: true)
      if !whole.isEmpty { return whole }
      links = links.filter { isOf(place, $0) }
    }
    for index in links.indices where LinkContext.isHomeBody(links[index], knowledge) { links[index].isExtended = false }
    return links
  }

  /// The records of a body that has a place behind it: those of that country, or of none.
  private func own(_ name: FoundName, of place: FoundName, _ known: inout [UInt64: [Link]]) -> [Link] {
    alone(name, &known).filter { isOf(place, $0) }
  }

  /// Whether a record may belong to the country of a place.
  private func isOf(_ place: FoundName, _ link: Link) -> Bool {
    let country = matches(place).max { $0.prior < $1.prior }.map { knowledge.countryCode($0.reference) } ?? 0
    let own = knowledge.countryCode(link.reference)
    return own == 0 || country == 0 || own == country
  }

  /// The records of a body together with the places the text speaks of: "Bộ Quốc phòng" in a text about the Philippines,
  /// "UBND tỉnh" in one about Quảng Nam.
  ///
  /// - Parameters:
  ///   - near: the last place named before it, and the last country.
  ///   - main: the place and the country named most.
  private func ofPlaces(_ name: FoundName, _ near: [FoundName], _ main: [FoundName], besides links: [Link]) -> [Link] {
    guard links.allSatisfy({ LinkContext.isHomeBody($0, knowledge) }), name.end - name.start <= 8 else { return [] }
    var found: [Link] = []
    for (number, place) in (near + main).enumerated() {
      let words = tokens[name.start..<name.end].map(\.key) + tokens[place.start..<place.end].map(\.key)
      for var link in matches(words, name, isExtended: true)
      where !(links + found).contains(where: { $0.reference == link.reference }) {
        if number < near.count { link.context = LinkContext.nearness }
        found.append(link)
      }
    }
    return found
  }

  // MARK: by itself

  private func alone(_ name: FoundName, _ known: inout [UInt64: [Link]]) -> [Link] {
    let key = key(name)
    if let found = known[key] { return found }
    var found = matches(name)
    if found.isEmpty, name.type == .organisation {
      found = withoutAbbreviations(name)
      if found.isEmpty { found = behindHead(name) }
    }
    if found.isEmpty, linker.isForeign(name) { found = misspelt(name) }
    known[key] = found
    return found
  }

  /// The records of the name with its abbreviations written out: "ĐH Sài Gòn".
  private func withoutAbbreviations(_ name: FoundName) -> [Link] {
    let words = tokens[name.start..<name.end].map(\.key)
    guard let first = words.first, let long = linker.abbreviations.expansion(first) else { return [] }
    let found = matches(long + words.dropFirst(), name)
    return found.isEmpty ? matches(linker.abbreviations.expanded(words[...]), name) : found
  }

  /// The records of what stands behind a head that says what kind of organisation it is: "Nhật báo Yomiuri Shimbun",
  /// "Tập đoàn Năng lượng PetroChina". Words between the head and a foreign name may say more of its kind.
  private func behindHead(_ name: FoundName) -> [Link] {
    var start = name.start + 1
    var head = CueClass.none
    while start < name.end {
      let cue = linker.cue(name, endingAt: start)
      if cue != .none { head = cue }
      if head != .none, cue != .none || linker.isForeign(tokens[start]) {
        let found = matches(FoundName(start: start, end: name.end, type: name.type)).filter { fits($0, head) }
        if !found.isEmpty { return found }
      }
      start += 1
    }
    return []
  }

  /// Whether an organisation is of the kind that a head before its name says.
  private func fits(_ link: Link, _ head: CueClass) -> Bool {
    guard knowledge.type(link.reference) == .organisation else { return false }
    let subtype = knowledge.subtype(link.reference)
    switch head {
    case .mediaHead: return subtype.hasPrefix("media")
    case .companyHead: return subtype == "company" || subtype == "web"
    case .schoolHead: return subtype == "university"
    case .teamHead: return subtype == "club"
    default: return false
    }
  }

  /// The records of a foreign name written with other diacritics or with a slip or two: "Yomuiri Shimbun". Names of
  /// several words must share the first or the last with the record, names of one word their first letters.
  private func misspelt(_ name: FoundName) -> [Link] {
    let bare = NameKey(linker.source[linker.span(name)], knowledge.letters).bare
    let letters = bare.filter { $0 != 0x20 }
    let words = bare.split(separator: 0x20)
    guard letters.count >= 5, let first = words.first, let last = words.last else { return [] }
    let limit = letters.count < 8 ? 0 : letters.count < 12 || words.count == 1 ? 1 : 2
    let likeness = Likeness(bare)
    var best: (edits: Int, links: [Link]) = (limit + 1, [])
    for (number, table) in knowledge.tables.enumerated() {
      let prefix = words.count == 1 ? Array(first.prefix(4)) : first + [0x20]
      var keys = Array(table.keys(withPrefix: Array(prefix)).prefix(Self.slipLimit))
      if words.count > 1 {
        keys += table.laterWords(withPrefix: Array(last)).prefix(Self.slipLimit).map { table.key(ofLaterWord: $0) }
      }
      for key in keys {
        let (offset, count) = table.keyBytes(key)
        guard abs(count - bare.count) <= 2 else { continue }
        let other = (0..<count).map { table.keyByte(offset + $0) }
        guard Likeness(other) == likeness else { continue }
        let edits = EditDistance.between(letters, other.filter { $0 != 0x20 }, limit)
        if edits >= best.edits { continue }
        let links = table.aliases(ofKey: key).compactMap { link(number, $0, name, words.count, false) }
          .filter { $0.kind != .acronym }
        if !links.isEmpty { best = (edits, links) }
      }
    }
    return best.links.map { link in
      var link = link
      link.prior *= 1 - 0.1 * Float(best.edits)
      return link
    }
  }

  /// Names of one beginning that are compared with a misspelt one, at most.
  private static let slipLimit = 48

  /// What a name and its misspelt form have in common: the first letters of the words, and the digits.
  private struct Likeness: Equatable {
    private var initials: [UInt8] = []
    private var digits: [UInt8] = []

    init(_ bare: [UInt8]) {
      var before: UInt8 = 0x20
      for letter in bare {
        if before == 0x20, letter != 0x20 { initials.append(letter) }
        if (0x30...0x39).contains(letter) { digits.append(letter) }
        before = letter
      }
    }
  }

  // MARK: the knowledge base

  /// The records with an alias equal to the words of the name, of a type that fits.
  private func matches(_ name: FoundName, isExtended: Bool = false) -> [Link] {
    if name.end - name.start > Self.longest { return [] }
    return matches(tokens[name.start..<name.end].lazy.map(\.key), name, isExtended: isExtended)
  }

  private func matches(_ words: some Collection<UInt64>, _ name: FoundName, isExtended: Bool = false) -> [Link] {
    var found: [Link] = []
    var buildings: [Link] = []
    for (number, table) in knowledge.tables.enumerated() {
      for index in table.phrases.phrases(equalTo: words) {
        let entity = table.alias(index).entity
        if let link = link(number, index, name, words.count, isExtended) {
          if !found.contains(where: { $0.reference == link.reference }) { found.append(link) }
        } else if name.type == .place, !isExtended, table.type(entity) == .organisation, table.subtype(entity) == "gov",
          let link = link(
            number, index, FoundName(start: name.start, end: name.end, type: .organisation), words.count, false)
        {
          buildings.append(link)
        }
      }
    }
    // The seat of a body may be named as a place: the Kremlin.
    return found.isEmpty ? buildings : found
  }

  /// The alias as a link of the name; nil when its record is of another type, or the name is not written as it must be.
  private func link(_ number: Int, _ index: Int, _ name: FoundName, _ words: Int, _ isExtended: Bool) -> Link? {
    let table = knowledge.tables[number]
    let alias = table.alias(index)
    let reference = KnowledgeBase.Reference(table: number, index: alias.entity)
    guard Self.fits(table.type(alias.entity), name.type), isWritten(name, alias), !knowledge.isReplaced(reference)
    else {
      return nil
    }
    var prior = Float(min(alias.prior, 100)) / 100
    if !table.exists(alias.entity, on: linker.day) { prior *= 0.5 }
    if number > 0 { prior += 0.1 }
    return Link(
      reference: reference, alias: index,
      kind: alias.kind == .canonical ? .exact : alias.kind == .acronym ? .acronym : .alias, prior: prior,
      isHomograph: alias.isHomograph, isShort: name.type == .person && words == 1, isExtended: isExtended)
  }

  /// Whether a record of one type may be what a name of another type means: the tagger and the knowledge base draw the
  /// line between products, events and organisations differently, people and places are neither.
  private static func fits(_ record: EntityType, _ name: EntityType) -> Bool {
    func isThing(_ type: EntityType) -> Bool { type != .person && type != .place }
    return record == name || isThing(record) && isThing(name)
  }

  private func isWritten(_ name: FoundName, _ alias: KnowledgeTable.Alias) -> Bool {
    if alias.kind == .demonym { return false }
    let words = tokens[name.start..<name.end]
    if alias.kind == .acronym {
      return words.allSatisfy { $0.shape != .lower && ($0.shape != .capital || $0.length == 1) }
    }
    return true
  }
}
