/// One place where the text names an entity.
public struct Mention: Sendable, Equatable {
  /// The name without titles and generic heads (bytes).
  public var span: Span
  public var form: Form

  /// How the mention names its entity.
  public enum Form: String, Sendable, CaseIterable {
    /// The longest form in the text, or a canonical name.
    case full
    /// A part of it: surname, given name, short name.
    case short
    /// Initial letters: `CSTO`, `N.T.T.V`.
    case acronym
    /// Another name of the same entity: `Hoa Kỳ` for `Mỹ`.
    case alias
  }

  public init(span: Span, form: Form) {
    self.span = span
    self.form = form
  }
}

/// A role or affiliation the text gives to an entity.
public struct Role: Sendable, Equatable {
  /// The title as it stands in the text: `Tổng thống`, `phát ngôn viên`.
  public var title: String
  /// Where the title stands (bytes).
  public var span: Span
  /// The name the role belongs to, when it stands beside the title: `Nga` in "Tổng thống Nga Putin".
  public var affiliation: String?
  /// Where the affiliation stands (bytes).
  public var affiliationSpan: Span?
  /// The day of the text, `yyyymmdd`; 0 when unknown.
  public var day: Int

  public init(title: String, span: Span, affiliation: String? = nil, affiliationSpan: Span? = nil, day: Int = 0) {
    self.title = title
    self.span = span
    self.affiliation = affiliation
    self.affiliationSpan = affiliationSpan
    self.day = day
  }
}

/// Someone or something the text names, with every place where it does.
public struct Entity: Sendable, Equatable {
  public var type: EntityType
  /// The canonical name: the knowledge base's when linked, else the fullest form in the text.
  public var name: String
  /// The id in the knowledge base; nil when the entity is not in it.
  public var id: String?
  /// In source order.
  public var mentions: [Mention]
  /// What the name may stand for, most likely first; the first is the link when ``id`` is set.
  public var candidates: [Candidate]
  /// Roles and affiliations said in the text, in source order.
  public var roles: [Role]
  /// How much the text is about the entity, 0 to 1; the most salient has the highest.
  public var salience: Float

  public init(
    type: EntityType, name: String, id: String? = nil, mentions: [Mention], candidates: [Candidate] = [],
    roles: [Role] = [], salience: Float = 0
  ) {
    self.type = type
    self.name = name
    self.id = id
    self.mentions = mentions
    self.candidates = candidates
    self.roles = roles
    self.salience = salience
  }
}
