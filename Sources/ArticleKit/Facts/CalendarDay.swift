/// A day of the proleptic Gregorian calendar.
///
/// The arithmetic follows Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int

  /// The day `number` days after 1970-01-01.
  public init(number: Int) { self.number = number }

  /// The day with this date; nil when the calendar has no such day or the year is not in 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= CalendarDay.days(inMonth: month, of: year)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// The day that begins an ISO 8601 date or date-time (`2024-11-27`, `2024-11-27T08:00+07:00`); nil otherwise.
  public init?(iso8601 text: String) {
    let bytes = Array(text.utf8.prefix(11))
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      let year = CalendarDay.integer(bytes[0..<4]), let month = CalendarDay.integer(bytes[5..<7]),
      let day = CalendarDay.integer(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func integer(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in digits {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }

  /// Year, month (1...12) and day of the month.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  public var year: Int { components.year }
  public var month: Int { components.month }

  /// ISO 8601: Monday 1 to Sunday 7.
  public var weekday: Int {
    let remainder = (number + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  /// The ISO 8601 week this day lies in; its year is that of the week's Thursday.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = self + (4 - weekday)
    let year = thursday.year
    let first = CalendarDay(year: year, month: 1, day: 1) ?? thursday
    return (year, (thursday.number - first.number) / 7 + 1)
  }

  /// The Monday of an ISO week.
  public static func monday(ofWeek week: Int, year: Int) -> CalendarDay? {
    guard let fourth = CalendarDay(year: year, month: 1, day: 4) else { return nil }
    return fourth + (1 - fourth.weekday) + (week - 1) * 7
  }

  /// The number of days in a month; 0 when `month` is not in 1...12.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    case 1...12: 31
    default: 0
    }
  }

  /// Whether February of `year` has 29 days.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  public static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }
  public static func + (day: CalendarDay, days: Int) -> CalendarDay { CalendarDay(number: day.number + days) }
}

extension CalendarDay: CustomStringConvertible {
  /// ISO 8601: `2024-11-27`.
  public var description: String {
    let (year, month, day) = components
    return "\(decimal(year, digits: 4))-\(decimal(month, digits: 2))-\(decimal(day, digits: 2))"
  }
}

/// `value` with leading zeros up to `digits` digits.
func decimal(_ value: Int, digits: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
