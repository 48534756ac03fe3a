/// Looks at the outside of a sentence: how it opens, how it ends, what signs it carries.
enum PassageReader {
  /// The sentence without an agency's mark ("TTO - ", "(Chinhphu.vn) – ") and without arrows and bullets before it.
  static func withoutAgencyMark(_ source: SourceText, _ span: Span) -> Span {
    let text = source.utf8
    var span = source.clamp(span)
    while span.start < span.end, isBullet(text[span.start]) { span.start += 1 }
    span.start += AgencyMark.length(in: text, span)
    return span
  }

  private static func isBullet(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ">") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "-") || byte == 0x20
  }

  static func traits(_ source: SourceText, _ span: Span) -> Passage.Traits {
    let text = source.utf8[span.range]
    var traits: Passage.Traits = []
    let opening = Opening(text)
    if opening.dangles { traits.insert(.dangles) }
    if opening.isPronoun { traits.insert(.opensWithPronoun) }
    if opening.isAddress { traits.insert(.opensWithAddress) }
    if opening.isDay { traits.insert(.opensWithDay) }
    if opening.isSource { traits.insert(.opensWithSource) }
    addSigns(text, &traits)
    addEnd(text, &traits)
    if traits.contains(.startsWithQuote), endsWithQuote(text) { traits.insert(.isWholeQuote) }
    if CaptionSigns.stand(in: text) { traits.insert(.isCaptionLike) }
    return traits
  }

  private static func addSigns(_ text: ArraySlice<UInt8>, _ traits: inout Passage.Traits) {
    var straight = 0
    var curly = 0
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      if byte &- 0x30 < 10 { traits.insert(.hasFigure) }
      if byte == 0x22 { straight += 1 }
      if byte == 0xE2, at + 2 < text.endIndex, text[at + 1] == 0x80 {
        if text[at + 2] == 0x9C { curly += 1 }
        if text[at + 2] == 0x9D { curly -= 1 }
        if text[at + 2] == 0x9C || text[at + 2] == 0x9D { traits.insert(.hasQuote) }
        if text[at + 2] == 0x9C, at == text.startIndex { traits.insert(.startsWithQuote) }
      }
      at += 1
    }
    if straight > 0 { traits.insert(.hasQuote) }
    if text.first == 0x22 { traits.insert(.startsWithQuote) }
    // A pair may be written with one straight and one curly mark.
    if curly != 0 && straight & 1 == 0 || straight & 1 == 1 && abs(curly) != 1 { traits.insert(.hasUnbalancedQuote) }
  }

  /// Whether the sentence's last mark closes a quotation that nothing follows.
  private static func endsWithQuote(_ text: ArraySlice<UInt8>) -> Bool {
    var end = text.endIndex
    while end > text.startIndex, text[end - 1] == 0x2E { end -= 1 }
    return text[..<end].last == 0x22 || text[..<end].suffix(3).elementsEqual([0xE2, 0x80, 0x9D])
  }

  /// Reads the last sign before closing quotation marks and brackets.
  private static func addEnd(_ text: ArraySlice<UInt8>, _ traits: inout Passage.Traits) {
    var end = text.endIndex
    while end > text.startIndex {
      let last = text[end - 1]
      if last == 0x22 || last == 0x27 || last == 0x29 || last == 0x5D {
        end -= 1
      } else if end - 3 >= text.startIndex, text[end - 3] == 0xE2, text[end - 2] == 0x80, last == 0x9D || last == 0x99 {
        end -= 3
      } else {
        break
      }
    }
    guard end > text.startIndex else { return }
    switch text[end - 1] {
    case UInt8(ascii: "?"): traits.insert(.isQuestion)
    case UInt8(ascii: ":"): traits.insert(.endsWithColon)
    case UInt8(ascii: "."), UInt8(ascii: "!"): break
    case 0xA6 where end - 3 >= text.startIndex && text[end - 3] == 0xE2: break
    default: traits.insert(.isOpenEnded)
    }
  }
}

/// Words that give away a picture's caption or a pointer to another article inside running text.
enum CaptionSigns {
  private static let anywhere = ["Ảnh:", "(Ảnh", "Ảnh minh", "ảnh:", "(Nguồn", "Nguồn:", "(ảnh", "Trong ảnh", "Photo:"]
    .map { Array($0.utf8) }
  private static let opening = ["Ảnh ", "Video", "Clip", "Xem ", "Đồ họa", "Hình ảnh", "Hình minh"].map {
    Array($0.utf8)
  }

  static func stand(in text: ArraySlice<UInt8>) -> Bool {
    if opening.contains(where: { text.starts(with: $0) }) { return true }
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      // The signs start with Ả (E1 BA A2), ả (E1 BA A3), a bracket, or N, T, P.
      if byte == 0xE1 || byte == 0x28 || byte == 0x4E || byte == 0x54 || byte == 0x50 {
        let rest = text[at...]
        if anywhere.contains(where: { rest.starts(with: $0) }) { return true }
      }
      at += 1
    }
    return false
  }
}
