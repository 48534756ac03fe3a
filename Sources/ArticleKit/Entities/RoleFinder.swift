/// Finds the titles that stand beside a person's name.
struct RoleFinder {
  let linker: EntityLinker
  let lexicon: NameLexicon
  let names: [FoundName]

  /// Words of a title and of what stands between it and a name, at most.
  private static let reach = 6

  /// The roles the text gives to the name at `index`, at its place.
  func roles(_ index: Int) -> [Role] {
    var roles: [Role] = []
    if let role = before(index) { roles.append(role) }
    if roles.isEmpty || !leadsToPerson(index), let role = behind(index) { roles.append(role) }
    return roles
  }

  /// A title that ends right before the name, or before the place or organisation that stands right before the name.
  private func before(_ index: Int) -> Role? {
    let name = names[index]
    guard linker.tokens[name.start].gap.isPlain else { return nil }
    if let title = title(endingAt: name.start, from: previousEnd(index)) { return role(title, nil) }
    guard index > 0, names[index - 1].end == name.start, names[index - 1].type != .person,
      linker.tokens[names[index - 1].start].gap.isPlain,
      let title = title(endingAt: names[index - 1].start, from: previousEnd(index - 1))
    else { return nil }
    // "người phát ngôn Tổng thống Kazakhstan Berik Uali": the outer title is the person's own.
    if let outer = self.title(endingAt: title.start, from: previousEnd(index - 1)),
      linker.tokens[title.start].gap.isPlain
    {
      return role(outer, nil)
    }
    return role(title, names[index - 1])
  }

  /// A title set off by a comma, a dash or a bracket right behind the name, with the next name when it follows the title.
  private func behind(_ index: Int) -> Role? {
    let name = names[index]
    let tokens = linker.tokens
    guard name.end < tokens.count, !tokens[name.end].gap.isDisjoint(with: [.comma, .dash, .open]) else { return nil }
    var best: Int?
    lexicon.cues.matches(tokens, from: name.end, limit: min(name.end + Self.reach, tokens.count)) { end, found in
      if isTitle(found), tokens[name.end + 1..<max(end, name.end + 1)].allSatisfy(\.gap.isPlain) { best = end }
    }
    guard let end = best, end > name.end, !opensNextPerson(end, after: index) else { return nil }
    var affiliation: FoundName?
    if index + 1 < names.count {
      let next = names[index + 1]
      if next.type != .person, next.start >= end, next.start - end <= 2,
        tokens[end..<next.start + 1].allSatisfy(\.gap.isPlain)
      {
        affiliation = next
      }
    }
    return role((name.end, end), affiliation)
  }

  /// Whether a title that ends at `end` belongs to the next name: "…gặp Putin, Ngoại trưởng Nga Lavrov".
  private func opensNextPerson(_ end: Int, after index: Int) -> Bool {
    guard index + 1 < names.count else { return false }
    let next = names[index + 1]
    if next.type == .person { return next.start == end && linker.tokens[end].gap.isPlain }
    guard next.start == end, index + 2 < names.count, names[index + 2].type == .person else { return false }
    return names[index + 2].start == next.end && linker.tokens[next.end].gap.isPlain
  }

  /// Whether what follows a name that has its title already opens a list of the next person's titles:
  /// "Ngoại trưởng Nga Lavrov, Phó Thủ tướng Việt Nam, Bộ trưởng Ngoại giao Bùi Thanh Sơn".
  private func leadsToPerson(_ index: Int) -> Bool {
    guard index + 2 < names.count, names[index + 1].type != .person, names[index + 2].type == .person else {
      return false
    }
    let (place, person) = (names[index + 1], names[index + 2])
    return person.start - place.end <= Self.reach && linker.tokens[place.end].gap.contains(.comma)
      && title(endingAt: person.start, from: place.end) != nil
  }

  /// The longest title whose last word stands right before `end`; it does not reach back over `limit`.
  private func title(endingAt end: Int, from limit: Int) -> (start: Int, end: Int)? {
    var start = max(limit, end - Self.reach)
    while start < end {
      var reaches = false
      if linker.tokens[start + 1..<max(end, start + 1)].allSatisfy(\.gap.isPlain) {
        lexicon.cues.matches(linker.tokens, from: start, limit: end) { last, found in
          if last == end, isTitle(found) { reaches = true }
        }
      }
      if reaches, !isCut(start) { return (start, end) }
      start += 1
    }
    return nil
  }

  /// Whether the word before the title makes another word of its first: "chính | quyền Tổng thống".
  private func isCut(_ start: Int) -> Bool {
    guard start > 0, linker.tokens[start].gap.isPlain else { return false }
    return word(start) == "quyền" && word(start - 1) == "chính"
  }

  private func word(_ token: Int) -> String {
    linker.source[Span(Int(linker.tokens[token].start), Int(linker.tokens[token].end))]
  }

  private func isTitle(_ phrases: Range<Int>) -> Bool { CueClass(rawValue: lexicon.cue(phrases)) == .title }

  private func previousEnd(_ index: Int) -> Int { index > 0 ? names[index - 1].end : 0 }

  private func role(_ title: (start: Int, end: Int), _ affiliation: FoundName?) -> Role {
    let span = Span(Int(linker.tokens[title.start].start), Int(linker.tokens[title.end - 1].end))
    let place = affiliation.map { linker.span($0) }
    return Role(
      title: linker.source[span], span: span, affiliation: place.map { linker.source[$0] }, affiliationSpan: place,
      day: linker.day)
  }
}
