/// Makes the entities of a text out of grouped and linked names.
struct EntityBuilder {
  let linker: EntityLinker
  let names: [FoundName]
  /// Per name the index of the first name of its group.
  let groups: [Int]
  let ranked: [[EntityLinker.Link]]
  let links: [EntityLinker.Link?]

  /// In the order of the first mention.
  func entities() -> [Entity] {
    var members: [Int: [Int]] = [:]
    var order: [Int] = []
    for (index, group) in groups.enumerated() {
      if members[group] == nil { order.append(group) }
      members[group, default: []].append(index)
    }
    var entities = order.map { entity(members[$0] ?? []) }
    addRoles(&entities, order, members)
    addSalience(&entities, order.map { members[$0] ?? [] })
    return entities
  }

  private func entity(_ members: [Int]) -> Entity {
    let link = chosen(members)
    let fullest = fullest(members)
    var candidates: [Candidate] = []
    if let link { candidates.append(linker.candidate(link)) }
    for other in ranked[fullest] where other.reference != link?.reference { candidates.append(linker.candidate(other)) }
    let record = link == nil ? nil : candidates.first?.entity
    return Entity(
      type: type(members), name: record?.name ?? linker.source[linker.span(names[fullest])], id: record?.id,
      mentions: members.map { Mention(span: linker.span(names[$0]), form: form($0, link, fullest)) },
      candidates: candidates)
  }

  /// The record of the group: that of its longest linked name, the higher score among equals.
  private func chosen(_ members: [Int]) -> EntityLinker.Link? {
    var best: (length: Int, link: EntityLinker.Link)?
    let unknown = unknownWords(members)
    for index in members {
      guard let link = links[index] else { continue }
      let length = names[index].end - names[index].start
      // A surname does not link a person whose full name is in the text and unknown.
      if link.isShort, unknown.contains(linker.tokens[names[index].start].key) { continue }
      let isBetter = best.map { length > $0.length || (length == $0.length && link.score > $0.link.score) } ?? true
      if isBetter { best = (length, link) }
    }
    return best?.link
  }

  /// The words of the names of several words that have no record.
  private func unknownWords(_ members: [Int]) -> Set<UInt64> {
    var words: Set<UInt64> = []
    for index in members where links[index] == nil && names[index].end - names[index].start > 1 {
      for token in linker.tokens[names[index].start..<names[index].end] { words.insert(token.key) }
    }
    return words
  }

  /// The longest name of the group that is no acronym, the first among equals.
  private func fullest(_ members: [Int]) -> Int {
    var best = members[0]
    for index in members where names[index].end - names[index].start > names[best].end - names[best].start {
      best = index
    }
    return best
  }

  /// The most frequent type, the first among equals.
  private func type(_ members: [Int]) -> EntityType {
    var counts = [Int](repeating: 0, count: EntityType.allCases.count)
    for index in members { counts[Int(names[index].type.rawValue)] += 1 }
    var best = names[members[0]].type
    for type in EntityType.allCases where counts[Int(type.rawValue)] > counts[Int(best.rawValue)] { best = type }
    return best
  }

  private func form(_ index: Int, _ link: EntityLinker.Link?, _ fullest: Int) -> Mention.Form {
    let name = names[index]
    let words = linker.tokens[name.start..<name.end]
    if index != fullest, words.allSatisfy({ $0.shape == .upper || ($0.shape == .capital && $0.length == 1) }),
      name.type != .person || words.allSatisfy({ $0.length == 1 }), words.contains(where: { $0.length <= 8 })
    {
      return .acronym
    }
    if let own = links[index], own.reference == link?.reference {
      switch own.kind {
      case .acronym: return .acronym
      case .exact: return .full
      default:
        if name.end - name.start >= names[fullest].end - names[fullest].start { return .alias }
      }
    }
    return name.end - name.start < names[fullest].end - names[fullest].start ? .short : .full
  }

  // MARK: roles

  /// Titles before a person's name, with the place or organisation between ("Tổng thống Nga Putin"), and titles set
  /// off behind it ("X, giám đốc Y").
  private func addRoles(_ entities: inout [Entity], _ order: [Int], _ members: [Int: [Int]]) {
    guard let lexicon = linker.lexicon else { return }
    let titles = RoleFinder(linker: linker, lexicon: lexicon, names: names)
    for (number, group) in order.enumerated() where entities[number].type == .person {
      var seen: Set<String> = []
      for index in members[group] ?? [] {
        for role in titles.roles(index) where seen.insert("\(role.title)\u{1F}\(role.affiliation ?? "")").inserted {
          entities[number].roles.append(role)
        }
      }
    }
  }

  /// Mentions, those in the first tenth of the text twice, relative to the most salient.
  private func addSalience(_ entities: inout [Entity], _ members: [[Int]]) {
    let early = linker.tokens.count / 10
    let weights = members.map { list in list.reduce(Float(0)) { $0 + (names[$1].start <= early ? 2 : 1) } }
    let most = weights.max() ?? 1
    for index in entities.indices { entities[index].salience = weights[index] / most }
  }
}
