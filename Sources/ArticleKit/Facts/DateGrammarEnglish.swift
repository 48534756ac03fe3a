/// Expressions of time in English.
extension DateGrammar {
  /// An expression that begins with an English word.
  func english(_ index: Int) -> Reading? {
    switch tokens[index].term {
    case .month: return englishMonth(index)
    case .weekday: return englishWeekday(index, first: index)
    case .yesterday: return withEnglishPart(Reading(base: .relativeDay(-1), first: index, end: index + 1))
    case .today: return Reading(base: .relativeDay(0), first: index, end: index + 1)
    case .tomorrow: return withEnglishPart(Reading(base: .relativeDay(1), first: index, end: index + 1))
    case .tonight: return Reading(base: .relativeDay(0), part: .night, first: index, end: index + 1)
    case .last, .next, .this: return englishRelative(index)
    case .number, .a: return englishAgo(index) ?? englishQuarter(index)
    default: return nil
    }
  }

  /// An English expression that begins with digits: "22 October 2013", "1990s", "19th century", "3 years ago".
  func englishNumeric(_ index: Int) -> Reading? {
    if let year = year(index), year % 10 == 0, kind(index + 1) == .word, !tokens[index + 1].followsSpace,
      tokens[index + 1].count == 1, tokens[index + 1].key == DateGrammar.pluralKey
    {
      return Reading(base: .decade(year / 10), first: index, end: index + 2)
    }
    guard let number = digits(index, 1...31, maximumCount: 2) else { return nil }
    var next = index + 1
    if term(next) == .ordinalSuffix, !tokens[next].followsSpace { next += 1 }
    if next > index + 1, term(next) == .century, number <= 30, !tokens[next].isCapitalised {
      return Reading(base: .century(number), first: index, end: next + 1)
    }
    if term(next) == .of { next += 1 }
    if let month = monthName(next) {
      let (year, end) = englishYear(next + 1)
      return Reading(base: .day(PartialDay(day: number, month: month, year: year)), first: index, end: end)
    }
    if isDash(index + 1) || term(index + 1) == .to, let to = digits(index + 2, 1...31, maximumCount: 2), to > number,
      let month = monthName(index + 3)
    {
      let (year, end) = englishYear(index + 4)
      return Reading(
        base: .days(PartialDay(day: number, month: month, year: year), PartialDay(day: to, month: month, year: year)),
        first: index, end: end)
    }
    return englishAgo(index)
  }

  private static let pluralKey = wordKey("s")

  private func monthName(_ index: Int) -> Int? {
    term(index) == .month && tokens[index].isCapitalised ? tokens[index].value : nil
  }

  private func englishYear(_ index: Int) -> (YearReference, Int) {
    var next = index
    if isMark(next, "."), year(next + 1) != nil, tokens[next + 1].followsSpace { next += 1 }
    if isMark(next, ",") || term(next) == .of { next += 1 }
    if let year = year(next), (1000...2100).contains(year) { return (.given(year), next + 1) }
    return (.open, index)
  }

  /// "October 22, 2013", "Oct. 22", "October 2013", "in October".
  private func englishMonth(_ index: Int) -> Reading? {
    guard let month = monthName(index) else { return nil }
    var next = index + 1
    if isMark(next, "."), digits(next + 1, 1...2999) != nil { next += 1 }
    if let day = digits(next, 1...31, maximumCount: 2) {
      var end = next + 1
      if term(end) == .ordinalSuffix, !tokens[end].followsSpace { end += 1 }
      if isDash(end) || term(end) == .to, let to = digits(end + 1, 1...31, maximumCount: 2), to > day {
        let (year, last) = englishYear(end + 2)
        return Reading(
          base: .days(PartialDay(day: day, month: month, year: year), PartialDay(day: to, month: month, year: year)),
          first: index, end: last)
      }
      let (year, last) = englishYear(end)
      return Reading(base: .day(PartialDay(day: day, month: month, year: year)), first: index, end: last)
    }
    let (year, end) = englishYear(next)
    if year != .open { return Reading(base: .month(month, year), first: index, end: end) }
    switch termBefore(index) {
    case .within, .since, .until, .by, .early, .late, .mid, .from, .during, .of, .to: break
    default: return nil
    }
    return Reading(base: .month(month, .open), first: index, end: index + 1)
  }

  private func englishWeekday(_ index: Int, first: Int) -> Reading? {
    guard tokens[index].isCapitalised else { return nil }
    var reading = Reading(base: .weekday(tokens[index].value, nil), first: first, end: index + 1)
    let next = isMark(index + 1, ",") ? index + 2 : index + 1
    if term(next) == .month || kind(next) == .number,
      let date = term(next) == .month ? englishMonth(next) : englishNumeric(next), case .day = date.base
    {
      reading.base = date.base
      reading.end = date.end
      return reading
    }
    return withEnglishPart(reading)
  }

  private func withEnglishPart(_ reading: Reading) -> Reading {
    guard term(reading.end) == .morningPart || term(reading.end) == .night else { return reading }
    var longer = reading
    longer.part = DayPart.allCases[min(max(tokens[reading.end].value, 0), 4)]
    longer.end += 1
    return longer
  }

  /// "last week", "next Monday", "this morning", "last October".
  private func englishRelative(_ index: Int) -> Reading? {
    let offset = tokens[index].term == .last ? -1 : tokens[index].term == .next ? 1 : 0
    let tense: DateExpression.Tense = offset < 0 ? .past : offset > 0 ? .future : .open
    let end = index + 2
    switch term(index + 1) {
    case .week: return Reading(base: .relativeWeek(offset), first: index, end: end)
    case .weekend: return Reading(base: .relativeWeekend(offset), first: index, end: end)
    case .monthUnit: return Reading(base: .relativeMonth(offset), first: index, end: end)
    case .quarter: return Reading(base: .relativeQuarter(offset), first: index, end: end)
    case .year: return Reading(base: .relativeYear(offset), first: index, end: end)
    case .morningPart where offset == 0 || (offset < 0 && tokens[index + 1].value == 4):
      return Reading(
        base: .relativeDay(offset), part: DayPart.allCases[min(max(tokens[index + 1].value, 0), 4)], first: index,
        end: end)
    case .weekday:
      guard var reading = englishWeekday(index + 1, first: index) else { return nil }
      reading.tense = tense
      if offset == 0, case .weekday(let day, _) = reading.base { reading.base = .weekday(day, 0) }
      return reading
    case .month:
      guard let month = monthName(index + 1) else { return nil }
      return Reading(base: .month(month, .open), tense: tense, first: index, end: end)
    default: return nil
    }
  }

  /// "3 years ago", "two weeks ago", "a month ago".
  private func englishAgo(_ index: Int) -> Reading? {
    let count = tokens[index].term == .a ? 1 : smallNumber(index)?.value ?? 0
    guard count > 0, term(index + 2) == .ago else { return nil }
    let base: DateExpression.Base
    switch term(index + 1) {
    case .dayUnit: base = .relativeDay(-count)
    case .week: base = .relativeWeek(-count)
    case .monthUnit: base = .relativeMonth(-count)
    case .year: base = .relativeYear(-count)
    case .decade: base = .relativeYear(-10 * count)
    default: return nil
    }
    return Reading(base: base, first: index, end: index + 3)
  }

  /// "third quarter of 2013".
  private func englishQuarter(_ index: Int) -> Reading? {
    guard term(index + 1) == .quarter, (1...4).contains(tokens[index].value) else { return nil }
    let (year, end) = englishYear(index + 2)
    return Reading(base: .quarter(tokens[index].value, year), first: index, end: end)
  }
}
