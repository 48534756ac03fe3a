/// Expressions that begin with a Vietnamese word of time.
extension DateGrammar {
  /// How far a stretch lies from now: "này" 0, "trước" -1, "tới" +1; nil before "đó" and "khi", which point elsewhere.
  func deixis(_ index: Int) -> (offset: Int, end: Int)? {
    let next = term(index + 1)
    switch term(index) {
    case .nayThis, .nay: return (0, index + 1)
    case .truoc:
      if next == .that || next == .when { return nil }
      return (-1, next == .day ? index + 2 : index + 1)
    case .ngoai, .roi: return (-1, index + 1)
    case .qua: return next == .that ? nil : (-1, index + 1)
    case .vua: return next == .qua || next == .roi ? (-1, index + 2) : nil
    case .sau: return next == .that || next == .when ? nil : (1, index + 1)
    case .toi: return (1, next == .day ? index + 2 : index + 1)
    case .sap: return next == .toi ? (1, index + 2) : nil
    default: return nil
    }
  }

  /// Takes "vừa qua", "tới đây", "này" after an absolute date into the expression, as a hint of its tense.
  func finished(_ reading: Reading) -> Reading {
    var reading = reading
    let end = reading.end
    switch term(end) {
    case .vua where term(end + 1) == .qua || term(end + 1) == .roi:
      reading.end = end + 2
      reading.tense = .past
    case .qua where endsPhrase(end + 1) && !isCapitalised(end + 1), .roi where endsPhrase(end + 1):
      reading.end = end + 1
      reading.tense = .past
    case .sap where term(end + 1) == .toi:
      reading.end = end + 2
      reading.tense = .future
    case .toi where term(end + 1) == .day:
      reading.end = end + 2
      reading.tense = .future
    case .toi where endsPhrase(end + 1) && !isCapitalised(end + 1) && term(end + 1) != .sau,
      .toi where isMonth(reading.base) && kind(end + 1) == .word && !isCapitalised(end + 1) && term(end + 1) == .none:
      reading.end = end + 1
      reading.tense = .future
    case .nayThis:
      reading.end = end + 1
    default: break
    }
    return reading
  }

  private func isMonth(_ base: DateExpression.Base) -> Bool {
    if case .month = base { true } else { false }
  }

  func isCapitalised(_ index: Int) -> Bool {
    line.contains(index) && tokens[index].isCapitalised
  }

  /// Whether a count or a plural stands before `index`, which makes a duration of the noun there.
  private func isCounted(_ index: Int) -> Bool {
    guard line.contains(index - 1) else { return false }
    let before = tokens[index - 1]
    if before.kind == .number { return before.end < tokens[index].start ? before.count <= 3 : true }
    switch before.term {
    case .number, .plural, .vague, .nhung, .moi, .tram, .muoi, .ruoi, .scale, .tung: return true
    case .nam: return term(index) != .nam
    default: return false
    }
  }

  /// "ngày 22/10", "ngày hôm qua", "ngày mai", "ngày 6 đến 8/12/2012", "ngày 15".
  func dayWord(_ index: Int) -> Reading? {
    var next = index + 1
    switch term(next) {
    case .hom:
      guard var reading = homWord(next) else { return nil }
      reading.first = index
      return reading
    case .mai: return withDate(Reading(base: .relativeDay(1), first: index, end: next + 1))
    case .kia where !isCounted(index): return Reading(base: .relativeDay(2), first: index, end: next + 1)
    case .ordinal, .chu:
      guard var reading = weekday(next), tokens[next + 1].isCapitalised || term(next) == .chu else { return nil }
      reading.first = index
      return reading
    case .mung: next += 1
    default: break
    }
    if isLunar(index) { return nil }
    if var range = dayRange(next) {
      range.first = index
      return range
    }
    if let (day, end) = writtenDay(next), !isLunar(end) {
      return finished(Reading(base: .day(day), first: index, end: end))
    }
    return dayAlone(index, next)
  }

