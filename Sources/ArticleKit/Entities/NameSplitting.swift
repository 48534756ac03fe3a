/// Takes apart what was found as one name but is a list of known ones: "Tạp chí Thuế – Tổng cục Thuế", a table of results.
struct NameSplitting {
  let linker: EntityLinker

  /// Words of a name beyond which several known organisations in it make it a list.
  private static let longest = 12

  /// The names, in order, with lists taken apart.
  func split(_ names: [FoundName]) -> [FoundName] {
    names.flatMap { name -> [FoundName] in
      guard name.end - name.start > 1, types(name.start..<name.end).isEmpty else { return [name] }
      if name.end - name.start > Self.longest {
        let inside = known(name)
        return inside.filter { $0.type == .organisation }.count > 2 ? inside : [name]
      }
      return parts(name) ?? [name]
    }
  }

  /// The parts of a name between marks, when the knowledge base has every one and one of them as an organisation.
  private func parts(_ name: FoundName) -> [FoundName]? {
    var starts = [name.start]
    for index in name.start + 1..<name.end where isBreak(linker.tokens[index].gap) { starts.append(index) }
    guard starts.count > 1 else { return nil }
    var parts: [FoundName] = []
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : name.end
      let types = types(start..<end)
      guard types.count == 1, let type = types.first else { return nil }
      parts.append(FoundName(start: start, end: end, type: type))
    }
    return parts.contains { $0.type == .organisation } ? parts : nil
  }

  private func isBreak(_ gap: NameToken.Gap) -> Bool {
    gap.contains(.slash) || gap.contains(.comma) || (gap.contains(.dash) && gap.contains(.space))
  }

  /// The known names inside a long one, each as long as can be.
  private func known(_ name: FoundName) -> [FoundName] {
    var found: [FoundName] = []
    var start = name.start
    while start < name.end {
      var best: FoundName?
      for end in start + 1...min(start + 6, name.end) where linker.tokens[start].shape.hasCapital {
        let types = types(start..<end)
        if types.count == 1, let type = types.first { best = FoundName(start: start, end: end, type: type) }
      }
      if let best { found.append(best) }
      start = best?.end ?? start + 1
    }
    return found
  }

  /// The types of the records with these words as a name; none when one has them as a homograph.
  private func types(_ words: Range<Int>) -> Set<EntityType> {
    let keys = linker.tokens[words].map(\.key)
    var types: Set<EntityType> = []
    for table in linker.knowledge.tables {
      for index in table.phrases.phrases(equalTo: keys) {
        let alias = table.alias(index)
        let isAcronym = alias.kind == .acronym && !linker.tokens[words].allSatisfy { $0.shape == .upper }
        if alias.kind == .demonym || isAcronym { continue }
        if alias.isHomograph { return [] }
        types.insert(table.type(alias.entity))
      }
    }
    // A club has the name of its town: in a list of clubs it is the club.
    return types == [.organisation, .place] ? [.organisation] : types
  }
}
