/// Joins the names of a text that mean the same.
struct NameGrouping {
  let linker: EntityLinker
  let names: [FoundName]
  let forms: [NameForm]
  /// The knowledge base's best record per name, before the text around is asked.
  let links: [EntityLinker.Link?]
  /// Union–find over the names.
  private var parent: [Int]

  /// Forms compared letter by letter at most; beyond it only equal forms join.
  private static let spellingLimit = 400
  /// Words of a name that is compared word by word, at most: runs of capitals may have no end.
  private static let longest = 32

  init(_ linker: EntityLinker, _ names: [FoundName], _ links: [EntityLinker.Link?]) {
    self.linker = linker
    self.names = names
    self.links = links
    forms = Self.forms(linker, names)
    parent = Array(names.indices)
    joinEqual()
    joinBrackets()
    joinPersons()
    joinOrganisations()
    joinSpellings()
  }

  /// Names of the same words have the same form.
  private static func forms(_ linker: EntityLinker, _ names: [FoundName]) -> [NameForm] {
    var known: [UInt64: NameForm] = [:]
    return names.map { name in
      let key = linker.tokens[name.start..<name.end].reduce(UInt64(name.type.rawValue)) { NameHash.mix($0, $1.key) }
      if let form = known[key] { return form }
      let form = linker.form(name)
      known[key] = form
      return form
    }
  }

  /// The number of the group of each name: the index of its first name.
  func groups() -> [Int] { names.indices.map(root) }

  private func root(_ index: Int) -> Int {
    var index = index
    while parent[index] != index { index = parent[index] }
    return index
  }

  private mutating func join(_ a: Int, _ b: Int) {
    let (left, right) = (root(a), root(b))
    if left == right { return }
    parent[max(left, right)] = min(left, right)
    // Short paths keep the whole linear.
    parent[a] = min(left, right)
    parent[b] = min(left, right)
  }

  private mutating func joinEqual() {
    var firstOfRecord: [KnowledgeBase.Reference: Int] = [:]
    // Per form the first name of each record, and of each place behind a body: the embassies of two countries.
    var firsts: [UInt64: [Int]] = [:]
    for index in names.indices {
      if let link = links[index] {
        if let first = firstOfRecord[link.reference] {
          join(first, index)
        } else {
          firstOfRecord[link.reference] = index
        }
      }
      let key = forms[index].words.reduce(UInt64(names[index].type.rawValue) &+ 7) { NameHash.mix($0, $1) }
      let same = firsts[key]?.last { first in
        let differ = links[first] != nil && links[index] != nil && links[first]?.reference != links[index]?.reference
        return !differ && !haveOtherPlaces(first, index)
      }
      if let same { join(same, index) } else { firsts[key, default: []].append(index) }
    }
  }

  /// Whether two organisations have places behind them that are not the same.
  private func haveOtherPlaces(_ a: Int, _ b: Int) -> Bool {
    guard let first = linker.placeBehind(a, names), let second = linker.placeBehind(b, names) else { return false }
    if let left = links[first], let right = links[second] { return left.reference != right.reference }
    return forms[first].words != forms[second].words
  }

  /// "Tổ chức Hiệp ước An ninh tập thể (CSTO)": a name in capitals in brackets right behind another.
  private mutating func joinBrackets() {
    let tokens = linker.tokens
    for index in names.indices.dropFirst() {
      let (long, short) = (names[index - 1], names[index])
      guard long.end == short.start, tokens[short.start].gap.contains(.open), short.end - short.start <= 3,
        long.end - long.start >= 2, short.type != .place, long.type != .place, long.type != .person,
        tokens[short.start].shape != .lower, isAcronym(short) || isTranslation(index, of: index - 1),
        short.end == tokens.count || !tokens[short.end].gap.isDisjoint(with: [.close, .comma])
      else { continue }
      if let a = links[index - 1], let b = links[index], a.reference != b.reference { continue }
      join(index - 1, index)
    }
  }

