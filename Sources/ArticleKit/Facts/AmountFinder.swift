/// Finds money, shares, measures and counts in Vietnamese and English. Linear in the length of the text.
public enum AmountFinder {
  /// The amounts in `text`, in source order.
  ///
  /// - Parameters:
  ///   - spans: the parts of the text to look at (bytes), in order; the whole text when nil.
  ///   - dates: dates already found, whose numbers are no amounts.
  public static func amounts(in text: SourceText, spans: [Span]? = nil, besides dates: [DateMention] = [])
    -> [AmountMention]
  {
    let taken = dates.map(\.span)
    var amounts: [AmountMention] = []
    for span in spans ?? [Span(0, text.utf8.count)] {
      amounts += self.amounts(FactScanner.tokens(in: text.utf8, span.range), besides: taken)
    }
    return amounts
  }

  /// The amounts in one stretch of tokens; `taken` spans are sorted.
  static func amounts(_ tokens: [FactToken], besides taken: [Span]) -> [AmountMention] {
    var grammar = AmountGrammar(tokens)
    var amounts: [AmountMention] = []
    var index = 0
    var nextTaken = 0
    grammar.line = 0..<0
    while index < tokens.count {
      if index >= grammar.line.upperBound { grammar.line = index..<FactScanner.lineEnd(tokens, index) }
      while nextTaken < taken.count, taken[nextTaken].end <= tokens[index].start { nextTaken += 1 }
      let isTaken = nextTaken < taken.count && taken[nextTaken].start <= tokens[index].start
      guard !isTaken, let (amount, end) = grammar.amount(at: index),
        nextTaken >= taken.count || !taken[nextTaken].overlaps(amount.span)
      else {
        index += 1
        continue
      }
      amounts.append(amount)
      index = max(end, index + 1)
    }
    return amounts
  }
}

/// Reads one amount off the tokens; looks at a bounded number of them.
private struct AmountGrammar {
  private let tokens: [FactToken]
  private var numbers: NumberReader
  private let lexicon = AmountLexicon.shared

  var line: Range<Int> {
    get { numbers.line }
    set { numbers.line = newValue }
  }

  init(_ tokens: [FactToken]) {
    self.tokens = tokens
    numbers = NumberReader(tokens: tokens)
  }

  /// The amount that begins at `index`, with the token after it.
  func amount(at index: Int) -> (AmountMention, Int)? {
    let token = tokens[index]
    if token.kind == .mark || (token.kind == .word && token.isCapitalised && token.term == .none) {
      return prefixed(index)
    }
    guard token.kind == .number || [.vague, .nhung, .number, .nam, .tram, .muoi, .a, .nuaHalf].contains(token.term),
      !continuesNumber(index), let first = numbers.number(index), first.value.isFinite
    else { return nil }
    let range = upperEnd(of: first)
    let last = range ?? first
    guard let (unit, end) = unit(last.end, after: last) else { return nil }
    // "một tổ chức" is an article, not a count.
    if unit.kind == .count, first.isWords, first.value == 1, range == nil { return nil }
    var low = first.value
    if let range, range.isScaled, !first.isScaled, first.value < 1000, first.value > 0,
      let factor = scaleFactor(first, range)
    {
      low *= factor
    }
    return (mention(index, end, unit, low, range?.value, isVague: first.isVague), end)
  }

  /// "$5 billion", "USD 5 million", "US$300".
  private func prefixed(_ index: Int) -> (AmountMention, Int)? {
    var next = index
    var unit: AmountUnit?
    if tokens[next].kind == .word {
      guard let (found, end) = lexicon.currencyPrefixes.match(tokens, next, in: line) else { return nil }
      unit = found
      next = end
    }
    if line.contains(next), tokens[next].kind == .mark, let currency = AmountLexicon.currency(tokens[next].value) {
      unit = AmountUnit(.money, unit?.symbol ?? currency)
      next += 1
    }
    guard let unit, line.contains(next), tokens[next].kind == .number, let first = numbers.number(next),
      first.value.isFinite
    else {
      return nil
    }
    let range = upperEnd(of: first)
    var low = first.value
    if let range, range.isScaled, !first.isScaled, let factor = scaleFactor(first, range) { low *= factor }
    return (mention(index, (range ?? first).end, unit, low, range?.value, isVague: false), (range ?? first).end)
  }

  /// The scale of a range's upper end, which its lower end shares: "10-12 triệu".
  private func scaleFactor(_ low: NumberReader.Reading, _ high: NumberReader.Reading) -> Double? {
    let written = numbers.digits(high.end - 1 < 0 ? 0 : firstDigit(before: high.end))
    guard written.value > 0, written.value.isFinite, low.value <= written.value else { return nil }
    return high.value / written.value
  }

  private func firstDigit(before end: Int) -> Int {
    var index = end - 1
    while index > line.lowerBound, tokens[index].kind != .number { index -= 1 }
    while index - 2 >= line.lowerBound, tokens[index - 1].kind == .mark,
      tokens[index - 1].value == 44 || tokens[index - 1].value == 46,
      !tokens[index].followsSpace, tokens[index - 2].kind == .number
    { index -= 2 }
    return index
  }

