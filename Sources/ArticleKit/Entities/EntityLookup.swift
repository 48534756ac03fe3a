/// How a name or a query met an entity.
public enum MatchKind: UInt8, Sendable, CaseIterable {
  /// The canonical name.
  case exact
  case alias
  case acronym
  /// The same letters without diacritics, or with other ones.
  case withoutDiacritics
  /// Keys of an input method that were never turned into letters ("tapj caanj binhf", "ta65p").
  case inputMethod
  /// The beginning of a name.
  case prefix
  /// The beginning of a later word of a name.
  case wordPrefix
  /// A name a few edits away.
  case typo
  /// The context alone, for a short form of a name in the same text.
  case coreference

  /// The word used in results.
  public var name: String {
    switch self {
    case .exact: "exact"
    case .alias: "alias"
    case .acronym: "acronym"
    case .withoutDiacritics: "without-diacritics"
    case .inputMethod: "input-method"
    case .prefix: "prefix"
    case .wordPrefix: "word-prefix"
    case .typo: "typo"
    case .coreference: "coreference"
    }
  }
}

/// An entity that a name may stand for, with the reason.
public struct Candidate: Sendable, Equatable {
  public var entity: KnowledgeEntity
  /// The alias that matched.
  public var alias: String
  public var kind: MatchKind
  /// 0 to 1, comparable within one answer.
  public var score: Float
  /// One sentence for a reader.
  public var reason: String

  public init(entity: KnowledgeEntity, alias: String, kind: MatchKind, score: Float, reason: String) {
    self.entity = entity
    self.alias = alias
    self.kind = kind
    self.score = score
    self.reason = reason
  }
}

/// Finds entities by name, as one types it: exact, alias, acronym, without diacritics, by prefix, with typing errors.
public struct EntityLookup: Sendable {
  private let knowledge: KnowledgeBase

  public init(_ knowledge: KnowledgeBase = .builtIn) { self.knowledge = knowledge }

  /// What narrows and ranks a search.
  public struct Options: Sendable {
    /// Only these types; empty for all.
    public var types: Set<EntityType> = []
    /// Only entities of this country (ISO 3166-1 alpha-2); empty for all.
    public var country = ""
    /// The day of the text, `yyyymmdd`: entities that did not exist then rank lower. 0 when unknown.
    public var day = 0
    /// Words around the name: entities whose description shares them rank higher.
    public var context = ""
    /// At most this many answers.
    public var limit = 10
    /// Whether names that only begin with the query count.
    public var allowsPrefix = true
    /// Whether names a few edits away count.
    public var allowsTypos = true

    public init() {}
  }

  /// The entities that `query` may mean, best first. An empty query has none; only the first 200 bytes count.
  public func lookup(_ query: String, _ options: Options = Options()) -> [Candidate] {
    guard options.limit > 0 else { return [] }
    let query = String(decoding: Array(query.utf8.prefix(200)), as: UTF8.self)
    var key = NameKey(query, knowledge.letters)
    guard !key.bare.isEmpty else { return [] }
    var search = Search(query: query, key: key, options: options, knowledge: knowledge)
    search.exact(key.bare)
    if search.hits.isEmpty, let owner = Self.owner(query) {
      key = NameKey(owner, knowledge.letters)
      search = Search(query: owner, key: key, options: options, knowledge: knowledge)
      search.exact(key.bare)
    }
    for raw in InputMethod.readings(of: key.bare) where search.isShort {
      search.exact(raw, as: .inputMethod)
    }
    if options.allowsPrefix && search.isShort { search.prefixes() }
    if options.allowsTypos && search.hits.isEmpty { search.typos() }
    return search.candidates()
  }
}

extension EntityLookup {
  /// The name without the English ending of the possessive: "Kazakhstan" of "Kazakhstan's"; nil when it has none.
  fileprivate static func owner(_ query: String) -> String? {
    for mark in ["'", "’"] {
      for ending in ["s", "S", ""] where query.hasSuffix(mark + ending) && query.count > mark.count + ending.count {
        return String(query.dropLast(mark.count + ending.count))
      }
    }
    return nil
  }
}

/// One search: the best hit so far per entity.
private struct Search {
  let query: String
  let key: NameKey
  let options: EntityLookup.Options
  let knowledge: KnowledgeBase
  var hits: [KnowledgeBase.Reference: Hit] = [:]

  struct Hit {
    var alias: Int
    var kind: MatchKind
    var score: Float
    var edits: Int
  }

  /// At most this many names of one prefix are looked at: what a list of suggestions can use.
  static let prefixLimit = 400

  var isShort: Bool { hits.count < options.limit }

  mutating func exact(_ bare: [UInt8], as forced: MatchKind? = nil) {
    for (number, table) in knowledge.tables.enumerated() {
      guard let found = table.key(equalTo: bare) else { continue }
      for alias in table.aliases(ofKey: found) { add(number, alias, forced) }
    }
  }