  /// "ngày 15", "ngày 15 tháng này", "ngày 15 tới".
  private func dayAlone(_ index: Int, _ next: Int) -> Reading? {
    guard let day = digits(next, 1...31, maximumCount: 2), !isCounted(index), joint(next + 1) == nil else { return nil }
    if term(next + 1) == .thang, let (offset, end) = deixis(next + 2) {
      return Reading(
        base: .day(PartialDay(day: day)), tense: offset < 0 ? .past : offset > 0 ? .future : .open, first: index,
        end: end)
    }
    guard endsPhrase(next + 1), !isMark(next + 1, "-"), !isMark(next + 1, "%") else { return nil }
    return finished(Reading(base: .day(PartialDay(day: day)), first: index, end: next + 1))
  }

  /// Whether "âm lịch" follows within the next few words, or Tết right after.
  private func isLunar(_ index: Int) -> Bool {
    (index..<index + 8).contains { term($0) == .am && term($0 + 1) == .lich } || term(index) == .tet
  }

  /// "mùng 5/10"; a bare "mùng 5" and anything that says so is a day of the lunar calendar and left alone.
  func lunarLooking(_ index: Int) -> Reading? {
    guard let (day, end) = writtenDay(index + 1), term(index + 2) != .thang, !isLunar(end) else { return nil }
    return finished(Reading(base: .day(day), first: index, end: end))
  }

  /// "hôm qua", "hôm 21/10", "hôm thứ Hai".
  func homWord(_ index: Int) -> Reading? {
    let next = index + 1
    switch term(next) {
    case .nay: return withClock(withDate(Reading(base: .relativeDay(0), first: index, end: next + 1)))
    case .qua: return withDate(Reading(base: .relativeDay(-1), first: index, end: next + 1))
    case .kia: return Reading(base: .relativeDay(-2), first: index, end: next + 1)
    case .ordinal, .chu:
      guard var reading = weekday(next) else { return nil }
      reading.first = index
      if case .weekday(_, nil) = reading.base, reading.tense == .open { reading.tense = .past }
      return reading
    default:
      if var range = dayRange(next) {
        range.first = index
        return range
      }
      guard let (day, end) = writtenDay(next), !isLunar(end) else {
        guard let day = digits(next, 1...31, maximumCount: 2), joint(next + 1) == nil, endsPhrase(next + 1) else {
          return nil
        }
        return Reading(base: .day(PartialDay(day: day)), tense: .past, first: index, end: next + 1)
      }
      var reading = finished(Reading(base: .day(day), first: index, end: end))
      if reading.tense == .open { reading.tense = .past }
      return reading
    }
  }

  /// Takes a date that repeats a relative one into the expression: "hôm qua 31/10", "thứ Năm, ngày 31/10".
  private func withDate(_ reading: Reading) -> Reading {
    var next = reading.end
    if case .relativeDay = reading.base, term(next) == .ordinal || term(next) == .chu, let day = weekday(next) {
      var longer = reading
      longer.end = day.end
      if case .day = day.base { longer.base = day.base }
      return longer
    }
    if isMark(next, ","), case .weekday = reading.base { next += 1 }
    if term(next) == .ngay { next += 1 }
    guard dayRange(next) == nil, let (day, end) = writtenDay(next) else { return reading }
    if isMark(end, "%") || term(end) == .scale { return reading }
    var longer = finished(Reading(base: .day(day), part: reading.part, first: reading.first, end: end))
    if longer.tense == .open { longer.tense = reading.tense }
    return longer
  }

  /// The date in brackets after a relative one, which says which day is meant: "ngày mai (6/11)".
  func apposition(to expression: DateExpression, at index: Int) -> DateExpression.Base? {
    switch expression.base {
    case .relativeDay, .weekday: break
    default: return nil
    }
    guard isMark(index, "(") else { return nil }
    let next = term(index + 1) == .ngay ? index + 2 : index + 1
    guard let (day, end) = writtenDay(next), isMark(end, ")") else { return nil }
    return .day(day)
  }

