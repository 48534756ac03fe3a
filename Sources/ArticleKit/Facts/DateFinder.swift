/// Finds expressions of time in Vietnamese and English and says what they refer to.
///
/// Absolute dates, ranges, weekdays, quarters, seasons, decades, centuries, parts of the day, clock times with a day, and
/// everything said from the day of publication ("hôm qua", "tháng 6 năm ngoái", "3 years ago"). Durations, ages, frequencies and
/// bare clock times are not dates; days of the lunar calendar are left alone. Linear in the length of the text.
public enum DateFinder {
  /// The dates in `text`, in source order.
  ///
  /// - Parameters:
  ///   - spans: the parts of the text to look at (bytes), in order; the whole text when nil.
  ///   - publishedAt: the day of publication. Without it, it is estimated from the complete dates of the text.
  public static func dates(in text: SourceText, spans: [Span]? = nil, publishedAt: CalendarDay? = nil) -> [DateMention]
  {
    let parts = (spans ?? [Span(0, text.utf8.count)]).map { FactScanner.tokens(in: text.utf8, $0.range) }
    let expressions = parts.flatMap(expressions(in:))
    return resolve(
      expressions, anchor: publishedAt ?? AnchorEstimate.day(expressions),
      source: publishedAt == nil ? .estimate : .publication)
  }

  /// The mentions for expressions of one text, in order.
  static func resolve(_ expressions: [DateExpression], anchor: CalendarDay?, source: DateResolution) -> [DateMention] {
    var resolver = DateResolver(anchor: anchor, source: source)
    return expressions.indices.map { index in
      resolver.resolve(expressions[index], nextDay: dayAfter(index, expressions, anchor))
    }
  }

  /// The day of the expression after a "cùng ngày".
  private static func dayAfter(_ index: Int, _ expressions: [DateExpression], _ anchor: CalendarDay?) -> CalendarDay? {
    guard case .sameDay = expressions[index].base, index + 1 < expressions.count,
      expressions[index + 1].span.start - expressions[index].span.end < 250, case .day = expressions[index + 1].base
    else { return nil }
    var resolver = DateResolver(anchor: anchor)
    return resolver.resolve(expressions[index + 1]).value.firstDay
  }

  /// The expressions in one stretch of tokens, in order.
  static func expressions(in tokens: [FactToken]) -> [DateExpression] {
    var grammar = DateGrammar(tokens: tokens)
    var expressions: [DateExpression] = []
    var index = 0
    grammar.line = 0..<0
    while index < tokens.count {
      if index >= grammar.line.upperBound { grammar.line = index..<FactScanner.lineEnd(tokens, index) }
      let token = tokens[index]
      guard token.kind == .number || token.term != .none, let reading = grammar.reading(at: index) else {
        index += 1
        continue
      }
      let end = min(max(reading.end, index + 1), tokens.count)
      var expression = DateExpression(
        span: Span(tokens[index].start, tokens[end - 1].end), base: reading.base, part: reading.part,
        minute: reading.minute)
      (expression.tense, expression.isTenseFirm) = tense(of: reading, grammar)
      if let apposition = grammar.apposition(to: expression, at: end) { expression.base = apposition }
      expressions.append(expression)
      index = end
    }
    return expressions
  }

  /// The tense of an expression, and whether the expression itself says it.
  private static func tense(of reading: DateGrammar.Reading, _ grammar: DateGrammar) -> (DateExpression.Tense, Bool) {
    if reading.tense != .open { return (reading.tense, true) }
    if grammar.termBefore(reading.first) == .hoi { return (.past, true) }
    return (Tense.around(grammar, reading.first, reading.end), false)
  }
}

/// The tense of the clause around an expression, from the nearest word that tells it.
private enum Tense {
  private static let reach = 14

  static func around(_ grammar: DateGrammar, _ first: Int, _ end: Int) -> DateExpression.Tense {
    var best = DateExpression.Tense.open
    var distance = reach + 1
    var index = first - 1
    while grammar.line.contains(index), first - index <= reach, !endsSentence(grammar, index) {
      if let tense = cue(grammar.term(index)) {
        best = tense
        distance = first - index
        break
      }
      index -= 1
    }
    index = end
    while grammar.line.contains(index), index - end + 1 < distance, !endsSentence(grammar, index) {
      if let tense = cue(grammar.term(index)) { return tense }
      index += 1
    }
    return best
  }

  private static func endsSentence(_ grammar: DateGrammar, _ index: Int) -> Bool {
    guard grammar.kind(index) == .mark, [46, 33, 63, 0x2026].contains(grammar.tokens[index].value) else { return false }
    return index + 1 >= grammar.line.upperBound || grammar.tokens[index + 1].followsSpace
  }

  private static func cue(_ term: FactTerm) -> DateExpression.Tense? {
    switch term {
    case .da, .tung, .hoi, .was: .past
    case .se, .will, .keHoach, .chuanBi, .duKien, .sap: .future
    default: nil
    }
  }
}
