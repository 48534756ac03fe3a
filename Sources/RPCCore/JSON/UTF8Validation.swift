/// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Validation {
  /// The offset of the first byte sequence that is not UTF-8, nil when all of it is.
  static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let count = bytes.count
    var i = 0
    while i < count {
      if i &+ 8 <= count {
        let word = unsafe UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self)
        if word & 0x8080_8080_8080_8080 == 0 {
          i &+= 8
          continue
        }
      }
      let length = unsafe sequenceLength(base + i, count &- i)
      if length == 0 { return i }
      i &+= length
    }
    return nil
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