  private func withClock(_ reading: Reading) -> Reading {
    guard let (minute, end) = clock(reading.end) else { return reading }
    var longer = reading
    longer.minute = minute
    longer.end = end
    return longer
  }

  /// "thứ Hai", "chủ nhật tuần trước". An ordinal ("lần thứ hai") is told by its small letter and the words around it.
  func weekday(_ index: Int) -> Reading? {
    let day: Int
    if term(index) == .chu {
      guard term(index + 1) == .nhat else { return nil }
      day = 7
    } else if let digit = digits(index + 1, 2...7, maximumCount: 1) {
      day = digit - 1
    } else if term(index + 1) == .number || term(index + 1) == .nam,
      let number = (2...7).contains(tokens[index + 1].value)
        ? tokens[index + 1].value : nil
    {
      day = number - 1
    } else {
      return nil
    }
    let end = index + 2
    var reading = Reading(base: .weekday(day, nil), first: index, end: end)
    if term(end) == .tuan, let (offset, last) = deixis(end + 1) {
      reading.base = .weekday(day, offset)
      reading.end = last
      return withDate(reading)
    }
    if term(end) == .toi || term(end) == .sap || term(end) == .vua || term(end) == .nayThis || term(end) == .qua,
      let (offset, last) = deixis(end), term(end) != .toi || (endsPhrase(last) && !isCapitalised(last))
    {
      reading.tense = offset < 0 ? .past : .future
      reading.end = last
      return reading
    }
    let longer = withDate(reading)
    if longer.end > end || term(index) == .chu { return longer }
    // "Thứ Hai": the day's name has a capital; "thứ hai" needs a word before it that asks for a day.
    let named = tokens[index + 1].isCapitalised
    switch termBefore(index) {
    case .hom, .dayPart, .som, .gio: return reading
    case .vao, .tu, .den, .sau, .truoc: return named || tokens[index + 1].kind == .number ? reading : nil
    default: return named ? reading : nil
    }
  }

  /// "sáng 22/10", "chiều hôm qua", "đêm nay", "rạng sáng thứ Năm".
  func partOfDay(_ index: Int) -> Reading? {
    var next = index
    if term(next) == .buoi { next += 1 }
    if term(next) == .rang { next += 1 }
    guard term(next) == .dayPart, tokens[next].value < DayPart.allCases.count else { return nil }
    var part = DayPart.allCases[tokens[next].value]
    next += 1
    // "chiều tối", "sáng sớm"
    if term(next) == .dayPart {
      part = DayPart.allCases[min(tokens[next].value, 4)]
      next += 1
    }
    if term(next) == .som || term(next) == .muon || term(next) == .khuya { next += 1 }
    guard var reading = dayOfPart(next) else { return nil }
    reading.part = part
    reading.first = index
    return reading
  }

  private func dayOfPart(_ index: Int) -> Reading? {
    switch term(index) {
    case .nay: return withDate(Reading(base: .relativeDay(0), first: index, end: index + 1))
    case .qua where !isCapitalised(index + 1) || endsSentence(index + 1):
      return withDate(Reading(base: .relativeDay(-1), first: index, end: index + 1))
    case .qua: return Reading(base: .relativeDay(-1), first: index, end: index + 1)
    case .mai: return withDate(Reading(base: .relativeDay(1), first: index, end: index + 1))
    case .kia: return Reading(base: .relativeDay(-2), first: index, end: index + 1)
    case .ngay: return dayWord(index)
    case .hom: return homWord(index)
    case .ordinal, .chu: return weekday(index)
    case .cung: return sameDay(index)
    case .mung: return lunarLooking(index)
    default:
      if let range = dayRange(index) { return range }
      if let (day, end) = writtenDay(index) { return finished(Reading(base: .day(day), first: index, end: end)) }
      // "đêm 20, rạng sáng 21/10"
      guard let day = digits(index, 1...31, maximumCount: 2), joint(index + 1) == nil else { return nil }
      let next = isMark(index + 1, ",") ? index + 2 : index + 1
      guard term(next) == .rang || (term(next) == .va && term(next + 1) == .dayPart) else { return nil }
      return Reading(base: .day(PartialDay(day: day)), first: index, end: index + 1)
    }
  }

