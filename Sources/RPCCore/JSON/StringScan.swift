/// The inside of JSON strings: finding what needs attention, and undoing escapes.
enum StringScan {
  /// How many of the first `count` bytes at `p` stand for themselves: before a quote, a backslash or a control character.
  @inline(__always)
  static func plainPrefix(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var i = 0
    while i &+ 8 <= count {
      let word = unsafe UInt64(littleEndian: UnsafeRawPointer(p + i).loadUnaligned(as: UInt64.self))
      let special = specialBytes(word)
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

  /// A word whose lowest set bit lies in the first byte of `word` that is a quote, a backslash or a control character.
  ///
  /// A borrow may mark later bytes wrongly, never an earlier one.
  @inline(__always)
  static func specialBytes(_ word: UInt64) -> UInt64 {
    let control = word &- 0x2020_2020_2020_2020
    let quote = (word ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101
    let backslash = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
    // A byte of 0x80 or more is none of the three; for those below, the borrow sets the top bit.
    return (control | quote | backslash) & ~word & 0x8080_8080_8080_8080
  }

  /// The value of a hexadecimal digit.
  @inline(__always)
  static func hexDigit(_ byte: UInt8) -> UInt32? {
    let decimal = byte &- 0x30
    if decimal < 10 { return UInt32(decimal) }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? UInt32(letter) + 10 : nil
  }

  /// Copies a string's content of `count` bytes with its escapes undone; never more bytes than it reads.
  ///
  /// The content must have passed the scanner.
  /// - Returns: how many bytes were written.
  static func unescape(_ p: UnsafePointer<UInt8>, _ count: Int, into output: UnsafeMutablePointer<UInt8>) -> Int {
    var i = 0
    var o = 0
    while i < count {
      let byte = unsafe p[i]
      guard byte == UInt8(ascii: "\\") else {
        unsafe output[o] = byte
        i &+= 1
        o &+= 1
        continue
      }
      let letter = unsafe p[i &+ 1]
      i &+= 2
      if letter != UInt8(ascii: "u") {
        unsafe output[o] = plainEscape(letter)
        o &+= 1
        continue
      }
      var scalar = unsafe hexUnit(p + i)
      i &+= 4
      if scalar & 0xFC00 == 0xD800 {
        scalar = unsafe 0x10000 &+ (scalar & 0x3FF) &<< 10 &+ hexUnit(p + (i &+ 2)) & 0x3FF
        i &+= 6
      }
      unsafe o &+= encode(scalar, into: output + o)
    }
    return o
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

  /// The value of four hexadecimal digits that were checked before.
  @inline(__always)
  private static func hexUnit(_ p: UnsafePointer<UInt8>) -> UInt32 {
    var unit: UInt32 = 0
    for i in 0..<4 { unit = unsafe unit &<< 4 | (hexDigit(p[i]) ?? 0) }
    return unit
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
