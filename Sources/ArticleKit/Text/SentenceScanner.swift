/// A cursor that reads one sentence after the other from the tokens of a text.
struct SentenceScanner {
  private let text: SourceText
  private let tokens: [Token]
  private let tables = TextTables.shared
  private var at = 0
  /// Whether a straight quotation mark stands open. Forgotten at the end of a line.
  private var isQuoted = false
  /// Where it stands, while it is open.
  private var quoteStart = 0
  /// How many brackets stand open. Forgotten at the end of a line.
  private var brackets = 0

  init(_ text: SourceText, _ tokens: [Token]) {
    self.text = text
    self.tokens = tokens
  }

  /// The next sentence, or nil at the end.
  mutating func next() -> Span? {
    guard at < tokens.count else { return nil }
    let first = at
    while at < tokens.count {
      let end = step(first)
      at = end.next
      if end.isFinal { break }
    }
    return Span(tokens[first].start, tokens[at - 1].end)
  }

  /// Reads the token at `at`, with what closes a sentence behind it. Gives the token to go on with, and whether the
  /// sentence that started with the token `first` ends before it.
  private mutating func step(_ first: Int) -> (next: Int, isFinal: Bool) {
    let token = tokens[at]
    if token.kind == .punctuation { note(at) }
    let next = at + 1
    guard next < tokens.count else { return (next, true) }
    if tokens[next].shape.contains(.afterLineBreak), breaksLine(next) {
      forget()
      return (next, true)
    }
    switch token.kind {
    case .word, .number: return (next, isGlued(next) || isDateline(next))
    case .symbol: return (next, false)
    case .punctuation:
      guard isTerminator(token) else { return (next, false) }
      return ending(first)
    }
  }

  // MARK: Marks

  private func byte(_ token: Token) -> UInt8 { text.utf8[token.start] }

  /// `.`, `...`, `!`, `?`, `…`.
  private func isTerminator(_ token: Token) -> Bool {
    guard token.kind == .punctuation else { return false }
    switch byte(token) {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    case 0xE2: return isEllipsis(token)
    default: return false
    }
  }

  private func isEllipsis(_ token: Token) -> Bool {
    token.count > 1
      && (byte(token) == UInt8(ascii: ".") || text.utf8[token.start..<token.end].elementsEqual([0xE2, 0x80, 0xA6]))
  }

  private func isStraightQuote(_ token: Token) -> Bool {
    token.kind == .punctuation && byte(token) == UInt8(ascii: "\"")
  }

  /// ” ’ » ) ].
  private func isClosing(_ token: Token) -> Bool {
    guard token.kind == .punctuation else { return false }
    switch byte(token) {
    case UInt8(ascii: ")"), UInt8(ascii: "]"): return true
    case 0xE2:
      return token.count == 3 && text.utf8[token.start + 1] == 0x80
        && [0x9D, 0x99].contains(text.utf8[token.start + 2])
    case 0xC2: return token.count == 2 && text.utf8[token.start + 1] == 0xBB
    default: return false
    }
  }

  /// “ ‘ « (.
  private func isOpening(_ token: Token) -> Bool {
    guard token.kind == .punctuation else { return false }
    switch byte(token) {
    case UInt8(ascii: "("), UInt8(ascii: "["): return true
    case 0xE2:
      return token.count == 3 && text.utf8[token.start + 1] == 0x80
        && [0x9C, 0x98].contains(text.utf8[token.start + 2])
    case 0xC2: return token.count == 2 && text.utf8[token.start + 1] == 0xAB
    default: return false
    }
  }

  /// Keeps count of quotation marks and brackets.
  private mutating func note(_ index: Int) {
    switch byte(tokens[index]) {
    case UInt8(ascii: "\""):
      isQuoted = !closes(index)
      if isQuoted { quoteStart = index }
    case UInt8(ascii: "("): brackets += 1
    case UInt8(ascii: ")"): brackets = max(0, brackets - 1)
    default: break
    }
  }

