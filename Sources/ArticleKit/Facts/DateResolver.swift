/// Fills what expressions of time leave out, from the day of publication, the tense around them and the dates before them.
struct DateResolver {
  /// The day of publication, and what told it.
  let anchor: CalendarDay?
  let source: DateResolution
  /// The last single day that was resolved.
  private var previousDay: CalendarDay?

  init(anchor: CalendarDay?, source: DateResolution = .publication) {
    self.anchor = anchor
    self.source = source
  }

  /// The mention for `expression`. `nextDay` is a day named soon after it, for "cùng ngày" before any other date.
  mutating func resolve(_ expression: DateExpression, nextDay: CalendarDay? = nil) -> DateMention {
    var mention = DateMention(span: expression.span, value: .unknown, confidence: 0.3, resolvedBy: .unresolved)
    if isImpossible(expression.base) {
      mention.isImpossible = true
      mention.confidence = 0.9
      return mention
    }
    if case .sameDay = expression.base {
      guard let day = previousDay ?? nextDay ?? anchor else { return mention }
      mention.value = .day(day)
      mention.resolvedBy = previousDay ?? nextDay != nil ? .context : source
      mention.confidence = previousDay != nil ? 0.85 : 0.5
    } else if case .followingDays(let count) = expression.base {
      guard let day = previousDay ?? anchor else { return mention }
      mention.value = .range(.day(day + 1), .day(day + max(1, count)))
      mention.resolvedBy = previousDay != nil ? .context : source
      mention.confidence = 0.6
    } else if let value = complete(expression.base) {
      (mention.value, mention.resolvedBy, mention.confidence) = (value, .expression, 1)
    } else if let anchor, let value = relative(expression, anchor) {
      (mention.value, mention.resolvedBy) = (value, source)
      mention.confidence = source == .estimate ? 0.6 : 0.9
    } else {
      mention.value = withoutAnchor(expression.base)
    }
    mention.value = refined(mention.value, expression)
    switch mention.value {
    case .day(let day), .dayPart(let day, _), .time(let day, _): previousDay = day
    default: break
    }
    return mention
  }

  private func refined(_ value: DateValue, _ expression: DateExpression) -> DateValue {
    guard case .day(let day) = value else { return value }
    if let minute = expression.minute {
      return minute >= 24 * 60 ? .time(day + 1, minute: minute - 24 * 60) : .time(day, minute: minute)
    }
    return expression.part.map { .dayPart(day, $0) } ?? value
  }

  /// Whether the calendar lacks a day that is written in full.
  private func isImpossible(_ base: DateExpression.Base) -> Bool {
    func lacks(_ day: PartialDay) -> Bool {
      guard let month = day.month else { return !(1...31).contains(day.day) }
      guard case .given(let year) = day.year else {
        return CalendarDay(year: 2000, month: month, day: day.day) == nil
      }
      return CalendarDay(year: year, month: month, day: day.day) == nil
    }
    switch base {
    case .day(let day): return lacks(day)
    case .days(let from, let to): return lacks(from) || lacks(to)
    default: return false
    }
  }

  /// The value of an expression that leaves nothing out.
  private func complete(_ base: DateExpression.Base) -> DateValue? {
    switch base {
    case .day(let day): return Self.complete(day).map { .day($0) }
    case .days(let from, let to):
      guard let to = Self.complete(to) else { return nil }
      guard let from = Self.complete(PartialDay(day: from.day, month: from.month, year: .given(to.year))) else {
        return nil
      }
      return .range(.day(from), .day(to))
    case .month(let month, .given(let year)): return .month(year: year, month: month)
    case .months(let from, .given(let year), let to, _):
      return .range(.month(year: year, month: from), .month(year: year, month: to))
    case .quarter(let quarter, .given(let year)): return .quarter(year: year, quarter: quarter)
    case .season(let season, .given(let year)): return Self.months(of: season, year)
    case .year(let year): return .year(year)
    case .years(let from, let to): return .range(.year(from), .year(to))
    case .decade(let decade): return .decade(decade)
    case .century(let century): return .century(century)
    default: return nil
    }
  }

