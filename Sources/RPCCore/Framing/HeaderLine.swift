/// One line of a header block, without its line ending.
struct HeaderLine: Equatable {
  enum Meaning: Equatable {
    case contentLength(Int)
    case contentType(charsetIsUTF8: Bool)
    case unknown
    case fault(FrameFault)
  }

  let meaning: Meaning

  /// Reads `Name: value`. Names ignore case, and the space after the colon is optional.
  init(_ line: UnsafeRawBufferPointer) {
    guard let colon = unsafe line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      unsafe line[..<colon].allSatisfy(Self.isTokenByte)
    else {
      meaning = .fault(.malformedHeader)
      return
    }
    let name = unsafe UnsafeRawBufferPointer(rebasing: line[..<colon])
    let value = unsafe Self.trimmed(UnsafeRawBufferPointer(rebasing: line[(colon + 1)...]))
    if unsafe Self.equals(name, "content-length") {
      meaning = unsafe Self.length(value).map { .contentLength($0) } ?? .fault(.invalidLength)
    } else if unsafe Self.equals(name, "content-type") {
      meaning = unsafe .contentType(charsetIsUTF8: Self.charsetIsUTF8(value))
    } else {
      meaning = .unknown
    }
  }

  /// A decimal number of at most 15 digits: more would not fit any memory, and fewer cannot overflow.
  static func length(_ digits: UnsafeRawBufferPointer) -> Int? {
    guard unsafe !digits.isEmpty, digits.count <= 15 else { return nil }
    var value = 0
    for index in 0..<digits.count {
      let byte = unsafe digits[index]
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value &* 10 &+ Int(byte &- 0x30)
    }
    return value
  }

  /// Whether a media type names no charset or UTF-8; older clients write `utf8`.
  static func charsetIsUTF8(_ value: UnsafeRawBufferPointer) -> Bool {
    let text = unsafe String(decoding: value, as: UTF8.self).lowercased()
    guard
      let parameter = text.split(separator: ";").dropFirst()
        .map({ $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" } })
        .first(where: { $0.hasPrefix("charset=") })
    else { return true }
    let charset = parameter.dropFirst("charset=".count)
    return charset == "utf-8" || charset == "utf8"
  }

  /// Where a plausible `Content-Length` header begins on the line that ends with the line feed at `lineFeed`.
  ///
  /// Such a line cannot occur inside a JSON text, where a string holds no raw line feed: finding one means that a
  /// message begins here, whatever a length before it said.
  static func plausibleStart(endingAt lineFeed: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    var position = lineFeed
    func skipBack(while matches: (UInt8) -> Bool) {
      while position > 0, unsafe matches(bytes[position - 1]) { position -= 1 }
    }
    if position > 0, unsafe bytes[position - 1] == 0x0D { position -= 1 }
    skipBack { $0 == 0x20 || $0 == 0x09 }
    let digitsEnd = position
    skipBack { $0 >= 0x30 && $0 <= 0x39 }
    guard position < digitsEnd, digitsEnd - position <= 15 else { return nil }
    skipBack { $0 == 0x20 || $0 == 0x09 }
    guard position > 0, unsafe bytes[position - 1] == UInt8(ascii: ":") else { return nil }
    position -= 1
    let name: StaticString = "content-length"
    let start = position - name.utf8CodeUnitCount
    guard start >= 0 else { return nil }
    let candidate = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    return unsafe equals(candidate, name) ? start : nil
  }

  /// The longest that a plausible header line can be before its line feed arrives, with reasonable white space.
  static let longestPlausible = 64

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  private static func equals(_ bytes: UnsafeRawBufferPointer, _ lowercase: StaticString) -> Bool {
    guard bytes.count == lowercase.utf8CodeUnitCount else { return false }
    for index in 0..<bytes.count {
      let byte = unsafe bytes[index]
      let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      if unsafe lower != lowercase.utf8Start[index] { return false }
    }
    return true
  }

  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var lower = 0
    var upper = bytes.count
    while lower < upper, unsafe bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
    while upper > lower, unsafe bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[lower..<upper])
  }
}
