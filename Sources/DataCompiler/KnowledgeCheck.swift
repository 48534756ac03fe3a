internal import ArticleKit
internal import Foundation

/// What must hold of the tables of the knowledge base, with a message for each row where it does not.
struct KnowledgeCheck {
  private(set) var rows = KnowledgeRows()
  private(set) var problems: [String] = []

  /// Checks the two tables, given as text.
  init(entities: String, aliases: String) {
    var entityRows = KnowledgeRows()
    entityRows.readEntities(entities)
    report("entities.tsv", entityRows.problems)
    var aliasRows = KnowledgeRows()
    aliasRows.readAliases(aliases)
    report("aliases.tsv", aliasRows.problems)
    rows.entities = entityRows.entities
    rows.aliases = aliasRows.aliases
    checkEntities(entityRows)
    checkAliases(aliasRows, ids: Set(rows.entities.map(\.id)))
  }

  private mutating func report(_ file: String, _ found: [KnowledgeRows.Problem]) {
    problems += found.map { "\(file):\($0.line): \($0.message)" }
  }

  private mutating func checkEntities(_ table: KnowledgeRows) {
    var lineOfID: [String: Int] = [:]
    var lineOfWikidata: [String: Int] = [:]
    for (entity, line) in zip(table.entities, table.entityLines) {
      func fault(_ message: String) { problems.append("entities.tsv:\(line): \(message)") }
      if let first = lineOfID[entity.id] {
        fault("the id \"\(entity.id)\" is used on line \(first) already")
      }
      lineOfID[entity.id] = line
      if !entity.wikidata.isEmpty {
        if let first = lineOfWikidata[entity.wikidata] {
          fault("the Wikidata id \(entity.wikidata) is used on line \(first) already")
        }
        lineOfWikidata[entity.wikidata] = line
      }
      for text in [entity.name, entity.englishName, entity.description] where !Self.isNFC(text) {
        fault("\"\(text)\" is not in NFC")
      }
      if entity.source.isEmpty || entity.licence.isEmpty { fault("source and licence must not be empty") }
      for licence in entity.licence.split(separator: "+") where !Self.licences.contains(String(licence)) {
        fault("the licence \"\(licence)\" is not one of \(Self.licences.sorted().joined(separator: ", "))")
      }
      if let message = Self.officeFault(entity.description) { fault(message) }
    }
  }

  private mutating func checkAliases(_ table: KnowledgeRows, ids: Set<String>) {
    var owners: [String: [(entity: String, prior: Int, line: Int)]] = [:]
    var named: Set<String> = []
    for (alias, line) in zip(table.aliases, table.aliasLines) {
      func fault(_ message: String) { problems.append("aliases.tsv:\(line): \(message)") }
      if !ids.contains(alias.entity) { fault("the entity \"\(alias.entity)\" is not in entities.tsv") }
      if !Self.isNFC(alias.name) { fault("\"\(alias.name)\" is not in NFC") }
      if alias.kind == .canonical { named.insert(alias.entity) }
      let others = owners[alias.name, default: []]
      if let other = others.first(where: { $0.entity == alias.entity }) {
        fault("\"\(alias.name)\" is given to \(alias.entity) on line \(other.line) already")
      }
      if let other = others.first(where: { $0.entity != alias.entity && $0.prior == alias.prior }) {
        fault(
          "\"\(alias.name)\" means \(other.entity) (line \(other.line)) with the same prior; give one a lower prior")
      }
      owners[alias.name] = others + [(alias.entity, alias.prior, line)]
    }
    for (entity, line) in zip(rows.entities, 2...) where !named.contains(entity.id) {
      problems.append("entities.tsv:\(line): \(entity.id) has no canonical alias in aliases.tsv")
    }
  }

  static let licences: Set<String> = ["CC0-1.0", "Unicode-3.0", "MIT", "CC-BY-4.0", "CC-BY-SA-4.0"]

  static func isNFC(_ text: String) -> Bool {
    Array(text.precomposedStringWithCanonicalMapping.unicodeScalars) == Array(text.unicodeScalars)
  }

  /// A term of office must not end before it begins: "(2016–2018)".
  static func officeFault(_ description: String) -> String? {
    for match in description.matches(of: /\((\d{4})[–-](\d{4})/) {
      if let from = Int(match.1), let until = Int(match.2), until < from {
        return "the term \(match.1)–\(match.2) ends before it begins"
      }
    }
    return nil
  }
}
