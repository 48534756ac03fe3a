/// A stretch in quotation marks, by its tokens.
struct MarkedStretch {
  /// The token of the opening mark; nil when it is missing.
  var opening: Int?
  /// The token of the closing mark; nil when it is missing.
  var closing: Int?
  /// The tokens between the marks.
  var content: Range<Int>

  /// The token after the stretch.
  var end: Int { closing.map { $0 + 1 } ?? content.upperBound }
  /// The first token of the stretch.
  var start: Int { opening ?? content.lowerBound }
}

/// Pairs quotation marks of every style, also where styles are mixed or a mark is missing.
enum QuotationMarks {
  private enum Side { case opens, closes, either, none }

  /// The outermost stretches in marks within `line`, in order.
  static func stretches(_ tokens: [FactToken], in line: Range<Int>) -> [MarkedStretch] {
    let marks = line.filter { side(tokens, $0, in: line) != .none }
    guard !marks.isEmpty else { return [] }
    var closersAhead = marks.reduce(0) { $0 + (side(tokens, $1, in: line) == .closes ? 1 : 0) }
    var stretches: [MarkedStretch] = []
    var opening: Int?
    var depth = 0
    var floor = line.lowerBound
    for mark in marks {
      var side = side(tokens, mark, in: line)
      if side == .closes { closersAhead -= 1 }
      if side == .either {
        // Within “…” straight marks are nested ones.
        if let opening, isDirected(tokens[opening]), closersAhead > 0 { continue }
        side = opening == nil ? .opens : .closes
      }
      switch (side, opening) {
      case (.opens, nil):
        opening = mark
        depth = 1
      case (.opens, let open?):
        // A second opening is nested when enough marks follow to close both; otherwise the first one was never closed.
        if closersAhead > depth || (isSingle(tokens[mark]) && !isSingle(tokens[open])) {
          depth += 1
        } else {
          let end = sentenceEnd(tokens, open + 1, before: mark)
          stretches.append(MarkedStretch(opening: open, closing: nil, content: open + 1..<end))
          floor = mark
          opening = mark
          depth = 1
        }
      case (.closes, let open?):
        depth -= 1
        guard depth == 0 else { continue }
        stretches.append(MarkedStretch(opening: open, closing: mark, content: open + 1..<mark))
        opening = nil
        floor = mark + 1
      case (.closes, nil):
        let start = sentenceStart(tokens, before: mark, after: floor)
        guard start < mark else { continue }
        stretches.append(MarkedStretch(opening: nil, closing: mark, content: start..<mark))
        floor = mark + 1
      default: break
      }
    }
    if let open = opening {
      let end = sentenceEnd(tokens, open + 1, before: line.upperBound)
      // A paragraph whose quotation goes on in the next one has no closing mark.
      let runsOn = end < line.upperBound && open == line.lowerBound
      stretches.append(MarkedStretch(opening: open, closing: nil, content: open + 1..<(runsOn ? line.upperBound : end)))
    }
    return stretches.filter { !$0.content.isEmpty }
  }

  private static func isDirected(_ token: FactToken) -> Bool { [0x201C, 0x201E, 0xAB].contains(token.value) }

  private static func isSingle(_ token: FactToken) -> Bool { [0x27, 0x2018, 0x2019, 0x201A].contains(token.value) }

