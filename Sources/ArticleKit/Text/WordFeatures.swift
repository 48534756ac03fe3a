/// What the word segmenter sees of the tokens of one sentence.
///
/// A gap between two neighbouring tokens is described by some forty hashed features: the syllables around it, how they
/// are written, and what ``WordStatistics`` knows of them and their runs.
package struct WordFeatures {
  /// One token.
  private struct Syllable {
    var hash: UInt64 = 1
    var shape: UInt64 = 0
    var entry = WordStatistics.Entry()
    /// Length in code points, at most 5.
    var length: UInt64 = 0
    var onset: UInt64 = 0
    var rime: UInt64 = 0
    var isWord = false
    var isCapital: Bool { shape == Shape.initial || shape == Shape.capitals }
  }

  private enum Shape {
    static let edge: UInt64 = 0
    static let lower: UInt64 = 1
    static let initial: UInt64 = 2
    static let capitals: UInt64 = 3
    static let number: UInt64 = 4
    /// Other tokens: this plus their first byte, folded.
    static let mark: UInt64 = 16
  }

  private let statistics: WordStatistics
  // Two more than there are tokens at either end, so that a window never leaves the array.
  private let syllables: [Syllable]
  private let isGlued: [Bool]
  /// What is known of the runs of two, three and four tokens that start at each place.
  private let runs: [(two: WordStatistics.Entry, three: UInt8, four: UInt8)]
  private static let margin = 3

  package init(_ text: SourceText, _ tokens: ArraySlice<Token>, _ statistics: WordStatistics) {
    self.statistics = statistics
    var syllables = [Syllable](repeating: Syllable(), count: tokens.count + 2 * Self.margin)
    var buffer = LetterBuffer()
    for (index, token) in tokens.enumerated() {
      syllables[index + Self.margin] = Self.syllable(text, token, statistics, &buffer)
    }
    self.syllables = syllables
    isGlued = zip(tokens, tokens.dropFirst()).map { $0.end == $1.start }
    runs = syllables.indices.map { start in
      guard start + 3 < syllables.count else { return (WordStatistics.Entry(), 0, 0) }
      let two = WordStatistics.join(syllables[start].hash, syllables[start + 1].hash)
      let three = WordStatistics.join(two, syllables[start + 2].hash)
      let four = WordStatistics.join(three, syllables[start + 3].hash)
      return (statistics[two], statistics[three].word, statistics[four].word)
    }
  }

  /// The number of gaps.
  package var count: Int { isGlued.count }

  private static func syllable(
    _ text: SourceText, _ token: Token, _ statistics: WordStatistics, _ buffer: inout LetterBuffer
  ) -> Syllable {
    var syllable = Syllable()
    buffer.fill(text.utf8[token.start..<token.end])
    syllable.hash = WordStatistics.hash(buffer.key)
    syllable.entry = statistics[syllable.hash]
    syllable.length = UInt64(min(5, buffer.key.count { $0 & 0xC0 != 0x80 }))
    switch token.kind {
    case .word:
      syllable.isWord = true
      syllable.shape =
        token.shape.contains(.allCaps) ? Shape.capitals : token.isCapitalized ? Shape.initial : Shape.lower
      let split = onsetLength(buffer.bare)
      syllable.onset = WordStatistics.hash(buffer.bare[..<split])
      syllable.rime = WordStatistics.hash(buffer.bare[split...])
    case .number: syllable.shape = Shape.number
    case .punctuation, .symbol: syllable.shape = Shape.mark + UInt64(buffer.key.first ?? 0)
    }
    return syllable
  }

  /// How many letters of a syllable without diacritics come before its first vowel, with the `u` of qu and `i` of gi.
  private static func onsetLength(_ bare: [UInt8]) -> Int {
    let first = bare.firstIndex { isVowel($0) } ?? bare.count
    guard first == 1, bare.count > 2 else { return first }
    let isJoined = bare[0] == UInt8(ascii: "q") && bare[1] == UInt8(ascii: "u")
    let isSoft = bare[0] == UInt8(ascii: "g") && bare[1] == UInt8(ascii: "i") && isVowel(bare[2])
    return isJoined || isSoft ? 2 : first
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
      UInt8(ascii: "y"):
      true
    default: false
    }
  }

  /// Calls `body` with each feature of the gap after token `gap`.
  @inline(__always)
  package func forEach(_ gap: Int, _ body: (UInt32) -> Void) {
    let at = gap + Self.margin
    let before = syllables[at - 1]
    let a = syllables[at]
    let b = syllables[at + 1]
    let after = syllables[at + 2]
    spelling(before, a, b, after, isFirst: gap == 0, isGlued: isGlued[gap], body)
    knowledge(at, a, b, body)
    if a.isWord, b.isWord { sound(at, a, b, body) }
  }

  @inline(__always)
  private func spelling(
    _ before: Syllable, _ a: Syllable, _ b: Syllable, _ after: Syllable, isFirst: Bool, isGlued: Bool,
    _ body: (UInt32) -> Void
  ) {
    body(Self.feature(1, 0, 0))
    body(Self.feature(2, a.hash, 0))
    body(Self.feature(3, b.hash, 0))
    body(Self.feature(4, a.hash, b.hash))
    body(Self.feature(5, before.hash, a.hash))
    body(Self.feature(6, b.hash, after.hash))
    body(Self.feature(7, before.hash, 0))
    body(Self.feature(8, after.hash, 0))
    let shapes = a.shape << 16 | b.shape
    body(Self.feature(9, shapes, 0))
    body(Self.feature(10, shapes, before.shape))
    body(Self.feature(11, shapes, after.shape))
    body(Self.feature(12, shapes, before.shape << 16 | after.shape))
    body(Self.feature(13, shapes, isGlued ? 1 : 0))
    body(Self.feature(14, Self.capitals(a, b), isFirst ? 1 : 0))
    body(Self.feature(15, a.length << 8 | b.length, Self.capitals(a, b)))
    if a.hash == b.hash { body(Self.feature(16, Self.capitals(a, b), 0)) }
  }

  @inline(__always)
  private func knowledge(_ at: Int, _ a: Syllable, _ b: Syllable, _ body: (UInt32) -> Void) {
    let pair = runs[at].two
    let left = runs[at - 1].two
    let right = runs[at + 1].two
    let bond = UInt64(pair.bond)
    let word = Self.bucket(pair.word)
    let capitals = Self.capitals(a, b)
    body(Self.feature(17, word, 0))
    body(Self.feature(18, bond, capitals))
    body(Self.feature(19, bond, UInt64(left.bond)))
    body(Self.feature(20, bond, UInt64(right.bond)))
    let known = (left.word > 0 ? 4 : 0) | (pair.word > 0 ? 2 : 0) | (right.word > 0 ? 1 : 0)
    body(Self.feature(21, UInt64(known), 0))
    body(Self.feature(22, Self.bucket(left.word) << 16 | word << 8 | Self.bucket(right.word), 0))
    body(Self.feature(23, Self.bucket(runs[at - 1].three), Self.bucket(runs[at].three)))
    let four = Self.bucket(runs[at - 1].four) << 8 | Self.bucket(runs[at].four)
    body(Self.feature(24, Self.bucket(runs[at - 2].four), four))
    body(Self.feature(25, bond, a.hash))
    body(Self.feature(26, bond, b.hash))
    body(Self.feature(27, Self.bucket(a.entry.word) / 2 << 8 | Self.bucket(b.entry.word) / 2, word))
    if a.entry.count > 0, b.entry.count > 0 {
      // How much of the rarer syllable's life is this word, in steps of half a decade.
      let rarer = Int(min(a.entry.count, b.entry.count))
      let share = pair.word == 0 ? 99 : (rarer - Int(pair.word)) * 3 / 20
      body(Self.feature(28, UInt64(truncatingIfNeeded: share), capitals))
    } else {
      body(Self.feature(29, (a.entry.count > 0 ? 2 : 0) | (b.entry.count > 0 ? 1 : 0), capitals))
    }
  }

  @inline(__always)
  private func sound(_ at: Int, _ a: Syllable, _ b: Syllable, _ body: (UInt32) -> Void) {
    let pair = runs[at].two
    let capitals = Self.capitals(a, b)
    let word = Self.bucket(pair.word)
    let echo: UInt64 = (a.onset == b.onset ? 2 : 0) | (a.rime == b.rime ? 1 : 0)
    body(Self.feature(30, echo << 8 | capitals, (pair.word > 0 ? 256 : 0) | UInt64(pair.bond)))
    let solos = UInt64(a.entry.bond) << 8 | UInt64(b.entry.bond)
    body(Self.feature(31, solos, capitals))
    body(Self.feature(32, UInt64(a.entry.bond), word))
    body(Self.feature(33, UInt64(b.entry.bond), word))
    body(Self.feature(34, Self.bucket(a.entry.count) << 8 | Self.bucket(b.entry.count), capitals))
    // Pointwise mutual information in steps of one and a half bits.
    let information = (Int(pair.count) - Int(a.entry.count) - Int(b.entry.count)) / 6
    body(Self.feature(35, UInt64(truncatingIfNeeded: information), capitals))
  }

  @inline(__always)
  private static func capitals(_ a: Syllable, _ b: Syllable) -> UInt64 {
    (a.isCapital ? 2 : 0) | (b.isCapital ? 1 : 0)
  }

  /// A logarithm as ``WordStatistics`` stores it, in steps of a factor four; 0 for nothing.
  @inline(__always)
  private static func bucket(_ logarithm: UInt8) -> UInt64 {
    logarithm == 0 ? 0 : min(9, 1 + UInt64(logarithm) / 8)
  }

  /// The hash of a feature: its kind and two values. Never 0.
  @inline(__always)
  private static func feature(_ kind: UInt64, _ first: UInt64, _ second: UInt64) -> UInt32 {
    var hash = (kind &+ first &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 29) ^ second &* 0x94D0_49BB_1331_11EB) &* 0xD6E8_FEB8_6659_FD93
    return max(1, UInt32(truncatingIfNeeded: hash >> 32))
  }
}

/// Room for the folded letters of one token after the other.
private struct LetterBuffer {
  private(set) var key: [UInt8] = []
  private(set) var bare: [UInt8] = []

  mutating func fill(_ letters: ArraySlice<UInt8>) {
    key.removeAll(keepingCapacity: true)
    bare.removeAll(keepingCapacity: true)
    Folding.append(letters, .key, to: &key)
    Folding.append(letters, .bare, to: &bare)
  }
}
