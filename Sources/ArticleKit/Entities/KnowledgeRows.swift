/// Entities and aliases read from tab-separated rows, with the faults found on the way.
///
/// The first line names the columns, in any order; lines that are empty or begin with `#` are skipped. Entity columns:
/// `id`, `type` and `name_vi` (or `name`) are required; `subtype`, `name_en`, `country`, `qid`, `description`,
/// `valid_from`, `valid_until` (`yyyy-mm-dd`), `source`, `licence`, `extra` and `aliases` (separated by `|`) are not.
/// Alias columns: `alias`, `entity_id` and `kind` are required; `flags`, `prior` and `source` are not.
public struct KnowledgeRows: Sendable {
  public var entities: [KnowledgeEntity] = []
  public var aliases: [KnowledgeAlias] = []
  public var problems: [Problem] = []
  /// The line each entity and each alias came from.
  package var entityLines: [Int] = []
  package var aliasLines: [Int] = []

  /// A row that was left out, or is doubtful, with the line it stands on.
  public struct Problem: Sendable, Equatable, CustomStringConvertible {
    /// 1 is the first line of the file.
    public var line: Int
    public var message: String
    public var description: String { "line \(line): \(message)" }
  }

  public init() {}

  /// Reads a user's file of entities: each row gives an entity with all its names.
  public init(userEntities text: String) {
    readEntities(text)
    var seen: Set<String> = []
    var kept: [KnowledgeEntity] = []
    var lines: [Int] = []
    for (entity, line) in zip(entities, entityLines) {
      if seen.insert(entity.id).inserted {
        kept.append(entity)
        lines.append(line)
      } else {
        problems.append(Problem(line: line, message: "the id \"\(entity.id)\" is used by an earlier row"))
      }
    }
    entities = kept
    entityLines = lines
    problems.sort { $0.line < $1.line }
  }

  /// Adds the rows of a table of entities; names become aliases.
  package mutating func readEntities(_ text: String) {
    let table = Table(text, required: [["id"], ["type"], ["name_vi", "name"]], &problems)
    for row in table.rows {
      guard let entity = entity(row) else { continue }
      entities.append(entity)
      entityLines.append(row.line)
      for (name, kind) in [(entity.name, AliasKind.canonical), (entity.englishName, .exonym)] where !name.isEmpty {
        add(KnowledgeAlias(name: name, entity: entity.id, kind: kind, prior: 60), row.line)
      }
      for part in row["aliases"].split(separator: "|") {
        let name = String(trimmed(part))
        if name.isEmpty { continue }
        let kind: AliasKind = isAcronym(name) ? .acronym : .short
        add(KnowledgeAlias(name: name, entity: entity.id, kind: kind, prior: 55), row.line)
      }
    }
  }

  /// Adds the rows of a table of aliases.
  package mutating func readAliases(_ text: String) {
    let table = Table(text, required: [["alias"], ["entity_id"], ["kind"]], &problems)
    for row in table.rows {
      guard let kind = AliasKind(named: row["kind"]) else {
        let known = AliasKind.allCases.map(\.name).joined(separator: ", ")
        problems.append(Problem(line: row.line, message: "unknown kind \"\(row["kind"])\"; expected one of \(known)"))
        continue
      }
      guard !row["alias"].isEmpty, !row["entity_id"].isEmpty else {
        problems.append(Problem(line: row.line, message: "alias and entity_id must not be empty"))
        continue
      }
      let prior = row["prior"].isEmpty ? 50 : Int(row["prior"]) ?? -1
      guard (0...100).contains(prior) else {
        problems.append(Problem(line: row.line, message: "prior \"\(row["prior"])\" is no number from 0 to 100"))
        continue
      }
      let flags = row["flags"].split(separator: ",")
      let isHomograph = flags.contains("homograph")
      add(
        KnowledgeAlias(
          name: row["alias"], entity: row["entity_id"], kind: kind, isHomograph: isHomograph, prior: prior), row.line)
    }
  }

  private mutating func add(_ alias: KnowledgeAlias, _ line: Int) {
    aliases.append(alias)
    aliasLines.append(line)
  }

