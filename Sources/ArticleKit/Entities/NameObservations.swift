/// What the tagger sees of a text: per token its matches in the lists, and what the whole text says about its form.
package struct NameObservations: Sendable {
  package let tokens: [NameToken]
  let vocabulary: Vocabulary
  /// Per token: position and kind of the knowledge base's longest match; 0 outside one.
  package var known: [UInt8]
  /// Per token: position and class of the longest cue; 0 outside one.
  package var cue: [UInt8]
  /// Per token: position and kind of the longest known run of capitals.
  package var run: [UInt8]
  /// Per token: position and level of the longest administrative unit.
  package var unit: [UInt8]
  /// Per token: position in the longest word of several syllables + 1; 0 for a word of one.
  package var compound: [UInt8]
  package var word: [NameLexicon.Word]
  /// Per token: the classes of use of its word, which may have several syllables.
  private var usage: [NameLexicon.Usage]
  /// Per token: bits of what stands around other occurrences of its word in the text.
  package var document: [UInt8]
  /// Whether the tagger looks at the token at all.
  package var isActive: [Bool]
  /// Whether the tagger learns from the token: also those near a capital to which no name reaches.
  package var isNear: [Bool]
  /// Whether no name goes on across the mark before the token.
  package var isCut: [Bool]
  /// Per token what the features need, with ``edge`` entries beyond either end of the text.
  private(set) var facts: [TokenFacts] = []
  static let edge = 12

  /// Where a token stands in a match.
  enum Position {
    static let begin: UInt8 = 1
    static let inside: UInt8 = 2
    static let end: UInt8 = 3
    static let single: UInt8 = 0
    @inline(__always) static func of(_ index: Int, _ start: Int, _ end: Int) -> UInt8 {
      if end == start + 1 { return single }
      return index == start ? begin : index == end - 1 ? self.end : inside
    }
  }

  enum Document {
    static let afterHonorific: UInt8 = 1
    static let afterTitle: UInt8 = 2
    static let afterPlaceHead: UInt8 = 4
    static let afterOrganisationHead: UInt8 = 8
    /// The word also stands in small letters.
    static let lower: UInt8 = 16
    /// The word is part of a longer run that begins with a family name.
    static let inPersonRun: UInt8 = 32
    /// The word stands with a capital inside a sentence.
    static let capitalInside: UInt8 = 64
    static let afterPlaceWord: UInt8 = 128
  }

  init(_ tokens: [NameToken], source: [UInt8], knowledge: KnowledgeBase, lexicon: NameLexicon) {
    self.tokens = tokens
    let count = tokens.count
    known = [UInt8](repeating: 0, count: count)
    cue = known
    run = known
    unit = known
    document = known
    compound = known
    isActive = [Bool](repeating: false, count: count)
    isNear = isActive
    let vocabulary = Vocabulary(tokens)
    self.vocabulary = vocabulary
    let words = vocabulary.keys.map { lexicon.word($0, knowledge) }
    word = tokens.indices.map { words[vocabulary[$0]] }
    usage = word.map(\.usage)
    isCut = tokens.indices.map { Self.isCut(tokens, $0) }
    matchLists(knowledge, lexicon)
    for index in tokens.indices {
      if isCut[index] {
        if tokens[index].gap.contains(.comma), continuesPhrase(index) { isCut[index] = false }
      } else if tokens[index].gap.contains(.stop), opensGluedSentence(index) {
        isCut[index] = true
      }
    }
    observeDocument()
    activate()
    pack(source)
  }

  private mutating func pack(_ source: [UInt8]) {
    var facts: [TokenFacts] = []
    facts.reserveCapacity(tokens.count + 2 * Self.edge)
    for _ in 0..<Self.edge { facts.append(TokenFacts(key: 1)) }
    var past = TokenFacts.Past()
    for index in tokens.indices {
      let token = tokens[index]
      let hasCapital = token.shape.hasCapital
      var fact = TokenFacts(key: token.key)
      fact.shape = token.shape.rawValue + (token.length == 1 ? 6 : 0)
      fact.gap = Self.gapClass(token.gap)
      let bits = word[index].bits
      fact.lexical = UInt8(truncatingIfNeeded: bits)
      fact.company = UInt8(truncatingIfNeeded: bits >> 8) & 0x3F
      fact.known = known[index]
      fact.cue = cue[index]
      fact.run = run[index]
      fact.unit = unit[index]
      fact.document = document[index]
      fact.compound = compound[index]
      fact.usage = usage[index]
      if cueEnds(index - 1), cue[index - 1] != 0 {
        fact.cueBefore = cue[index - 1] & 15 | (token.gap.isPlain ? 0 : 16)
      }
      let joins = token.gap.isPlain || token.gap == .stop || token.gap == .dash || token.gap == .ampersand
      past.advance(
        isCapital: hasCapital, joins: index > 0 && joins, isOrganisation: cueClass(index).isOrganisation)
      fact.past = past
      if hasCapital { fact.suffix = Self.suffix(source, token) }
      facts.append(fact)
    }
    for _ in 0..<Self.edge {
      past.advance(isCapital: false, joins: false, isOrganisation: false)
      var fact = TokenFacts(key: 3)
      fact.past = past
      facts.append(fact)
    }
    self.facts = facts
  }

  /// What stands before a token, in fifteen classes.
  private static func gapClass(_ gap: NameToken.Gap) -> UInt8 {
    if gap.isPlain { return 0 }
    if !gap.isDisjoint(with: [.first, .newline]) { return 1 }
    if gap.contains(.open) { return 2 }
    if gap.contains(.close) { return 3 }
    if gap.contains(.quote) { return gap.contains(.comma) || gap.contains(.stop) ? 4 : 5 }
    if gap.contains(.stop) { return gap.contains(.space) ? 6 : 7 }
    if gap.contains(.comma) { return 8 }
    if gap.contains(.colon) { return 9 }
    if gap.contains(.dash) { return gap.contains(.space) ? 10 : 11 }
    if gap.contains(.slash) { return 12 }
    if gap.contains(.ampersand) { return 13 }
    return 14
  }

  /// "theo AFP.Điều này": a point without a space before a word that news writes small inside sentences.
  private func opensGluedSentence(_ index: Int) -> Bool {
    index > 0 && tokens[index].shape == .capital && tokens[index - 1].length > 2 && word[index].isSyllable
      && (1...3).contains(word[index].capital) && !continuesPhrase(index)
  }

  /// Whether the token is inside a name of the knowledge base or a cue that began before it.
  private func continuesPhrase(_ index: Int) -> Bool {
    let position = known[index] == 0 ? Position.single : (known[index] - 1) & 3
    let cuePosition = cue[index] >> 4
    return position == Position.inside || position == Position.end || cuePosition == Position.inside
      || cuePosition == Position.end
  }

  private static func isCut(_ tokens: [NameToken], _ index: Int) -> Bool {
    let gap = tokens[index].gap
    if gap.isPlain { return false }
    if !gap.isDisjoint(with: [.first, .newline, .open, .close, .colon, .quote]) { return true }
    if gap.contains(.comma) {
      return !(gap == .comma && tokens[index].shape == .number && tokens[index - 1].shape == .number)
    }
    // A point and a space end a sentence, unless an initial stands before them.
    return gap.contains(.stop) && gap.contains(.space) && (gap.contains(.many) || tokens[index - 1].length > 2)
  }

  private static func suffix(_ source: [UInt8], _ token: NameToken) -> UInt16 {
    var hash: UInt16 = 0
    for offset in max(Int(token.start), Int(token.end) - 3)..<Int(token.end) {
      hash = hash &* 31 &+ UInt16(source[offset] | 0x20)
    }
    return hash
  }

  private mutating func matchLists(_ knowledge: KnowledgeBase, _ lexicon: NameLexicon) {
    var knownEnd = 0
    var cueEnd = 0
    var runEnd = 0
    var unitEnd = 0
    var compoundEnd = 0
    for start in tokens.indices {
      let word = word[start]
      if start >= knownEnd, word.lists.contains(.name),
        let match = GazetteerMatch.longest(tokens, at: start, knowledge)
      {
        knownEnd = match.end
        for index in start..<match.end {
          known[index] =
            1 + Position.of(index, start, match.end) + 4 * (match.type.rawValue + (match.isHomograph ? 5 : 0))
        }
      }
      if start >= cueEnd, word.lists.contains(.cue) {
        var best: (end: Int, value: UInt8) = (start, 0)
        lexicon.cues.matches(tokens, from: start, limit: min(start + 6, tokens.count)) { end, found in
          if GazetteerMatch.isJoined(tokens, start, end) { best = (end, lexicon.cue(found)) }
        }
        cueEnd = best.end
        for index in start..<best.end { cue[index] = best.value | Position.of(index, start, best.end) << 4 }
      }
      if start >= compoundEnd, word.lists.contains(.compound) {
        // No compound goes on across anything but a space.
        let limit = min(start + 4, tokens.count)
        var last = start + 1
        while last < limit, tokens[last].gap.isPlain { last += 1 }
        var end = start
        var classes = NameLexicon.Usage.unknown
        lexicon.compounds.matches(tokens, from: start, limit: last) { last, found in
          end = last
          classes = lexicon.usage(found)
        }
        for index in start..<end {
          compound[index] = 1 + Position.of(index, start, end)
          usage[index] = classes
        }
        compoundEnd = end
      }
      if !tokens[start].shape.hasCapital { continue }
      if start >= runEnd, word.lists.contains(.run), let match = longest(lexicon.runs, start) {
        let value = lexicon.run(match.phrases)
        runEnd = match.end
        for index in start..<match.end { run[index] = value &* 4 &+ Position.of(index, start, match.end) &+ 1 }
      }
      if start >= unitEnd, word.lists.contains(.unit), let match = longest(lexicon.units, start) {
        let value = lexicon.unit(match.phrases)
        unitEnd = match.end
        for index in start..<match.end { unit[index] = value &* 4 &+ Position.of(index, start, match.end) }
      }
    }
  }

  /// No phrase of the lists is longer than this: a run of capitals without end costs no more.
  private static let longestPhrase = 32

  /// The longest phrase of capitalised tokens that begins at `start`.
  private func longest(_ table: PhraseTable, _ start: Int) -> (end: Int, phrases: Range<Int>)? {
    var limit = start
    let last = min(tokens.count, start + Self.longestPhrase)
    while limit < last, tokens[limit].shape != .lower,
      limit == start || tokens[limit].gap.isPlain || tokens[limit].gap.isGlued
    {
      limit += 1
    }
    var best: (end: Int, phrases: Range<Int>)?
    table.matches(tokens, from: start, limit: limit) { end, found in best = (end, found) }
    return best
  }

  @inline(__always) func cueClass(_ index: Int) -> CueClass {
    index >= 0 && index < cue.count ? CueClass(rawValue: cue[index] & 15) ?? .none : .none
  }

  /// The longest match of the knowledge base that begins at the token.
  func knownMatch(_ index: Int) -> GazetteerMatch? {
    let code = known[index]
    if code == 0 { return nil }
    let position = (code - 1) & 3
    guard position == Position.single || position == Position.begin else { return nil }
    let kind = (code - 1) >> 2
    guard let type = EntityType(rawValue: kind % 5) else { return nil }
    var end = index + 1
    if position == Position.begin {
      while end < known.count, known[end] != 0, (known[end] - 1) & 3 == Position.inside { end += 1 }
      if end < known.count, known[end] != 0, (known[end] - 1) & 3 == Position.end { end += 1 }
    }
    return GazetteerMatch(end: end, type: type, isHomograph: kind >= 5)
  }

  /// Whether a cue ends with the token.
  @inline(__always) func cueEnds(_ index: Int) -> Bool {
    index >= 0 && index < cue.count && (cue[index] >> 4 == Position.single || cue[index] >> 4 == Position.end)
  }

  private mutating func observeDocument() {
    /// Per word; nil for one that has not stood with a capital yet.
    var bits = [UInt8?](repeating: nil, count: vocabulary.count)
    for index in tokens.indices {
      let token = tokens[index]
      let word = vocabulary[index]
      if !token.shape.hasCapital {
        if token.shape == .lower, let old = bits[word] { bits[word] = old | Document.lower }
        continue
      }
      var seen: UInt8 = bits[word] ?? 0
      if !token.followsBreak { seen |= Document.capitalInside }
      if token.gap.isPlain, cueEnds(index - 1) {
        switch cueClass(index - 1) {
        case .honorific: seen |= Document.afterHonorific
        case .title: seen |= Document.afterTitle
        case .placeHead: seen |= Document.afterPlaceHead
        case let cue where cue.isOrganisation: seen |= Document.afterOrganisationHead
        default: break
        }
      }
      if isInPersonRun(index) { seen |= Document.inPersonRun }
      bits[word] = seen
    }
    for index in tokens.indices where tokens[index].shape != .number { document[index] = bits[vocabulary[index]] ?? 0 }
  }

  /// Whether the token continues a run of capitals that a family name opens.
  private func isInPersonRun(_ index: Int) -> Bool {
    var start = index
    while start > 0, tokens[start].gap.isPlain, tokens[start - 1].shape.hasCapital, index - start < 4 { start -= 1 }
    return start < index && word[start].isFamily
  }

  /// The tokens a name may hold: capitals, numbers beside them, and words that may continue or open a name.
  private mutating func activate() {
    var reach = 0
    var goesOn = false
    var (isActive, isNear) = (isActive, isNear)
    func activate(_ index: Int) {
      isActive[index] = true
      isNear[index] = true
    }
    for index in tokens.indices {
      let token = tokens[index]
      if token.followsBreak || !token.gap.isDisjoint(with: [.open, .close, .colon]) { reach = 0 }
      if token.shape.hasCapital || token.shape == .alphanumeric {
        activate(index)
        reach = 7
        goesOn = true
        if index > 0, token.gap.isPlain || token.gap.contains(.dash) {
          activate(index - 1)
          if index > 1, cue[index - 1] != 0, token.shape == .alphanumeric { activate(index - 2) }
        }
      } else if token.shape == .number {
        if reach > 0 { isNear[index] = true }
        if reach > 0, goesOn { isActive[index] = true }
        if cueClass(index - 1) == .placeHead || cueClass(index - 1) == .eventHead, token.gap.isPlain {
          activate(index)
          activate(index - 1)
          if index > 1 { activate(index - 2) }
        } else if index > 1, cueClass(index - 2) == .placeHead || cueClass(index - 2) == .eventHead, token.gap.isPlain {
          activate(index)
          activate(index - 1)
          activate(index - 2)
        }
      } else if reach > 0 {
        isNear[index] = true
        if word[index].lists.contains(.outside), known[index] == 0 { goesOn = false }
        if goesOn { isActive[index] = true }
      }
      if known[index] != 0 { activate(index) }
      reach = max(0, reach - 1)
    }
    self.isActive = isActive
    self.isNear = isNear
  }
}
