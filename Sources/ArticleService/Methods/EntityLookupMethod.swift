internal import ArticleKit
internal import RPCCore

/// `entity/lookup`: the entities that a name may mean.
extension Method where State == ServiceState {
  static let entityLookup = Method(
    "entity/lookup",
    description: MethodDescription(
      "Finds entities by name as one types it: exact, alias, acronym, without diacritics, by prefix, with typing errors.",
      parameters: [
        Parameter("query", Schema.string, "The name, or its first letters.", required: true),
        Parameter(
          "types", Schema.array(Schema.oneOf(EntityType.allCases.map(\.name))), "Only these types.", default: []),
        Parameter("country", Schema.string, "Only entities of this country, as an ISO 3166-1 alpha-2 code."),
        Parameter("date", Schema.string, "The day of the text, ISO 8601: what did not exist then ranks lower."),
        Parameter(
          "context", Schema.string, "Words around the name: entities whose description shares them rank higher."),
        Parameter("limit", Schema.integer, "At most this many answers, 1 to 1000.", unit: "candidates", default: 10),
        Parameter("prefix", Schema.boolean, "Whether names that only begin with the query count.", default: true),
        Parameter("fuzzy", Schema.boolean, "Whether names a few typing errors away count.", default: true),
      ],
      result: ResultDescription("candidates", LookupResult.schema, "Best first; empty when nothing fits.")),
    handler: .inline { state, params, _, writer in
      var reader = try params.object()
      let query = try reader.string("query")
      var options = EntityLookup.Options()
      if let types = reader.value("types") {
        var elements = try types.elements()
        while let element = elements.next() { options.types.insert(try entityType(element)) }
      }
      options.country = try reader.stringIfPresent("country") ?? ""
      options.day = try ArticleParameters.day(&reader, "date").map(yearMonthDay) ?? 0
      options.context = try reader.stringIfPresent("context") ?? ""
      if let limit = reader.value("limit") {
        let count = try limit.int()
        guard (1...1000).contains(count) else { throw limit.invalid(expected: "an integer from 1 to 1000") }
        options.limit = count
      }
      options.allowsPrefix = try reader.boolIfPresent("prefix") ?? true
      options.allowsTypos = try reader.boolIfPresent("fuzzy") ?? true
      writer.write(LookupResult(candidates: EntityLookup(state.knowledge).lookup(query, options)))
    })

  private static func entityType(_ value: JSONView) throws -> EntityType {
    guard let type = EntityType(named: try value.string()) else {
      throw value.invalid(expected: "one of " + EntityType.allCases.map(\.name).joined(separator: ", "))
    }
    return type
  }
}

/// `entity/get`: one record of the knowledge base.
extension Method where State == ServiceState {
  static let entityGet = Method(
    "entity/get",
    description: MethodDescription(
      "One record of the knowledge base, with all names.",
      parameters: [Parameter("id", Schema.string, "Its identifier, as lookup and links give it.", required: true)],
      result: ResultDescription("entity", EntityRecordResult.schema),
      errors: [.requestFailed]),
    handler: .inline { state, params, _, writer in
      var reader = try params.object()
      let id = try reader.string("id")
      guard let entity = state.knowledge.entity(id: id) else {
        throw RPCError(.requestFailed, "no entity has the id '\(id)'", data: ["pointer": "/id", "found": .string(id)])
      }
      writer.write(EntityRecordResult(entity: entity, aliases: state.knowledge.aliases(of: id)))
    })
}
