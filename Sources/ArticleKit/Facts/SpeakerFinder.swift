/// Finds the noun phrase that names a speaker, by its tokens.
struct SpeakerFinder {
  let tokens: [FactToken]
  private let lexicon = SpeechLexicon.shared

  init(_ tokens: [FactToken]) { self.tokens = tokens }

  /// A noun phrase that may name a speaker.
  struct Phrase {
    var range: Range<Int>
    /// Whether it holds a name.
    var isNamed: Bool
    /// Whether a title or form of address begins it.
    var isTitled: Bool
    /// Whether it is only a pronoun or points back.
    var isPronoun: Bool
    var isOrganisation = false
  }

  /// The longest reporting verb that begins at `index`.
  func verb(_ index: Int, in range: Range<Int>) -> (verb: SpeechLexicon.Verb, end: Int)? {
    guard let (verb, end) = lexicon.verbs.match(tokens, index, in: range) else { return nil }
    return (verb, end)
  }

  /// The speaker before a verb at `index`, within `range`.
  func speaker(before index: Int, in range: Range<Int>) -> Phrase? {
    let phrases = phrases(in: range.lowerBound..<index, upTo: index)
    guard !phrases.isEmpty else { return nil }
    let limit = skipAdverbs(before: index, from: range.lowerBound)
    var best: (score: Int, phrase: Phrase)?
    for phrase in phrases {
      let score = score(phrase, limit: limit, start: range.lowerBound)
      if score > 0, score >= best?.score ?? 0 { best = (score, phrase) }
    }
    return best?.phrase
  }

  /// The speaker that begins right at `index`, after "theo" or "dẫn lời" or a verb.
  func speaker(after index: Int, in range: Range<Int>) -> Phrase? {
    var start = index
    if range.contains(start), tokens[start].term == .function || tokens[start].kind == .mark { start += 1 }
    guard let phrase = phrase(at: start, in: range), phrase.isNamed || phrase.isPronoun || phrase.isTitled else {
      return nil
    }
    return phrase
  }

  private func score(_ phrase: Phrase, limit: Int, start: Int) -> Int {
    let range = phrase.range
    var score = 1
    if range.upperBound == limit { score += 6 }
    if phrase.isTitled, !phrase.isOrganisation { score += 3 }
    if phrase.isNamed { score += 2 }
    if phrase.isPronoun, range.upperBound != limit { score -= 1 }
    if range.lowerBound == start {
      score += phrase.isTitled || phrase.range.count > 1 || range.upperBound == limit ? 2 : -4
    }
    if range.upperBound < tokens.count, isMark(range.upperBound, 44), range.upperBound < limit { score += 1 }
    if range.lowerBound > start {
      let before = tokens[range.lowerBound - 1]
      if before.kind == .word,
        lexicon.stops.match(tokens, range.lowerBound - 1, in: range.lowerBound - 1..<range.lowerBound) != nil,
        before.term != .when, ![.da, .hom].contains(before.term)
      {
        score -= range.upperBound == limit ? 3 : 6
      }
      if before.kind == .mark, before.value == 44 || before.value == 59 { score += 1 }
    }
    if phrase.isOrganisation, range.upperBound != limit { score -= 2 }
    return score
  }

  /// The token after the last noun before `index`: adverbs between a speaker and the verb are passed over.
  private func skipAdverbs(before index: Int, from start: Int) -> Int {
    var end = index
    while end > start {
      var stepped = false
      for length in [3, 2, 1] where end - length >= start {
        if let (_, last) = lexicon.adverbs.match(tokens, end - length, in: end - length..<end), last == end {
          end -= length
          stepped = true
          break
        }
      }
      if !stepped { break }
    }
    return end
  }

  /// The noun phrases that may name a speaker in `range`, in order.
  func phrases(in range: Range<Int>, upTo limit: Int) -> [Phrase] {
    // Far before a verb there is no subject of it.
    var index = max(range.lowerBound, limit - 60)
    var phrases: [Phrase] = []
    while index < range.upperBound {
      if let phrase = phrase(at: index, in: range) {
        phrases.append(phrase)
        index = phrase.range.upperBound
      } else {
        index += 1
      }
    }
    return phrases
  }

