import Testing

@testable import ArticleKit

@Suite("Calendar days")
struct CalendarDayTests {
  @Test("The epoch is a Thursday and day zero")
  func epoch() throws {
    let day = try #require(CalendarDay(year: 1970, month: 1, day: 1))
    #expect(day.number == 0)
    #expect(day.weekday == 4)
  }

  @Test("Every day from 1582 to 2400 comes back from its components")
  func roundTrip() throws {
    let first = try #require(CalendarDay(year: 1582, month: 10, day: 15))
    let last = try #require(CalendarDay(year: 2400, month: 12, day: 31))
    for number in first.number...last.number {
      let (year, month, day) = CalendarDay(number: number).components
      try #require(CalendarDay(year: year, month: month, day: day)?.number == number)
    }
  }

  @Test(
    "A day the calendar lacks is refused",
    arguments: [
      (2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1), (2024, 1, 0), (0, 1, 1), (10_000, 1, 1),
    ])
  func impossible(_ parts: (Int, Int, Int)) {
    #expect(CalendarDay(year: parts.0, month: parts.1, day: parts.2) == nil)
  }

  @Test("Leap days exist in 2000 and 2024")
  func leapDays() {
    #expect(CalendarDay(year: 2000, month: 2, day: 29)?.description == "2000-02-29")
    #expect(CalendarDay(year: 2024, month: 2, day: 29)?.description == "2024-02-29")
  }

  @Test(
    "ISO weeks follow the year of their Thursday",
    arguments: [
      ("2005-01-01", 2004, 53), ("2007-01-01", 2007, 1), ("2008-12-29", 2009, 1), ("2010-01-03", 2009, 53),
      ("2024-11-27", 2024, 48), ("2020-12-31", 2020, 53),
    ])
  func weeks(_ text: String, _ year: Int, _ week: Int) throws {
    let day = try #require(CalendarDay(iso8601: text))
    #expect(day.isoWeek == (year, week))
    let monday = try #require(CalendarDay.monday(ofWeek: week, year: year))
    #expect((0..<7).contains(day.number - monday.number))
  }

  @Test("An ISO 8601 date-time gives its day, other text none")
  func parsing() {
    #expect(CalendarDay(iso8601: "2024-11-27T08:15:00+07:00")?.description == "2024-11-27")
    #expect(CalendarDay(iso8601: "2024-11-27")?.description == "2024-11-27")
    for text in ["", "2024", "27/11/2024", "2024-1-2", "2024-11-27x", "2024-02-30", "20a4-11-27"] {
      #expect(CalendarDay(iso8601: text) == nil)
    }
  }
}
