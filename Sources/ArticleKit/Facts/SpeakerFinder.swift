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
    /// Whether a form of address begins it ("ông Nam").
    var isAddressed = false
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
    let isAdjacent = range.upperBound == limit
    var score = 1
    if isAdjacent { score += phrase.isAddressed && phrase.isNamed ? 10 : 6 }
    // "nhà bình luận của đài, Vladimir Solovyov, cho biết": a bare name between commas.
    if range.upperBound == limit - 1, isMark(limit - 1, 44), isMark(range.lowerBound - 1, 44), phrase.isNamed,
      !phrase.isTitled
    {
      score += 5
    }
    if phrase.isTitled, !phrase.isOrganisation { score += 3 }
    if phrase.isNamed { score += 2 }
    if phrase.isPronoun, !isAdjacent { score -= 1 }
    if range.lowerBound == start { score += phrase.isTitled || range.count > 1 || isAdjacent ? 2 : -4 }
    if range.upperBound < limit, isBreak(range.upperBound) {
      score += 1
      // "ông Nam, giám đốc một trường nghề, cho biết": the name before its apposition.
      if phrase.isNamed, !phrase.isOrganisation, isTitle(range.upperBound + 1, limit) { score += 8 }
    }
    if range.lowerBound > start {
      let before = tokens[range.lowerBound - 1]
      if SpeakerFinder.prepositions.contains(before.key) { score -= 9 }
      if before.kind == .mark, before.value == 44 || before.value == 59 { score += 1 }
    }
    if phrase.isOrganisation, !isAdjacent { score -= 2 }
    return score
  }

  static let prepositions: Set<UInt64> = Set(
    "của với tại ở trong trên từ đến tới cho về để bởi bằng qua giữa vào như in at of with from to by for on".split(
      separator: " "
    ).map {
      wordKey($0)
    })

  /// A comma, dash or bracket.
  private func isBreak(_ index: Int) -> Bool {
    tokens[index].kind == .mark && [0x2C, 0x2D, 0x2013, 0x2014, 0x28].contains(tokens[index].value)
  }

  func isTitle(_ index: Int, _ limit: Int) -> Bool {
    guard index < limit else { return false }
    let start = tokens[index].term == .number && index + 1 < limit ? index + 1 : index
    guard let (title, _) = lexicon.titles.match(tokens, start, in: start..<limit) else { return false }
    return title == .office || title == .organisation
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
    // "thứ Năm"
    if index > range.lowerBound, tokens[index - 1].term == .ordinal || tokens[index - 1].term == .thang { return nil }
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
        if title == .office, phrase.isNamed, !phrase.isTitled { break }
        if title == .organisation, next > index, !tokens[next].isCapitalised, phrase.isNamed { break }
        if title == .anaphor {
          if next > index { break }
          return Phrase(range: index..<end, isNamed: false, isTitled: false, isPronoun: true)
        }
        if next == index, title == .pronoun { (phrase.isPronoun, phrase.isAddressed) = (true, true) }
        if title == .organisation {
          if phrase.isPronoun { break }
          if next == index { phrase.isOrganisation = true }
        }
        phrase.isTitled = true
        if title == .office { phrase.isOrganisation = false }
        next = end
      } else if tokens[next].isCapitalised, let (_, end) = lexicon.continuations.match(tokens, next, in: range) {
        phrase.isNamed = true
        next = end
      } else if tokens[next].kind == .word, tokens[next].isCapitalised, !isSentenceOpener(next, index, range) {
        phrase.isNamed = true
        next += 1
      } else if isJoint(next, in: range) {
        next += 2
      } else if phrase.isTitled, next > index, lexicon.places.match(tokens, next, in: range) != nil,
        followsPlace(next, in: range)
      {
        next += 1
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

  /// Whether a capital follows the generic head at `index`.
  private func followsPlace(_ index: Int, in range: Range<Int>) -> Bool {
    (index + 1...index + 2).contains { range.contains($0) && tokens[$0].isCapitalised }
  }

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