  private func endsSentence(_ index: Int) -> Bool {
    kind(index) == nil || kind(index) == .mark
  }

  /// "cùng ngày".
  func sameDay(_ index: Int) -> Reading? {
    guard term(index + 1) == .ngay, digits(index + 2, 1...31) == nil else { return nil }
    return Reading(base: .sameDay, first: index, end: index + 2)
  }

  /// A bare "mai" for tomorrow, where nothing makes it a flower or a name.
  func tomorrow(_ index: Int) -> Reading? {
    guard !tokens[index].isCapitalised, term(index + 1) == .se || term(index + 1) == .function || isMark(index + 1, ",")
    else {
      return nil
    }
    switch termBefore(index) {
    case .den, .tu, .va, .se, .toi: break
    case .none where kind(index - 1) == nil || kind(index - 1) == .mark: break
    default: return nil
    }
    return Reading(base: .relativeDay(1), first: index, end: index + 1)
  }

  /// "tháng 10", "tháng 5/2013", "tháng Giêng năm 2010", "tháng trước", "tháng 7 đến 9/2013".
  func monthWord(_ index: Int) -> Reading? {
    guard let (month, end) = monthNumber(index + 1) else {
      guard !isCounted(index), let (offset, end) = deixis(index + 1), term(index + 1) != .nay else { return nil }
      return Reading(base: .relativeMonth(offset), first: index, end: end)
    }
    if isLunar(end) { return nil }
    if let range = monthRange(index, month, end) { return range }
    // "3 tháng 5 ngày": a duration.
    if isCounted(index), term(end) == .ngay || term(end) == .tuan { return nil }
    let (year, last) = yearOfMonth(end)
    if year == .open, isMark(end, "%") || term(end) == .tuan || (term(end) == .ngay && digits(end - 1, 1...12) == nil) {
      return nil
    }
    return finished(Reading(base: .month(month, year), first: index, end: last))
  }

  /// The year after a month: "/2013", "-2013", "năm 2013", "năm ngoái".
  private func yearOfMonth(_ index: Int) -> (YearReference, Int) {
    if joint(index) != nil, let year = year(index + 1), joint(index + 2) == nil { return (.given(year), index + 2) }
    if isMark(index, "/") || isMark(index, ","), let year = year(index + 1) { return (.given(year), index + 2) }
    if let (year, end) = yearSuffix(index) { return (year, end) }
    if let year = year(index), (1900...2100).contains(year) { return (.given(year), index + 1) }
    return (.open, index)
  }

  /// "tháng 7-9/2013", "tháng 7 đến 9 năm 2013".
  private func monthRange(_ index: Int, _ month: Int, _ end: Int) -> Reading? {
    guard isDash(end) || term(end) == .den || term(end) == .toi, let to = digits(end + 1, 1...12, maximumCount: 2),
      to > month
    else { return nil }
    let (year, last) = yearOfMonth(end + 2)
    if isDash(end), year == .open, !endsPhrase(last) { return nil }
    if !isDash(end), year == .open { return nil }
    return Reading(base: .months(month, year, to, year), first: index, end: last)
  }