  mutating func prefixes() {
    for (number, table) in knowledge.tables.enumerated() {
      for found in table.keys(withPrefix: key.bare).prefix(Self.prefixLimit) {
        for alias in table.aliases(ofKey: found) { add(number, alias, .prefix) }
      }
      guard key.bare.count >= 2 else { continue }
      for word in table.laterWords(withPrefix: key.bare).prefix(Self.prefixLimit) {
        for alias in table.aliases(ofKey: table.key(ofLaterWord: word)) { add(number, alias, .wordPrefix) }
      }
    }
  }

  mutating func typos() {
    let letters = key.bare.filter { $0 != 0x20 }
    let limit = TypoSearch.allowedEdits(letters.count)
    guard limit > 0 else { return }
    for (number, table) in knowledge.tables.enumerated() {
      for (found, edits) in TypoSearch(table).keys(near: letters, limit) {
        for alias in table.aliases(ofKey: found) { add(number, alias, .typo, edits: edits) }
      }
    }
  }

  private mutating func add(_ number: Int, _ index: Int, _ forced: MatchKind?, edits: Int = 0) {
    let table = knowledge.tables[number]
    let alias = table.alias(index)
    let reference = KnowledgeBase.Reference(table: number, index: alias.entity)
    if !options.types.isEmpty && !options.types.contains(table.type(alias.entity)) { return }
    if !options.country.isEmpty && table.country(alias.entity) != options.country { return }
    if knowledge.isReplaced(reference) { return }
    let kind = forced ?? kind(table, alias)
    var score = Self.base(kind) - 0.12 * Float(max(0, edits - 1)) + 0.2 * Float(min(alias.prior, 100)) / 100
    if number > 0 { score += 0.05 }
    if !table.exists(alias.entity, on: options.day) { score -= 0.25 }
    if kind == .prefix || kind == .wordPrefix {
      let (_, count) = table.keyBytes(table.key(ofAlias: index))
      score += 0.1 * Float(key.bare.count) / Float(max(count, 1)) + (alias.kind == .canonical ? 0.03 : 0)
    }
    let hit = Hit(alias: index, kind: kind, score: min(max(score, 0), 1), edits: edits)
    if let old = hits[reference], old.score >= hit.score { return }
    hits[reference] = hit
  }

  /// How the query met an alias with the same bare key.
  private func kind(_ table: KnowledgeTable, _ alias: KnowledgeTable.Alias) -> MatchKind {
    let folded = NameKey(table.surface(alias), knowledge.letters).folded
    if folded != key.folded { return .withoutDiacritics }
    switch alias.kind {
    case .canonical: return .exact
    case .acronym: return .acronym
    default: return .alias
    }
  }

  private static func base(_ kind: MatchKind) -> Float {
    switch kind {
    case .exact: 0.8
    case .alias, .acronym: 0.78
    case .withoutDiacritics: 0.65
    case .inputMethod: 0.6
    case .prefix: 0.45
    case .typo: 0.45
    case .wordPrefix: 0.35
    case .coreference: 0.3
    }
  }

  /// The hits as candidates, best first; equal scores by id.
  func candidates() -> [Candidate] {
    let context = options.context.isEmpty ? [] : Set(NameKey(options.context, knowledge.letters).words)
    var ranked: [(reference: KnowledgeBase.Reference, hit: Hit, score: Float, id: String)] = []
    for (reference, hit) in hits {
      var score = hit.score
      let table = knowledge.tables[reference.table]
      if !context.isEmpty {
        let words = NameKey(table.description(reference.index), knowledge.letters).words
        let shared = words.reduce(0) { $0 + (context.contains($1) ? 1 : 0) }
        score = min(1, score + 0.04 * Float(min(shared, 4)))
      }
      ranked.append((reference, hit, score, table.id(reference.index)))
    }
    ranked.sort { a, b in
      a.score != b.score ? a.score > b.score : Array(a.id.utf8).lexicographicallyPrecedes(Array(b.id.utf8))
    }
    return ranked.prefix(options.limit).map { entry in
      let table = knowledge.tables[entry.reference.table]
      let alias = table.alias(entry.hit.alias)
      let surface = table.surface(alias)
      return Candidate(
        entity: knowledge.entity(entry.reference), alias: surface, kind: entry.hit.kind, score: entry.score,
        reason: reason(entry.hit, alias, surface, knowledge.entity(entry.reference)))
    }
  }

  private func reason(
    _ hit: Hit, _ alias: KnowledgeTable.Alias, _ surface: String, _ entity: KnowledgeEntity
  ) -> String {
    var text: String
    switch hit.kind {
    case .exact: text = "canonical name"
    case .alias: text = "\(alias.kind.name) name of \(entity.name)"
    case .acronym: text = "acronym of \(entity.name)"
    case .withoutDiacritics: text = "\"\(surface)\" without regard to diacritics"
    case .inputMethod: text = "\"\(surface)\" as an input method would write it"
    case .prefix: text = "\"\(surface)\" begins with the query"
    case .wordPrefix: text = "a word of \"\(surface)\" begins with the query"
    case .typo: text = "\"\(surface)\" is \(hit.edits) edit\(hit.edits == 1 ? "" : "s") away"
    case .coreference: text = "context"
    }
    if options.day != 0 && !entity.exists(on: options.day) { text += "; not valid on the given day" }
    return text
  }
}
