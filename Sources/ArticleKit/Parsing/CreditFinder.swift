/// Finds who a picture is credited to: "… (Nguồn: AP)", "… Ảnh: Reuters", "Photo: …".
enum CreditFinder {
  struct Credit {
    /// With the word that introduces it and its brackets (bytes).
    var whole: Span
    /// The name alone (bytes).
    var name: Span
  }

  /// Words that introduce a credit, in lower case as written; each is followed by a colon.
  private static let markers: [StaticString] = [
    "nguồn ảnh", "nguồn", "ảnh", "hình", "hình ảnh", "ảnh minh họa", "ảnh minh hoạ", "đồ họa", "đồ hoạ", "photo",
    "photos", "photo by",
    "image", "credit", "picture", "source", "photograph", "foto", "fotos", "bild", "quelle", "fuente", "fonte",
    "crédit", "crédits",
    "photo credit", "image credit", "写真", "图", "图片", "来源", "video", "graphic",
  ]

  /// The credit that ends the line `span`, or fills it.
  static func credit(in text: [UInt8], _ span: Span) -> Credit? {
    let limit = max(span.start, span.end - 120)
    var at = span.end - 1
    while at >= limit {
      if text[at] == 0x3A, let marker = marker(in: text, endingAt: at, floor: span.start) {
        return credit(in: text, span, marker: marker, colon: at)
      }
      at -= 1
    }
    return nil
  }

  private static func credit(in text: [UInt8], _ span: Span, marker: Int, colon: Int) -> Credit? {
    var start = marker
    var nameEnd = span.end
    let bracketed = start > span.start && (text[start - 1] == 0x28 || text[start - 1] == 0x5B)
    if bracketed {
      start -= 1
      if text[nameEnd - 1] == 0x2E { nameEnd -= 1 }
      if nameEnd > colon + 1, text[nameEnd - 1] == 0x29 || text[nameEnd - 1] == 0x5D {
        nameEnd -= 1
      } else {
        return nil
      }
    }
    while nameEnd > colon + 1, text[nameEnd - 1] == 0x2E || text[nameEnd - 1] == 0x20 { nameEnd -= 1 }
    var name = colon + 1
    while name < nameEnd, text[name] == 0x20 { name += 1 }
    guard name < nameEnd, nameEnd - name <= 80 else { return nil }
    return Credit(whole: Span(start, span.end), name: Span(name, nameEnd))
  }

  /// Where a marker that ends at `end` begins, when a word boundary stands before it.
  private static func marker(in text: [UInt8], endingAt end: Int, floor: Int) -> Int? {
    var end = end
    while end > floor, text[end - 1] == 0x20 { end -= 1 }
    var found: Int?
    for marker in markers {
      let start = end - marker.utf8CodeUnitCount
      guard start >= floor, matches(marker, text, at: start) else { continue }
      if start > floor {
        let before = text[start - 1]
        guard before == 0x20 || before == 0x28 || before == 0x5B || before == 0x2E || before == 0x7C || before == 0xA0
        else { continue }
        guard isSentenceEdge(text, start, floor) || isUpper(text, start) else { continue }
      }
      if start < found ?? Int.max { found = start }
    }
    return found
  }

  /// Whether the marker at `at` opens a sentence or a bracket.
  private static func isSentenceEdge(_ text: [UInt8], _ at: Int, _ floor: Int) -> Bool {
    var before = at - 1
    while before > floor, text[before] == 0x20 || text[before] == 0xA0 || text[before] == 0xC2 { before -= 1 }
    switch text[before] {
    case 0x2E, 0x28, 0x5B, 0x2D, 0x7C, 0x21, 0x3F, 0x29, 0x22: return true
    default: return false
    }
  }

  private static func isUpper(_ text: [UInt8], _ at: Int) -> Bool {
    unsafe text.withUnsafeBufferPointer { unsafe Scalars.kind(Scalars.decode($0, at: at, limit: $0.count).0) == .upper }
  }

  /// Whether `marker` stands at `at`, its first letter in either case.
  private static func matches(_ marker: StaticString, _ text: [UInt8], at: Int) -> Bool {
    let count = marker.utf8CodeUnitCount
    guard at + count <= text.count else { return false }
    return unsafe text.withUnsafeBufferPointer { bytes in
      let pattern = unsafe UnsafeBufferPointer(start: marker.utf8Start, count: count)
      let (mine, width) = unsafe Scalars.decode(pattern, at: 0, limit: count)
      let (other, otherWidth) = unsafe Scalars.decode(bytes, at: at, limit: bytes.count)
      guard width == otherWidth, mine == other || mine == lower(other) else { return false }
      for offset in width..<count where unsafe bytes[at + offset] != pattern[offset] { return false }
      return true
    }
  }

  private static func lower(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: scalar + 0x20
    case 0x110, 0x1EA2: scalar + 1
    default: scalar
    }
  }
}