  private mutating func entity(_ row: Table.Row) -> KnowledgeEntity? {
    func fault(_ message: String) -> KnowledgeEntity? {
      problems.append(Problem(line: row.line, message: message))
      return nil
    }
    let id = row["id"]
    if id.isEmpty { return fault("the id is empty") }
    if id.utf8.contains(where: { $0 <= 0x20 }) { return fault("the id \"\(id)\" holds white space") }
    guard let type = EntityType(named: row["type"]) else {
      let known = EntityType.allCases.map(\.name).joined(separator: ", ")
      return fault("unknown type \"\(row["type"])\"; expected one of \(known)")
    }
    let name = row["name_vi"].isEmpty ? row["name"] : row["name_vi"]
    if name.isEmpty { return fault("the name is empty") }
    let country = row["country"]
    if !country.isEmpty, country.utf8.count != 2 || !country.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      return fault("the country \"\(country)\" is no two-letter code of ISO 3166-1")
    }
    let wikidata = row["qid"]
    if !wikidata.isEmpty, wikidata.first != "Q" || Int(wikidata.dropFirst()) == nil {
      return fault("the Wikidata id \"\(wikidata)\" is not of the form Q123")
    }
    let extra = row["extra"]
    var facts: [Substring: Substring] = [:]
    for fact in extra.split(separator: ";") {
      let parts = fact.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { facts[parts[0]] = parts[1] }
    }
    var days: [Int] = []
    for (column, key) in [("valid_from", "valid_from"), ("valid_until", "valid_to")] {
      let text = row[column].isEmpty ? String(facts[Substring(key)] ?? "") : row[column]
      guard let day = text.isEmpty ? 0 : Self.day(text) else {
        return fault("\(column) \"\(text)\" is no date of the form yyyy-mm-dd")
      }
      days.append(day)
    }
    if days[0] != 0, days[1] != 0, days[1] < days[0] { return fault("valid_until lies before valid_from") }
    return KnowledgeEntity(
      id: id, type: type, subtype: row["subtype"], name: name, englishName: row["name_en"], country: country,
      wikidata: wikidata, description: row["description"], validFrom: days[0], validUntil: days[1],
      source: row["source"], licence: row["licence"], extra: extra)
  }

  /// `yyyy-mm-dd` as `yyyymmdd`; nil for anything else.
  public static func day(_ text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0,
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return year * 10000 + month * 100 + day
  }

  private func isAcronym(_ name: String) -> Bool {
    name.utf8.count >= 2 && name.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }

  /// The rows of a tab-separated text whose first line names the columns.
  struct Table {
    struct Row {
      let line: Int
      let fields: [Substring]
      let columns: [String: Int]
      subscript(name: String) -> String {
        guard let index = columns[name], index < fields.count else { return "" }
        return String(trimmed(fields[index]))
      }
    }
    var rows: [Row] = []

    /// `required`: per column its alternative names, one of which must be there.
    init(_ text: String, required: [[String]], _ problems: inout [Problem]) {
      var columns: [String: Int] = [:]
      var number = 0
      let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      for line in lines {
        number += 1
        if line.isEmpty || line.first == "#" || trimmed(line).isEmpty { continue }
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        if columns.isEmpty {
          for (index, name) in fields.enumerated() {
            var name = String(trimmed(name))
            if name.unicodeScalars.first == "\u{FEFF}" { name = String(name.unicodeScalars.dropFirst()) }
            columns[name] = index
          }
          for names in required where !names.contains(where: { columns[$0] != nil }) {
            let wanted = names.joined(separator: " or ")
            problems.append(Problem(line: number, message: "the first line names no column \"\(wanted)\""))
            return
          }
        } else if fields.count > columns.count {
          let message = "\(fields.count) fields where the first line names \(columns.count) columns"
          problems.append(Problem(line: number, message: message))
        } else {
          rows.append(Row(line: number, fields: fields, columns: columns))
        }
      }
    }
  }
}

/// Without spaces at either end.
private func trimmed(_ text: Substring) -> Substring {
  var text = text
  while let first = text.first, first == " " || first == "\u{A0}" || first == "\r" { text.removeFirst() }
  while let last = text.last, last == " " || last == "\u{A0}" || last == "\r" { text.removeLast() }
  return text
}
