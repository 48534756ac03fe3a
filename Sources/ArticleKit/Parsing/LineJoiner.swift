/// Puts paragraphs together again that a program broke to a fixed width, as mail and terminals do.
///
/// A break is forced when the next line's first word would not have fitted. Text was broken to a width when nearly all breaks
/// within its paragraphs are forced and go on in the middle of a sentence; menus and lists of titles are not like that.
struct LineJoiner {
  /// Widths at which programs break lines (code points).
  private static let widths = 40...132

  private let text: [UInt8]
  private let lines: [PageLine]

  /// The lines with broken paragraphs joined; the same lines when the page is not broken to a width. Linear.
  static func join(_ lines: [PageLine], _ text: [UInt8]) -> [PageLine] {
    guard lines.count >= 3 else { return lines }
    let joiner = LineJoiner(text: text, lines: lines)
    let width = joiner.brokenWidth()
    return width > 0 ? joiner.joined(at: width) : lines
  }

  /// The width that the page was broken to, or 0.
  private func brokenWidth() -> Int {
    var widest = 0
    var start = 0
    for end in 1...lines.count where end == lines.count || lines[end].blanksAbove > 0 {
      defer { start = end }
      guard end - start >= 3 else { continue }
      let width = (start..<end).reduce(0) { max($0, self.width($1)) }
      if Self.widths.contains(width), isBroken(start..<end, at: width) { widest = max(widest, width) }
    }
    return widest
  }

  private func isBroken(_ run: Range<Int>, at width: Int) -> Bool {
    var forced = 0
    var goesOn = 0
    for line in run.dropLast() where isForced(line, at: width) {
      forced += 1
      if continues(line + 1) && !isClosed(line) { goesOn += 1 }
    }
    return forced * 10 >= (run.count - 1) * 7 && goesOn * 5 >= forced * 2 && goesOn >= 2
  }

  private func joined(at width: Int) -> [PageLine] {
    var joined: [PageLine] = []
    for line in lines.indices {
      let isNext = line > 0 && lines[line].blanksAbove == 0
      let isSame = isNext && (isForced(line - 1, at: width) || continues(line) && !isClosed(line - 1))
      if isSame, let last = joined.indices.last, self.width(line - 1) * 2 > width {
        joined[last].end = lines[line].end
        joined[last].joined += 1
      } else {
        joined.append(lines[line])
      }
    }
    return joined
  }

  /// Code points in a line, up to a little more than the widest width.
  private func width(_ line: Int) -> Int {
    var points = 0
    for at in lines[line].start..<min(lines[line].end, lines[line].start + 4 * Self.widths.upperBound)
    where text[at] & 0xC0 != 0x80 {
      points += 1
    }
    return points
  }

  private func isForced(_ line: Int, at width: Int) -> Bool {
    var word = 0
    var at = lines[line + 1].start
    while at < lines[line + 1].end, text[at] > 0x20, word <= width {
      if text[at] & 0xC0 != 0x80 { word += 1 }
      at += 1
    }
    let own = self.width(line)
    return own <= width && own + 1 + min(word, 24) > width
  }

  /// Whether a line begins in the middle of a sentence: with a small letter.
  private func continues(_ line: Int) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      let (scalar, _) = unsafe Scalars.decode(bytes, at: lines[line].start, limit: lines[line].end)
      let kind = Scalars.kind(scalar)
      return kind == .lower || kind == .wide
    }
  }

  private func isClosed(_ line: Int) -> Bool {
    let last = text[lines[line].end - 1]
    return last == 0x2E || last == 0x21 || last == 0x3F
  }
}
