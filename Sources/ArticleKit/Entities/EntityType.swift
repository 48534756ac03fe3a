/// What kind of thing a name stands for.
public enum EntityType: UInt8, Sendable, CaseIterable, Codable {
  /// A person (PER), with monarchs, nicknames and initials.
  case person
  /// A place (LOC): countries, regions, cities, rivers, streets, airports.
  case place
  /// An organisation (ORG): companies, state bodies, parties, clubs, news media, blocs.
  case organisation
  /// A named event (EVENT): wars, summits, tournaments, storms.
  case event
  /// A work or product (WORK): titles, laws, treaties, weapons, models, programmes.
  case work

  /// The name used in results: `person`, `place`, `organisation`, `event`, `work`.
  public var name: String {
    switch self {
    case .person: "person"
    case .place: "place"
    case .organisation: "organisation"
    case .event: "event"
    case .work: "work"
    }
  }

  /// The tag of annotated corpora: `PER`, `LOC`, `ORG`, `EVENT`, `WORK`.
  public var tag: String {
    switch self {
    case .person: "PER"
    case .place: "LOC"
    case .organisation: "ORG"
    case .event: "EVENT"
    case .work: "WORK"
    }
  }

  /// The type with this name (`person`) or tag (`PER`, `MISC` for works); nil for any other word.
  public init?(named word: String) {
    if word == "MISC" {
      self = .work
      return
    }
    guard let type = Self.allCases.first(where: { $0.name == word || $0.tag == word }) else { return nil }
    self = type
  }
}