  /// Whether the straight quotation mark at `index` closes a quotation: by the white space on its sides where that
  /// tells, else by whether one is open.
  private func closes(_ index: Int) -> Bool {
    let isApart = tokens[index].shape.contains(.afterSpace)
    guard index + 1 < tokens.count else { return true }
    let next = tokens[index + 1]
    if next.shape.contains(.afterSpace) { return isApart ? isQuoted : true }
    if next.kind == .punctuation, !isStraightQuote(next), !isOpening(next), !isEllipsis(next) { return true }
    return isApart ? false : isQuoted
  }

  private mutating func forget() {
    isQuoted = false
    quoteStart = 0
    brackets = 0
  }

  // MARK: Endings

  /// Reads what belongs to the ending that the terminator at `at` begins, and decides whether it is one.
  private mutating func ending(_ first: Int) -> (next: Int, isFinal: Bool) {
    let terminator = at
    var last = at
    var isClosed = false
    var closesQuote = false
    while last + 1 < tokens.count {
      let next = tokens[last + 1]
      if next.shape.contains(.afterLineBreak) { break }
      let isClosingQuote = isStraightQuote(next) && closes(last + 1)
      // A closing mark may stand apart (`lắm .`, `đâu... "`), a further terminator not.
      guard
        isClosingQuote || isClosing(next) && !next.shape.contains(.afterSpace)
          || isTerminator(next) && (!next.shape.contains(.afterSpace) || closesQuote)
      else { break }
      if !isTerminator(next) {
        note(last + 1)
        isClosed = true
        closesQuote = closesQuote || isClosingQuote || byte(next) != UInt8(ascii: ")")
      }
      last += 1
    }
    if isClosed, isTerminator(tokens[last]) { isClosed = false }
    let after = last + 1
    guard after < tokens.count else { return (after, true) }
    if tokens[after].shape.contains(.afterLineBreak), breaksLine(after) {
      forget()
      return (after, true)
    }
    let isSimple = last == terminator
    let isFinal: Bool
    if last == first {
      isFinal = false
    } else if isSimple, byte(tokens[terminator]) == UInt8(ascii: "."), tokens[terminator].count == 1 {
      isFinal = stopEnds(terminator, first)
    } else {
      isFinal =
        canStart(after, afterClosing: isClosed) && !isShortCry(terminator) && !runsOn(terminator, after)
        && (tokens[after].shape.contains(.afterSpace) || !isAddress(terminator))
    }
    return (after, isFinal && !isBracketed(after))
  }

  /// Whether a bracket stands open before the token at `index` that closes soon; one that does not is forgotten.
  private mutating func isBracketed(_ index: Int) -> Bool {
    guard brackets > 0 else { return false }
    let horizon = min(tokens.count, index + 60)
    for position in index..<max(index, horizon) {
      if tokens[position].shape.contains(.afterLineBreak) { break }
      if tokens[position].kind == .punctuation, byte(tokens[position]) == UInt8(ascii: ")") { return true }
    }
    brackets = 0
    return false
  }

