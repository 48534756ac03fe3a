internal import CBytes

/// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
///
/// Works on blocks of 64 bytes without branching on the text: in valid UTF-8 a byte is a continuation exactly when one of
/// the three bytes before it is a lead that asks for one there. The few leads that restrict their second byte, and bytes
/// that never occur, get a second look only in blocks that have them. Where the processor has wider instructions that C
/// reaches, they go first, twice as fast.
enum UTF8Validation {
  private static let blockSize = 64

  /// The offset of the first byte sequence that is not UTF-8, nil when all of it is.
  ///
  /// - Parameter isWide: whether to use what wider instructions the processor has.
  static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>, isWide: Bool = true) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let count = bytes.count
    // A block looks back three bytes; the first and the last bytes go one sequence at a time.
    var i = 0
    while i < min(count, 4) {
      let length = unsafe sequenceLength(base + i, count &- i)
      if length == 0 { return i }
      i &+= length
    }
    if isWide { unsafe i &+= cbytes_utf8_blocks(base + i, count &- i) }
    while i &+ blockSize <= count {
      if unsafe isPlain(base + i) || isValid(base + i) {
        i &+= blockSize
      } else {
        break
      }
    }
    i = unsafe startOfSequence(before: i, base)
    while i < count {
      let length = unsafe sequenceLength(base + i, count &- i)
      if length == 0 { return i }
      i &+= length
    }
    return nil
  }

  /// Where the sequence starts that a block's start at `i` may have cut; what is before it is valid.
  private static func startOfSequence(before i: Int, _ base: UnsafePointer<UInt8>) -> Int {
    for back in 1...3 where back <= i {
      let byte = unsafe base[i &- back]
      if byte < 0x80 { return i }
      if byte >= 0xC0 { return i &- back }
    }
    return i
  }

  /// Whether the block at `p` and the byte before it are ASCII.
  @inline(__always)
  private static func isPlain(_ p: UnsafePointer<UInt8>) -> Bool {
    let a = unsafe ByteLanes(p) | ByteLanes(p + 16)
    let b = unsafe ByteLanes(p + 32) | ByteLanes(p + 48)
    return unsafe ((a | b) & ByteLanes(repeating: 0x80)).isZero && p[-1] < 0x80
  }

  /// Whether each byte of the block at `p` continues what is before it rightly.
  @inline(__always)
  private static func isValid(_ p: UnsafePointer<UInt8>) -> Bool {
    var faults = ByteLanes()
    var rare = ByteLanes()
    for offset in stride(from: 0, to: blockSize, by: 16) {
      let bytes = unsafe ByteLanes(p + offset)
      let needed =
        unsafe ByteLanes(p + offset - 1).atLeast(0xC0) | ByteLanes(p + offset - 2).atLeast(0xE0)
        | ByteLanes(p + offset - 3).atLeast(0xF0)
      faults |= needed ^ (bytes & ByteLanes(repeating: 0xC0)).equal(0x80)
      rare |=
        bytes.equal(0xE0) | bytes.equal(0xED) | bytes.atLeast(0xF0) | (bytes & ByteLanes(repeating: 0xFE)).equal(0xC0)
    }
    guard faults.isZero else { return false }
    return unsafe rare.isZero && p[-1] < 0xE0 || hasValidPairs(p)
  }

  /// Whether the block at `p` has no byte that never occurs and no lead with a second byte it forbids.
  @inline(__always)
  private static func hasValidPairs(_ p: UnsafePointer<UInt8>) -> Bool {
    var faults = ByteLanes()
    for offset in stride(from: 0, to: blockSize, by: 16) {
      let bytes = unsafe ByteLanes(p + offset)
      let before = unsafe ByteLanes(p + offset - 1)
      faults |= (bytes & ByteLanes(repeating: 0xFE)).equal(0xC0) | bytes.atLeast(0xF5)
      faults |= before.equal(0xE0) & ~bytes.atLeast(0xA0)
      faults |= before.equal(0xED) & bytes.atLeast(0xA0)
      faults |= before.equal(0xF0) & ~bytes.atLeast(0x90)
      faults |= before.equal(0xF4) & bytes.atLeast(0x90)
    }
    return faults.isZero
  }

  /// The length in bytes of the well-formed sequence at `p`, 0 when there is none within `available` bytes.
  @inline(__always)
  static func sequenceLength(_ p: UnsafePointer<UInt8>, _ available: Int) -> Int {
    let lead = unsafe p[0]
    if lead < 0x80 { return 1 }
    if lead < 0xC2 || available < 2 { return 0 }
    let second = unsafe p[1]
    if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
    if available < 3 { return 0 }
    if lead < 0xF0 {
      let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
      return unsafe second >= low && second <= high && p[2] & 0xC0 == 0x80 ? 3 : 0
    }
    if lead > 0xF4 || available < 4 { return 0 }
    let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
    return unsafe second >= low && second <= high && p[2] & 0xC0 == 0x80 && p[3] & 0xC0 == 0x80 ? 4 : 0
  }
}
