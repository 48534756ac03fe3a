/// Small values under the keys of words and phrases, for lexicons of some hundred entries.
struct KeyTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private let mask: Int
  private let absent: Value

  /// An empty table for up to `capacity` entries; `absent` is what other keys have.
  init(capacity: Int, absent: Value) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    mask = size - 1
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: absent, count: size)
    self.absent = absent
  }

  private func slot(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: key >> 32) & mask
    while keys[slot] != key, keys[slot] != 0 { slot = (slot + 1) & mask }
    return slot
  }

  /// The value under `key`, which is never 0. The table must not hold more entries than its capacity.
  subscript(key: UInt64) -> Value {
    get {
      let slot = slot(key)
      return keys[slot] == key ? values[slot] : absent
    }
    set {
      let slot = slot(key)
      keys[slot] = key
      values[slot] = newValue
    }
  }
}
