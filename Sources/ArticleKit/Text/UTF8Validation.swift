/// Bytes that are not UTF-8: where the first fault lies.
public struct InvalidUTF8: Error, Equatable, CustomStringConvertible {
  /// The offset (bytes) of the first byte that cannot belong to well-formed UTF-8.
  public let offset: Int

  public init(offset: Int) { self.offset = offset }

  public var description: String { "ill-formed UTF-8 at byte \(offset)" }
}

/// Finds the first fault in what should be UTF-8.
///
/// Well-formed sequences are those of the Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing
/// above U+10FFFF.
enum UTF8Validation {
  /// The offset (bytes) where the first ill-formed sequence starts, or nil when `bytes` is well-formed.
  static func firstFault(in bytes: [UInt8]) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { unsafe firstFault(in: $0) }
  }

  private static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    let count = bytes.count
    var at = 0
    while at < count {
      while at &+ 8 <= count,
        unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        at &+= 8
      }
      guard at < count else { return nil }
      let length = unsafe wellFormedLength(in: bytes, at: at)
      guard length > 0 else { return at }
      at &+= length
    }
    return nil
  }

  /// The length (bytes) of the well-formed sequence at `at`, or 0 where there is none. `at` must lie in `bytes`.
  @inline(__always)
  private static func wellFormedLength(in bytes: UnsafeBufferPointer<UInt8>, at: Int) -> Int {
    let left = bytes.count &- at
    let lead = unsafe bytes[at]
    if lead < 0x80 { return 1 }
    guard left >= 2, lead >= 0xC2, lead <= 0xF4 else { return 0 }
    let second = unsafe bytes[at &+ 1]
    if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
    guard left >= 3, unsafe bytes[at &+ 2] & 0xC0 == 0x80 else { return 0 }
    if lead < 0xF0 {
      let lowest: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
      let highest: UInt8 = lead == 0xED ? 0x9F : 0xBF
      return second >= lowest && second <= highest ? 3 : 0
    }
    guard left >= 4, unsafe bytes[at &+ 3] & 0xC0 == 0x80 else { return 0 }
    let lowest: UInt8 = lead == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
    return second >= lowest && second <= highest ? 4 : 0
  }
}
