/// Days, months and years written with numbers.
extension DateGrammar {
  /// An expression that begins with digits.
  func numeric(_ index: Int) -> Reading? {
    guard !isJointBefore(index) else { return nil }
    return clocked(index) ?? isoDay(index) ?? numericDays(index) ?? numericMonth(index) ?? numericYears(index)
      ?? countedUnit(index) ?? englishNumeric(index)
  }

  /// Whether the digits at `index` continue a longer number, as in "1.234/5".
  private func isJointBefore(_ index: Int) -> Bool {
    guard line.contains(index - 1), !tokens[index].followsSpace else { return false }
    let before = tokens[index - 1]
    if before.kind == .word { return true }
    guard before.kind == .mark, !before.followsSpace, kind(index - 2) == .number else { return false }
    return [47, 46, 45, 44, 58].contains(before.value)
  }

  /// `2013-10-22`.
  private func isoDay(_ index: Int) -> Reading? {
    guard let year = year(index), let mark = joint(index + 1, ["-", "/", "."]),
      let month = digits(index + 2, 1...19, maximumCount: 2),
      joint(index + 3, [mark]) != nil, let day = digits(index + 4, 1...39, maximumCount: 2)
    else { return nil }
    return Reading(
      base: .day(PartialDay(day: day, month: month, year: .given(year))), first: index, end: index + 5)
  }

  /// A day with its month: "22/10", "22.10.2013", "22 tháng 10 năm 2013".
  func writtenDay(_ index: Int) -> (day: PartialDay, end: Int)? {
    if let mark = joint(index + 1), let day = digits(index, 1...39, maximumCount: 2),
      let month = digits(index + 2, 1...19, maximumCount: 2)
    {
      if joint(index + 3) != nil, let year = writtenYear(index + 4, after: mark, joint: joint(index + 3)) {
        guard joint(index + 5) == nil else { return nil }
        return (PartialDay(day: day, month: month, year: .given(year)), index + 5)
      }
      guard day <= 31, month <= 12, joint(index + 3, ["/", ".", "-", ",", ":"]) == nil, !isMark(index + 3, "%") else {
        return nil
      }
      return withYear(PartialDay(day: day, month: month), index + 3)
    }
    guard let day = digits(index, 1...39, maximumCount: 2), term(index + 1) == .thang,
      let month = monthNumber(index + 2)
    else { return nil }
    if joint(month.end) != nil, let year = year(month.end + 1) {
      return (PartialDay(day: day, month: month.value, year: .given(year)), month.end + 2)
    }
    if isMark(month.end, ","), let year = year(month.end + 1) {
      return (PartialDay(day: day, month: month.value, year: .given(year)), month.end + 2)
    }
    guard day <= 31 else { return nil }
    return withYear(PartialDay(day: day, month: month.value), month.end)
  }

  /// A year of four digits, or of two when both separators are the same.
  private func writtenYear(_ index: Int, after mark: Character, joint: Character?) -> Int? {
    if let year = year(index) { return year }
    guard joint == mark, kind(index) == .number, tokens[index].count == 2, let short = digits(index, 0...99) else {
      return nil
    }
    return short < 50 ? 2000 + short : 1900 + short
  }

  private func withYear(_ day: PartialDay, _ index: Int) -> (PartialDay, Int) {
    guard let (year, end) = yearSuffix(index) else { return (day, index) }
    return (PartialDay(day: day.day, month: day.month, year: year), end)
  }

  /// "năm 2013", "năm nay", "năm ngoái" after a day or month.
  func yearSuffix(_ index: Int) -> (YearReference, Int)? {
    guard term(index) == .nam else { return nil }
    if let year = year(index + 1) { return (.given(year), index + 2) }
    guard let (offset, end) = deixis(index + 1) else { return nil }
    return (.offset(offset), end)
  }

  /// A month's number in digits or words, after the word for month.
  func monthNumber(_ index: Int) -> (value: Int, end: Int)? {
    if let value = digits(index, 1...12, maximumCount: 2) { return (value, index + 1) }
    if term(index) == .monthWord, tokens[index].value == 1 { return (1, index + 1) }
    // "9 tháng năm 2013" counts months of a year.
    if term(index) == .nam, year(index + 1) != nil { return nil }
    guard term(index) == .number || term(index) == .nam, let number = smallNumber(index), number.value <= 12 else {
      return nil
    }
    return number
  }

