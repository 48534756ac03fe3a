#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the scanner knows of a container that is still open.
struct OpenContainer {
  /// Elements or members begun.
  var count = 0
  /// Which of 63 marks the object's keys have. Only when two share one can a key occur twice; the last bit is set then,
  /// and by one key in 64.
  private var marks: UInt64 = 0

  /// Marks the key `word`, whose opening quote at `p` at least two bytes follow.
  @inline(__always)
  mutating func add(_ word: TapeWord, at p: UnsafePointer<UInt8>) {
    let last = unsafe p[word.length]
    // Keys of one object mostly differ in length or in how they begin and end.
    let traits = unsafe UInt64(p[1]) &* 7 &+ UInt64(p[2]) &* 3 &+ UInt64(last) &+ UInt64(word.length) &* 13
    let bit: UInt64 = 1 &<< (traits & 63)
    // An escape may spell any other key.
    marks |= bit | ((marks & bit != 0 || word.has(TapeWord.escaped)) ? 1 &<< 63 : 0)
  }

  /// Whether keys have to be compared.
  var clash: Bool { @inline(__always) get { marks &>> 63 != 0 } }
}

/// Finds out whether an object has a key twice, in linear time whatever the keys are.
///
/// A few keys are compared with each other. More go through a hash table with the process's own random seed, so that no
/// sender can make it slow.
@safe struct KeyTable: ~Copyable, @unchecked Sendable {
  /// Up to this many keys are compared with each other.
  private static let pairwiseLimit = 12

  /// Tape index + 1 of a key, 0 for a free slot.
  private var slots: [UInt32] = []
  /// The containers around the innermost one.
  private var outer: UnsafeMutablePointer<OpenContainer>?
  private var depth = 0

  init() { unsafe outer = nil }

  deinit { unsafe outer?.deallocate() }

  /// Makes room for `limit` nested containers.
  mutating func reserve(depth limit: Int) {
    guard unsafe limit > depth || outer == nil else { return }
    unsafe outer?.deallocate()
    depth = max(limit, 1)
    unsafe outer = .allocate(capacity: depth)
    unsafe outer?.initialize(repeating: OpenContainer(), count: depth)
  }

  /// Keeps the container at `depth`, which is less than the depth reserved.
  @inline(__always)
  mutating func save(_ kept: OpenContainer, depth: Int) { unsafe outer.unsafelyUnwrapped[depth] = kept }

  /// The container kept for `depth`.
  @inline(__always)
  func saved(depth: Int) -> OpenContainer { unsafe outer.unsafelyUnwrapped[depth] }

  /// Gives the table back when it is larger than `limit` bytes.
  mutating func shrink(to limit: Int) {
    if slots.capacity * 4 > limit { slots = [] }
  }

  /// Whether two of the keys of the object whose first key is at `first` and whose end word is at `end` are equal.
  @inline(never)
  mutating func hasDuplicates(
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
      let key = tape[index]
      let next = tape.index(after: index + 1)
      var other = next
      while other < end {
        let otherKey = tape[other]
        if key.length == otherKey.length || key.has(TapeWord.escaped) || otherKey.has(TapeWord.escaped),
          unsafe StringContent(key, text) == StringContent(otherKey, text)
        {
          return true
        }
        other = tape.index(after: other + 1)
      }
      index = next
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
      var read = 0
      var written = 0
      while unsafe read < bytes.count {
        let step = unsafe StringScan.unescape(source + read, bytes.count - read, into: output + written)
        read += step.read
        written += step.written
      }
      return unsafe body(UnsafeBufferPointer(start: output, count: written))
    }
  }

  /// Whether the string is `other`, byte for byte.
  @inline(__always)
  func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    if !isEscaped { return unsafe Self.same(bytes, other) }
    return unsafe withUTF8 { unsafe Self.same($0, other) }
  }

  static func == (left: StringContent, right: StringContent) -> Bool {
    if !right.isEscaped { return unsafe left.equals(right.bytes) }
    return unsafe right.withUTF8 { unsafe left.equals($0) }
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
    let count = a.count
    // Most keys have 4 to 16 bytes: two loads that may overlap compare all of them.
    if count > 16 { return unsafe memcmp(first, second, count) == 0 }
    if count >= 8 { return unsafe sameEnds(first, second, count, UInt64.self) }
    if count >= 4 { return unsafe sameEnds(first, second, count, UInt32.self) }
    if count >= 2 { return unsafe sameEnds(first, second, count, UInt16.self) }
    return unsafe count == 0 || first.pointee == second.pointee
  }

  /// Whether the first and the last `Word` of `count` bytes are the same.
  @inline(__always)
  private static func sameEnds<Word: FixedWidthInteger>(
    _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int, _ word: Word.Type
  ) -> Bool {
    let last = count &- MemoryLayout<Word>.size
    let a = unsafe UnsafeRawPointer(a)
    let b = unsafe UnsafeRawPointer(b)
    let first = unsafe a.loadUnaligned(as: Word.self) ^ b.loadUnaligned(as: Word.self)
    let rest = unsafe (a + last).loadUnaligned(as: Word.self) ^ (b + last).loadUnaligned(as: Word.self)
    return first | rest == 0
  }
}
