/// Corrects where the names of the tagger begin and end, by what no tagger needs to learn: the rules by which names are
/// marked, and how names are written.
struct NameBoundaries {
  let seen: NameObservations
  let knowledge: KnowledgeBase
  private var tokens: [NameToken] { seen.tokens }

  /// The names, each within its old borders or grown over words that no other name has.
  func corrected(_ names: [FoundName]) -> [FoundName] {
    var out: [FoundName] = []
    out.reserveCapacity(names.count)
    for (index, name) in names.enumerated() {
      let limit = index + 1 < names.count ? names[index + 1].start : tokens.count
      let start = out.last?.end ?? 0
      for part in parts(name) { out.append(extended(part, from: start, to: limit)) }
    }
    return out
  }

  /// The names that the tagger took for one.
  private func parts(_ name: FoundName) -> [FoundName] {
    switch name.type {
    case .person, .place:
      if let end = endOfCountry(before: name) { return name.split(at: end, .place, .person) }
    case .organisation:
      if let end = endOfBody(before: name) { return name.split(at: end, .organisation, .person) }
      if let end = endOfRepetition(name) { return name.split(at: end, .organisation, .organisation) }
    case .event, .work: break
    }
    return [name.type == .person ? withoutHonorific(name) : name]
  }

  /// Where a country ends between a title and a person's name: "Tổng thống Nga Putin".
  private func endOfCountry(before name: FoundName) -> Int? {
    guard name.end - name.start > 1, seen.cueEnds(name.start - 1), seen.cueClass(name.start - 1) == .title,
      tokens[name.start].gap.isPlain, let place = seen.knownMatch(name.start), place.type == .place,
      place.end < name.end, tokens[place.end].gap.isPlain, tokens[place.end].shape.hasCapital
    else { return nil }
    return place.end
  }

  /// Where an organisation ends that the knowledge base has, before a person's name: a family name, with nothing but capitals
  /// to the end ("Bộ Công an Trần Văn Ba").
  private func endOfBody(before name: FoundName) -> Int? {
    guard let match = seen.knownMatch(name.start), match.type == .organisation, match.end < name.end,
      (2...4).contains(name.end - match.end), seen.word[match.end].isFamily,
      tokens[match.end..<name.end].allSatisfy({ $0.shape == .capital && $0.gap.isPlain })
    else { return nil }
    return match.end
  }

  /// Where a caption ends with the name with which the text goes on: "Ảnh: KCNA KCNA dẫn lời".
  private func endOfRepetition(_ name: FoundName) -> Int? {
    let half = (name.end - name.start) / 2
    guard half > 0, half * 2 == name.end - name.start, tokens[name.start + half].gap.isPlain,
      (name.start..<name.start + half).allSatisfy({ tokens[$0].key == tokens[$0 + half].key })
    else { return nil }
    return name.start + half
  }

  /// Titles are no part of a person's name: "Sir Alex". Vietnamese ones also are given names, and stay.
  private func withoutHonorific(_ name: FoundName) -> FoundName {
    guard name.end - name.start > 1, seen.cueEnds(name.start), seen.cueClass(name.start) == .honorific,
      seen.cue[name.start] >> 4 == NameObservations.Position.single, !seen.word[name.start].isSyllable,
      tokens[name.start + 1].shape.hasCapital
    else { return name }
    return FoundName(start: name.start + 1, end: name.end, type: name.type)
  }

  /// Grown over the words that belong to it by how they are written.
  private func extended(_ name: FoundName, from start: Int, to limit: Int) -> FoundName {
    var name = name
    if name.type == .place, let head = youthTeam(before: name.start), head >= start {
      return FoundName(start: head, end: name.end, type: .organisation)
    }
    // A syllable behind a hyphen: Yun-hee, Li-băng.
    guard name.type == .person || name.type == .place else { return name }
    while name.end < limit, tokens[name.end].gap == .dash, tokens[name.end].shape == .lower,
      tokens[name.end].length <= 6
    {
      name.end += 1
    }
    return name
  }

  /// Where the age class of a national or city team begins that ends before a token: "U23 Việt Nam", "U-21 Sydney".
  private func youthTeam(before index: Int) -> Int? {
    guard seen.cueClass(index - 1) == .teamHead, seen.cueEnds(index - 1), tokens[index].gap.isPlain else { return nil }
    var start = index - 1
    while start > 0, seen.cue[start] >> 4 != NameObservations.Position.single,
      seen.cue[start] >> 4 != NameObservations.Position.begin
    {
      start -= 1
    }
    switch tokens[index - 1].shape {
    case .alphanumeric: return start
    case .number: return tokens[start].shape.hasCapital ? start : nil
    default: return nil
    }
  }

  /// A body of the state and the country behind it are two names, also where the knowledge base knows the body by both:
  /// "Bộ Ngoại giao Mỹ".
  func splitStateBodies(_ names: [FoundName]) -> [FoundName] {
    names.flatMap { name in country(of: name).map { name.split(at: $0, .organisation, .place) } ?? [name] }
  }

  /// Where the country begins behind the name of a body of a state.
  private func country(of name: FoundName) -> Int? {
    guard name.type == .organisation, seen.cueClass(name.start) == .stateHead,
      tokens[name.start].shape.hasCapital
    else { return nil }
    for start in stride(from: name.end - 1, to: max(name.start, name.end - 5), by: -1)
    where tokens[start].gap.isPlain && knowledge.isCountry(tokens, start..<name.end) {
      return start
    }
    return nil
  }
}
