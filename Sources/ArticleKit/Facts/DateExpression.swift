/// An expression of time as it is written, before anything outside it fills what it leaves out.
struct DateExpression {
  var span: Span
  var base: Base
  var part: DayPart?
  /// Minutes since midnight.
  var minute: Int?
  var tense: Tense = .open
  /// Whether the expression itself says its tense ("vừa qua", "tới"); otherwise the clause around it hints at it.
  var isTenseFirm = false

  enum Base: Hashable {
    case day(PartialDay)
    case days(PartialDay, PartialDay)
    case month(Int, YearReference)
    case months(Int, YearReference, Int, YearReference)
    case quarter(Int, YearReference)
    case season(Int, YearReference)
    case year(Int)
    case years(Int, Int)
    case decade(Int)
    case century(Int)
    /// Days from the anchor's.
    case relativeDay(Int)
    /// ISO weekday and the week it is said to lie in, counted from the anchor's; nil when nothing is said.
    case weekday(Int, Int?)
    case relativeWeek(Int)
    case relativeWeekend(Int)
    case relativeMonth(Int)
    case relativeQuarter(Int)
    case relativeYear(Int)
    /// The twelve months up to the anchor's.
    case pastYear
    /// The day of the date before.
    case sameDay
    /// Days from the date before, both counted in.
    case followingDays(Int)
    case unknown
  }

  enum Tense { case open, past, future }
}

/// A day with the parts that are written.
struct PartialDay: Hashable {
  var day: Int
  var month: Int?
  var year: YearReference = .open
}

/// How a year is given.
enum YearReference: Hashable {
  case open
  case given(Int)
  /// Years from the anchor's.
  case offset(Int)
}
