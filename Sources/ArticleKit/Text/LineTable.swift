/// Where the lines of a text start.
///
/// Lines end with LF, CR LF or CR, as LSP says; the text after the last ending is a line too, even when empty.
struct LineTable: Equatable, Sendable {
  /// Where each line starts (bytes), ascending; the first is 0.
  private(set) var starts: [Int]

  init(_ bytes: [UInt8]) {
    starts = [0]
    Self.appendStarts(in: bytes, from: 0, to: bytes.count, to: &starts)
  }

  /// The line that holds the byte at `offset` (a line ending belongs to the line it ends), counted from 0.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Notes that `bytes`, the text after an edit, came about by replacing `old` (bytes) with `count` new bytes.
  mutating func replace(_ old: Span, withCount count: Int, in bytes: [UInt8]) {
    let shift = count - old.count
    // An ending that touches the edit may have been joined or split (CR | LF), so look one byte further both ways.
    let first = line(at: max(old.start - 1, 0)) + 1
    var next = first
    while next < starts.count, starts[next] <= old.end + 1 { next += 1 }
    var fresh: [Int] = []
    let from = max(old.start - 1, 0)
    let to = min(old.end + shift + 1, bytes.count)
    Self.appendStarts(in: bytes, from: from, to: to, to: &fresh)
    for index in next..<max(next, starts.count) { starts[index] += shift }
    starts.replaceSubrange(first..<next, with: fresh)
  }

  /// Appends the starts of the lines whose endings begin in `bytes[start..<end]`.
  private static func appendStarts(in bytes: [UInt8], from start: Int, to end: Int, to starts: inout [Int]) {
    unsafe bytes.withUnsafeBytes { bytes in
      var at = start
      while at < end {
        // Skip eight bytes at a time while none of them is a line ending.
        while at &+ 8 <= end,
          unsafe !hasEnding(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        {
          at &+= 8
        }
        let stop = min(at &+ 8, end)
        while at < stop {
          let byte = unsafe bytes[at]
          at &+= 1
          if byte == 0x0A {
            // The LF of a CR LF whose CR lies before `start` ends that line here.
            starts.append(at)
          } else if byte == 0x0D, unsafe !(at < bytes.count && bytes[at] == 0x0A) {
            starts.append(at)
          }
        }
      }
    }
  }

  /// Whether any byte of `word` may be LF or CR (exact: the zero-byte test of SWAR arithmetic).
  @inline(__always)
  private static func hasEnding(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    let lf = word ^ (ones &* 0x0A)
    let cr = word ^ (ones &* 0x0D)
    return ((lf &- ones) & ~lf | (cr &- ones) & ~cr) & high != 0
  }
}
