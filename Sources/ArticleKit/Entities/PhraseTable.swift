/// A trie over word hashes, read in place: finds the phrases of a list that begin at a token.
///
/// Layout: edge capacity (a power of two), node count (32 bits each); the edges as an open-addressing hash of 12 bytes
/// (hash of node and word, child); per node the first phrase and the number of phrases that end there.
struct PhraseTable: Sendable {
  private let edges: Blob
  private let nodes: Blob
  private let mask: Int

  init(_ blob: Blob) {
    let capacity = Int(blob.u32(0))
    let count = Int(blob.u32(4))
    edges = blob.slice(8..<8 + capacity * 12)
    nodes = blob.slice(8 + capacity * 12..<8 + capacity * 12 + count * 8)
    mask = capacity - 1
  }

  static let root = 0

  /// The node reached from `node` by `word`, or nil.
  @inline(__always) func child(_ node: Int, _ word: UInt64) -> Int? {
    let key = NameHash.mix(word, UInt64(node)) | 1
    var slot = Int(truncatingIfNeeded: key >> 20) & mask
    var probes = 0
    while probes <= mask {
      let found = edges.u64(slot &* 12)
      if found == key { return Int(edges.u32(slot &* 12 &+ 8)) }
      if found == 0 { return nil }
      slot = (slot &+ 1) & mask
      probes &+= 1
    }
    return nil
  }

  /// The numbers of the phrases that end at `node`; empty for an inner node.
  @inline(__always) func phrases(_ node: Int) -> Range<Int> {
    let first = Int(nodes.u32(node &* 8))
    return first..<first &+ Int(nodes.u32(node &* 8 &+ 4))
  }

  /// The phrases that begin with `tokens[start]`, shortest first: the index after the last token and their numbers.
  func matches(_ tokens: [NameToken], from start: Int, limit: Int, _ body: (Int, Range<Int>) -> Void) {
    var node = Self.root
    var index = start
    while index < limit, let next = child(node, tokens[index].key) {
      node = next
      index += 1
      let found = phrases(node)
      if !found.isEmpty { body(index, found) }
    }
  }

  /// The bytes of a table of `phrases`; equal phrases must stand side by side.
  static func bytes(_ phrases: [[UInt64]]) -> [UInt8] {
    var children: [UInt64: Int] = [:]
    var keys: [(key: UInt64, child: Int)] = []
    var ranges: [(first: Int, count: Int)] = [(0, 0)]
    for (number, phrase) in phrases.enumerated() where !phrase.isEmpty {
      var node = root
      for word in phrase {
        let key = NameHash.mix(word, UInt64(node)) | 1
        if let child = children[key] {
          node = child
        } else {
          node = ranges.count
          ranges.append((0, 0))
          children[key] = node
          keys.append((key, node))
        }
      }
      if ranges[node].count == 0 { ranges[node].first = number }
      ranges[node].count = number - ranges[node].first + 1
    }
    var capacity = 4
    while capacity < keys.count * 2 { capacity *= 2 }
    var slots = [(key: UInt64, child: Int)](repeating: (0, 0), count: capacity)
    for entry in keys {
      var slot = Int(truncatingIfNeeded: entry.key >> 20) & (capacity - 1)
      while slots[slot].key != 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = entry
    }
    var out = ByteWriter()
    out.u32(UInt32(capacity))
    out.u32(UInt32(ranges.count))
    for slot in slots {
      out.u64(slot.key)
      out.u32(UInt32(slot.child))
    }
    for range in ranges {
      out.u32(UInt32(range.first))
      out.u32(UInt32(range.count))
    }
    return out.bytes
  }
}
