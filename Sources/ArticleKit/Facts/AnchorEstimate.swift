/// Guesses when a text was written from the dates in it, for a page that does not say.
enum AnchorEstimate {
  /// The latest day the text speaks of as past, in the latest year it does; nil when it names no recent year.
  static func day(_ expressions: [DateExpression]) -> CalendarDay? {
    guard let year = latestYear(expressions) else { return nil }
    var latest: CalendarDay?
    for expression in expressions {
      guard let day = day(expression, year), isPast(expression) || isFull(expression.base),
        latest.map({ day > $0 }) ?? true
      else { continue }
      latest = day
    }
    if let latest { return latest }
    var month = 0
    for expression in expressions where isPast(expression) {
      switch expression.base {
      case .month(let wanted, .given(year)): month = max(month, wanted)
      default: break
      }
    }
    return month > 0
      ? CalendarDay(year: year, month: month, day: CalendarDay.days(inMonth: month, of: year))
      : CalendarDay(year: year, month: 12, day: 31)
  }

  /// The latest day that is written in full and not spoken of as future; nil when there is none.
  static func latestFullDay(_ expressions: [DateExpression]) -> CalendarDay? {
    expressions.filter { isPast($0) && isFull($0.base) }.compactMap { expression -> CalendarDay? in
      guard case .day(let day) = expression.base, case .given(let year) = day.year, (1990...2100).contains(year) else {
        return nil
      }
      return self.day(expression, year)
    }.max()
  }

  private static func latestYear(_ expressions: [DateExpression]) -> Int? {
    var latest: Int?
    for expression in expressions where isPast(expression) {
      let year: Int
      switch expression.base {
      case .day(let day):
        guard case .given(let given) = day.year else { continue }
        year = given
      case .days(_, let day):
        guard case .given(let given) = day.year else { continue }
        year = given
      case .month(_, .given(let given)), .quarter(_, .given(let given)), .year(let given): year = given
      default: continue
      }
      if (1990...2100).contains(year) { latest = max(latest ?? year, year) }
    }
    return latest
  }

  private static func isPast(_ expression: DateExpression) -> Bool { expression.tense != .future }

  private static func isFull(_ base: DateExpression.Base) -> Bool {
    guard case .day(let day) = base, case .given = day.year else { return false }
    return true
  }

  /// The day of an expression in `year`, when it may lie there.
  private static func day(_ expression: DateExpression, _ year: Int) -> CalendarDay? {
    let partial: PartialDay
    switch expression.base {
    case .day(let day), .days(_, let day): partial = day
    default: return nil
    }
    guard let month = partial.month else { return nil }
    switch partial.year {
    case .given(let given): return given == year ? CalendarDay(year: year, month: month, day: partial.day) : nil
    case .open: return CalendarDay(year: year, month: month, day: partial.day)
    case .offset: return nil
    }
  }
}
