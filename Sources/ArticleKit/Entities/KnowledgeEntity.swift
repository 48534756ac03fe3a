/// One record of the knowledge base.
public struct KnowledgeEntity: Sendable, Equatable {
  /// Unique within the knowledge base: `country.ru`, `per.putin`.
  public var id: String
  public var type: EntityType
  /// A finer class: `country`, `capital`, `vn-province`, `media:paper`, `company`.
  public var subtype: String
  /// The canonical name in Vietnamese.
  public var name: String
  public var englishName: String
  /// ISO 3166-1 alpha-2, or empty.
  public var country: String
  /// Wikidata identifier, or empty.
  public var wikidata: String
  /// One line in Vietnamese.
  public var description: String
  /// The first day the entity existed as such, as `yyyymmdd`; 0 when open.
  public var validFrom: Int
  /// The last day the entity existed as such, as `yyyymmdd`; 0 when open.
  public var validUntil: Int
  /// Where the record comes from, and its licence.
  public var source: String
  public var licence: String
  /// Further facts as `key=value;key=value`.
  public var extra: String

  public init(
    id: String, type: EntityType, subtype: String = "", name: String, englishName: String = "", country: String = "",
    wikidata: String = "", description: String = "", validFrom: Int = 0, validUntil: Int = 0, source: String = "",
    licence: String = "", extra: String = ""
  ) {
    self.id = id
    self.type = type
    self.subtype = subtype
    self.name = name
    self.englishName = englishName
    self.country = country
    self.wikidata = wikidata
    self.description = description
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.source = source
    self.licence = licence
    self.extra = extra
  }

  /// Whether the entity existed on `day` (`yyyymmdd`); true when the day or the bounds are unknown (0).
  public func exists(on day: Int) -> Bool {
    day == 0 || ((validFrom == 0 || validFrom <= day) && (validUntil == 0 || day <= validUntil))
  }
}

/// What an alias is to its entity.
public enum AliasKind: UInt8, Sendable, CaseIterable {
  case canonical, official, short, acronym, exonym, oldSpelling, demonym, typo

  /// The word used in `Data/aliases.tsv` and in results.
  public var name: String {
    switch self {
    case .canonical: "canonical"
    case .official: "official"
    case .short: "short"
    case .acronym: "acronym"
    case .exonym: "exonym"
    case .oldSpelling: "old-spelling"
    case .demonym: "demonym"
    case .typo: "typo"
    }
  }

  init?(named word: String) {
    guard let kind = Self.allCases.first(where: { $0.name == word }) else { return nil }
    self = kind
  }
}

/// A name under which an entity is known.
public struct KnowledgeAlias: Sendable, Equatable {
  public var name: String
  public var entity: String
  public var kind: AliasKind
  /// Also an ordinary word, a given name or the like: it needs its capitals and a cue.
  public var isHomograph: Bool
  /// How likely the name means this entity, 0 to 100.
  public var prior: Int

  public init(name: String, entity: String, kind: AliasKind, isHomograph: Bool = false, prior: Int = 50) {
    self.name = name
    self.entity = entity
    self.kind = kind
    self.isHomograph = isHomograph
    self.prior = prior
  }
}
