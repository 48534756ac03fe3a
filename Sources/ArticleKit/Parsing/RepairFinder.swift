/// Finds sentences that a page has glued together, and offers to part them.
///
/// "…theo hãng tin.Điều này…" lacks a space; "…với nước nàyÔng cũng…" lacks a full stop and a space. Domains, file names,
/// initials and brand names with an inner capital are left alone.
enum RepairFinder {
  static func repairs(in article: Article) -> [Article.Repair] {
    var repairs: [Article.Repair] = []
    let text = article.source.utf8
    unsafe text.withUnsafeBufferPointer { bytes in
      for (index, block) in article.blocks.enumerated() where block.label.isBody {
        unsafe scan(bytes, block.content, index, &repairs)
      }
    }
    return repairs
  }

  private static func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ span: Span, _ block: Int, _ repairs: inout [Article.Repair]
  ) {
    var at = span.start
    var previous = Scalars.Kind.space
    var run = 0
    while at < span.end {
      let (scalar, width) = unsafe Scalars.decode(text, at: at, limit: span.end)
      let kind = Scalars.kind(scalar)
      if kind == .upper, previous == .lower, run >= 3, unsafe startsSentence(text, at, span.end) {
        repairs.append(
          Article.Repair(
            kind: .missingStop, span: Span(at, at), replacement: ". ",
            message: "Two sentences run together without a full stop.",
            block: block))
      }
      if scalar == 0x2E || scalar == 0x21 || scalar == 0x3F, previous == .lower, run >= 2,
        let insertion = unsafe glued(text, at + 1, span.end)
      {
        repairs.append(
          Article.Repair(
            kind: .missingSpace, span: Span(insertion, insertion), replacement: " ",
            message: "Two sentences run together without a space.", block: block))
      }
      if kind != .mark {
        run = kind == .lower ? run + 1 : 0
        previous = kind
      }
      at += width
    }
  }

  /// Where a space is missing after a stop: before a capital and its lower-case letters, closing quotation marks skipped.
  private static func glued(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    var at = from
    while at < end {
      let (scalar, width) = unsafe Scalars.decode(text, at: at, limit: end)
      if scalar == 0x201D || scalar == 0x2019 || scalar == 0x22 || scalar == 0x29 {
        at += width
        continue
      }
      guard Scalars.kind(scalar) == .upper, at + width < end else { return nil }
      let (next, nextWidth) = unsafe Scalars.decode(text, at: at + width, limit: end)
      let kind = Scalars.kind(next)
      if kind == .space { return at }
      guard kind == .lower || kind == .mark else { return nil }
      return unsafe isDomain(text, at + width + nextWidth, end) ? nil : at
    }
    return nil
  }

  /// Whether the word that goes on at `from` belongs to an address: a dot, a slash or an at sign ends it.
  private static func isDomain(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ end: Int) -> Bool {
    var at = from
    while at < min(end, from + 32) {
      let byte = unsafe text[at]
      if byte == 0x2F || byte == 0x40 { return true }
      if byte == 0x2E { return at + 1 < end && (unsafe text[at + 1]) > 0x20 }
      if byte <= 0x20 { return false }
      at += 1
    }
    return false
  }

  /// Words that open a sentence and are not the second half of a brand name.
  private static let starters: [StaticString] = [
    "Ông", "Bà", "Anh", "Chị", "Theo", "Trong", "Tại", "Điều", "Tuy", "Nhưng", "Và", "Đây", "Các", "Những", "Một",
    "Khi", "Sau", "Trước", "Ngày",
    "Hiện", "Ngoài", "Bên", "Đồng", "Đến", "Năm", "Từ", "Với", "Để", "Do", "Vì", "Cũng", "Cùng", "Được", "Không",
    "Tổng", "Mặc", "Nếu", "Thủ", "Đó",
    "Này", "Nhiều", "The", "This", "That", "These", "There", "They", "He", "She", "It", "In", "But", "And", "However",
    "When", "While", "After",
    "For", "We", "You", "If", "As", "At", "On", "His", "Her", "Their",
  ]

  private static func startsSentence(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
    for word in starters {
      let count = word.utf8CodeUnitCount
      guard at + count < end, unsafe text[at + count] == 0x20, unsafe text[at] == word.utf8Start[0] else { continue }
      if (0..<count).allSatisfy({ unsafe text[at + $0] == word.utf8Start[$0] }) { return true }
    }
    return false
  }
}