  /// Whether the token at `index` can start a sentence after a terminator.
  private func canStart(_ index: Int, afterClosing: Bool) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .word: return !text.startsWithLowerCase(token) || token.shape.contains(.innerCapital)
    case .number: return token.shape.contains(.afterSpace)
    case .symbol: return token.shape.contains(.afterSpace)
    case .punctuation:
      if isStraightQuote(token) { return !closes(index) }
      if isOpening(token) { return opensSentence(index) }
      return !afterClosing && isDash(token) && token.shape.contains(.afterSpace) && index + 1 < tokens.count
        && (tokens[index + 1].isCapitalized || isStraightQuote(tokens[index + 1]) || isOpening(tokens[index + 1]))
    }
  }

  /// Whether the opening mark at `index` is followed by what starts a sentence.
  private func opensSentence(_ index: Int) -> Bool {
    guard byte(tokens[index]) == UInt8(ascii: "(") else { return true }
    guard index + 1 < tokens.count else { return false }
    let next = tokens[index + 1]
    return next.kind == .word && next.isCapitalized
  }

  private func isDash(_ token: Token) -> Bool {
    guard token.kind == .punctuation else { return false }
    if byte(token) == UInt8(ascii: "-") { return true }
    return token.count == 3 && byte(token) == 0xE2 && text.utf8[token.start + 1] == 0x80
      && (0x90...0x95).contains(text.utf8[token.start + 2])
  }

  /// Whether all there is in the quotation before the exclamation mark is a word or two: `"Mẹ! Bố!"`.
  private func isShortCry(_ terminator: Int) -> Bool {
    isQuoted && byte(tokens[terminator]) == UInt8(ascii: "!") && terminator - quoteStart <= 3
  }

  /// Whether an ellipsis only holds the reader up: `sau ba năm là... 98%`.
  private func runsOn(_ terminator: Int, _ after: Int) -> Bool {
    isEllipsis(tokens[terminator]) && tokens[after].kind != .word && tokens[after].kind != .punctuation
  }
}

// MARK: Full stops

extension SentenceScanner {
  /// Whether the single full stop at `index`, with nothing closing behind it, ends the sentence that starts at `first`.
  private func stopEnds(_ index: Int, _ first: Int) -> Bool {
    let next = tokens[index + 1]
    guard next.shape.contains(.afterSpace) else { return gluedStopEnds(index, first) }
    guard canStart(index + 1, afterClosing: false) else { return false }
    guard index > first else { return true }
    let before = tokens[index - 1]
    let isApart = before.end != tokens[index].start
    switch before.kind {
    // `500 . 000`: a number taken apart.
    case .number: return isApart ? next.kind != .number : !isEnumerator(index - 1, first)
    case .word: return wordEnds(index - 1, first, next: index + 1)
    default: return true
    }
  }

  /// Whether a sentence may end with the word at `index` and a full stop.
  private func wordEnds(_ index: Int, _ first: Int, next: Int) -> Bool {
    let word = tokens[index]
    let letters = Folding.fold(text, word.span, .written)
    if isEnumerator(index, first) { return false }
    if isDottedAbbreviation(index) { return startsSentence(next) }
    if tables.abbreviations.contains(letters) { return isUnit(index) || isStarter(next) && goesOnInLowerCase(next) }
    if tables.maybeFinal.contains(letters) { return startsSentence(next) }
    if text.isInitial(word) { return isUnit(index) || isStarter(next) }
    return true
  }

  /// Whether a word without capitals follows the token at `index`: what tells `của TP. Vậy thì` from `TP. Đồng Hới`.
  private func goesOnInLowerCase(_ index: Int) -> Bool {
    index + 1 < tokens.count && text.startsWithLowerCase(tokens[index + 1])
  }

  /// Whether the word at `index` belongs to a number: a unit of measure (`15 m`) or a letter glued to it (`1A`).
  private func isUnit(_ index: Int) -> Bool {
    guard index > 0, tokens[index - 1].kind == .number else { return false }
    return !tokens[index].isCapitalized || tokens[index - 1].end == tokens[index].start
  }

  /// Whether a word of the letters-and-full-stops kind ends at `index`: `U.S`, `v.v`, `a.m`.
  private func isDottedAbbreviation(_ index: Int) -> Bool {
    guard index >= 2, text.isSingleLetter(tokens[index]), text.isSingleLetter(tokens[index - 2]) else { return false }
    return isFullStop(tokens[index - 1]) && tokens[index - 1].end == tokens[index].start
      && tokens[index - 2].end == tokens[index - 1].start
  }

  private func isFullStop(_ token: Token) -> Bool {
    token.kind == .punctuation && token.count == 1 && byte(token) == UInt8(ascii: ".")
  }

