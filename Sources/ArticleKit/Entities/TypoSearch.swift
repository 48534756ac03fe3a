/// Finds bare keys within a few edits of a query: keys that share enough trigrams are compared by edit distance.
///
/// An edit spoils at most three of a key's trigrams, so a key within `d` edits of a query with `n` trigrams shares at
/// least `n − 3d` of them (q-gram lemma, Ukkonen 1992). Spaces do not count.
struct TypoSearch {
  private let table: KnowledgeTable

  init(_ table: KnowledgeTable) { self.table = table }

  /// The edits allowed for a name of `count` letters.
  static func allowedEdits(_ count: Int) -> Int {
    switch count {
    case ..<3: 0
    case 3...5: 1
    case 6...11: 2
    default: 3
    }
  }

  /// Keys at most `limit` edits from `letters` (bare, without spaces), with their distance, nearest first.
  func keys(near letters: [UInt8], _ limit: Int) -> [(key: Int, edits: Int)] {
    let bucketCount = table.bucketCount
    guard bucketCount > 0, letters.count <= 60 else { return [] }
    let grams = KnowledgeTable.buckets(of: letters, bucketCount)
    var postings: [Range<Int>] = []
    for gram in Set(grams).sorted() { postings.append(table.postings(ofBucket: gram)) }
    let needed = max(1, postings.count - 3 * limit)
    // The rarest lists first: a key that meets the bound must appear in one of the first `count − needed + 1` of them.
    postings.sort { $0.count != $1.count ? $0.count < $1.count : $0.lowerBound < $1.lowerBound }
    var counts = [UInt8](repeating: 0, count: table.keyCount)
    var seen: [Int] = []
    for (rank, list) in postings.enumerated() {
      let opens = rank <= postings.count - needed
      for posting in list {
        let key = Int(table.postings.u32(posting &* 4))
        guard key < counts.count else { continue }
        if counts[key] == 0 {
          if !opens { continue }
          seen.append(key)
        }
        counts[key] &+= 1
      }
    }
    var found: [(key: Int, edits: Int)] = []
    for key in seen where Int(counts[key]) >= needed {
      let edits = distance(letters, key, limit)
      if edits <= limit { found.append((key, edits)) }
    }
    found.sort { $0.edits != $1.edits ? $0.edits < $1.edits : $0.key < $1.key }
    return found
  }

  /// The edit distance (insertion, deletion, substitution, swap of neighbours) to a key, or more than `limit`.
  private func distance(_ letters: [UInt8], _ key: Int, _ limit: Int) -> Int {
    let (offset, count) = table.keyBytes(key)
    if count > letters.count * 2 + 8 { return limit + 1 }
    var other: [UInt8] = []
    for index in 0..<count {
      let byte = table.keyByte(offset + index)
      if byte != 0x20 { other.append(byte) }
    }
    return EditDistance.between(letters, other, limit)
  }
}

/// Damerau's distance in its restricted form: no pair of letters is edited twice.
enum EditDistance {
  /// The distance between `a` and `b`, or `limit + 1` when it is more.
  static func between(_ a: [UInt8], _ b: [UInt8], _ limit: Int) -> Int {
    if abs(a.count - b.count) > limit { return limit + 1 }
    var before = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in 0..<a.count {
      row[0] = i + 1
      var best = row[0]
      for j in 0..<b.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row[j + 1] = cost
        best = min(best, cost)
      }
      if best > limit { return limit + 1 }
      (before, last, row) = (last, row, before)
    }
    return min(last[b.count], limit + 1)
  }
}

/// Reads what was typed for an input method that was off.
enum InputMethod {
  /// The bare keys `bare` may stand for, read as Telex and as VNI; none when nothing changes.
  static func readings(of bare: [UInt8]) -> [[UInt8]] {
    var readings: [[UInt8]] = []
    for reading in [words(bare, telex), words(bare, vni)] where reading != bare && !reading.isEmpty {
      if !readings.contains(reading) { readings.append(reading) }
    }
    return readings
  }

  private static func words(_ bare: [UInt8], _ read: ([UInt8]) -> [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for word in bare.split(separator: 0x20) {
      if !out.isEmpty { out.append(0x20) }
      out += read(Array(word))
    }
    return out
  }

  /// Telex: doubled a, e, o, d; w after a, o, u; a tone letter (s f r x j) after a vowel.
  private static func telex(_ word: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var sawVowel = false
    for (index, letter) in word.enumerated() {
      let isVowel = "aeiouy".utf8.contains(letter)
      if let last = out.last, last == letter, "aeod".utf8.contains(letter) { continue }
      if letter == 0x77, index > 0, sawVowel { continue }
      if sawVowel, "sfrxj".utf8.contains(letter) { continue }
      // The second a, e, o of a syllable may follow its final consonants: "cana" for cân.
      if isVowel, sawVowel, let last = out.last, !"aeiouy".utf8.contains(last), index == word.count - 1,
        out.contains(letter)
      {
        continue
      }
      if isVowel { sawVowel = true }
      out.append(letter)
    }
    return out
  }

  /// VNI: digits after letters are tones and qualities.
  private static func vni(_ word: [UInt8]) -> [UInt8] {
    guard let first = word.first, !(0x30...0x39).contains(first) else { return word }
    return word.filter { !(0x30...0x39).contains($0) }
  }
}