  /// The upper end of a range that `low` begins.
  private func upperEnd(of low: NumberReader.Reading) -> NumberReader.Reading? {
    var next = low.end
    guard line.contains(next + 1) else { return nil }
    let isDash = tokens[next].kind == .mark && [0x2D, 0x2013, 0x2014].contains(tokens[next].value)
    let isWord = [.den, .toi, .to].contains(tokens[next].term)
    // "5%-7%" repeats its unit.
    guard isDash || isWord else { return nil }
    next += 1
    guard tokens[next].kind == .number, let high = numbers.number(next), high.value > low.value || high.isScaled,
      high.value.isFinite
    else { return nil }
    return high
  }

  /// Whether digits stand right before `index`, or a word that makes it a label ("số 5", "Điều 4", "iPhone 5").
  private func continuesNumber(_ index: Int) -> Bool {
    guard line.contains(index - 1) else { return false }
    let before = tokens[index - 1]
    if tokens[index].kind == .word {
      return before.kind == .number || [.number, .tram, .muoi, .ordinal, .scale, .thang].contains(before.term)
    }
    if before.term == .ordinal || before.term == .so && !isVagueNoun(index) { return true }
    guard !tokens[index].followsSpace else { return false }
    if before.kind == .word { return true }
    return before.kind == .mark && [44, 46, 47, 58].contains(before.value) && line.contains(index - 2)
      && tokens[index - 2].kind == .number
      && !before.followsSpace
  }

  /// "số 5 người" cannot be told from "số 5"; only money and shares may follow "số".
  private func isVagueNoun(_ index: Int) -> Bool {
    guard let number = numbers.number(index), let (unit, _) = unit(number.end, after: number) else { return false }
    return unit.kind == .money || unit.kind == .percent
  }

  /// The unit at `index`, with the token after it.
  private func unit(_ index: Int, after number: NumberReader.Reading) -> (AmountUnit, Int)? {
    guard line.contains(index) else { return nil }
    if tokens[index].kind == .mark { return markedUnit(index) }
    guard let (unit, end) = lexicon.units.match(tokens, index, in: line) else { return nil }
    if let squared = power(unit, end) { return squared }
    // "km/giờ", "km/h"
    if unit.kind == .length, line.contains(end + 1), tokens[end].value == 47, tokens[end].kind == .mark,
      tokens[end + 1].term == .gio
    {
      return (AmountUnit(.speed, unit.symbol + "/h"), end + 2)
    }
    let isLetter = tokens[index].count == 1
    if isLetter, tokens[index].isCapitalised { return nil }
    // "năm 5 tháng": words of time after words for numbers are durations only when a number is meant.
    if unit.kind == .temperature, unit.symbol == "°C", end == index + 1, number.value > 100 { return nil }
    if line.contains(end), unit.kind == .duration, [.truoc, .nua].contains(tokens[end].term) { return nil }
    if tokens[index].isCapitalised, unit.kind == .count { return nil }
    return (unit, end)
  }

  /// "%", "₫", "°C" and other marks.
  private func markedUnit(_ index: Int) -> (AmountUnit, Int)? {
    let mark = tokens[index].value
    if mark == 37 { return (AmountUnit(.percent, "%"), index + 1) }
    if mark == 0xB0 {
      let hasLetter = line.contains(index + 1) && !tokens[index + 1].followsSpace && tokens[index + 1].count == 1
      return (AmountUnit(.temperature, "°C"), hasLetter ? index + 2 : index + 1)
    }
    return AmountLexicon.currency(mark).map { (AmountUnit(.money, $0), index + 1) }
  }

  /// "m2", "km²", "m3".
  private func power(_ unit: AmountUnit, _ index: Int) -> (AmountUnit, Int)? {
    guard unit.kind == .length, line.contains(index), !tokens[index].followsSpace else { return nil }
    let digit =
      tokens[index].kind == .number
      ? tokens[index].value : tokens[index].value == 0xB2 ? 2 : tokens[index].value == 0xB3 ? 3 : 0
    switch digit {
    case 2: return (AmountUnit(.area, unit.symbol + "2", unit.factor * unit.factor, "m2"), index + 1)
    case 3:
      return (AmountUnit(.volume, unit.symbol + "3", unit.factor * unit.factor * unit.factor * 1000, "l"), index + 1)
    default: return nil
    }
  }

  private func mention(
    _ index: Int, _ end: Int, _ unit: AmountUnit, _ low: Double, _ high: Double?, isVague: Bool
  ) -> AmountMention {
    let qualifier = qualifier(before: index)
    let (low, high) = unit.kind == .count ? (whole(low), high.map(whole)) : (low, high)
    return AmountMention(
      span: Span(tokens[index].start, tokens[end - 1].end), kind: unit.kind, value: low, upperValue: high,
      unit: unit.symbol,
      baseValue: low * unit.factor, baseUpperValue: high.map { $0 * unit.factor }, baseUnit: unit.base,
      qualifier: qualifier?.value ?? (isVague ? .order : .exact), qualifierSpan: qualifier?.span,
      confidence: unit.kind == .count ? 0.8 : 0.95)
  }

  /// "1,200 người": what is counted has no fractions, so that three digits after a mark are a group of thousands.
  private func whole(_ value: Double) -> Double {
    value != value.rounded() && abs(value * 1000 - (value * 1000).rounded()) < 1e-6 ? (value * 1000).rounded() : value
  }

  private func qualifier(before index: Int) -> (value: AmountMention.Qualifier, span: Span)? {
    for length in [3, 2, 1] {
      if let (value, end) = lexicon.qualifiers.match(tokens, index - length, in: line), end == index {
        return (value, Span(tokens[index - length].start, tokens[index - 1].end))
      }
    }
    return nil
  }
}
