/// Finds quotations in marks of any style, statements reported without marks, and who says them, in Vietnamese and English.
///
/// Linear in the length of the text: each sentence is looked at a constant number of times.
public enum QuotationFinder {
  /// The quotations in `text`, in source order.
  ///
  /// - Parameter spans: the parts of the text to look at (bytes), in order; the whole text when nil.
  public static func quotations(in text: SourceText, spans: [Span]? = nil) -> [Quotation] {
    quotations((spans ?? [Span(0, text.utf8.count)]).map { FactScanner.tokens(in: text.utf8, $0.range) })
  }

  /// The quotations in the tokens of each part.
  static func quotations(_ parts: [[FactToken]]) -> [Quotation] {
    var context = SpeechContext()
    var quotations: [Quotation] = []
    for tokens in parts {
      var reader = SpeechReader(tokens, context)
      reader.read()
      quotations += reader.quotations
      context = reader.context
    }
    return quotations.sorted { ($0.span, $0.content) < ($1.span, $1.content) }
  }
}

/// What earlier sentences leave for later ones.
struct SpeechContext {
  /// The speaker of the last attributed words.
  var speaker: Attributed?
  /// The last phrase that names a person, for pronouns.
  var named: Naming?
  /// The last line ends with a colon after this speaker.
  var awaited: Attributed?
  /// Sentences since the last attributed words.
  var distance = 0

  /// A speaker by spans, since tokens belong to one part of the text.
  struct Attributed {
    var speaker: Span?
    var antecedent: Span?
    var cue: Span?
  }

  struct Naming {
    var span: Span
    var gender: Gender
  }

  enum Gender { case male, female, open }
}

/// Reads the speech of one stretch of tokens.
private struct SpeechReader {
  let tokens: [FactToken]
  let finder: SpeakerFinder
  var context: SpeechContext
  var quotations: [Quotation] = []

  init(_ tokens: [FactToken], _ context: SpeechContext) {
    self.tokens = tokens
    self.context = context
    finder = SpeakerFinder(tokens)
  }

  mutating func read() {
    var index = 0
    while index < tokens.count {
      let line = index..<FactScanner.lineEnd(tokens, index)
      readLine(line)
      index = line.upperBound
    }
  }

  private mutating func readLine(_ line: Range<Int>) {
    let stretches = QuotationMarks.stretches(tokens, in: line)
    let awaited = context.awaited
    context.awaited = nil
    var next = 0
    for sentence in sentences(line, stretches) {
      let first = next
      while next < stretches.count, stretches[next].start < sentence.upperBound { next += 1 }
      readSentence(
        sentence, Array(stretches[first..<next]), awaited: sentence.lowerBound == line.lowerBound ? awaited : nil)
    }
    awaitQuotation(after: line)
  }

