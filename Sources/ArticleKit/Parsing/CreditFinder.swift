/// Finds who a picture is credited to: "… (Nguồn: AP)", "… Ảnh: Reuters", "Photo: …".
enum CreditFinder {
  struct Credit {
    /// With the word that introduces it and its brackets (bytes).
    var whole: Span
    /// The name alone (bytes).
    var name: Span
  }

  /// Words that introduce a credit, folded as lines are compared; each is followed by a colon.
  private static let markers: [StaticString] = [
    "nguon anh", "nguon", "anh", "hinh", "hinh anh", "anh minh hoa", "do hoa", "photo", "photos", "photo by", "image",
    "credit", "picture",
    "source", "photograph", "foto", "fotos", "bild", "quelle", "fuente", "fonte", "credits", "photo credit",
    "image credit", "video",
    "graphic",
  ]
  private static let wideMarkers: [StaticString] = ["写真", "图", "图片", "来源"]

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
    guard end > floor else { return nil }
    for marker in wideMarkers {
      let start = end - marker.utf8CodeUnitCount
      if start >= floor, (start..<end).allSatisfy({ unsafe text[$0] == marker.utf8Start[$0 - start] }) { return start }
    }
    let folded = fold(text, max(floor, end - 40), end)
    var found: Int?
    for marker in markers {
      let count = marker.utf8CodeUnitCount
      let first = folded.count - count
      guard first >= 0, (0..<count).allSatisfy({ unsafe folded[first + $0].byte == marker.utf8Start[$0] }) else {
        continue
      }
      let start = folded[first].offset
      guard start == floor || isBoundary(text, start, floor) else { continue }
      if start < found ?? Int.max { found = start }
    }
    return found
  }

  /// The folded letters of a stretch with their offsets, combining marks left out; what is not a letter of Latin is a space.
  private static func fold(_ text: [UInt8], _ from: Int, _ to: Int) -> [(byte: UInt8, offset: Int)] {
    var from = from
    while from < to, text[from] & 0xC0 == 0x80 { from += 1 }
    var folded: [(byte: UInt8, offset: Int)] = []
    unsafe text.withUnsafeBufferPointer { bytes in
      var at = from
      while at < to {
        let (scalar, width) = unsafe Scalars.decode(bytes, at: at, limit: to)
        let letter = Scalars.fold(scalar)
        if Scalars.kind(scalar) != .mark { folded.append((letter < 0x80 ? UInt8(letter) : 0x20, at)) }
        at += width
      }
    }
    return folded
  }

  /// Whether a marker may begin at `at`: a space or a bracket before it, and a capital or the beginning of a sentence.
  private static func isBoundary(_ text: [UInt8], _ at: Int, _ floor: Int) -> Bool {
    switch text[at - 1] {
    case 0x28, 0x5B, 0x2E, 0x7C: return true
    case 0x20, 0xA0: break
    default: return false
    }
    let isCapital = unsafe text.withUnsafeBufferPointer {
      unsafe Scalars.kind(Scalars.decode($0, at: at, limit: $0.count).0) == .upper
    }
    if isCapital { return true }
    var before = at - 1
    while before > floor, text[before] == 0x20 || text[before] == 0xA0 || text[before] == 0xC2 { before -= 1 }
    switch text[before] {
    case 0x2E, 0x28, 0x5B, 0x2D, 0x7C, 0x21, 0x3F, 0x29, 0x22: return true
    default: return false
    }
  }
}
