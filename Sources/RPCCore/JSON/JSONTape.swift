#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The kinds of JSON value.
public enum JSONKind: UInt8, Sendable {
  case null, bool, number, string, array, object

  /// The kind with its article: "an object".
  public var phrase: String {
    switch self {
    case .null: "null"
    case .bool: "a Boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// One token of a JSON text in 64 bits.
///
///     bits  0–27  offset of the token's first byte (of a string: of its opening quote)
///     bits 28–55  strings: bytes between the quotes; numbers: bytes of the token; containers: words to
///                   the end word; end words: elements or members of the container
///     bits 56–58  tag
///     bits 60–63  flags
struct TapeWord {
  /// Eight cases, so that any three bits are one of them.
  enum Tag: UInt8 {
    case null, `false`, `true`, number, string, array, object, end
  }

  /// The string has at least one escape.
  static let escaped: UInt64 = 1 << 60
  /// The number has a fraction or an exponent.
  static let real: UInt64 = 1 << 60
  /// The object has a key more than once.
  static let duplicates: UInt64 = 1 << 60

  static let maximumOffset = 1 << 28 - 1

  let bits: UInt64

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(_ tag: Tag, offset: Int, length: Int = 0, flags: UInt64 = 0) {
    bits =
      UInt64(truncatingIfNeeded: offset) | UInt64(truncatingIfNeeded: length) &<< 28 | UInt64(tag.rawValue) &<< 56
      | flags
  }

  var offset: Int { @inline(__always) get { Int(truncatingIfNeeded: bits & 0xFFF_FFFF) } }
  var length: Int { @inline(__always) get { Int(truncatingIfNeeded: bits &>> 28 & 0xFFF_FFFF) } }
  var tag: Tag {
    @inline(__always) get { unsafe unsafeBitCast(UInt8(truncatingIfNeeded: bits &>> 56 & 7), to: Tag.self) }
  }
  /// Whether the tag is `array` or `object`, 5 or 6.
  var isContainer: Bool { @inline(__always) get { (bits &>> 56 & 7) &- 5 < 2 } }
  @inline(__always)
  func has(_ flag: UInt64) -> Bool { bits & flag != 0 }

  /// Bytes of the token from `offset` on; of a container, its opening bracket.
  var tokenLength: Int {
    switch tag {
    case .null, .true: 4
    case .false: 5
    case .number: length
    case .string: length + 2
    case .array, .object, .end: 1
    }
  }
}

/// The tokens of one JSON text, in the order of the text; a container is closed by an `end` word.
@safe struct JSONTape: ~Copyable, @unchecked Sendable {
  /// Start of the block, nil while `capacity` is 0.
  private(set) var words: UnsafeMutablePointer<UInt64>?
  private(set) var count = 0
  private var capacity = 0

  init() { unsafe words = nil }

  deinit { unsafe free(words) }

  /// Forgets all words; the block is given back when it is larger than `limit` bytes.
  mutating func removeAll(keepingCapacityUpTo limit: Int) {
    count = 0
    guard capacity * 8 > limit else { return }
    unsafe free(words)
    unsafe words = nil
    capacity = 0
  }

  @inline(__always)
  mutating func append(_ word: TapeWord) {
    if count == capacity { grow() }
    unsafe words.unsafelyUnwrapped[count] = word.bits
    count &+= 1
  }

  /// Whether the last word opens a container.
  var isAfterOpening: Bool { count > 0 && self[count - 1].isContainer }

  /// The word at `index`, which must be less than `count`.
  @inline(__always)
  subscript(index: Int) -> TapeWord {
    @inline(__always) get { unsafe TapeWord(bits: words.unsafelyUnwrapped[index]) }
    @inline(__always) set { unsafe words.unsafelyUnwrapped[index] = newValue.bits }
  }

  @inline(never)
  private mutating func grow() {
    let newCapacity = max(256, capacity * 2)
    guard let grown = unsafe realloc(words, newCapacity * 8) else { fatalError("out of memory") }
    unsafe words = grown.assumingMemoryBound(to: UInt64.self)
    capacity = newCapacity
  }
}
