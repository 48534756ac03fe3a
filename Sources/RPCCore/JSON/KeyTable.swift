#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds out whether an object has a key twice, in linear time whatever the keys are.
///
/// Small objects, nearly all there are, need one word of marks; only where two keys share a mark are keys compared.
/// Larger ones go through a hash table with the process's own random seed, so that no sender can make it slow.
struct KeyTable: ~Copyable {
  /// Up to this many keys are compared with each other.
  private static let pairwiseLimit = 12

  /// Tape index + 1 of a key, 0 for a free slot.
  private var slots: [UInt32] = []

  /// Gives the table back when it is larger than `limit` bytes.
  mutating func shrink(to limit: Int) {
    if slots.capacity * 4 > limit { slots = [] }
  }

  /// Whether two of the keys of the object whose first key is at `first` and whose end word is at `end` are equal.
  @inline(__always)
  mutating func hasDuplicates(
    from first: Int, to end: Int, of tape: borrowing JSONTape, text: UnsafePointer<UInt8>
  ) -> Bool {
    var marks: UInt64 = 0
    var clash = false
    var index = first
    while index < end {
      let key = tape[index]
      let content = unsafe text + key.offset + 1
      // The quotes around the content are readable, so an empty key needs no case of its own.
      let mark = unsafe UInt64(content[0]) &+ UInt64(content[key.length &- 1]) &* 5 &+ UInt64(key.length) &* 11
      let bit: UInt64 = 1 &<< (mark & 63)
      clash = clash || marks & bit != 0 || key.has(TapeWord.escaped)
      marks |= bit
      index = tape.index(after: index &+ 1)
    }
    return unsafe clash && hasEqualKeys(from: first, to: end, of: tape, text: text)
  }

  @inline(never)
  private mutating func hasEqualKeys(
    from first: Int, to end: Int, of tape: borrowing JSONTape, text: UnsafePointer<UInt8>
  ) -> Bool {
    var count = 0
    var index = first
    while index < end {
      count += 1
      index = tape.index(after: index + 1)
    }
    if count > Self.pairwiseLimit { return unsafe hashed(from: first, to: end, count: count, of: tape, text: text) }
    index = first
    while index < end {
      var other = tape.index(after: index + 1)
      while other < end {
        if unsafe StringContent(tape[index], text) == StringContent(tape[other], text) { return true }
        other = tape.index(after: other + 1)
      }
      index = tape.index(after: index + 1)
    }
    return false
  }

  private mutating func hashed(
    from first: Int, to end: Int, count: Int, of tape: borrowing JSONTape, text: UnsafePointer<UInt8>
  ) -> Bool {
    // A power of two that leaves at least half of the slots free.
    let size = 1 << (Int.bitWidth - (count * 2 - 1).leadingZeroBitCount)
    if slots.count < size { slots = Array(repeating: 0, count: size) }
    for i in 0..<size { slots[i] = 0 }
    var index = first
    while index < end {
      let key = unsafe StringContent(tape[index], text)
      var slot = key.hash & (size - 1)
      while slots[slot] != 0 {
        if unsafe StringContent(tape[Int(slots[slot]) - 1], text) == key { return true }
        slot = (slot + 1) & (size - 1)
      }
      slots[slot] = UInt32(index + 1)
      index = tape.index(after: index + 1)
    }
    return false
  }
}

extension JSONTape {
  /// The index after the value at `index`.
  @inline(__always)
  func index(after index: Int) -> Int {
    let word = self[index]
    return word.isContainer ? index &+ word.length &+ 1 : index &+ 1
  }
}

/// What a string token stands for, to be compared and hashed without making a `String`.
@safe struct StringContent {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isEscaped: Bool

  /// The content of the string token `word` of the text at `text`, which must outlive the value.
  @inline(__always)
  init(_ word: TapeWord, _ text: UnsafePointer<UInt8>) {
    unsafe bytes = UnsafeBufferPointer(start: text + word.offset + 1, count: word.length)
    isEscaped = word.has(TapeWord.escaped)
  }

  /// Calls `body` with the UTF-8 of the string, escapes undone.
  func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard isEscaped, let source = unsafe bytes.baseAddress else { return unsafe body(bytes) }
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { room in
      guard let output = room.baseAddress else { return unsafe body(bytes) }
      let count = unsafe StringScan.unescape(source, bytes.count, into: output)
      return unsafe body(UnsafeBufferPointer(start: output, count: count))
    }
  }

  /// Whether the string is `other`, byte for byte.
  @inline(__always)
  func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    if !isEscaped { return unsafe Self.same(bytes, other) }
    return unsafe withUTF8 { unsafe Self.same($0, other) }
  }

  static func == (left: StringContent, right: StringContent) -> Bool {
    unsafe right.withUTF8 { unsafe left.equals($0) }
  }

  /// A hash with the process's random seed.
  var hash: Int {
    unsafe withUTF8 {
      var hasher = Hasher()
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0))
      return hasher.finalize()
    }
  }

  @inline(__always)
  private static func same(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    guard let first = a.baseAddress, let second = b.baseAddress else { return true }
    return unsafe memcmp(first, second, a.count) == 0
  }
}