  /// "22/10", "20-21/10", "20 đến 26/10" without the word for day.
  private func numericDays(_ index: Int) -> Reading? {
    if let range = dayRange(index) { return range }
    guard let (day, end) = writtenDay(index) else { return nil }
    let isSure = day.year != .open || term(index + 1) == .thang || isBareDay(index, end)
    guard isSure, !isUnitAhead(end) else { return nil }
    return finished(Reading(base: .day(day), first: index, end: end))
  }

  /// Whether digits alone are a day and not a fraction, a score or a count, by the words around them.
  private func isBareDay(_ index: Int, _ end: Int) -> Bool {
    let isSlash = joint(index + 1, ["/"]) != nil
    switch termBefore(index) {
    case .hom, .ngay: return true
    case .tu, .den, .vao, .on, .since, .until, .from: return isSlash || endsPhrase(end)
    case .toi, .sau, .truoc: return isSlash && endsPhrase(end)
    case .so: return false
    default:
      if isMark(index - 1, "(") { return isMark(end, ")") || isMark(end, ",") || isMark(end, "-") }
      return isImproperFraction(index) && isAfterName(index) && endsPhrase(end)
    }
  }

  /// Whether "31/10" cannot be a fraction; "24/7" is the idiom.
  private func isImproperFraction(_ index: Int) -> Bool {
    guard joint(index + 1, ["/"]) != nil, let day = digits(index, 1...31), let month = digits(index + 2, 1...12) else {
      return false
    }
    return day > month && !(day == 24 && month == 7)
  }

  private func isAfterName(_ index: Int) -> Bool {
    kind(index - 1) == .word && tokens[index - 1].isCapitalised
  }

  /// A range of days that share their month: "20-21/10", "6 đến 8/12/2012", "22 và 23/10".
  func dayRange(_ index: Int) -> Reading? {
    guard let from = digits(index, 1...31, maximumCount: 2) else { return nil }
    var next = index + 1
    var fromMonth: Int?
    if let mark = joint(next, ["/", "."]), let month = digits(next + 1, 1...12, maximumCount: 2),
      joint(next + 2, [mark]) == nil
    {
      // "27/11-5/12"
      guard isDash(next + 2) else { return nil }
      fromMonth = month
      next += 2
    }
    // "22, 23 và 24/10"
    var commas = 0
    while isMark(next, ","), digits(next + 1, 1...31, maximumCount: 2) != nil, commas < 6, fromMonth == nil {
      next += 2
      commas += 1
    }
    let separator = term(next)
    guard
      isDash(next)
        || (fromMonth == nil && (separator == .den || separator == .toi || separator == .va || separator == .to))
    else { return nil }
    next += 1
    if term(next) == .ngay { next += 1 }
    guard let (to, end) = writtenDay(next), to.day <= 31, fromMonth != nil || to.day > from,
      isDash(next - 1) == false || tokens[next].start - tokens[index].end < 4 || fromMonth != nil
    else { return nil }
    if isDash(next - 1), fromMonth == nil, joint(next + 1, ["-"]) != nil { return nil }
    return finished(
      Reading(
        base: .days(PartialDay(day: from, month: fromMonth ?? to.month, year: to.year), to), first: index, end: end))
  }

  /// "10/2013", "6-2013".
  private func numericMonth(_ index: Int) -> Reading? {
    guard let month = digits(index, 1...12, maximumCount: 2), let mark = joint(index + 1), let year = year(index + 2),
      (1900...2100).contains(year), joint(index + 3) == nil, !isMark(index + 3, "/"), termBefore(index) != .so
    else { return nil }
    switch (mark, termBefore(index)) {
    case ("/", _), (_, .tu), (_, .den), (_, .truoc), (_, .sau), (_, .toi), (_, .hoi): break
    default: return nil
    }
    return Reading(base: .month(month, .given(year)), first: index, end: index + 3)
  }

  /// A year without the word for it, where its surroundings tell that it is one.
  private func numericYears(_ index: Int) -> Reading? {
    guard let from = year(index), (1000...2100).contains(from) else { return nil }
    if let reading = numericYearRange(index, from) { return reading }
    if kind(index + 1) == .word, !tokens[index + 1].followsSpace {
      return englishNumeric(index)
    }
    guard endsPhrase(index + 1), joint(index + 1) == nil, isYearCue(index) else { return nil }
    return Reading(base: .year(from), first: index, end: index + 1)
  }