  private func isAcronym(_ name: FoundName) -> Bool {
    linker.tokens[name.start..<name.end].allSatisfy { $0.shape != .capital || $0.length == 1 }
  }

  /// A foreign name in brackets behind a Vietnamese one of its kind: "Tấm gương (Der Spiegel)".
  private func isTranslation(_ index: Int, of long: Int) -> Bool {
    let words = linker.tokens[names[index].start..<names[index].end]
    return names[index].type == names[long].type && !forms[long].isForeign
      && words.contains { $0.shape != .upper && linker.isForeign($0) }
      && (names[index].end == linker.tokens.count || linker.tokens[names[index].end].gap.contains(.close))
  }

  /// A short form of a person's name joins the last longer name before it that it is part of, else the first after it.
  private mutating func joinPersons() {
    var byWord: [UInt64: [Int]] = [:]
    for index in names.indices where names[index].type == .person && forms[index].words.count > 1 {
      let list = forms[index].words
      for word in Set(list) { byWord[word, default: []].append(index) }
    }
    for index in names.indices where names[index].type == .person {
      let short = forms[index].words
      guard let word = short.last, let all = byWord[word], let initial = short.first else { continue }
      let linked = links[index]
      var best: (index: Int, rank: Int)?
      // The nearest longer names: those before count more than those after.
      let after = Self.firstIndex(in: all, above: index)
      for other in all[max(0, after - 8)..<after].reversed() + all[after..<min(all.count, after + 4)] {
        let long = forms[other].words
        guard other != index, long.count > short.count else { continue }
        var rank = 0
        if long.suffix(short.count).elementsEqual(short) {
          rank = 3
        } else if long.starts(with: short) {
          rank = long[0] == initial && short.count == 1 && !forms[other].isForeign ? 2 : 1
        } else if short.count > 1, long.count <= Self.longest, Set(short).isSubset(of: Set(long)) {
          rank = 1
        }
        if rank == 0 { continue }
        if let linked, let there = links[other], linked.reference != there.reference, !linked.isShort { continue }
        if rank > best?.rank ?? 0 { best = (other, rank) }
      }
      if let best { join(best.index, index) }
    }
    joinInitials()
  }

