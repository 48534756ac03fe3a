/// The phrases of a list, read in place: finds those that begin at a token.
///
/// A table of everything with which a phrase begins, under the hash of its words. Layout: the sizes of the displacements and
/// of the homes (32 bits each), the displacements, then per home 30 bits of the hash and two bits that say whether a phrase
/// ends here and whether one goes on, then per home the first phrase and the number of phrases that end here.
struct PhraseTable: Sendable {
  private let index: PerfectHash
  private let entries: Blob
  private let spans: Blob

  private static let ends: UInt32 = 1
  private static let goesOn: UInt32 = 2

  init(_ blob: Blob) {
    let displacements = Int(blob.u32(0))
    let homes = Int(blob.u32(4))
    let first = 8 + displacements
    index = PerfectHash(displacements: blob.slice(8..<first), homes: homes)
    entries = blob.slice(first..<first + homes * 4)
    spans = blob.slice(first + homes * 4..<first + homes * 12)
  }

  /// The hash of a phrase that is one word longer.
  @inline(__always) private static func extend(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    NameHash.feature(1, hash, word)
  }

  @inline(__always) private static func fingerprint(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 34)
  }

  /// Whether a phrase begins with the word.
  func begins(_ word: UInt64) -> Bool {
    let hash = Self.extend(NameHash.seed, word)
    return entries.u32(index.home(hash) &* 4) >> 2 == Self.fingerprint(hash)
  }

  /// The phrases that begin with `tokens[start]`, shortest first: the index after the last token and their numbers.
  @inline(__always)
  func matches(_ tokens: [NameToken], from start: Int, limit: Int, _ body: (Int, Range<Int>) -> Void) {
    var hash = NameHash.seed
    for position in start..<max(limit, start) {
      hash = Self.extend(hash, tokens[position].key)
      let home = index.home(hash)
      let entry = entries.u32(home &* 4)
      guard entry >> 2 == Self.fingerprint(hash) else { return }
      if entry & Self.ends != 0 {
        let first = Int(spans.u32(home &* 8))
        body(position + 1, first..<first &+ Int(spans.u32(home &* 8 &+ 4)))
      }
      if entry & Self.goesOn == 0 { return }
    }
  }

  /// The numbers of the phrases equal to `words`; empty when there are none.
  @inline(__always)
  func phrases(equalTo words: some Sequence<UInt64>) -> Range<Int> {
    var hash = NameHash.seed
    for word in words { hash = Self.extend(hash, word) }
    let home = index.home(hash)
    guard entries.u32(home &* 4) >> 2 == Self.fingerprint(hash) else { return 0..<0 }
    let first = Int(spans.u32(home &* 8))
    return first..<first &+ Int(spans.u32(home &* 8 &+ 4))
  }

  /// The bytes of a table of `phrases`; equal phrases must stand side by side.
  static func bytes(_ phrases: [[UInt64]]) -> [UInt8] {
    var numbers: [UInt64: Int] = [:]
    var hashes: [UInt64] = []
    var spans: [(first: Int, count: Int, goesOn: Bool)] = []
    for (phrase, words) in phrases.enumerated() where !words.isEmpty {
      var hash = NameHash.seed
      var number = 0
      for (position, word) in words.enumerated() {
        hash = extend(hash, word)
        number = numbers[hash] ?? hashes.count
        if number == hashes.count {
          numbers[hash] = number
          hashes.append(hash)
          spans.append((0, 0, false))
        }
        if position + 1 < words.count { spans[number].goesOn = true }
      }
      if spans[number].count == 0 { spans[number].first = phrase }
      spans[number].count = phrase - spans[number].first + 1
    }
    let plan = PerfectHash.build(hashes, slack: 8)
    var (entries, ranges) = (ByteWriter(), ByteWriter())
    for tenant in plan.tenants {
      let span = tenant < 0 ? (first: 0, count: 0, goesOn: false) : spans[tenant]
      let flags = (span.count > 0 ? ends : 0) | (span.goesOn ? goesOn : 0)
      entries.u32(tenant < 0 ? 0 : fingerprint(hashes[tenant]) << 2 | flags)
      ranges.u32(UInt32(span.first))
      ranges.u32(UInt32(span.count))
    }
    var out = ByteWriter()
    out.u32(UInt32(plan.displacements.count))
    out.u32(UInt32(plan.tenants.count))
    return out.bytes + plan.displacements + entries.bytes + ranges.bytes
  }
}
