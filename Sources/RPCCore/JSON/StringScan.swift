#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The inside of JSON strings: finding what needs attention, and undoing escapes.
enum StringScan {
  /// How many of the first `count` bytes at `p` stand for themselves: before a quote, a backslash or a control character.
  @inline(__always)
  static func plainPrefix(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
    // Most strings are short: words of eight bytes first, then blocks of 64 bytes.
    var i = 0
    while i &+ 8 <= count, i < 32 {
      let special = unsafe specialBytes(p + i)
      if special != 0 { return i &+ special.trailingZeroBitCount &>> 3 }
      i &+= 8
    }
    if i == 32 { unsafe i &+= plainBlocks(p + i, count &- i) }
    while i &+ 8 <= count {
      let special = unsafe specialBytes(p + i)
      if special != 0 { return i &+ special.trailingZeroBitCount &>> 3 }
      i &+= 8
    }
    while i < count {
      let byte = unsafe p[i]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return i }
      i &+= 1
    }
    return i
  }

  /// How many bytes the blocks of 64 take up that have nothing special in them.
  @inline(never)
  private static func plainBlocks(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var i = 0
    while i &+ 64 <= count {
      var special = ByteLanes()
      for offset in stride(from: 0, to: 64, by: 16) {
        let bytes = unsafe ByteLanes(p + i + offset)
        special |= bytes.equal(0x22) | bytes.equal(0x5C) | ~bytes.atLeast(0x20)
      }
      guard special.isZero else { return i }
      i &+= 64
    }
    return i
  }

  /// A word whose lowest set bit lies in the first of the eight bytes at `p` that is a quote, a backslash or a control character.
  ///
  /// A borrow may mark later bytes wrongly, never an earlier one.
  @inline(__always)
  static func specialBytes(_ p: UnsafePointer<UInt8>) -> UInt64 {
    let word = unsafe UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
    let control = word &- 0x2020_2020_2020_2020
    let quote = (word ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101
    let backslash = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
    // A byte of 0x80 or more is none of the three; for those below, the borrow sets the top bit.
    return (control | quote | backslash) & ~word & 0x8080_8080_8080_8080
  }

  @inline(__always)
  static func isHexDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 }

  /// The value of the four hexadecimal digits at `p`, nil if they are not all such.
  ///
  /// All four at once: the digits' low halves are their values, and those of letters lack 9.
  @inline(__always)
  static func hexUnit(_ p: UnsafePointer<UInt8>) -> UInt32? {
    let word = unsafe UInt32(bigEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt32.self))
    let lower = word | 0x2020_2020
    // The top bit of each byte tells whether it lies in a range; sums stay within their byte as long as no byte has it set.
    let isDigit = (word &+ 0x5050_5050) & ~(word &+ 0x4646_4646)
    let isLetter = (lower &+ 0x1F1F_1F1F) & ~(lower &+ 0x1919_1919)
    guard (isDigit | isLetter) & ~word & 0x8080_8080 == 0x8080_8080, word & 0x8080_8080 == 0 else { return nil }
    let letters = isLetter & ~isDigit & 0x8080_8080
    let values = (word & 0x0F0F_0F0F) &+ (letters &>> 7) &* 9
    let pairs = values | values &>> 4
    return pairs &>> 8 & 0xFF00 | pairs & 0xFF
  }

  /// How many bytes of a long string are unescaped at once: few enough to stay in the nearest cache.
  static let chunk = 16384

  /// Copies the start of a string's content of `count` bytes with its escapes undone, up to about a chunk.
  ///
  /// The content must have passed the scanner. Never writes more bytes than it reads, nor more than `chunk` + 16, and stops
  /// between characters.
  /// - Returns: how many bytes were read and written; all are read unless `count` is larger than a chunk.
  static func unescape(
    _ p: UnsafePointer<UInt8>, _ count: Int, into output: UnsafeMutablePointer<UInt8>
  ) -> (read: Int, written: Int) {
    let limit = min(count, chunk)
    var i = 0
    var o = 0
    while i < limit {
      let byte = unsafe p[i]
      guard byte == UInt8(ascii: "\\") else {
        var plain = unsafe plainPrefix(p + i, limit &- i)
        if i &+ plain == limit, limit < count {
          // Not into the middle of a character; what is left of it is taken to be plain.
          while plain > 0, unsafe p[i &+ plain] & 0xC0 == 0x80 { plain &-= 1 }
          unsafe memcpy(output + o, p + i, plain)
          return (i &+ plain, o &+ plain)
        }
        unsafe memcpy(output + o, p + i, plain)
        i &+= plain
        o &+= plain
        continue
      }
      let letter = unsafe p[i &+ 1]
      i &+= 2
      if letter != UInt8(ascii: "u") {
        unsafe output[o] = plainEscape(letter)
        o &+= 1
        continue
      }
      var scalar = unsafe hexUnit(p + i) ?? 0xFFFD
      i &+= 4
      if scalar & 0xFC00 == 0xD800 {
        scalar = unsafe 0x10000 &+ (scalar & 0x3FF) &<< 10 &+ (hexUnit(p + (i &+ 2)) ?? 0) & 0x3FF
        i &+= 6
      }
      unsafe o &+= encode(scalar, into: output + o)
    }
    return (i, o)
  }

  /// The byte a one-letter escape stands for.
  @inline(__always)
  private static func plainEscape(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  /// Writes the UTF-8 of a scalar value; returns its length.
  @inline(__always)
  private static func encode(_ scalar: UInt32, into output: UnsafeMutablePointer<UInt8>) -> Int {
    if scalar < 0x80 {
      unsafe output[0] = UInt8(truncatingIfNeeded: scalar)
      return 1
    }
    if scalar < 0x800 {
      unsafe output[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6)
      unsafe output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return 2
    }
    if scalar < 0x10000 {
      unsafe output[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12)
      unsafe output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F)
      unsafe output[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return 3
    }
    unsafe output[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar &>> 18)
    unsafe output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar &>> 12 & 0x3F)
    unsafe output[2] = UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F)
    unsafe output[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    return 4
  }
}