  /// The sentences of a line; a terminator within a quotation ends one only when the quotation ends there too.
  private func sentences(_ line: Range<Int>, _ stretches: [MarkedStretch]) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = line.lowerBound
    var index = start
    var next = 0
    while index < line.upperBound {
      var ends = false
      if next < stretches.count, index >= stretches[next].start {
        let stretch = stretches[next]
        index = max(index + 1, stretch.end)
        next += 1
        ends = index < line.upperBound && endsWithTerminator(stretch) && beginsSentence(index)
      } else {
        ends = QuotationMarks.isTerminator(tokens, index, before: line.upperBound)
        index += 1
      }
      if ends, index > start {
        sentences.append(start..<index)
        start = index
      }
    }
    if start < line.upperBound { sentences.append(start..<line.upperBound) }
    return sentences
  }

  private func endsWithTerminator(_ stretch: MarkedStretch) -> Bool {
    guard let last = stretch.content.last else { return false }
    return tokens[last].kind == .mark && [0x2E, 0x21, 0x3F, 0x2026].contains(tokens[last].value)
  }

  private func beginsSentence(_ index: Int) -> Bool {
    tokens[index].kind == .word
      ? tokens[index].isCapitalised : ![0x2C, 0x2D, 0x2013, 0x2014, 0x2E].contains(tokens[index].value)
  }

  // MARK: - One sentence

  /// A speaker with the words that introduce what is said.
  private struct Found {
    var phrase: SpeakerFinder.Phrase?
    var cue: Range<Int>
    /// The token after the introducing words.
    var end: Int
    var verb: SpeechLexicon.Verb?
    var isFirm = true
  }

  private mutating func readSentence(
    _ sentence: Range<Int>, _ stretches: [MarkedStretch], awaited: SpeechContext.Attributed?
  ) {
    var isAttributed = false
    var speakerInSentence: SpeechContext.Attributed?
    var gapStart = sentence.lowerBound
    for (number, stretch) in stretches.enumerated() {
      let gapEnd = number + 1 < stretches.count ? stretches[number + 1].start : sentence.upperBound
      let before = found(before: stretch, gapStart)
      let after = before?.isFirm == true ? nil : found(after: stretch, min(gapEnd, sentence.upperBound))
      if let after {
        let attributed = attributed(after)
        append(stretch, attributed, .after, confidence: 0.9)
        speakerInSentence = attributed
      } else if let before, before.isFirm || isStatement(stretch) {
        var attributed = attributed(before)
        if before.phrase == nil {
          // A verb without a subject goes on with the speaker before.
          let opens = before.cue.lowerBound - sentence.lowerBound <= 1
          attributed.speaker = speakerInSentence?.speaker ?? (opens ? context.speaker?.speaker : nil)
          if attributed.speaker == nil, !isStatement(stretch), !isDirect(stretch) { continue }
        }
        append(stretch, attributed, .before, confidence: before.phrase == nil ? 0.6 : before.isFirm ? 0.95 : 0.75)
        speakerInSentence = attributed
      } else if let awaited, stretch.start == sentence.lowerBound {
        append(stretch, awaited, .before, confidence: 0.85)
        speakerInSentence = awaited
      } else if let speaker = speakerInSentence, isStatement(stretch) || stretch.content.count >= 3 {
        append(stretch, speaker, .continued, confidence: 0.7)
      } else if isStatement(stretch), context.distance <= 1, let speaker = context.speaker {
        append(
          stretch, SpeechContext.Attributed(speaker: speaker.speaker, antecedent: speaker.antecedent), .continued,
          confidence: 0.5)
        speakerInSentence = speaker
      } else if isDirect(stretch) {
        append(stretch, SpeechContext.Attributed(), .unknown, confidence: 0.4)
      } else {
        continue
      }
      isAttributed = true
      gapStart = stretch.end
    }
    if !isAttributed { isAttributed = readStatement(sentence, stretches) }
    remember(sentence)
    context.distance = isAttributed ? 0 : context.distance + 1
  }

  /// Whether the words in marks can be somebody's statement rather than a title or a word held at arm's length.
  private func isStatement(_ stretch: MarkedStretch) -> Bool {
    let words = stretch.content.reduce(0) { $0 + (tokens[$1].kind == .word ? 1 : 0) }
    guard let first = stretch.content.first else { return false }
    return words >= 7 || (words >= 4 && !tokens[first].isCapitalised) || (words >= 3 && endsWithTerminator(stretch))
  }

  /// Whether the stretch holds whole sentences.
  private func isDirect(_ stretch: MarkedStretch) -> Bool {
    guard let first = stretch.content.first else { return false }
    let words = stretch.content.reduce(0) { $0 + (tokens[$1].kind == .word ? 1 : 0) }
    let isWhole =
      endsWithTerminator(stretch)
      || tokens.indices.contains(stretch.end) && [0x2E, 0x2C, 0x2D, 0x2013].contains(tokens[stretch.end].value)
    return tokens[first].isCapitalised && words >= 5
      && (isWhole || stretch.end >= tokens.count || tokens[stretch.end].startsLine)
  }

  /// What introduces `stretch` in the gap before it.
  private func found(before stretch: MarkedStretch, _ start: Int) -> Found? {
    let gap = start..<stretch.start
    guard !gap.isEmpty else { return nil }
    let colon = gap.last.flatMap { finder.isMark($0, 0x3A) ? $0 : nil }
    var index = max(gap.lowerBound, gap.upperBound - 60)
    var last: Found?
    while index < gap.upperBound {
      guard let (verb, end) = finder.verb(index, in: gap) else {
        index += 1
        continue
      }
      if let found = found(verb, index..<end, in: gap) {
        if last == nil || verb != .source { last = found }
      }
      index = end
    }
    if var found = last {
      let distance = gap.upperBound - found.end
      found.isFirm =
        colon != nil || distance <= 2
        || ((found.verb == .statement || found.verb == .weak) && distance <= 25 && found.phrase != nil
          && isStatement(stretch))
      if found.verb == .marked, colon == nil, distance > 5 { return nil }
      return found
    }
    guard let colon, isStatement(stretch) || isDirect(stretch) else { return nil }
    // "Ông Nam: “…”"
    let phrases = finder.phrases(in: gap.lowerBound..<colon, upTo: colon)
    guard
      let phrase = phrases.first(where: { $0.range.upperBound == colon })
        ?? phrases.first(where: { $0.isTitled && $0.isNamed })
    else {
      return nil
    }
    return Found(phrase: phrase, cue: colon..<colon + 1, end: colon + 1)
  }

  /// The speaker of a verb within `gap`; nil when the verb reports nothing there.
  private func found(_ verb: SpeechLexicon.Verb, _ cue: Range<Int>, in gap: Range<Int>) -> Found? {
    switch verb {
    case .other: return nil
    case .statement, .weak, .marked:
      return Found(
        phrase: finder.speaker(before: cue.lowerBound, in: gap), cue: cue, end: skipThat(cue.upperBound, gap),
        verb: verb)
    case .citing:
      if let phrase = finder.speaker(after: cue.upperBound, in: gap) {
        return Found(phrase: phrase, cue: cue, end: phrase.range.upperBound, verb: verb)
      }
      return Found(phrase: finder.speaker(before: cue.lowerBound, in: gap), cue: cue, end: cue.upperBound, verb: verb)
    case .source:
      guard let phrase = finder.speaker(after: cue.upperBound, in: gap) else { return nil }
      return Found(phrase: phrase, cue: cue, end: phrase.range.upperBound, verb: verb)
    }
  }

  /// The token after "rằng", "là", ":" or ",".
  private func skipThat(_ index: Int, _ range: Range<Int>) -> Int {
    guard range.contains(index) else { return index }
    let token = tokens[index]
    if token.kind == .mark { return [0x3A, 0x2C].contains(token.value) ? index + 1 : index }
    return SpeechReader.that.contains(token.key) ? index + 1 : index
  }

  private static let thatWord = wordKey("rằng")
  private static let that: Set<UInt64> = [wordKey("rằng"), wordKey("là"), wordKey("that")]

  /// What attributes `stretch` in the gap after it: "“…”, ông Nam nói", "“…” - theo ông Nam".
  private func found(after stretch: MarkedStretch, _ limit: Int) -> Found? {
    var start = stretch.end
    var hasMark =
      stretch.closing == nil || endsWithTerminator(stretch)
      || stretch.content.last.map { finder.isMark($0, 0x2C) } == true
    while start < limit, tokens[start].kind == .mark, [0x2C, 0x2D, 0x2013, 0x2014, 0x2E].contains(tokens[start].value) {
      if tokens[start].value == 0x2E { return nil }
      hasMark = true
      start += 1
    }
    guard start < limit else { return nil }
    let gap = start..<min(limit, start + 40)
    if let (verb, end) = finder.verb(start, in: gap), verb != .other {
      guard hasMark || verb == .source else { return nil }
      if let phrase = finder.speaker(after: end, in: gap) {
        return Found(phrase: phrase, cue: start..<end, end: phrase.range.upperBound, verb: verb)
      }
      return nil
    }
    guard hasMark, let subject = firstPhrase(gap) else { return nil }
    var index = subject.range.upperBound
    while index < gap.upperBound, index - subject.range.upperBound < 30 {
      if let (verb, end) = finder.verb(index, in: gap) {
        if verb == .statement || verb == .weak || verb == .marked {
          let phrase = finder.speaker(before: index, in: gap) ?? subject
          return Found(phrase: phrase, cue: index..<end, end: end, verb: verb)
        }
        index = end
      } else {
        index += 1
      }
    }
    return nil
  }

  /// The phrase within the first three tokens of `gap`.
  private func firstPhrase(_ gap: Range<Int>) -> SpeakerFinder.Phrase? {
    for index in gap.lowerBound..<min(gap.lowerBound + 3, gap.upperBound) {
      if let phrase = finder.phrase(at: index, in: gap), phrase.isNamed || phrase.isTitled || phrase.isPronoun {
        return phrase
      }
    }
    return nil
  }

  // MARK: - Statements without marks

  /// Reads "ông Nam cho biết …" and "theo ông Nam, …"; whether the sentence is one.
  private mutating func readStatement(_ sentence: Range<Int>, _ stretches: [MarkedStretch]) -> Bool {
    if let found = headline(sentence) {
      report(found, found.end..<trimmedEnd(sentence), confidence: 0.6)
      return true
    }
    var index = sentence.lowerBound
    while index < sentence.upperBound, index - sentence.lowerBound < 80 {
      guard let (verb, end) = finder.verb(index, in: sentence) else {
        index += 1
        continue
      }
      if verb != .other, verb != .marked, let found = found(verb, index..<end, in: sentence),
        let phrase = found.phrase,
        let words = statement(of: found, phrase, in: sentence)
      {
        report(found, words, confidence: verb == .source ? 0.7 : 0.75)
        return true
      }
      index = end
    }
    return false
  }

  /// "Tổng thống Putin: …", as headlines quote.
  private func headline(_ sentence: Range<Int>) -> Found? {
    guard let phrase = finder.phrase(at: sentence.lowerBound, in: sentence), phrase.isNamed, phrase.isTitled,
      !phrase.isOrganisation,
      finder.isMark(phrase.range.upperBound, 0x3A), trimmedEnd(sentence) - phrase.range.upperBound > 4
    else { return nil }
    let colon = phrase.range.upperBound
    return Found(phrase: phrase, cue: colon..<colon + 1, end: colon + 1)
  }

  private mutating func report(_ found: Found, _ words: Range<Int>, confidence: Float) {
    let attributed = attributed(found)
    let content = span(words)
    quotations.append(
      Quotation(
        span: content, content: content, kind: .indirect, speaker: attributed.speaker,
        antecedent: attributed.antecedent,
        cue: attributed.cue, attribution: found.cue.lowerBound < words.lowerBound ? .before : .after, isBalanced: true,
        confidence: confidence))
    context.speaker = attributed
  }

  /// The words that `found` reports; nil when it reports none.
  private func statement(of found: Found, _ phrase: SpeakerFinder.Phrase, in sentence: Range<Int>) -> Range<Int>? {
    let end = trimmedEnd(sentence)
    if found.verb == .source || (found.verb == .citing && found.end > found.cue.upperBound) {
      // "Theo ông Nam, …" or "…, theo ông Nam."
      if found.cue.lowerBound - sentence.lowerBound <= 1 {
        guard var comma = comma(found.end..<min(found.end + 40, end)) else { return nil }
        // "Theo ông Nam, giám đốc một trường nghề, …"
        if finder.isTitle(comma + 1, end), let next = self.comma(comma + 1..<min(comma + 30, end)) { comma = next }
        return end - comma > 4 ? comma + 1..<end : nil
      }
      guard finder.isMark(found.cue.lowerBound - 1, 0x2C), found.cue.lowerBound - sentence.lowerBound > 4,
        found.end >= end - 12
      else { return nil }
      return sentence.lowerBound..<found.cue.lowerBound - 1
    }
    let isAdjacent = found.cue.lowerBound - phrase.range.upperBound <= 3
    var start = found.end
    var hasThat = start > found.cue.upperBound && (tokens[start - 1].kind == .word || finder.isMark(start - 1, 0x3A))
    if !hasThat,
      let that = (start..<min(start + 14, end)).first(where: {
        tokens[$0].key == SpeechReader.thatWord || finder.isMark($0, 0x3A)
      })
    {
      // "nói với báo giới rằng …"
      start = that + 1
      hasThat = true
    }
    guard
      hasThat || (found.verb == .statement && !SpeakerFinder.prepositions.contains(tokens[min(start, end - 1)].key)),
      isAdjacent || hasThat || phrase.isTitled, !phrase.isOrganisation || isAdjacent, end - start >= 3
    else { return nil }
    return start..<end
  }

  /// The first comma in `range` outside brackets.
  private func comma(_ range: Range<Int>) -> Int? {
    var depth = 0
    for index in range where tokens[index].kind == .mark {
      switch tokens[index].value {
      case 0x28: depth += 1
      case 0x29: depth -= 1
      case 0x2C where depth <= 0: return index
      default: break
      }
    }
    return nil
  }

  private func trimmedEnd(_ sentence: Range<Int>) -> Int {
    var end = sentence.upperBound
    while end > sentence.lowerBound, tokens[end - 1].kind == .mark,
      [0x2E, 0x21, 0x3F, 0x2026].contains(tokens[end - 1].value)
    { end -= 1 }
    return end
  }

  // MARK: - Speakers

  private func span(_ range: Range<Int>) -> Span {
    guard let first = range.first, let last = range.last, tokens.indices.contains(last) else { return Span(0, 0) }
    return Span(tokens[first].start, tokens[last].end)
  }

  private func attributed(_ found: Found) -> SpeechContext.Attributed {
    var attributed = SpeechContext.Attributed(cue: span(found.cue))
    guard let phrase = found.phrase else { return attributed }
    attributed.speaker = span(phrase.range)
    if phrase.isPronoun { attributed.antecedent = antecedent(of: phrase) }
    return attributed
  }

  /// The last naming that the pronoun may stand for.
  private func antecedent(of phrase: SpeakerFinder.Phrase) -> Span? {
    let gender = SpeechGender.of(tokens[phrase.range.lowerBound].key)
    var latest = context.named
    let start = sentenceStart(phrase.range.lowerBound)
    for earlier in finder.phrases(in: start..<phrase.range.lowerBound, upTo: phrase.range.lowerBound)
    where isPerson(earlier) {
      latest = naming(earlier)
    }
    guard let latest, gender == .open || latest.gender == .open || gender == latest.gender else { return nil }
    return latest.span
  }

  private func sentenceStart(_ index: Int) -> Int {
    var start = index
    while start > 0, index - start < 60, !tokens[start].startsLine,
      !QuotationMarks.isTerminator(tokens, start - 1, before: tokens.count)
    {
      start -= 1
    }
    return start
  }

  private func isPerson(_ phrase: SpeakerFinder.Phrase) -> Bool {
    phrase.isNamed && phrase.isTitled && !phrase.isOrganisation
  }

  private func naming(_ phrase: SpeakerFinder.Phrase) -> SpeechContext.Naming {
    SpeechContext.Naming(span: span(phrase.range), gender: SpeechGender.of(tokens[phrase.range.lowerBound].key))
  }

  /// Keeps the last person that the sentence names.
  private mutating func remember(_ sentence: Range<Int>) {
    let phrases = finder.phrases(in: sentence, upTo: sentence.upperBound)
    if let last = phrases.last(where: isPerson) { context.named = naming(last) }
  }

  /// Remembers the speaker of a line that ends with a colon.
  private mutating func awaitQuotation(after line: Range<Int>) {
    guard let last = line.last, finder.isMark(last, 0x3A) else { return }
    let gap = max(line.lowerBound, line.upperBound - 60)..<line.upperBound
    var found: Found?
    var index = gap.lowerBound
    while index < gap.upperBound {
      if let (verb, end) = finder.verb(index, in: gap) {
        if let next = self.found(verb, index..<end, in: gap), next.phrase != nil { found = next }
        index = end
      } else {
        index += 1
      }
    }
    if found == nil, let phrase = finder.phrases(in: gap, upTo: last).first(where: { $0.isNamed }) {
      found = Found(phrase: phrase, cue: last..<last + 1, end: last + 1)
    }
    context.awaited = found.map(attributed)
  }

  private mutating func append(
    _ stretch: MarkedStretch, _ attributed: SpeechContext.Attributed, _ attribution: Quotation.Attribution,
    confidence: Float
  ) {
    let content = span(stretch.content)
    let start = stretch.opening.map { tokens[$0].start } ?? content.start
    let end = stretch.closing.map { tokens[$0].end } ?? content.end
    quotations.append(
      Quotation(
        span: Span(start, end), content: content, kind: isDirect(stretch) ? .direct : .partial,
        speaker: attributed.speaker,
        antecedent: attributed.antecedent, cue: attributed.cue,
        attribution: attributed.speaker == nil ? .unknown : attribution,
        isBalanced: stretch.opening != nil && stretch.closing != nil, confidence: confidence))
    if attributed.speaker != nil { context.speaker = attributed }
  }
}

/// The gender a form of address says.
private enum SpeechGender {
  private static let male: Set<UInt64> = Set(["ông", "anh", "chú", "he", "mr", "ngài", "vua"].map { wordKey($0) })
  private static let female: Set<UInt64> = Set(["bà", "chị", "cô", "she", "mrs", "ms"].map { wordKey($0) })

  static func of(_ key: UInt64) -> SpeechContext.Gender {
    male.contains(key) ? .male : female.contains(key) ? .female : .open
  }
}