  /// Whether what stands at `index` numbers a heading or a list item: `1.`, `II.`, `a.`, `Điều 5.` at the very start.
  private func isEnumerator(_ index: Int, _ first: Int) -> Bool {
    let token = tokens[index]
    if index == first {
      if token.kind == .number { return token.count <= 2 }
      return text.isSingleLetter(token) || text.isRomanNumeral(token)
    }
    guard index == first + 1, token.kind == .number, token.count <= 3, tokens[first].kind == .word else { return false }
    return tables.numbered.contains(Folding.fold(text, tokens[first].span, .written))
  }

  /// Whether the token at `index` is a word that often starts a sentence, or opens a quotation or a bracket.
  private func startsSentence(_ index: Int) -> Bool {
    isStarter(index) || isStraightQuote(tokens[index]) || isOpening(tokens[index])
  }

  /// Whether the token at `index` is a word that often starts a sentence.
  private func isStarter(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .word, token.isCapitalized else { return false }
    return tables.starters.contains(Folding.fold(text, token.span, .written))
  }
}

// MARK: Glue and lines

extension SentenceScanner {
  /// Whether the full stop at `index`, with no white space behind it, ends a sentence all the same.
  private func gluedStopEnds(_ index: Int, _ first: Int) -> Bool {
    let next = tokens[index + 1]
    guard index > first else { return false }
    let before = tokens[index - 1]
    guard before.end == tokens[index].start else { return next.isCapitalized && next.shape.contains(.hasLower) }
    if before.kind == .punctuation || before.kind == .symbol { return canStart(index + 1, afterClosing: false) }
    if isAddress(index) { return false }
    let isLowerWord = before.kind == .word && before.shape.contains(.hasLower) && !before.isCapitalized
    switch next.kind {
    case .number:
      return isLowerWord && !text.isInitial(before)
        && !tables.abbreviations.contains(Folding.fold(text, before.span, .written))
    case .word: return next.isCapitalized && gluedWordStarts(index, before, next, isLowerWord)
    case .punctuation:
      return (isStraightQuote(next) && !isQuoted || isOpening(next)) && before.kind == .word && isLowerWord
    case .symbol: return false
    }
  }

  private func gluedWordStarts(_ index: Int, _ before: Token, _ next: Token, _ isLowerWord: Bool) -> Bool {
    let starts = tables.starters.contains(Folding.fold(text, next.span, .written))
    if text.isInitial(next), !starts { return false }
    if isTopLevelDomain(next) { return false }
    if before.kind == .number { return next.shape.contains(.hasLower) }
    if tables.abbreviations.contains(Folding.fold(text, before.span, .written)) { return false }
    if text.isInitial(before) { return isUnit(index - 1) }
    if isLowerWord { return true }
    if next.shape.contains(.allCaps) { return false }
    return true
  }