  /// Whether the mark at `index` opens or closes a quotation; `none` for apostrophes, inches and other marks.
  private static func side(_ tokens: [FactToken], _ index: Int, in line: Range<Int>) -> Side {
    let token = tokens[index]
    guard token.kind == .mark else { return .none }
    let isAttachedBefore = !token.followsSpace && index > line.lowerBound && tokens[index - 1].kind != .mark
    let isAttachedAfter =
      index + 1 < line.upperBound && !tokens[index + 1].followsSpace && tokens[index + 1].kind != .mark
    switch token.value {
    case 0x201C, 0x201E, 0xAB, 0x300C, 0x201F: return .opens
    case 0x201D, 0xBB, 0x300D: return isMisplacedClosing(tokens, index, in: line) ? .either : .closes
    case 0x22, 0x2033, 0xFF02:
      // 5.5" is a length.
      if isAttachedBefore, tokens[index - 1].kind == .number, !isAttachedAfter, token.value == 0x2033 { return .none }
      return .either
    case 0x2018: return .opens
    case 0x27, 0x2019, 0x201A:
      if isAttachedBefore, isAttachedAfter { return .none }
      if !isAttachedBefore, isAttachedAfter, token.followsSpace || index == line.lowerBound {
        return token.value == 0x27 ? .opens : .none
      }
      return token.followsSpace ? .none : hasSingleOpening(tokens, index, in: line) ? .closes : .none
    default: return .none
    }
  }

  /// Whether a closing mark stands where an opening one belongs: ”Xin chào”.
  private static func isMisplacedClosing(_ tokens: [FactToken], _ index: Int, in line: Range<Int>) -> Bool {
    let startsWord = index + 1 < line.upperBound && !tokens[index + 1].followsSpace && tokens[index + 1].kind != .mark
    return startsWord && (index == line.lowerBound || tokens[index].followsSpace)
  }

  /// Whether a single opening mark stands within reach before `index`.
  private static func hasSingleOpening(_ tokens: [FactToken], _ index: Int, in line: Range<Int>) -> Bool {
    var next = index - 1
    while next >= line.lowerBound, index - next < 80 {
      let token = tokens[next]
      if token.value == 0x2018, token.kind == .mark { return true }
      if token.kind == .mark, token.value == 0x27, token.followsSpace || next == line.lowerBound { return true }
      next -= 1
    }
    return false
  }

  /// The token after the sentence that holds `index`, or `limit`.
  static func sentenceEnd(_ tokens: [FactToken], _ index: Int, before limit: Int) -> Int {
    var next = index
    while next < limit {
      if isTerminator(tokens, next, before: limit) { return next + 1 }
      next += 1
    }
    return limit
  }

  /// The first token of the sentence before `index`, not before `floor`.
  static func sentenceStart(_ tokens: [FactToken], before index: Int, after floor: Int) -> Int {
    var next = index - 1
    // A mark just before the closing one ends this sentence, not the one before.
    if next > floor, tokens[next].kind == .mark { next -= 1 }
    while next > floor {
      if isTerminator(tokens, next - 1, before: index) { return next }
      next -= 1
    }
    return floor
  }

  /// Whether the token ends a sentence: ". ! ? …" before a space and a capital, or at the end.
  static func isTerminator(_ tokens: [FactToken], _ index: Int, before limit: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .mark, [0x2E, 0x21, 0x3F, 0x2026].contains(token.value) else { return false }
    guard index + 1 < limit else { return true }
    let next = tokens[index + 1]
    if next.kind == .number, !next.followsSpace { return false }
    // "(bị xâm nhập?)"
    if next.kind == .mark, next.value == 0x29, !next.followsSpace { return false }
    if next.kind == .word, !next.followsSpace {
      return token.value == 0x2E && next.isCapitalised && isWholeWord(tokens, index)
    }
    if token.value == 0x2E, index > 0, tokens[index - 1].kind == .word, tokens[index - 1].count <= 3,
      tokens[index - 1].isCapitalised,
      SpeechLexicon.shared.titles.match(tokens, index - 1, in: index - 1..<index) != nil || tokens[index - 1].count == 1
    {
      return false
    }
    return next.kind != .word || next.isCapitalised || token.value != 0x2026
  }

  /// Whether a longer lower-case word stands before a full stop that is glued to the next sentence.
  private static func isWholeWord(_ tokens: [FactToken], _ index: Int) -> Bool {
    index > 0 && tokens[index - 1].kind == .word && tokens[index - 1].count >= 2 && !tokens[index - 1].isCapitalised
  }
}
