/// Counts of syllables and words from a large corpus, rounded logarithms of them: what the word segmenter knows of the
/// language beyond its training sentences.
///
/// A section of the words blob: a power of two of eight-byte slots, open addressing with linear probing. A slot holds the
/// 32-bit hash of a run of syllables (0: empty) and three bytes whose meaning depends on the length of the run.
package struct WordStatistics: Sendable {
  /// The facts of one run of syllables; all zero for a run that is not known.
  package struct Entry: Sendable, Equatable {
    /// Four times the binary logarithm of one more than the occurrences as a word.
    package var word: UInt8 = 0
    /// One syllable: 1 + tenths of its occurrences that are a word of their own. Two: 1–9, how much more often the two
    /// lie in one word than in two, with 16 added for a pair seen seldom.
    package var bond: UInt8 = 0
    /// Four times the binary logarithm of one more than the occurrences, within words or across.
    package var count: UInt8 = 0

    package init(word: UInt8 = 0, bond: UInt8 = 0, count: UInt8 = 0) {
      self.word = word
      self.bond = bond
      self.count = count
    }
  }

  private let blob: Blob
  private let mask: Int

  package init(_ blob: Blob) {
    self.blob = blob
    let slots = blob.count / 8
    mask = slots > 0 && slots & (slots - 1) == 0 ? slots - 1 : -1
  }

  package subscript(hash: UInt64) -> Entry {
    guard mask >= 0 else { return Entry() }
    let key = Self.key(hash)
    var slot = Int(key) & mask
    for _ in 0...mask {
      let found = blob.u32(slot &* 8)
      if found == key {
        return Entry(word: blob.u8(slot &* 8 &+ 4), bond: blob.u8(slot &* 8 &+ 5), count: blob.u8(slot &* 8 &+ 6))
      }
      if found == 0 { return Entry() }
      slot = (slot &+ 1) & mask
    }
    return Entry()
  }

  /// The hash of a syllable, given by its folded key (FNV-1a).
  package static func hash(_ syllable: some Collection<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in syllable { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// The hash of a run of syllables followed by one more.
  package static func join(_ run: UInt64, _ syllable: UInt64) -> UInt64 {
    ((run &* 0x9E37_79B9_7F4A_7C15) ^ (run >> 29)) &+ syllable
  }

  private static func key(_ hash: UInt64) -> UInt32 {
    let mixed = (hash ^ (hash >> 31)) &* 0xBF58_476D_1CE4_E5B9
    return max(1, UInt32(truncatingIfNeeded: mixed >> 32))
  }

  /// The bytes of the table of `entries`, by hash.
  package static func bytes(_ entries: [UInt64: Entry]) -> [UInt8] {
    var slots = 16
    while slots < entries.count * 3 / 2 { slots *= 2 }
    var table = [UInt8](repeating: 0, count: slots * 8)
    var keys = [UInt32](repeating: 0, count: slots)
    for (hash, entry) in entries.sorted(by: { (key($0.key), $0.key) < (key($1.key), $1.key) }) {
      let key = key(hash)
      var slot = Int(key) & (slots - 1)
      while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (slots - 1) }
      keys[slot] = key
      for byte in 0..<4 { table[slot * 8 + byte] = UInt8(truncatingIfNeeded: key >> (8 * UInt32(byte))) }
      table[slot * 8 + 4] = entry.word
      table[slot * 8 + 5] = entry.bond
      table[slot * 8 + 6] = entry.count
    }
    return table
  }
}
