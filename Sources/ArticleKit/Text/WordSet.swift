/// A set of words in a blob, known by 32-bit hashes of their folded bytes.
///
/// Layout: a power of two of four-byte slots, open addressing with linear probing, 0 for an empty slot. A word that is
/// not in the set passes for a member with probability n / 2³² (n words): 4 in a million for the largest set here.
package struct WordSet: Sendable {
  private let blob: Blob
  private let mask: Int

  package init(_ blob: Blob) {
    self.blob = blob
    let slots = blob.count / 4
    mask = slots > 0 && slots & (slots - 1) == 0 ? slots - 1 : -1
  }

  /// Whether `word`, folded as the set's words are, belongs to the set.
  package func contains(_ word: some Collection<UInt8>) -> Bool {
    guard mask >= 0 else { return false }
    let hash = Self.hash(word)
    var slot = Int(hash) & mask
    for _ in 0...mask {
      let found = blob.u32(slot &* 4)
      if found == hash { return true }
      if found == 0 { return false }
      slot = (slot &+ 1) & mask
    }
    return false
  }

  /// FNV-1a in 64 bits, its halves joined; never 0.
  package static func hash(_ word: some Collection<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let joined = UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    return joined == 0 ? 1 : joined
  }

  /// The bytes of a set of `words`, which are folded already.
  package static func bytes(_ words: [[UInt8]]) -> [UInt8] {
    var slots = 16
    while slots < words.count * 2 { slots *= 2 }
    var table = [UInt32](repeating: 0, count: slots)
    for hash in Set(words.map { hash($0) }).sorted() {
      var slot = Int(hash) & (slots - 1)
      while table[slot] != 0 { slot = (slot + 1) & (slots - 1) }
      table[slot] = hash
    }
    return table.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
  }
}
