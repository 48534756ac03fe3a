/// The entities of several articles joined: one number for each, whichever article names it.
struct Namesakes {
  /// Those that most articles name first, then the most mentioned, then in the order of their first mention.
  let names: [Comparison.Name]
  /// For each article, the number in ``names`` of each of its entities.
  let numbers: [[Int]]

  init(_ articles: [ArticleFindings]) {
    var keys: [String: Int] = [:]
    var found: [Comparison.Name] = []
    var numbers: [[Int]] = []
    for (article, findings) in articles.enumerated() {
      numbers.append(
        findings.entities.map { entity in
          // Without an id, one type and one spelling make one entity.
          let key = entity.id ?? "\(entity.type.tag) \(Folding.fold(entity.name))"
          let number = keys[key] ?? found.count
          if number == found.count {
            keys[key] = number
            found.append(
              .init(
                type: entity.type, name: entity.name, id: entity.id,
                mentions: [Int](repeating: 0, count: articles.count)))
          }
          found[number].mentions[article] += entity.mentions.count
          return number
        })
    }
    let order = found.indices.sorted { a, b in
      let (left, right) = (found[a], found[b])
      if left.articles != right.articles { return left.articles > right.articles }
      let (more, less) = (left.mentions.reduce(0, +), right.mentions.reduce(0, +))
      return more != less ? more > less : a < b
    }
    var place = [Int](repeating: 0, count: found.count)
    for (new, old) in order.enumerated() { place[old] = new }
    names = order.map { found[$0] }
    self.numbers = numbers.map { $0.map { place[$0] } }
  }
}

/// The mentions of one article in source order, each with the number of its name.
struct MentionIndex {
  struct Entry {
    let span: Span
    let name: Int
  }

  let entries: [Entry]

  init(_ findings: ArticleFindings, _ numbers: [Int]) {
    entries = zip(findings.entities, numbers).flatMap { entity, number in
      entity.mentions.map { Entry(span: $0.span, name: number) }
    }.sorted { $0.span < $1.span }
  }

  /// The mentions inside `span`.
  func entries(in span: Span) -> ArraySlice<Entry> {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].span.start < span.start { low = middle + 1 } else { high = middle }
    }
    let rest = entries[low...]
    return rest.prefix { $0.span.start < span.end }
  }
}