  private static func complete(_ day: PartialDay) -> CalendarDay? {
    guard case .given(let year) = day.year, let month = day.month else { return nil }
    return CalendarDay(year: year, month: month, day: day.day)
  }

  /// Spring March to May, summer June to August, autumn September to November, winter December to February.
  private static func months(of season: Int, _ year: Int) -> DateValue {
    let first = 3 + 3 * season
    return .range(
      .month(year: year, month: first),
      season == 3 ? .month(year: year + 1, month: 2) : .month(year: year, month: first + 2))
  }

  private func withoutAnchor(_ base: DateExpression.Base) -> DateValue {
    switch base {
    case .day(let day): day.month.map { .monthDay(month: $0, day: day.day) } ?? .unknown
    case .days(let from, let to):
      if let first = from.month, let last = to.month {
        .range(.monthDay(month: first, day: from.day), .monthDay(month: last, day: to.day))
      } else {
        .unknown
      }
    case .month(let month, _): .month(year: nil, month: month)
    case .months(let from, _, let to, _): .range(.month(year: nil, month: from), .month(year: nil, month: to))
    default: .unknown
    }
  }

  // MARK: - From the anchor

  private func relative(_ expression: DateExpression, _ anchor: CalendarDay) -> DateValue? {
    let (year, month, _) = anchor.components
    let (tense, isFirm) = (expression.tense, expression.isTenseFirm)
    switch expression.base {
    case .day(let day): return nearest(day, tense, isFirm, anchor).map { .day($0) }
    case .days(let from, let to):
      guard let last = nearest(to, tense, isFirm, anchor) else { return nil }
      let fromMonth = from.month ?? last.month
      let fromYear = fromMonth > last.month ? last.year - 1 : last.year
      return CalendarDay(year: fromYear, month: fromMonth, day: from.day).map { .range(.day($0), .day(last)) }
    case .month(let wanted, let reference):
      return .month(
        year: resolvedYear(reference, year) ?? Self.nearestYear(wanted, of: 12, from: month, year, tense, isFirm),
        month: wanted
      )
    case .months(let from, let reference, let to, _):
      let found = resolvedYear(reference, year) ?? Self.nearestYear(to, of: 12, from: month, year, tense, isFirm)
      return .range(.month(year: found, month: from), .month(year: found, month: to))
    case .quarter(let wanted, let reference):
      let current = (month + 2) / 3
      return .quarter(
        year: resolvedYear(reference, year) ?? Self.nearestQuarterYear(wanted, current, year, tense), quarter: wanted)
    case .season(let season, let reference):
      return Self.months(of: season, resolvedYear(reference, year) ?? Self.seasonYear(season, month, year, tense))
    case .relativeDay(let offset): return .day(anchor + offset)
    case .weekday(let weekday, let week): return .day(Self.weekday(weekday, week, tense, anchor))
    case .relativeWeek(let offset):
      let week = (anchor + 7 * offset).isoWeek
      return .week(year: week.year, week: week.week)
    case .relativeWeekend(let offset):
      let saturday = anchor + (6 - anchor.weekday) + 7 * offset
      return .range(.day(saturday), .day(saturday + 1))
    case .relativeMonth(let offset): return Self.month(year, month, offset)
    case .relativeQuarter(let offset):
      let index = year * 4 + (month - 1) / 3 + offset
      return .quarter(year: index / 4, quarter: index % 4 + 1)
    case .relativeYear(let offset): return .year(year + offset)
    case .pastYear: return .range(Self.month(year, month, -12), .month(year: year, month: month))
    default: return nil
    }
  }

  private func resolvedYear(_ reference: YearReference, _ year: Int) -> Int? {
    switch reference {
    case .open: nil
    case .given(let given): given
    case .offset(let offset): year + offset
    }
  }

  private static func month(_ year: Int, _ month: Int, _ offset: Int) -> DateValue {
    let index = year * 12 + month - 1 + offset
    return .month(year: index / 12, month: index % 12 + 1)
  }