  /// Whether the run of tokens without white space around the full stop at `index` is an address: a URL, a mail address.
  private func isAddress(_ index: Int) -> Bool {
    var start = index
    // Addresses are short; a run without white space need not be.
    while start > 0, index - start < 40, !tokens[start].shape.contains(.afterSpace) { start -= 1 }
    for position in start..<index {
      let token = tokens[position]
      switch byte(token) {
      case UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "="): return true
      case UInt8(ascii: "/"): if position > start, byte(tokens[position - 1]) == UInt8(ascii: "/") { return true }
      case UInt8(ascii: "w"), UInt8(ascii: "W"):
        if text.utf8[token.start..<token.end].allSatisfy({ $0 | 0x20 == UInt8(ascii: "w") }), token.count == 3 {
          return true
        }
      default: break
      }
    }
    return false
  }

  private func isTopLevelDomain(_ token: Token) -> Bool {
    switch Folding.fold(text, token.span, .key) {
    case Array("com".utf8), Array("net".utf8), Array("vn".utf8), Array("org".utf8), Array("info".utf8),
      Array("gov".utf8),
      Array("edu".utf8), Array("tv".utf8), Array("io".utf8), Array("html".utf8), Array("htm".utf8):
      true
    default: false
    }
  }

  /// Whether the word at `index` starts a sentence although nothing but its capital divides it from the word before.
  private func isGlued(_ index: Int) -> Bool {
    let next = tokens[index]
    let before = tokens[index - 1]
    guard next.kind == .word, next.isCapitalized, before.kind == .word, before.end == next.start else { return false }
    return next.shape.contains(.hasLower) && isStarter(index)
  }

  /// Whether a dateline in brackets stands at `index`, where a heading without a full stop met the text:
  /// `… tìm nguồn cội (NGHỆ AN) Sau 35 năm …`.
  private func isDateline(_ index: Int) -> Bool {
    guard byte(tokens[index]) == UInt8(ascii: "("), tokens[index].shape.contains(.afterSpace) else { return false }
    var at = index + 1
    while at < tokens.count, at <= index + 6, tokens[at].shape.contains(.allCaps), isPlaceSyllable(at, at == index + 1)
    {
      at += 1
    }
    guard at >= index + 3, at + 1 < tokens.count, byte(tokens[at]) == UInt8(ascii: ")") else { return false }
    let next = tokens[at + 1]
    return next.shape.contains(.afterSpace) && (next.kind == .number || next.isCapitalized)
  }

  /// Whether the word at `index` may be part of a place's name: a Vietnamese syllable, or TP at its start.
  private func isPlaceSyllable(_ index: Int, _ isFirst: Bool) -> Bool {
    let key = Folding.fold(text, tokens[index].span, .key)
    return tables.syllables.contains(key) || key == Array("tp".utf8) || !isFirst && key == Array("hcm".utf8)
  }

  /// Whether the word at `index` is a letter that numbers an item of a list: `a)`, `b.`
  private func numbersItem(_ index: Int) -> Bool {
    guard text.isSingleLetter(tokens[index]), index + 1 < tokens.count else { return false }
    let next = tokens[index + 1]
    return next.kind == .punctuation && !next.shape.contains(.afterSpace)
  }

  /// Whether the line break before the token at `index` divides sentences, and not merely the lines of one.
  private func breaksLine(_ index: Int) -> Bool {
    let next = tokens[index]
    let before = tokens[index - 1]
    guard next.kind == .word, text.startsWithLowerCase(next), !numbersItem(index) else { return true }
    guard before.kind == .word || before.kind == .number || byte(before) == UInt8(ascii: ",") else { return true }
    let gap = text.utf8[before.end..<next.start]
    return gap.count(where: { $0 == 0x0A }) > 1 || gap.count(where: { $0 == 0x0D }) > 1
  }
}

// MARK: Words

extension SourceText {
  /// Whether the word is one letter, whatever its length in bytes.
  fileprivate func isSingleLetter(_ token: Token) -> Bool {
    guard token.kind == .word, token.count <= 3 else { return false }
    return utf8[token.start..<token.end].dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  /// Whether the word is one letter that shortens another: a capital or a consonant. `ý`, `ở`, `y`, `Á` are words.
  fileprivate func isInitial(_ token: Token) -> Bool {
    guard isSingleLetter(token) else { return false }
    let first = utf8[token.start]
    if first >= 0x80 { return token.count == 2 && first == 0xC4 && (0x90...0x91).contains(utf8[token.start + 1]) }
    return token.isCapitalized || ![0x61, 0x65, 0x69, 0x6F, 0x75, 0x79].contains(first)
  }

  fileprivate func isRomanNumeral(_ token: Token) -> Bool {
    token.kind == .word && token.count <= 5
      && utf8[token.start..<token.end].allSatisfy { [0x49, 0x56, 0x58].contains($0) }
  }

  fileprivate func startsWithLowerCase(_ token: Token) -> Bool {
    token.kind == .word && !token.isCapitalized && startsWithCasedLetter(token)
  }

  /// Whether the word's script has case.
  fileprivate func startsWithCasedLetter(_ token: Token) -> Bool {
    token.isCapitalized || token.shape.contains(.hasLower)
  }
}

extension Token {
  fileprivate var count: Int { end - start }
}
