/// The mark that opens a standfirst: "(Chinhphu.vn) - ", "TTO - ", "HÀ NỘI – ".
enum AgencyMark {
  /// Its length with the dash and the white space after it (bytes), or 0 when there is none.
  static func length(in text: [UInt8], _ span: Span) -> Int {
    let limit = min(span.end, span.start + 48)
    guard limit > span.start else { return 0 }
    guard let dash = dash(in: text, span.start, limit) else { return bracketLength(in: text, span) }
    var nameEnd = dash.start
    while nameEnd > span.start, text[nameEnd - 1] == 0x20 { nameEnd -= 1 }
    let name = Span(span.start, nameEnd)
    guard isBracketed(text, name) || isCapitals(text, name) else { return 0 }
    var end = dash.end
    while end < span.end, text[end] == 0x20 { end += 1 }
    return end - span.start
  }

  /// "(BM) " without a dash: capitals in round brackets.
  private static func bracketLength(in text: [UInt8], _ span: Span) -> Int {
    guard text[span.start] == 0x28 else { return 0 }
    guard let close = text[span.start..<min(span.end, span.start + 16)].firstIndex(of: 0x29), close + 2 < span.end
    else { return 0 }
    let isMark = isCapitals(text, Span(span.start + 1, close)) && text[close + 1] == 0x20
    return isMark ? close + 2 - span.start : 0
  }

  /// The first dash after white space or a closing bracket.
  private static func dash(in text: [UInt8], _ start: Int, _ limit: Int) -> Span? {
    var at = start + 1
    while at < limit {
      let before = text[at - 1]
      if before == 0x20 || before == 0x29 {
        if text[at] == 0x2D { return Span(at, at + 1) }
        if at + 2 < limit, text[at] == 0xE2, text[at + 1] == 0x80, text[at + 2] == 0x93 || text[at + 2] == 0x94 {
          return Span(at, at + 3)
        }
      }
      at += 1
    }
    return nil
  }

  private static func isBracketed(_ text: [UInt8], _ name: Span) -> Bool {
    name.count >= 3 && text[name.start] == 0x28 && text[name.end - 1] == 0x29
  }

  private static func isCapitals(_ text: [UInt8], _ name: Span) -> Bool {
    guard name.count >= 2 else { return false }
    return unsafe text.withUnsafeBufferPointer { bytes in
      var at = name.start
      var capitals = 0
      while at < name.end {
        let (scalar, width) = unsafe Scalars.decode(bytes, at: at, limit: name.end)
        let kind = Scalars.kind(scalar)
        if kind == .lower { return false }
        if kind == .upper { capitals += 1 }
        at += width
      }
      return capitals >= 2
    }
  }
}