  /// The first index of an ascending list whose number is above another.
  private static func firstIndex(in list: [Int], above number: Int) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] > number { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// "bà V." and "N.T.T.V": a lone initial joins the last person whose last word begins with it.
  private mutating func joinInitials() {
    var last: [UInt64: Int] = [:]
    for index in names.indices where names[index].type == .person {
      let name = names[index]
      let token = linker.tokens[name.end - 1]
      if name.end - name.start == 1, token.length == 1 {
        if let other = last[token.key] { join(other, index) }
      } else if token.length == 1 {
        last[token.key] = index
      }
    }
  }

  /// A short form of an organisation's name: its tail without the head ("AdvanFort" for "Công ty an ninh AdvanFort"), or
  /// its head alone ("Bộ", "Cục", "Tập đoàn").
  private mutating func joinOrganisations() {
    var byTail: [UInt64: Int] = [:]
    var byHead: [UInt64: Int] = [:]
    for index in names.indices where names[index].type != .person && names[index].type != .place {
      let words = forms[index].words
      guard let first = words.first else { continue }
      if linker.isHead(names[index]) {
        if let other = byHead[NameHash.mix(UInt64(names[index].type.rawValue), first)],
          links[index] == nil || words.count == 1
        {
          if links[index].map({ $0.kind == .acronym }) != true { join(other, index) }
        }
        continue
      }
      if words.count > 1 {
        byHead[NameHash.mix(UInt64(names[index].type.rawValue), first)] = index
        for length in 1..<min(words.count, 5) {
          byTail[tailKey(words.suffix(length), names[index].type)] = index
        }
      }
      if let other = byTail[tailKey(words[...], names[index].type)], links[index] == nil || links[other] == nil,
        forms[other].words.count > words.count, isTail(index, of: other)
      {
        join(other, index)
      }
    }
    joinShortened()
  }

  /// Whether the last words of a longer name may stand for it alone: behind a head, when they do not open with a head of
  /// their own ("Đảng ủy | Bộ Công an"), or as a product's name behind its maker's ("Galaxy | Gear").
  private func isTail(_ short: Int, of long: Int) -> Bool {
    if linker.opensWithHead(names[long]) {
      return !linker.opensWithHead(names[short])
        || linker.cue(names[long], endingAt: names[long].start + 1) == .schoolHead
    }
    let isForeign = forms[short].isForeign && forms[short].bare.count >= 4
    return isForeign && links[short] == nil && (names[short].type == .work || forms[short].words.count > 1)
  }

  /// Names of organisations, events and works that open with one head and of which one leaves words of the other out:
  /// "Trường THPT tư thục Lê Lợi", "Trường Lê Lợi"; "Đại học Nông Lâm TP HCM", "Đại học Nông Lâm".
  private mutating func joinShortened() {
    var byFirst: [UInt64: [Int]] = [:]
    var seen: Set<[UInt64]> = []
    for index in names.indices where names[index].type != .person && names[index].type != .place {
      guard let first = forms[index].words.first, linker.opensWithHead(names[index]),
        seen.insert(forms[index].words).inserted
      else { continue }
      byFirst[first, default: []].append(index)
    }
    for list in byFirst.values.sorted(by: { $0[0] < $1[0] }) where list.count > 1 {
      for (place, short) in list.enumerated() where links[short] == nil {
        // The nearest longer name before it, else the first behind it.
        let others = list[..<place].suffix(8).reversed() + list[(place + 1)...].prefix(4)
        if let long = others.first(where: { isShortened(short, from: $0) }) { join(long, short) }
      }
    }
  }

  private func isShortened(_ short: Int, from long: Int) -> Bool {
    let (few, many) = (forms[short].words, forms[long].words)
    guard names[short].type == names[long].type, few.count < many.count, few.count > 1,
      forms[long].digits.starts(with: forms[short].digits),
      forms[short].digits.isEmpty == forms[long].digits.isEmpty
    else { return false }
    if many.starts(with: few) { return true }
    guard few.last == many.last, many.count <= Self.longest else { return false }
    var left = few[...]
    for word in many where word == left.first { left = left.dropFirst() }
    return left.isEmpty
  }

  private func tailKey(_ words: ArraySlice<UInt64>, _ type: EntityType) -> UInt64 {
    words.reduce(UInt64(type.rawValue) &+ 1) { NameHash.mix($0, $1) }
  }

  /// Slips and variants of foreign names: an edit or two in a long name ("Schalke", "Shalke").
  private mutating func joinSpellings() {
    var distinct: [Int] = []
    var seen: Set<[UInt8]> = []
    for index in names.indices where forms[index].isForeign && forms[index].bare.count >= 5 {
      if seen.insert(forms[index].bare + [names[index].type.rawValue]).inserted { distinct.append(index) }
      if distinct.count >= Self.spellingLimit { break }
    }
    for (position, a) in distinct.enumerated() {
      for b in distinct[..<position] where forms[a].digits == forms[b].digits {
        if links[a] != nil && links[b] != nil { continue }
        // What one of the two is known as outweighs the type of the other: "Isarel" for "Israel".
        let isOneType = names[a].type == names[b].type
        if !isOneType, (links[a] == nil) == (links[b] == nil) { continue }
        let length = min(forms[a].bare.count, forms[b].bare.count)
        let allowed = isOneType && length >= 9 ? 2 : 1
        guard abs(forms[a].bare.count - forms[b].bare.count) <= allowed, forms[a].bare[0] == forms[b].bare[0] else {
          continue
        }
        if EditDistance.between(forms[a].bare, forms[b].bare, allowed) <= allowed { join(b, a) }
      }
    }
  }
}
