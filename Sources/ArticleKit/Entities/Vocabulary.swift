/// The words of a text, numbered in the order of their first occurrence: what is known of a word is found once and kept in
/// plain arrays.
package struct Vocabulary: Sendable {
  /// Per token the number of its word.
  private var numbers: [Int32]
  /// Per number the word's key.
  private(set) var keys: [UInt64] = []

  init(_ tokens: [NameToken]) {
    var capacity = 16
    while capacity < tokens.count * 2 { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    numbers = [Int32](repeating: 0, count: tokens.count)
    keys.reserveCapacity(tokens.count / 2)
    for index in tokens.indices {
      let key = tokens[index].key
      var slot = Int(truncatingIfNeeded: key >> 20) & (capacity - 1)
      // A word that finds no place within reach gets a number at each occurrence: no text can make this slow.
      var reach = 64
      while reach > 0, slots[slot] >= 0, keys[Int(slots[slot])] != key {
        slot = (slot &+ 1) & (capacity - 1)
        reach &-= 1
      }
      if reach > 0, slots[slot] >= 0 {
        numbers[index] = slots[slot]
      } else {
        let number = Int32(truncatingIfNeeded: keys.count)
        if reach > 0 { slots[slot] = number }
        numbers[index] = number
        keys.append(key)
      }
    }
  }

  /// How many different words there are.
  var count: Int { keys.count }

  /// The number of the word of a token.
  @inline(__always) subscript(token: Int) -> Int { Int(numbers[token]) }
}

/// Values filed under two numbers of words.
struct PairTable<Value: Sendable>: Sendable {
  private let empty: Value
  private var slots: [(key: UInt64, value: Value)]
  private static var free: UInt64 { .max }

  /// A table for up to `capacity` pairs.
  init(capacity: Int, empty: Value) {
    var size = 4
    while size < capacity * 2 { size *= 2 }
    self.empty = empty
    slots = [(UInt64, Value)](repeating: (Self.free, empty), count: size)
  }

  @inline(__always) private static func key(_ a: Int, _ b: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: a) << 32 | UInt64(truncatingIfNeeded: b)
  }

  /// The slot of the pair or the free one where it belongs; nil when neither is within reach.
  @inline(__always) private func slot(_ key: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
    for _ in 0..<64 {
      let found = slots[slot].key
      if found == key || found == Self.free { return slot }
      slot = (slot &+ 1) & (slots.count - 1)
    }
    return nil
  }

  /// The value of a pair, the empty one when it has none.
  subscript(a: Int, b: Int) -> Value {
    @inline(__always) get { slot(Self.key(a, b)).map { slots[$0].value } ?? empty }
    @inline(__always) set {
      guard let slot = slot(Self.key(a, b)) else { return }
      slots[slot] = (Self.key(a, b), newValue)
    }
  }
}
