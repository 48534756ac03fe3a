internal import ArticleKit

/// `article-service entities`: who and what an article names.
extension Command {
  static let entities = Command(
    name: "entities", operands: "[FILE] [--published DATE] [--all] [--json]",
    summary: "Find the people, places, organisations, events and works that an article names.",
    options: [
      published, language, userEntities,
      CommandLineOption("all", "Also the names in related links, menus and comments around the article."), json,
    ]
  ) { arguments in
    let day = try published(arguments).map(yearMonthDay) ?? 0
    let article = try article(file(arguments), arguments)
    let entities = EntityAnalyzer(try knowledge(arguments)).entities(
      in: article, publishedOn: day, includesFurniture: arguments.has("all") || article.hasNoBody)
    if arguments.has("json") {
      return print(json: EntitiesResult(source: article.source, entities: entities, encoding: .utf32))
    }
    var sheet = sheet()
    sheet.entities(entities, in: article.source)
    CommandLineIO.print(sheet.output)
  }
}

extension TerminalText {
  /// The entities by type, the most salient first.
  mutating func entities(_ entities: [Entity], in source: SourceText) {
    if entities.isEmpty { line("No names found.") }
    for type in EntityType.allCases {
      let group = entities.filter { $0.type == type }.enumerated()
        .sorted { ($0.element.salience, $1.offset) > ($1.element.salience, $0.offset) }.map(\.element)
      guard !group.isEmpty else { continue }
      if !output.isEmpty { line() }
      line(bold("\(type.name)") + dim("  \(group.count)"))
      for entity in group {
        let name = Self.cell(entity.name, width: 34)
        let link = Self.cell(entity.id ?? "—", width: 24)
        line("  \(name) \(dim(link)) \(entity.mentions.count)×  \(dim(others(entity, source)))")
      }
    }
  }

  /// The other forms in which the text names the entity, then its roles.
  private func others(_ entity: Entity, _ source: SourceText) -> String {
    var seen = [entity.name]
    for mention in entity.mentions {
      let form = source[mention.span]
      if !seen.contains(form) { seen.append(form) }
    }
    var roles: [String] = []
    for role in entity.roles {
      let text = role.title + (role.affiliation.map { " " + $0 } ?? "")
      if !roles.contains(text) { roles.append(text) }
    }
    return (seen.dropFirst() + roles.map { "(\($0))" }).joined(separator: ", ")
  }
}
