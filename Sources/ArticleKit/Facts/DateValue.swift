/// A part of the day, as its speakers divide it.
public enum DayPart: String, Sendable, CaseIterable {
  /// sáng
  case morning = "MO"
  /// trưa
  case midday = "MI"
  /// chiều
  case afternoon = "AF"
  /// tối
  case evening = "EV"
  /// đêm
  case night = "NI"
}

/// What an expression of time refers to.
///
/// ``iso`` spells it as ISO 8601 where that has a form, and as EDTF (the Library of Congress's extended date-time format)
/// for decades, centuries and a missing year; parts of the day use the suffixes of TimeML.
public indirect enum DateValue: Hashable, Sendable {
  case century(Int)
  /// The decade that starts in the year `10 * first`.
  case decade(Int)
  case year(Int)
  case quarter(year: Int, quarter: Int)
  /// A month; without a year when nothing tells it.
  case month(year: Int?, month: Int)
  /// An ISO 8601 week.
  case week(year: Int, week: Int)
  case day(CalendarDay)
  /// A day whose year nothing tells.
  case monthDay(month: Int, day: Int)
  case dayPart(CalendarDay, DayPart)
  /// A clock time, in minutes since midnight.
  case time(CalendarDay, minute: Int)
  /// Both ends belong to the range.
  case range(DateValue, DateValue)
  /// An expression of time that neither the text nor the day of publication resolves.
  case unknown

  /// The value as ISO 8601 or EDTF; `?` when it is unknown.
  public var iso: String {
    switch self {
    case .century(let century): decimal(century - 1, digits: 2) + "XX"
    case .decade(let decade): decimal(decade, digits: 3) + "X"
    case .year(let year): decimal(year, digits: 4)
    case .quarter(let year, let quarter): "\(decimal(year, digits: 4))-Q\(quarter)"
    case .month(let year, let month): "\(year.map { decimal($0, digits: 4) } ?? "XXXX")-\(decimal(month, digits: 2))"
    case .week(let year, let week): "\(decimal(year, digits: 4))-W\(decimal(week, digits: 2))"
    case .day(let day): day.description
    case .monthDay(let month, let day): "XXXX-\(decimal(month, digits: 2))-\(decimal(day, digits: 2))"
    case .dayPart(let day, let part): "\(day)T\(part.rawValue)"
    case .time(let day, let minute): "\(day)T\(decimal(minute / 60, digits: 2)):\(decimal(minute % 60, digits: 2))"
    case .range(let from, let to): "\(from.iso)/\(to.iso)"
    case .unknown: "?"
    }
  }

  /// The first day of the stretch; nil when it has none.
  public var firstDay: CalendarDay? {
    switch self {
    case .century(let century): CalendarDay(year: max(1, (century - 1) * 100), month: 1, day: 1)
    case .decade(let decade): CalendarDay(year: max(1, decade * 10), month: 1, day: 1)
    case .year(let year): CalendarDay(year: year, month: 1, day: 1)
    case .quarter(let year, let quarter): CalendarDay(year: year, month: quarter * 3 - 2, day: 1)
    case .month(let year, let month): year.flatMap { CalendarDay(year: $0, month: month, day: 1) }
    case .week(let year, let week): CalendarDay.monday(ofWeek: week, year: year)
    case .day(let day), .dayPart(let day, _), .time(let day, _): day
    case .range(let from, _): from.firstDay
    case .monthDay, .unknown: nil
    }
  }

  /// The last day of the stretch; nil when it has none.
  public var lastDay: CalendarDay? {
    switch self {
    case .century(let century): CalendarDay(year: min(9999, century * 100 - 1), month: 12, day: 31)
    case .decade(let decade): CalendarDay(year: min(9999, decade * 10 + 9), month: 12, day: 31)
    case .year(let year): CalendarDay(year: year, month: 12, day: 31)
    case .quarter(let year, let quarter):
      CalendarDay(year: year, month: quarter * 3, day: CalendarDay.days(inMonth: quarter * 3, of: year))
    case .month(let year, let month):
      year.flatMap { CalendarDay(year: $0, month: month, day: CalendarDay.days(inMonth: month, of: $0)) }
    case .week: firstDay.map { $0 + 6 }
    case .range(_, let to): to.lastDay
    case .day, .dayPart, .time, .monthDay, .unknown: firstDay
    }
  }

  /// The name of the value's form.
  public var kind: Kind {
    switch self {
    case .century: .century
    case .decade: .decade
    case .year: .year
    case .quarter: .quarter
    case .month: .month
    case .week: .week
    case .day, .monthDay: .day
    case .dayPart: .dayPart
    case .time: .time
    case .range: .range
    case .unknown: .unknown
    }
  }

  /// The forms a value takes.
  public enum Kind: String, Sendable, CaseIterable {
    case century, decade, year, quarter, month, week, day, dayPart, time, range, unknown
  }
}
