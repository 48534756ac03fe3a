/// Takes a byline apart: "By A. B. and C. D.", "Hà Thu (tổng hợp)", "Nguyễn Văn A - 07/03/2026".
enum BylineReader {
  /// The names in a byline, in its order.
  static func authors(in text: [UInt8], _ line: Span) -> [Span] {
    var names: [Span] = []
    var start = afterIntroduction(text, line)
    var at = start
    while at < line.end {
      let width = separatorWidth(text, at, line.end)
      if width > 0 {
        append(text, Span(start, at), &names)
        at += width
        start = at
        if stops(text, at, line.end) { return names }
      } else {
        at += 1
      }
    }
    append(text, Span(start, line.end), &names)
    return names
  }

  /// Words before the first name, in lower case.
  private static let introductions: [StaticString] = [
    "by ", "written by ", "reported by ", "theo ", "tác giả:", "tác giả ", "thực hiện:", "bài và ảnh:", "bài viết:",
    "bài:", "pv ", "phóng viên ",
    "von ", "par ", "por ", "di ", "door ", "av ", "text:", "nhóm phóng viên ", "by:", "biên tập:", "tổng hợp:",
  ]

  private static func afterIntroduction(_ text: [UInt8], _ line: Span) -> Int {
    var start = line.start
    var longest = 0
    for word in introductions where word.utf8CodeUnitCount > longest && word.utf8CodeUnitCount < line.count {
      let matches = unsafe text.withUnsafeBufferPointer { bytes in
        for offset in 0..<word.utf8CodeUnitCount {
          let (mine, other) = unsafe (word.utf8Start[offset], bytes[line.start + offset])
          if mine != other, !(mine &- 0x61 < 26 && mine == other | 0x20) { return false }
        }
        return true
      }
      if matches { longest = word.utf8CodeUnitCount }
    }
    start += longest
    return start
  }

  /// The width of what parts two names at `at`: a comma, a dash between spaces, "and", "và", "&", a bracket.
  private static func separatorWidth(_ text: [UInt8], _ at: Int, _ end: Int) -> Int {
    switch text[at] {
    case 0x2C, 0x3B, 0x7C, 0x28, 0x5B, 0x26, 0x2F: return 1
    case 0x20:
      for word in [" và ", " and ", " und ", " et ", " y ", " e ", " - ", " – ", " — ", " · ", " • "] as [StaticString]
      {
        let count = word.utf8CodeUnitCount
        guard at + count <= end else { continue }
        let same = (0..<count).allSatisfy { unsafe text[at + $0] == word.utf8Start[$0] }
        if same { return count }
      }
      return 0
    default: return 0
    }
  }

  /// Whether what follows is a remark or a date instead of a name.
  private static func stops(_ text: [UInt8], _ at: Int, _ end: Int) -> Bool {
    var at = at
    while at < end, text[at] == 0x20 { at += 1 }
    guard at < end else { return true }
    return text[at] &- 0x30 < 10 || text[at - 1] == 0x28
  }

  private static func append(_ text: [UInt8], _ part: Span, _ names: inout [Span]) {
    var span = part
    while span.start < span.end, text[span.start] <= 0x20 || text[span.start] == 0x3A { span.start += 1 }
    while span.end > span.start, text[span.end - 1] <= 0x20 || text[span.end - 1] == 0x29 { span.end -= 1 }
    guard span.count >= 2, !text[span.range].contains(where: { $0 &- 0x30 < 10 }) else { return }
    names.append(span)
  }
}

/// Takes a line of topics apart: "Từ khóa: một, hai", "#một #hai".
enum TagReader {
  static func tags(in text: [UInt8], _ line: Span) -> [Span] {
    var start = line.start
    let head = text[line.start..<min(line.end, line.start + 24)]
    if let colon = head.firstIndex(of: 0x3A) { start = colon + 1 }
    var tags: [Span] = []
    var at = start
    while at <= line.end {
      if at == line.end || text[at] == 0x2C || text[at] == 0x3B || text[at] == 0x23 || text[at] == 0x7C {
        append(text, Span(start, at), &tags)
        start = at + 1
      }
      at += 1
    }
    return tags
  }

  private static func append(_ text: [UInt8], _ part: Span, _ tags: inout [Span]) {
    var span = part
    while span.start < span.end, text[span.start] <= 0x20 { span.start += 1 }
    while span.end > span.start, text[span.end - 1] <= 0x20 { span.end -= 1 }
    if !span.isEmpty { tags.append(span) }
  }
}
