/// Reads expressions of time off the tokens, in Vietnamese and English. Every rule looks at a bounded number of tokens.
struct DateGrammar {
  let tokens: [FactToken]
  /// The tokens of the line that is being read; an expression does not leave it.
  var line: Range<Int>

  init(tokens: [FactToken]) {
    self.tokens = tokens
    line = tokens.indices
  }

  /// A reading: what the expression says and the token after it.
  struct Reading {
    var base: DateExpression.Base
    var part: DayPart?
    var minute: Int?
    var tense: DateExpression.Tense = .open
    /// The first and the last token of the expression.
    var first: Int
    var end: Int
  }

  /// The longest reading that begins at `index`; nil when no expression of time does.
  func reading(at index: Int) -> Reading? {
    let token = tokens[index]
    if token.kind == .number { return numeric(index) }
    switch token.term {
    case .none: return nil
    case .ngay: return dayWord(index)
    case .thang: return monthWord(index)
    case .nam: return yearWord(index) ?? countedUnit(index)
    case .quy: return quarter(index)
    case .tuan: return week(index, from: index)
    case .hom: return homWord(index)
    case .ordinal, .chu: return weekday(index)
    case .buoi, .rang, .dayPart: return partOfDay(index)
    case .mua: return season(index)
    case .the, .thap: return centuryOrDecade(index)
    case .nhung: return decades(index)
    case .cung: return sameDay(index)
    case .mai: return tomorrow(index)
    case .cuoi: return weekend(index)
    case .number: return countedUnit(index) ?? english(index)
    case .mung: return lunarLooking(index)
    default: return english(index)
    }
  }

  // MARK: - Tokens

  /// The term at `index`; `none` beyond the line.
  func term(_ index: Int) -> FactTerm {
    line.contains(index) ? tokens[index].term : .none
  }

  /// The term before `index`; `none` at the start of the line.
  func termBefore(_ index: Int) -> FactTerm { term(index - 1) }

  /// The kind of the token at `index`; nil beyond the line.
  func kind(_ index: Int) -> FactToken.Kind? { line.contains(index) ? tokens[index].kind : nil }

  /// Whether the token at `index` is this mark.
  func isMark(_ index: Int, _ mark: Character) -> Bool {
    guard kind(index) == .mark else { return false }
    return tokens[index].value == mark.unicodeScalars.first.map { Int($0.value) }
  }

  func isDash(_ index: Int) -> Bool {
    isMark(index, "-") || isMark(index, "–") || isMark(index, "—") || isMark(index, "‑")
  }

  /// The number written at `index` in digits.
  func digits(_ index: Int, _ range: ClosedRange<Int>, maximumCount: Int = 4) -> Int? {
    guard kind(index) == .number, tokens[index].count <= maximumCount,
      range.contains(tokens[index].value)
    else { return nil }
    return tokens[index].value
  }

  /// A mark that joins two digits without a space on either side.
  func joint(_ index: Int, _ marks: [Character] = ["/", ".", "-"]) -> Character? {
    guard kind(index) == .mark, !tokens[index].followsSpace, kind(index + 1) == .number, !tokens[index + 1].followsSpace
    else { return nil }
    return marks.first { isMark(index, $0) }
  }

  func year(_ index: Int) -> Int? {
    guard kind(index) == .number, tokens[index].count == 4 else { return nil }
    return digits(index, 1000...2999)
  }

  /// A number from one to thirty-one in digits or one to twelve in words, with the token after it.
  func smallNumber(_ index: Int) -> (value: Int, end: Int)? {
    if let value = digits(index, 1...99, maximumCount: 2) { return (value, index + 1) }
    guard line.contains(index) else { return nil }
    let value = term(index) == .nam ? 5 : term(index) == .number ? tokens[index].value : 0
    guard value > 0 else { return nil }
    if value == 10, term(index + 1) == .number || term(index + 1) == .nam {
      let unit = tokens[index + 1].value
      if unit < 10 { return (10 + unit, index + 2) }
    }
    if term(index + 1) == .muoi {
      let unit = term(index + 2) == .number || term(index + 2) == .nam ? tokens[index + 2].value : 0
      return (value * 10 + unit, unit > 0 && unit < 10 ? index + 3 : index + 2)
    }
    return (value, index + 1)
  }
}
