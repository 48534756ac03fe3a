/// Canonical composition (NFC), after Unicode Standard Annex 15.
public enum Normalization {
  /// The NFC form of `bytes`, which are valid UTF-8.
  public static func nfc(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var changes: [NormalizedText.Change] = []
    return nfc(bytes, &changes)
  }

  /// The NFC form of `bytes`, and where it differs from them. Offsets count from the start of `bytes`.
  static func nfc(_ bytes: ArraySlice<UInt8>, _ changes: inout [NormalizedText.Change]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    // What lies before `copied` is in the output already.
    var copied = bytes.startIndex
    var at = bytes.startIndex
    while let found = activeSegment(bytes, from: at) {
      let segment = bytes[found]
      let composed = composed(segment)
      if !composed.elementsEqual(segment) {
        output += bytes[copied..<found.lowerBound]
        let start = output.count
        output += composed
        changes.append(
          NormalizedText.Change(
            source: Span(found.lowerBound - bytes.startIndex, found.upperBound - bytes.startIndex),
            normalized: Span(start, output.count)))
        copied = found.upperBound
      }
      at = found.upperBound
    }
    output += bytes[copied...]
    return output
  }

  /// The next stretch in which normalisation may change something: code points that are not inert, with the inert one
  /// before them, which they may compose with.
  private static func activeSegment(_ bytes: ArraySlice<UInt8>, from start: Int) -> Range<Int>? {
    unsafe bytes.withUnsafeBytes { buffer in
      let offset = bytes.startIndex
      let tables = TextTables.shared
      var at = start &- offset
      var before = at
      while at < buffer.count {
        let (scalar, length) = unsafe decode(buffer, at)
        if scalar >= 0x300, !tables.isInert(scalar) {
          var end = at &+ length
          while end < buffer.count {
            let (scalar, length) = unsafe decode(buffer, end)
            if scalar < 0x300 || tables.isInert(scalar) { break }
            end &+= length
          }
          return before &+ offset..<end &+ offset
        }
        before = at
        at &+= length
      }
      return nil
    }
  }

  /// The code point at `at` of valid UTF-8 and its length (bytes).
  @inline(__always)
  private static func decode(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> (scalar: UInt32, length: Int) {
    let lead = unsafe UInt32(bytes[at])
    if lead < 0x80 { return (lead, 1) }
    let second = unsafe UInt32(bytes[at &+ 1] & 0x3F)
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
    let third = unsafe UInt32(bytes[at &+ 2] & 0x3F)
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
    return unsafe ((lead & 0x07) << 18 | second << 12 | third << 6 | UInt32(bytes[at &+ 3] & 0x3F), 4)
  }

  private static func composed(_ segment: ArraySlice<UInt8>) -> [UInt8] {
    composed(Array(String(decoding: segment, as: UTF8.self).unicodeScalars)).flatMap { Array(String($0).utf8) }
  }

  /// The composed form of a run that starts at a normalisation boundary and holds no other.
  private static func composed(_ segment: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let tables = TextTables.shared
    var scalars: [(scalar: UInt32, combining: UInt8)] = []
    for scalar in segment {
      for part in tables.decomposition(scalar.value) { scalars.append((part, tables.combiningClass(part))) }
    }
    sortMarks(&scalars)
    var output: [(scalar: UInt32, combining: UInt8)] = []
    var starter: Int?
    for (scalar, combining) in scalars {
      if let index = starter {
        let last = output[output.count - 1].combining
        let isAdjacent = output.count - 1 == index
        let isBlocked = !isAdjacent && (last == 0 || last >= combining)
        if !isBlocked, let composite = tables.composition(output[index].scalar, scalar) {
          output[index].scalar = composite
          continue
        }
      }
      if combining == 0 { starter = output.count }
      output.append((scalar, combining))
    }
    return output.compactMap { Unicode.Scalar($0.scalar) }
  }

  /// Brings marks into canonical order: a stable sort of each run of non-starters by combining class.
  private static func sortMarks(_ scalars: inout [(scalar: UInt32, combining: UInt8)]) {
    var start = 0
    while start < scalars.count {
      guard scalars[start].combining != 0 else {
        start += 1
        continue
      }
      var end = start
      while end < scalars.count, scalars[end].combining != 0 { end += 1 }
      if end - start > 1 {
        let sorted = scalars[start..<end].enumerated()
          .sorted { ($0.element.combining, $0.offset) < ($1.element.combining, $1.offset) }
          .map(\.element)
        scalars.replaceSubrange(start..<end, with: sorted)
      }
      start = end
    }
  }
}

extension TextTables {
  private static let hangul = (s: UInt32(0xAC00), l: UInt32(0x1100), v: UInt32(0x1161), t: UInt32(0x11A7))

  /// The full canonical decomposition of a code point: itself when it has none.
  func decomposition(_ scalar: UInt32) -> [UInt32] {
    if scalar < 0xC0 { return [scalar] }
    if scalar >= Self.hangul.s, scalar < Self.hangul.s + 11172 {
      let index = scalar - Self.hangul.s
      let parts = [Self.hangul.l + index / 588, Self.hangul.v + index % 588 / 28]
      return index % 28 == 0 ? parts : parts + [Self.hangul.t + index % 28]
    }
    let range = range(.decompositions)
    guard let at = find(range, width: 8, { blob.u32($0) < scalar }), blob.u32(at) == scalar else { return [scalar] }
    let entry = Int(blob.u32(at + 4))
    let start = self.range(.decompositionScalars).lowerBound + entry / 8 * 4
    return (0..<entry % 8).map { blob.u32(start + $0 * 4) }
  }

  /// The primary composite of two code points.
  func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let h = Self.hangul
    if first >= h.l, first < h.l + 19, second >= h.v, second < h.v + 21 {
      return h.s + (first - h.l) * 588 + (second - h.v) * 28
    }
    if first >= h.s, first < h.s + 11172, (first - h.s) % 28 == 0, second > h.t, second < h.t + 28 {
      return first + second - h.t
    }
    let found = find(range(.compositions), width: 12) { at in
      (blob.u32(at), blob.u32(at + 4)) < (first, second)
    }
    guard let at = found, blob.u32(at) == first, blob.u32(at + 4) == second else { return nil }
    return blob.u32(at + 8)
  }

  /// The offset of the first record of `width` bytes in `range` that is not below what is sought.
  private func find(_ range: Range<Int>, width: Int, _ isBelow: (Int) -> Bool) -> Int? {
    var low = 0
    var high = range.count / width
    let count = high
    while low < high {
      let middle = (low + high) / 2
      if isBelow(range.lowerBound + middle * width) { low = middle + 1 } else { high = middle }
    }
    return low < count ? range.lowerBound + low * width : nil
  }
}
