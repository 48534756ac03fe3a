/// How far a place lies from the start of the text, in each unit.
struct TextLengths: Equatable, Sendable {
  var utf8 = 0
  var utf16 = 0
  var utf32 = 0

  /// The length in units of `encoding`.
  subscript(encoding: PositionEncoding) -> Int {
    switch encoding {
    case .utf8: utf8
    case .utf16: utf16
    case .utf32: utf32
    }
  }

  static func + (a: TextLengths, b: TextLengths) -> TextLengths {
    TextLengths(utf8: a.utf8 &+ b.utf8, utf16: a.utf16 &+ b.utf16, utf32: a.utf32 &+ b.utf32)
  }

  static func - (a: TextLengths, b: TextLengths) -> TextLengths {
    TextLengths(utf8: a.utf8 &- b.utf8, utf16: a.utf16 &- b.utf16, utf32: a.utf32 &- b.utf32)
  }
}

/// Offsets of one text in UTF-8, UTF-16 and UTF-32, at checkpoints some hundred bytes apart.
///
/// A conversion is a binary search for the checkpoint before the place and a count from there. The checkpoints lie
/// on code points and not on a fixed grid, so that an edit recounts the blocks it touches and merely shifts the rest.
struct OffsetTable: Equatable, Sendable {
  /// The usual distance between checkpoints (bytes).
  static let blockSize = 512

  /// Where each block starts, ascending; the first is all zero.
  private(set) var checkpoints: [TextLengths]
  /// The length of the whole text.
  private(set) var total: TextLengths

  /// The table of `bytes`, which must be valid UTF-8.
  init(_ bytes: [UInt8]) {
    checkpoints = []
    checkpoints.reserveCapacity(bytes.count / Self.blockSize + 1)
    total = Self.appendBlocks(of: bytes, from: 0, to: bytes.count, at: TextLengths(), to: &checkpoints)
    if checkpoints.isEmpty { checkpoints.append(TextLengths()) }
  }

  /// Notes that `bytes`, the text after an edit, came about by replacing `old` (bytes) with `count` new bytes.
  mutating func replace(_ old: Span, withCount count: Int, in bytes: [UInt8]) {
    let first = block(atUTF8: old.start)
    var next = block(atUTF8: old.end) + 1
    // A short last block is joined with its neighbour, lest many small deletions leave many small blocks.
    let start = checkpoints[first]
    let shift = count - old.count
    var end = next < checkpoints.count ? checkpoints[next] : total
    if next < checkpoints.count, end.utf8 + shift - start.utf8 < Self.blockSize / 2 {
      next += 1
      end = next < checkpoints.count ? checkpoints[next] : total
    }
    var blocks: [TextLengths] = []
    let newEnd = Self.appendBlocks(of: bytes, from: start.utf8, to: end.utf8 + shift, at: start, to: &blocks)
    if blocks.isEmpty, first == 0 { blocks.append(TextLengths()) }
    let delta = newEnd - end
    total = total + delta
    for index in next..<max(next, checkpoints.count) { checkpoints[index] = checkpoints[index] + delta }
    checkpoints.replaceSubrange(first..<next, with: blocks)
    // The text may end where a block would start.
    while checkpoints.count > 1, let last = checkpoints.last, last.utf8 >= total.utf8 { checkpoints.removeLast() }
  }

  /// The lengths before the code point that holds the byte at `offset`, which must lie in the text or at its end.
  func lengths(atUTF8 offset: Int, in bytes: [UInt8]) -> TextLengths {
    guard offset < total.utf8 else { return total }
    let checkpoint = checkpoints[block(atUTF8: offset)]
    var offset = offset
    while offset > checkpoint.utf8, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return checkpoint + Self.lengths(of: bytes, from: checkpoint.utf8, to: offset)
  }

