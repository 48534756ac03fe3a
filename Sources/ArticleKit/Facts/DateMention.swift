/// An expression of time in the text, with what it refers to.
public struct DateMention: Sendable, Hashable {
  /// Where it stands (bytes), without a preposition before it.
  public var span: Span
  public var value: DateValue
  /// How sure the value is, 0 to 1.
  public var confidence: Float
  /// What supplied the parts of the value that the expression leaves out.
  public var resolvedBy: DateResolution
  /// Whether the expression names a day the calendar does not have ("30/2/2024"); its value is then unknown.
  public var isImpossible: Bool

  public init(
    span: Span, value: DateValue, confidence: Float = 1, resolvedBy: DateResolution = .expression,
    isImpossible: Bool = false
  ) {
    self.span = span
    self.value = value
    self.confidence = confidence
    self.resolvedBy = resolvedBy
    self.isImpossible = isImpossible
  }

  /// The form of the value.
  public var kind: DateValue.Kind { value.kind }
}

/// What a date's value rests on.
public enum DateResolution: String, Sendable, CaseIterable {
  /// The expression itself is complete.
  case expression
  /// The day of publication that was given or that the page states.
  case publication
  /// A day of publication guessed from the other dates of the text.
  case estimate
  /// An earlier date of the text ("cùng ngày").
  case context
  /// Nothing: the value is unknown or lacks its year.
  case unresolved
}