  /// The noun phrase that begins at `index`.
  func phrase(at index: Int, in range: Range<Int>) -> Phrase? {
    guard range.contains(index), tokens[index].kind == .word else { return nil }
    var phrase = Phrase(range: index..<index, isNamed: false, isTitled: false, isPronoun: false)
    var next = index
    if tokens[next].term == .number || tokens[next].term == .a,
      let (title, end) = lexicon.titles.match(tokens, next + 1, in: range),
      title == .office
    {
      phrase.isTitled = true
      next = end
    }
    while range.contains(next), next - index < 24 {
      if let (title, end) = lexicon.titles.match(tokens, next, in: range) {
        // A second form of address begins another phrase.
        if title == .pronoun, next > index, !tokens[next].isCapitalised { break }
        if title == .anaphor {
          if next > index { break }
          return Phrase(range: index..<end, isNamed: false, isTitled: false, isPronoun: true)
        }
        if next == index, title == .pronoun { phrase.isPronoun = true }
        if title == .organisation {
          if phrase.isPronoun { break }
          if next == index { phrase.isOrganisation = true }
        }
        phrase.isTitled = true
        if title == .office { phrase.isOrganisation = false }
        next = end
      } else if tokens[next].kind == .word, tokens[next].isCapitalised, !isSentenceOpener(next, index, range) {
        phrase.isNamed = true
        next += 1
      } else if isJoint(next, in: range) {
        next += 2
      } else if tokens[next].term == .function, next > index, continues(index, after: next, in: range) {
        next += 1
      } else {
        break
      }
      // "T.Ư", "N.T.T.V", "TS. Nam"
      if range.contains(next + 1), isMark(next, 46), tokens[next - 1].count <= 3, tokens[next + 1].isCapitalised {
        next += 1
      }
    }
    guard next > index else { return nil }
    phrase.range = index..<next
    if phrase.isNamed { phrase.isPronoun = false }
    if !phrase.isNamed, phrase.isTitled, !phrase.isPronoun, phrase.range.count == 1 { return nil }
    return phrase
  }

  /// "Thư ký báo chí của Tổng thống Kazakhstan": "của" between a title and what it belongs to; "Đại sứ Pháp tại Nga".
  private func continues(_ first: Int, after index: Int, in range: Range<Int>) -> Bool {
    guard range.contains(index + 1) else { return false }
    if tokens[index].key == SpeakerFinder.at {
      return SpeakerFinder.envoys.contains(phraseKey(tokens[first].key, tokens[first + 1].key))
    }
    guard tokens[index].key == SpeakerFinder.of else { return false }
    if tokens[index + 1].isCapitalised { return true }
    guard let (title, _) = lexicon.titles.match(tokens, index + 1, in: range) else { return false }
    return title == .organisation || title == .office
  }

  private static let of = wordKey("của")
  private static let at = wordKey("tại")
  private static let envoys: Set<UInt64> = Set(
    [("đại", "sứ"), ("đại", "diện"), ("đại", "biện"), ("lãnh", "sự"), ("tổng", "lãnh")].map {
      phraseKey(wordKey($0), wordKey($1))
    })

  /// A hyphen within a name ("Kassym-Jomart").
  private func isJoint(_ index: Int, in range: Range<Int>) -> Bool {
    guard range.contains(index + 1), index > range.lowerBound, tokens[index].kind == .mark,
      [0x2D, 0x2013, 0x2019, 0x27].contains(tokens[index].value)
    else { return false }
    return !tokens[index].followsSpace && !tokens[index + 1].followsSpace && tokens[index + 1].kind == .word
  }

  /// Whether a capital only marks the sentence's start: a word no name begins with, or one before small letters.
  private func isSentenceOpener(_ index: Int, _ start: Int, _ range: Range<Int>) -> Bool {
    guard index == start else { return false }
    if lexicon.stops.match(tokens, index, in: index..<index + 1) != nil { return true }
    if tokens[index].term != .none, tokens[index].term != .mai, tokens[index].term != .nam,
      tokens[index].term != .weekday
    {
      return true
    }
    guard index == range.lowerBound else { return false }
    if lexicon.verbs.match(tokens, index, in: range) != nil { return true }
    return false
  }

  func isMark(_ index: Int, _ value: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .mark && tokens[index].value == value
  }
}
