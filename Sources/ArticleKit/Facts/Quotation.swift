/// Words that the text puts into somebody's mouth.
public struct Quotation: Sendable, Hashable {
  /// The quotation with its marks, or the clause of a statement without marks (bytes).
  public var span: Span
  /// The words themselves, without marks (bytes).
  public var content: Span
  public var kind: Kind
  /// Who says it, with title ("Ngoại trưởng Lavrov"), as the text names the speaker nearest to the quotation (bytes).
  public var speaker: Span?
  /// An earlier, fuller naming of a speaker who is only a pronoun here ("ông"; bytes).
  public var antecedent: Span?
  /// The word that attributes it: a reporting verb, "theo", or the colon (bytes).
  public var cue: Span?
  public var attribution: Attribution
  /// Whether both quotation marks are there; true for statements without marks.
  public var isBalanced: Bool
  /// How sure the attribution is, 0 to 1.
  public var confidence: Float

  /// How the words are given.
  public enum Kind: String, Sendable, CaseIterable {
    /// Whole sentences in quotation marks.
    case direct
    /// Some words in quotation marks within a sentence of the writer's.
    case partial
    /// A statement in the writer's words, after a reporting verb.
    case indirect
  }

  /// What ties the words to their speaker.
  public enum Attribution: String, Sendable, CaseIterable {
    /// "Ông Nam nói: “…”"
    case before
    /// "“…”, ông Nam nói."
    case after
    /// The quotation goes on from one whose speaker is known.
    case continued
    case unknown
  }
}