  /// "năm 2013", "năm ngoái", "năm học 2013-2014", "đầu năm".
  func yearWord(_ index: Int) -> Reading? {
    var next = index + 1
    let isSchool = term(next) == .hoc
    if isSchool { next += 1 }
    if term(next) == .lean, term(next + 1) == .financial { next += 2 }
    if let from = year(next) {
      let joins = isDash(next + 1) || (isMark(next + 1, "/") && joint(next + 1) != nil) || term(next + 1) == .den
      if joins, let to = year(next + 2), to > from, joint(next + 3) == nil {
        return Reading(base: .years(from, to), first: index, end: next + 3)
      }
      if joins, isDash(next + 1), kind(next + 2) == .number, tokens[next + 2].count == 2,
        let short = digits(next + 2, 1...99),
        from % 100 < short
      {
        return Reading(base: .years(from, from / 100 * 100 + short), first: index, end: next + 3)
      }
      if joint(next + 1, ["."]) != nil || term(next + 1) == .scale { return nil }
      return Reading(base: .year(from), first: index, end: next + 1)
    }
    guard !isCounted(index) else { return nil }
    switch term(next) {
    case .kia: return Reading(base: .relativeYear(-2), first: index, end: next + 1)
    case .qua where term(next + 1) != .that:
      return Reading(base: .pastYear, first: index, end: next + 1)
    case .nayThis where !isSchool: return nil
    default: break
    }
    if let (offset, end) = deixis(next) { return Reading(base: .relativeYear(offset), first: index, end: end) }
    guard !isSchool, next == index + 1, [.dau, .cuoi, .giua].contains(termBefore(index)), endsYear(next) else {
      return nil
    }
    return Reading(base: .relativeYear(0), first: index, end: next)
  }

  /// Whether "đầu năm" is complete before `index`: nothing follows that makes "năm" a count or a part of a name.
  private func endsYear(_ index: Int) -> Bool {
    if endsSentence(index) { return true }
    guard tokens[index].kind == .word else { return false }
    switch term(index) {
    case .number, .thang, .ngay, .hoc, .nam, .scale, .tram, .mua, .the: return false
    default: return !tokens[index].isCapitalised
    }
  }

  /// "quý III/2013", "quý 3", "quý trước".
  func quarter(_ index: Int) -> Reading? {
    var number: Int?
    if let digit = digits(index + 1, 1...4, maximumCount: 1) { number = digit }
    if term(index + 1) == .roman || term(index + 1) == .number, tokens[index + 1].value <= 4 {
      number = tokens[index + 1].value
    }
    if let number {
      let (year, end) = yearOfMonth(index + 2)
      return finished(Reading(base: .quarter(number, year), first: index, end: end))
    }
    guard !isCounted(index), let (offset, end) = deixis(index + 1), term(index + 1) != .nay else { return nil }
    return Reading(base: .relativeQuarter(offset), first: index, end: end)
  }

  /// "tuần trước", "tuần này".
  func week(_ index: Int, from first: Int) -> Reading? {
    guard !isCounted(index), let (offset, end) = deixis(index + 1), term(index + 1) != .nay else { return nil }
    return Reading(base: .relativeWeek(offset), first: first, end: end)
  }

  /// "cuối tuần trước": the Saturday and the Sunday.
  func weekend(_ index: Int) -> Reading? {
    guard term(index + 1) == .tuan, let (offset, end) = deixis(index + 2) else { return nil }
    return Reading(base: .relativeWeekend(offset), first: index, end: end)
  }

  /// "mùa hè năm 2012", "mùa đông tới".
  func season(_ index: Int) -> Reading? {
    guard term(index + 1) == .season,
      !isCapitalised(index - 1) || tokens[index].isCapitalised,
      term(index - 1) != .congress
    else { return nil }
    let season = tokens[index + 1].value
    if let (year, end) = yearSuffix(index + 2) { return Reading(base: .season(season, year), first: index, end: end) }
    if let year = year(index + 2), (1900...2100).contains(year) {
      return Reading(base: .season(season, .given(year)), first: index, end: index + 3)
    }
    guard let (offset, end) = deixis(index + 2) else { return nil }
    return Reading(
      base: .season(season, .open), tense: offset < 0 ? .past : offset > 0 ? .future : .open, first: index, end: end)
  }

