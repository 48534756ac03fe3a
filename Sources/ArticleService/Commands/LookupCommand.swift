internal import ArticleKit

/// `article-service lookup`: the entities that a name may mean.
extension Command {
  static let lookup = Command(
    name: "lookup", operands: "NAME … [--type TYPE] [--country CODE] [--limit N] [--json]",
    summary: "Look a name up: exact, alias, acronym, without diacritics, by its first letters, with typing errors.",
    options: [
      CommandLineOption(
        "type", value: "TYPE", "Only \(EntityType.allCases.map(\.name).joined(separator: ", ")); may be repeated."),
      CommandLineOption("country", value: "CODE", "Only entities of this country, for example VN."),
      CommandLineOption("limit", value: "N", "At most N answers (10)."),
      userEntities, json,
    ]
  ) { arguments in
    guard !arguments.operands.isEmpty else { throw UsageError("which name?") }
    var options = EntityLookup.Options()
    options.limit = try arguments.integer("limit", in: 1...1000) ?? 10
    options.country = arguments.value("country") ?? ""
    for word in arguments.values("type") {
      guard let type = EntityType(named: word) else {
        throw UsageError("--type takes \(EntityType.allCases.map(\.name).joined(separator: ", ")), not '\(word)'")
      }
      options.types.insert(type)
    }
    let query = arguments.operands.joined(separator: " ")
    let candidates = EntityLookup(try knowledge(arguments)).lookup(query, options)
    if arguments.has("json") { return print(json: LookupResult(candidates: candidates)) }
    var sheet = sheet()
    if candidates.isEmpty { sheet.line("Nothing is called '\(query)'.") }
    for candidate in candidates {
      let entity = candidate.entity
      sheet.line(
        TerminalText.cell(sheet.bold(entity.name), width: sheet.isStyled ? 38 : 30)
          + " " + sheet.dim(TerminalText.cell(entity.id, width: 24)) + " " + candidate.kind.name)
      sheet.paragraph(entity.description, indent: 2)
    }
    CommandLineIO.print(sheet.output)
  }
}
