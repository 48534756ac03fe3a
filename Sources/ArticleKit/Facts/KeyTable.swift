/// Values under the keys of words and phrases, for lexicons of a few hundred entries.
struct KeyTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private let mask: Int

  /// A table of `entries`; of two with one key the first counts.
  init(_ entries: [(key: UInt64, value: Value)], default value: Value) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: value, count: size)
    for entry in entries {
      var slot = Int(truncatingIfNeeded: entry.key >> 32) & mask
      while keys[slot] != 0, keys[slot] != entry.key { slot = (slot + 1) & mask }
      guard keys[slot] == 0 else { continue }
      keys[slot] = entry.key
      values[slot] = entry.value
    }
  }

  /// The value under `key`; nil when it has none.
  subscript(key: UInt64) -> Value? {
    var slot = Int(truncatingIfNeeded: key >> 32) & mask
    while true {
      let found = keys[slot]
      if found == key { return values[slot] }
      if found == 0 { return nil }
      slot = (slot + 1) & mask
    }
  }
}

/// Phrases of one to four words, found by their longest match.
struct PhraseLexicon<Value: Sendable>: Sendable {
  private let table: KeyTable<Entry>

  private struct Entry: Sendable {
    var value: Value?
    var hasLonger: Bool
  }

  /// A lexicon of `phrases`, each some words with single spaces between them; commas divide phrases with one value.
  init(_ phrases: [(String, Value)]) {
    var entries: [UInt64: Entry] = [:]
    for (list, value) in phrases {
      for phrase in list.split(separator: ",") {
        var key: UInt64 = 0
        let words = phrase.split(separator: " ")
        for (index, word) in words.enumerated() {
          key = index == 0 ? wordKey(word) : phraseKey(key, wordKey(word))
          var entry = entries[key] ?? Entry(value: nil, hasLonger: false)
          if index < words.count - 1 { entry.hasLonger = true } else if entry.value == nil { entry.value = value }
          entries[key] = entry
        }
      }
    }
    let sorted = entries.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    table = KeyTable(sorted, default: Entry(value: nil, hasLonger: false))
  }

  /// The longest phrase that begins at `index` within `line`, with the token after it.
  func match(_ tokens: [FactToken], _ index: Int, in line: Range<Int>) -> (value: Value, end: Int)? {
    guard line.contains(index), tokens[index].kind == .word, var entry = table[tokens[index].key] else { return nil }
    var key = tokens[index].key
    var best = entry.value.map { ($0, index + 1) }
    var next = index + 1
    while entry.hasLonger, line.contains(next), tokens[next].kind == .word {
      key = phraseKey(key, tokens[next].key)
      guard let longer = table[key] else { break }
      entry = longer
      next += 1
      if let value = entry.value { best = (value, next) }
    }
    return best
  }
}