  /// "thế kỷ 20", "thế kỷ XIX", "thập niên 1990", "thập kỷ 80 của thế kỷ trước".
  func centuryOrDecade(_ index: Int) -> Reading? {
    if term(index) == .the {
      guard term(index + 1) == .ky, !isCounted(index), !isCapitalised(index - 1) || tokens[index].isCapitalised else {
        return nil
      }
      if let number = digits(index + 2, 1...30, maximumCount: 2) {
        return Reading(base: .century(number), first: index, end: index + 3)
      }
      if term(index + 2) == .roman {
        return Reading(base: .century(tokens[index + 2].value), first: index, end: index + 3)
      }
      switch term(index + 2) {
      case .truoc where term(index + 3) != .that: return Reading(base: .century(20), first: index, end: index + 3)
      case .nayThis: return Reading(base: .century(21), first: index, end: index + 3)
      default: return nil
      }
    }
    guard term(index + 1) == .nien || term(index + 1) == .ky else { return nil }
    return decade(index + 2, first: index)
  }

  /// "những năm 1990", "những năm 80".
  func decades(_ index: Int) -> Reading? {
    let next = term(index + 1) == .dau || term(index + 1) == .cuoi ? index + 2 : index + 1
    guard term(next) == .nam else { return nil }
    return decade(next + 1, first: index)
  }

  private func decade(_ index: Int, first: Int) -> Reading? {
    let value: Int
    if let year = year(index), year % 10 == 0 {
      value = year / 10
    } else if let short = digits(index, 10...90, maximumCount: 2), short % 10 == 0 {
      value = 190 + short / 10
    } else if let (number, end) = smallNumber(index), number % 10 == 0, number >= 20, end > index + 1 {
      return Reading(base: .decade(190 + number / 10), first: first, end: withCentury(end))
    } else {
      return nil
    }
    if isDash(index + 1), let to = year(index + 2), to % 10 == 0, to / 10 > value {
      return Reading(base: .years(value * 10, to + 9), first: first, end: index + 3)
    }
    return Reading(base: .decade(value), first: first, end: withCentury(index + 1))
  }

  /// The end of "(của) thế kỷ trước" after a decade.
  private func withCentury(_ index: Int) -> Int {
    let next = term(index) == .function ? index + 1 : index
    guard term(next) == .the, let century = centuryOrDecade(next) else { return index }
    return century.end
  }

  /// A point a number of units from now: "3 năm trước", "ba tháng rưỡi nữa", "3 ngày nữa"; "hai ngày tiếp theo".
  func countedUnit(_ index: Int) -> Reading? {
    guard let (count, afterCount) = smallNumber(index), count > 0, !isLargerNumber(index) else { return nil }
    var next = afterCount
    let unit = term(next)
    guard unit == .ngay || unit == .thang || unit == .nam || unit == .tuan else { return nil }
    next += 1
    var half = false
    if term(next) == .ruoi {
      half = true
      next += 1
    }
    let sign: Int
    switch term(next) {
    case .nua: sign = 1
    case .truoc where term(next + 1) == .day:
      sign = -1
      next += 1
    case .truoc
    where endsPhrase(next + 1) && term(next + 1) != .that && term(next + 1) != .when && term(next + 1) != .nayThis:
      sign = -1
    case .tiep where term(next + 1) == .theo && unit == .ngay:
      return Reading(base: .followingDays(count), tense: .future, first: index, end: next + 2)
    default: return nil
    }
    let base: DateExpression.Base
    switch unit {
    case .ngay: base = .relativeDay(sign * count)
    case .tuan: base = .relativeWeek(sign * count)
    case .thang: base = .relativeMonth(sign * count + (half && sign > 0 ? 1 : half ? -1 : 0))
    default: base = .relativeYear(sign * count)
    }
    return Reading(base: base, first: index, end: next + 1)
  }

  private func isLargerNumber(_ index: Int) -> Bool {
    guard line.contains(index - 1) else { return false }
    let before = tokens[index - 1]
    return before.kind == .number || [.number, .tram, .muoi, .scale, .ordinal].contains(before.term)
  }
}
