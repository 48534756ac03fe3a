/// Gives the distinct keys it meets the numbers 0, 1, 2 … in the order of their first appearance.
///
/// Open addressing with linear probing; the numbers depend on the order of the keys alone.
struct Interner {
  private var slots: [Int32]
  private var keys: [UInt64] = []

  init(capacity: Int) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    keys.reserveCapacity(capacity)
  }

  /// How many distinct keys there are.
  var count: Int { keys.count }

  /// The number of `key`.
  mutating func number(of key: UInt64) -> Int32 {
    var slot = start(key)
    while true {
      let number = slots[slot]
      if number < 0 { break }
      if keys[Int(number)] == key { return number }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    let number = Int32(truncatingIfNeeded: keys.count)
    keys.append(key)
    slots[slot] = number
    if keys.count * 2 > slots.count { grow() }
    return number
  }

  /// The number of `key`, or nil when it was never met.
  func known(_ key: UInt64) -> Int32? {
    var slot = start(key)
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key { return slots[slot] }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  @inline(__always)
  private func start(_ key: UInt64) -> Int {
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count &- 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, key) in keys.enumerated() {
      var slot = start(key)
      while slots[slot] >= 0 { slot = (slot &+ 1) & (slots.count &- 1) }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }
}
