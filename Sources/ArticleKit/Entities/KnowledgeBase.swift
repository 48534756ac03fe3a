/// What is known of people, places, organisations, events and works: the embedded tables, and those a user adds.
public struct KnowledgeBase: Sendable {
  /// The embedded table first, then the user's, which win.
  let tables: [KnowledgeTable]
  let letters: LetterTable

  /// The knowledge base embedded in the executable; empty when its blob is damaged.
  public static var builtIn: KnowledgeBase { KnowledgeBase(Blob.knowledge) }

  /// The keys of a name's words, as the tokenizer makes them.
  package func words(of name: String) -> [UInt64] { NameKey(name, letters).words }

  package init(_ blob: Blob) {
    let table = KnowledgeTable(blob)
    tables = table.map { [$0] } ?? []
    letters = table?.letters ?? LetterTable(blob.slice(0..<0))
  }

  private init(tables: [KnowledgeTable], letters: LetterTable) {
    self.tables = tables
    self.letters = letters
  }

  /// This knowledge base with a user's entities; they join lookup and linking at once. An entity whose id is known
  /// already replaces the record that was there.
  public func adding(_ rows: KnowledgeRows) -> KnowledgeBase {
    guard let first = tables.first, !rows.entities.isEmpty else { return self }
    let bytes = KnowledgeBuilder(foldingAs: first).bytes(entities: rows.entities, aliases: rows.aliases)
    guard let table = KnowledgeTable(Blob(immortalCopyOf: bytes)) else { return self }
    return KnowledgeBase(tables: tables + [table], letters: letters)
  }

  /// An entity of one of the tables.
  struct Reference: Hashable, Sendable {
    var table: Int
    var index: Int
  }

  func entity(_ reference: Reference) -> KnowledgeEntity { tables[reference.table].entity(reference.index) }
  func id(_ reference: Reference) -> String { tables[reference.table].id(reference.index) }
  func type(_ reference: Reference) -> EntityType { tables[reference.table].type(reference.index) }
  func subtype(_ reference: Reference) -> String { tables[reference.table].subtype(reference.index) }
  /// See ``KnowledgeTable/countryCode(_:)``.
  func countryCode(_ reference: Reference) -> UInt16 { tables[reference.table].countryCode(reference.index) }

  /// The number of entities.
  public var count: Int { tables.reduce(0) { $0 + $1.entityCount } }

  /// The record with this id, or nil.
  public func entity(id: String) -> KnowledgeEntity? { reference(id: id).map(entity) }

  func reference(id: String) -> Reference? {
    for table in tables.indices.reversed() {
      if let index = tables[table].index(ofID: id) { return Reference(table: table, index: index) }
    }
    return nil
  }

  /// Whether a later table replaces the record.
  func isReplaced(_ reference: Reference) -> Bool {
    guard reference.table + 1 < tables.count else { return false }
    let id = id(reference)
    return tables[(reference.table + 1)...].contains { $0.index(ofID: id) != nil }
  }

  /// The names of an entity, most likely first.
  public func aliases(of id: String) -> [KnowledgeAlias] {
    guard let reference = reference(id: id) else { return [] }
    let table = tables[reference.table]
    return table.aliases(of: reference.index).map { index in
      let alias = table.alias(index)
      return KnowledgeAlias(
        name: table.surface(alias), entity: id, kind: alias.kind, isHomograph: alias.isHomograph, prior: alias.prior)
    }.sorted { a, b in
      a.prior != b.prior ? a.prior > b.prior : Array(a.name.utf8).lexicographicallyPrecedes(b.name.utf8)
    }
  }
}
