/// Finds a method by the bytes of its name, without making a string.
struct MethodTable<State>: Sendable {
  let methods: [Method<State>]
  /// Index + 1 of a method, 0 for a free slot; at least half are free.
  private var slots: [UInt16]
  private let names: [[UInt8]]

  /// - Parameter methods: at most 16,384; of several with one name the first counts.
  init(_ methods: [Method<State>]) {
    self.methods = methods
    names = methods.map { Array($0.name.utf8) }
    var size = 16
    while size < methods.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for (index, name) in names.enumerated() {
      var slot = Self.hash(name.span) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt16(index + 1)
    }
  }

  /// The method called `name`.
  func find(_ name: Span<UInt8>) -> Method<State>? {
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      let candidate = names[index]
      if Self.equal(candidate.span, name) { return methods[index] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// FNV-1a over at most the first 64 bytes: longer names exist only in attacks.
  private static func hash(_ name: Span<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for index in 0..<min(name.count, 64) { hash = (hash ^ UInt32(name[index])) &* 16_777_619 }
    return Int(hash)
  }

  private static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left[index] != right[index] { return false }
    return true
  }
}
