/// The lexicons whose phrases a word may begin; a token carries them, so that most words need no look-up.
struct PhraseStarts: OptionSet, Sendable {
  let rawValue: UInt8

  static let verb = PhraseStarts(rawValue: 1)
  static let title = PhraseStarts(rawValue: 2)
  static let adverb = PhraseStarts(rawValue: 4)
  static let stop = PhraseStarts(rawValue: 8)
  static let name = PhraseStarts(rawValue: 16)
  static let unit = PhraseStarts(rawValue: 32)
  static let qualifier = PhraseStarts(rawValue: 64)
  static let currency = PhraseStarts(rawValue: 128)
}

/// Phrases of one to some words, found by their longest match.
struct PhraseLexicon<Value: Sendable>: Sendable {
  /// The mark of the words that begin its phrases.
  let starts: PhraseStarts
  /// The keys of those words.
  let firstKeys: [UInt64]
  private let values: [Value]
  private let table: KeyTable<Entry>

  private struct Entry: Sendable {
    /// Index of the value; -1 when no phrase ends here.
    var value: Int16 = -1
    var hasLonger = false
  }

  /// A lexicon of `phrases`: each string holds phrases with one value, divided by commas. Of two equal ones the first counts.
  init(_ starts: PhraseStarts, _ phrases: [(String, Value)]) {
    let lists = phrases.map { FactScanner.tokens(in: Array($0.0.utf8), 0..<$0.0.utf8.count, lexicon: nil) }
    var table = KeyTable<Entry>(capacity: lists.reduce(0) { $0 + $1.count }, absent: Entry())
    var firstKeys: [UInt64] = []
    for (value, tokens) in lists.enumerated() {
      var key: UInt64 = 0
      for (index, token) in tokens.enumerated() where token.kind != .mark {
        if key == 0 { firstKeys.append(token.key) }
        key = key == 0 ? token.key : phraseKey(key, token.key)
        var entry = table[key]
        let isLast = index + 1 == tokens.count || tokens[index + 1].kind == .mark
        if !isLast { entry.hasLonger = true } else if entry.value < 0 { entry.value = Int16(clamping: value) }
        table[key] = entry
        if isLast { key = 0 }
      }
    }
    self.starts = starts
    self.firstKeys = firstKeys
    self.table = table
    values = phrases.map(\.1)
  }

  /// The longest phrase that begins at `index` within `line`, with the token after it.
  func match(_ tokens: [FactToken], _ index: Int, in line: Range<Int>) -> (value: Value, end: Int)? {
    guard line.contains(index), !tokens[index].starts.isDisjoint(with: starts) else { return nil }
    var key = tokens[index].key
    var entry = table[key]
    var best = (value: entry.value, end: index + 1)
    var next = index + 1
    while entry.hasLonger, line.contains(next), tokens[next].kind == .word {
      key = phraseKey(key, tokens[next].key)
      entry = table[key]
      next += 1
      if entry.value >= 0 { best = (entry.value, next) }
    }
    return best.value >= 0 ? (values[Int(best.value)], best.end) : nil
  }
}
