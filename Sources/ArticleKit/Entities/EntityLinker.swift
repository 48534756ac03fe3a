/// Joins the names that mean one entity and links them to the knowledge base.
struct EntityLinker {
  let knowledge: KnowledgeBase
  let source: SourceText
  let tokens: [NameToken]
  let day: Int

  /// The entities of `names`, in the order of their first mention.
  func entities(_ names: [FoundName]) -> [Entity] {
    var entities: [Entity] = []
    var numberOfID: [String: Int] = [:]
    var numberOfForm: [[UInt64]: Int] = [:]
    for name in names {
      let span = Span(Int(tokens[name.start].start), Int(tokens[name.end - 1].end))
      let words = tokens[name.start..<name.end].map(\.key)
      let candidates = candidates(name)
      let surface = source[span]
      let best = candidates.first
      let number = best.flatMap { numberOfID[$0.entity.id] } ?? numberOfForm[words] ?? entities.count
      if number == entities.count {
        let type = best?.entity.type ?? name.type
        entities.append(
          Entity(
            type: type, name: best?.entity.name ?? surface, id: best?.entity.id, mentions: [], candidates: candidates))
      }
      if let best { numberOfID[best.entity.id] = number }
      numberOfForm[words] = number
      let form: Mention.Form =
        switch best?.kind {
        case .acronym: .acronym
        case .alias: .alias
        default: .full
        }
      entities[number].mentions.append(Mention(span: span, form: form))
    }
    let most = entities.map(\.mentions.count).max() ?? 1
    for index in entities.indices { entities[index].salience = Float(entities[index].mentions.count) / Float(most) }
    return entities
  }

  /// The records whose alias the name is, most likely first.
  private func candidates(_ name: FoundName) -> [Candidate] {
    var found: [Candidate] = []
    for table in knowledge.tables {
      table.phrases.matches(tokens, from: name.start, limit: name.end) { end, aliases in
        guard end == name.end else { return }
        for index in aliases {
          let alias = table.alias(index)
          let entity = table.entity(alias.entity)
          if !GazetteerMatch.isWritten(tokens, name.start, name.end, alias) { continue }
          if found.contains(where: { $0.entity.id == entity.id }) { continue }
          let exists = entity.exists(on: day)
          let kind: MatchKind = alias.kind == .canonical ? .exact : alias.kind == .acronym ? .acronym : .alias
          let score = Float(alias.prior) / 100 * (exists ? 1 : 0.5)
          let reason =
            exists ? "\(alias.kind.name) name" : "\(alias.kind.name) name; did not exist on the day of the text"
          found.append(
            Candidate(entity: entity, alias: table.surface(alias), kind: kind, score: score, reason: reason))
        }
      }
    }
    return found.sorted { a, b in
      a.score != b.score
        ? a.score > b.score : Array(a.entity.id.utf8).lexicographicallyPrecedes(Array(b.entity.id.utf8))
    }
  }
}