  private func numericYearRange(_ index: Int, _ from: Int) -> Reading? {
    guard isDash(index + 1) || (isMark(index + 1, "/") && joint(index + 1) != nil), let to = year(index + 2), from < to,
      to <= 2100,
      from >= 1500, joint(index + 3) == nil
    else { return nil }
    let isSure = isMark(index - 1, "(") || isYearCue(index) || [.doan, .ky, .gian, .nien].contains(term(index - 1))
    guard isSure, endsPhrase(index + 3) else { return nil }
    return Reading(base: .years(from, to), first: index, end: index + 3)
  }

  /// Whether what stands before `index` makes a number of four digits a year.
  private func isYearCue(_ index: Int) -> Bool {
    if isMark(index - 1, "(") { return isMark(index + 1, ")") || isMark(index + 1, ",") || isMark(index + 3, ")") }
    switch termBefore(index) {
    case .den, .tu, .truoc, .sau, .birth, .hoi, .doan, .since, .within, .by, .until, .generation, .cuoi, .dau, .giua,
      .vao:
      return true
    case .mua, .season: return true
    case .ky: return term(index - 2) == .nhiem || term(index - 2) == .thoi
    case .su: return term(index - 2) == .lich
    case .ban: return term(index - 2) == .phien
    default: return false
    }
  }

  /// Whether a phrase may end before `index`: a mark, a line's end or a word that begins another phrase follows.
  func endsPhrase(_ index: Int) -> Bool {
    guard line.contains(index) else { return true }
    let token = tokens[index]
    if token.kind == .mark { return token.value != 37 && token.value != 0x20AB && token.value != 36 }
    switch token.term {
    case .function, .va, .den, .toi, .se, .da, .trong, .voi, .sau, .truoc, .theo, .nay, .khoang, .giua, .nayThis, .tu,
      .vua, .to, .and,
      .of, .on, .at, .within, .by, .was, .will, .cung, .when, .plural:
      return true
    default: return token.kind == .word && token.isCapitalised
    }
  }

  /// Whether a percent sign, a currency or a scale follows digits.
  private func isUnitAhead(_ index: Int) -> Bool {
    return isMark(index, "%") || term(index) == .scale || term(index) == .tram
  }

  /// A clock time with the day it lies on: "7h24 ngày 22/10", "8 giờ sáng nay", "16 giờ cùng ngày".
  private func clocked(_ index: Int) -> Reading? {
    guard let (minute, end) = clock(index) else { return nil }
    var next = end
    if isMark(next, ",") { next += 1 }
    if isMark(next, "(") { return nil }
    guard var day = dayAfterClock(next) else { return nil }
    if let part = day.part, minute < 12 * 60,
      part == .afternoon || part == .evening || (part == .night && minute >= 6 * 60)
    {
      day.minute = minute + 12 * 60
    } else {
      day.minute = minute
    }
    day.part = nil
    day.first = index
    return day
  }

  private func dayAfterClock(_ index: Int) -> Reading? {
    switch term(index) {
    case .ngay: return dayWord(index)
    case .hom: return homWord(index)
    case .buoi, .rang, .dayPart: return partOfDay(index)
    case .cung: return sameDay(index)
    case .ordinal, .chu: return weekday(index)
    case .mai: return Reading(base: .relativeDay(1), first: index, end: index + 1)
    default:
      guard let (day, end) = writtenDay(index) else { return nil }
      return finished(Reading(base: .day(day), first: index, end: end))
    }
  }

  /// A clock time in minutes since midnight: "7h", "7h24", "16 giờ 30 phút", "20:45".
  func clock(_ index: Int) -> (minute: Int, end: Int)? {
    guard let hour = digits(index, 0...24, maximumCount: 2) else { return nil }
    if isMark(index + 1, ":"), joint(index + 1, [":"]) != nil, let minute = digits(index + 2, 0...59, maximumCount: 2),
      tokens[index + 2].count == 2
    {
      return (hour * 60 + minute, index + 3)
    }
    guard term(index + 1) == .gio else { return nil }
    var end = index + 2
    var minutes = 0
    if let minute = digits(end, 0...59, maximumCount: 2), !tokens[end].followsSpace || term(end + 1) == .phut {
      minutes = minute
      end += 1
      if term(end) == .phut { end += 1 }
    } else if term(end) == .ruoi {
      minutes = 30
      end += 1
    }
    return (hour * 60 + minutes, end)
  }
}