  /// The lengths before the code point that holds unit `offset` of `encoding`, which must lie in the text or at its end.
  func lengths(at offset: Int, in encoding: PositionEncoding, bytes: [UInt8]) -> TextLengths {
    guard encoding != .utf8 else { return lengths(atUTF8: offset, in: bytes) }
    guard offset < total[encoding] else { return total }
    let index = lastIndex { $0[encoding] <= offset }
    var place = checkpoints[index]
    let end = index + 1 < checkpoints.count ? checkpoints[index + 1].utf8 : total.utf8
    // Whole strides of 32 bytes first, then code points one at a time.
    while place.utf8 + 32 <= end {
      let next = place + Self.lengths(of: bytes, from: place.utf8, to: place.utf8 + 32)
      guard next[encoding] <= offset else { break }
      place = next
    }
    // A stride may end inside a code point, which then counts as passed: step over its last bytes.
    while place.utf8 < end, bytes[place.utf8] & 0xC0 == 0x80 { place.utf8 += 1 }
    while place.utf8 < end {
      let lead = bytes[place.utf8]
      let step =
        lead < 0x80
        ? TextLengths(utf8: 1, utf16: 1, utf32: 1)
        : lead < 0xE0
          ? TextLengths(utf8: 2, utf16: 1, utf32: 1)
          : lead < 0xF0 ? TextLengths(utf8: 3, utf16: 1, utf32: 1) : TextLengths(utf8: 4, utf16: 2, utf32: 1)
      let next = place + step
      guard next[encoding] <= offset else { break }
      place = next
    }
    return place
  }

  /// The block that holds the byte at `offset`; the last block for an offset at the end.
  private func block(atUTF8 offset: Int) -> Int {
    lastIndex { $0.utf8 <= offset }
  }

  /// The last checkpoint that satisfies `predicate`, which holds for a prefix of the table that is not empty.
  @inline(__always)
  private func lastIndex(where predicate: (TextLengths) -> Bool) -> Int {
    var low = 0
    var high = checkpoints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if predicate(checkpoints[middle]) { low = middle } else { high = middle }
    }
    return low
  }

  /// Appends the checkpoints of `bytes[start..<end]`, whose first byte lies at `lengths`; gives the lengths at `end`.
  private static func appendBlocks(
    of bytes: [UInt8], from start: Int, to end: Int, at lengths: TextLengths, to checkpoints: inout [TextLengths]
  ) -> TextLengths {
    var place = lengths
    while place.utf8 < end {
      checkpoints.append(place)
      var next = min(place.utf8 + blockSize, end)
      while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
      place = place + Self.lengths(of: bytes, from: place.utf8, to: next)
    }
    return place
  }

  /// The lengths of `bytes[start..<end]`: a code point counts where its lead byte lies.
  private static func lengths(of bytes: [UInt8], from start: Int, to end: Int) -> TextLengths {
    unsafe bytes.withUnsafeBytes { unsafe lengths(of: UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
  }

  /// Counts eight bytes at a time: continuation bytes are 10xxxxxx, leads of surrogate pairs 11110xxx.
  private static func lengths(of bytes: UnsafeRawBufferPointer) -> TextLengths {
    let high: UInt64 = 0x8080_8080_8080_8080
    var continuations = 0
    var pairs = 0
    var at = 0
    while at &+ 8 <= bytes.count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      continuations &+= (word & ~(word &<< 1) & high).nonzeroBitCount
      pairs &+= (word & (word &<< 1) & (word &<< 2) & (word &<< 3) & high).nonzeroBitCount
      at &+= 8
    }
    while at < bytes.count {
      let byte = unsafe bytes[at]
      if byte & 0xC0 == 0x80 { continuations &+= 1 }
      if byte >= 0xF0 { pairs &+= 1 }
      at &+= 1
    }
    let scalars = bytes.count &- continuations
    return TextLengths(utf8: bytes.count, utf16: scalars &+ pairs, utf32: scalars)
  }
}