  /// The day nearest to the anchor; one on the wrong side of it for the tense only when it is close.
  private func nearest(_ day: PartialDay, _ tense: DateExpression.Tense, _ isFirm: Bool, _ anchor: CalendarDay)
    -> CalendarDay?
  {
    let (year, month, _) = anchor.components
    guard let wantedMonth = day.month else {
      let candidates = (-1...1).compactMap { offset -> CalendarDay? in
        let index = year * 12 + month - 1 + offset
        return CalendarDay(year: index / 12, month: index % 12 + 1, day: day.day)
      }
      return Self.choose(candidates, tense, anchor, slackAfter: isFirm ? 0 : 3, slackBefore: isFirm ? 0 : 3)
    }
    if let year = resolvedYear(day.year, year) { return CalendarDay(year: year, month: wantedMonth, day: day.day) }
    var candidates = (-1...1).compactMap { CalendarDay(year: year + $0, month: wantedMonth, day: day.day) }
    if candidates.isEmpty {
      // 29 February in none of the three years.
      candidates = (-4...4).compactMap { CalendarDay(year: year + $0, month: wantedMonth, day: day.day) }
    }
    return Self.choose(candidates, tense, anchor, slackAfter: isFirm ? 0 : 45, slackBefore: isFirm ? 0 : 120)
  }

  /// The candidate nearest to the anchor that the tense allows, with `slack` days granted on the wrong side.
  private static func choose(
    _ candidates: [CalendarDay], _ tense: DateExpression.Tense, _ anchor: CalendarDay, slackAfter: Int, slackBefore: Int
  ) -> CalendarDay? {
    let allowed = candidates.filter {
      switch tense {
      case .open: true
      case .past: $0.number - anchor.number <= slackAfter
      case .future: anchor.number - $0.number <= slackBefore
      }
    }
    // News looks back more often than ahead: an open future counts double.
    func cost(_ day: CalendarDay) -> Int {
      let difference = day.number - anchor.number
      return difference <= 0 ? -difference : tense == .open ? 2 * difference : difference
    }
    return (allowed.isEmpty ? candidates : allowed).min { (cost($0), $0.number) < (cost($1), $1.number) }
  }

  private static func nearestYear(
    _ wanted: Int, of count: Int, from current: Int, _ year: Int, _ tense: DateExpression.Tense, _ isFirm: Bool
  ) -> Int {
    var difference = wanted - current
    switch tense {
    case .open:
      if difference > count / 3 { difference -= count }
      if difference < -2 * count / 3 { difference += count }
    case .past:
      if difference > (isFirm ? 0 : 1) { difference -= count }
    case .future:
      if difference < (isFirm ? 0 : -3) { difference += count }
    }
    return year + (current - 1 + difference + count) / count - 1
  }

  private static func nearestQuarterYear(_ wanted: Int, _ current: Int, _ year: Int, _ tense: DateExpression.Tense)
    -> Int
  {
    switch tense {
    case .future: wanted < current ? year + 1 : year
    case .past: wanted > current ? year - 1 : year
    case .open: wanted > current + 1 ? year - 1 : year
    }
  }

  private static func seasonYear(_ season: Int, _ month: Int, _ year: Int, _ tense: DateExpression.Tense) -> Int {
    let first = 3 + 3 * season
    switch tense {
    case .past: return first > month ? year - 1 : year
    case .future: return first + 2 < month ? year + 1 : year
    case .open: return season == 3 && month <= 2 ? year - 1 : year
    }
  }

  private static func weekday(_ weekday: Int, _ week: Int?, _ tense: DateExpression.Tense, _ anchor: CalendarDay)
    -> CalendarDay
  {
    let difference = weekday - anchor.weekday
    if let week { return anchor + difference + 7 * week }
    switch tense {
    case .future: return anchor + (difference < 0 ? difference + 7 : difference)
    case .past, .open: return anchor + (difference > 0 ? difference - 7 : difference)
    }
  }
}
