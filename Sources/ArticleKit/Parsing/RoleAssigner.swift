/// Gives every line of a page its role, once it is known which lines are running text.
struct RoleAssigner {
  private let text: [UInt8]
  private let page: Page
  private let repetition: Repetition
  private let uses: [PagePhrases.Use]
  private let openings: [PagePhrases.Use]
  private let body: [Float]
  private var labels: [BlockLabel]
  private var confidence: [Float]
  private var evidence: [EvidenceList]

  /// The line of the title, if one was found.
  private(set) var headline: Int?
  private var firstBody: Int
  private var lastBody: Int

  init(_ source: SourceText, _ context: PageContext, body: [Float]) {
    text = source.utf8
    page = context.page
    repetition = context.repetition
    uses = context.uses
    openings = context.openings
    self.body = body
    let lines = page.lines.count
    labels = [BlockLabel](repeating: .navigation, count: lines)
    confidence = [Float](repeating: 0.5, count: lines)
    evidence = [EvidenceList](repeating: EvidenceList(), count: lines)
    firstBody = body.firstIndex { $0 >= 0.5 } ?? lines
    lastBody = body.lastIndex { $0 >= 0.5 } ?? -1
  }

  /// The roles of all lines, in order.
  mutating func assign() -> [(label: BlockLabel, confidence: Float, evidence: EvidenceList)] {
    headline = findHeadline()
    for line in labels.indices where body[line] >= 0.5 { assignBody(line) }
    if let headline { set(headline, .headline, 0.9, EvidenceList(.aboveText, .sharedVocabulary)) }
    for line in labels.indices where body[line] < 0.5 && line != headline { assignAround(line) }
    assignTop()
    assignKeyPoints()
    assignRelated()
    assignFoot()
    return labels.indices.map { (labels[$0], confidence[$0], evidence[$0]) }
  }

  private mutating func set(_ line: Int, _ label: BlockLabel, _ sure: Float, _ why: EvidenceList) {
    labels[line] = label
    confidence[line] = sure
    evidence[line] = why
  }

  // MARK: Headline

  /// How far above the running text a title may stand (lines).
  private static let reach = 60

  private func findHeadline() -> Int? {
    guard firstBody < labels.count else { return nil }
    let vocabulary = bodyVocabulary()
    var best: Int?
    var bestScore: Float = 1
    let from = max(0, firstBody - Self.reach)
    for line in from..<min(labels.count, firstBody + 3) {
      let score = headlineScore(line, vocabulary)
      if score > bestScore {
        bestScore = score
        best = line
      }
    }
    return best.map { Int(repetition.first[$0]) >= from ? Int(repetition.first[$0]) : $0 }
  }

  /// A bit set of the words of the first hundred body lines.
  private func bodyVocabulary() -> [Bool] {
    var known = [Bool](repeating: false, count: 8192)
    var taken = 0
    for line in firstBody..<labels.count where body[line] >= 0.5 {
      for word in page.words(of: line).prefix(400) { known[Int(word >> 7) & 8191] = true }
      taken += 1
      if taken == 100 { break }
    }
    return known
  }

  private func headlineScore(_ line: Int, _ vocabulary: [Bool]) -> Float {
    let measures = page.measures[line]
    let length = measures.length
    guard length >= 2, length <= 45, uses[line] == .none, !isTimestamp(line) else { return 0 }
    let words = page.words(of: line)
    let shared = Float(words.lazy.filter { vocabulary[Int($0 >> 7) & 8191] }.count) / Float(max(words.count, 1))
    var score = shared * 3 + min(length, 9) / 3
    if repetition.count[line] > 1 { score += 2 }
    if measures.closing == .stop || measures.closing == .colon || measures.closing == .comma { score -= 3 }
    if openings[line] != .none { score -= 1.5 }
    if line > firstBody { score -= 2 }
    if measures.marks.contains(.copyright) || measures.marks.contains(.address) { score -= 3 }
    return score - Float(max(0, firstBody - line)) * 0.06
  }

  // MARK: Body

  private mutating func assignBody(_ line: Int) {
    let measures = page.measures[line]
    let sure = body[line]
    if isBesideHeadline(line) {
      set(line, .headlineRepeat, 0.8, EvidenceList(.repeatsHeadline))
    } else if isCaption(line) {
      set(line, .caption, 0.8, EvidenceList(.credit))
    } else if isTableRow(measures) {
      set(line, .tableRow, sure, EvidenceList(.cells, .insideRunningText))
    } else if isHeading(line) {
      set(line, .heading, sure, EvidenceList(.short, .openEnded, .insideRunningText))
    } else if measures.opening == .bullet || isOrdinal(line) {
      set(line, .listItem, sure, EvidenceList(.bullet, .insideRunningText))
    } else if measures.opening == .quote, measures.closing == .quote, measures.quotes <= 2 {
      set(line, .quote, sure, EvidenceList(.quotationMarks, .insideRunningText))
    } else {
      set(
        line, .paragraph, sure,
        measures.length > 20 ? EvidenceList(.runningText, .insideRunningText) : EvidenceList(.insideRunningText))
    }
  }

  private func isBesideHeadline(_ line: Int) -> Bool {
    guard let headline, line != headline else { return false }
    return page.measures[line].hash == page.measures[headline].hash
  }

  private func isTableRow(_ measures: LineMeasures) -> Bool {
    if measures.marks.contains(.tab), measures.dividers >= 1, !measures.isClosed { return true }
    if measures.dividers >= 3, measures.words < 60, !measures.isClosed { return true }
    return measures.numbers >= 3 && measures.numbers * 2 >= measures.words && measures.words < 40 && !measures.isClosed
  }

  private func isHeading(_ line: Int) -> Bool {
    let measures = page.measures[line]
    guard measures.length <= 18, measures.characters <= 110, measures.letters > 0 else { return false }
    guard measures.opening != .lower, measures.opening != .bracket, measures.opening != .bullet else { return false }
    switch measures.closing {
    case .letter, .digit, .wide, .question, .exclamation, .bracket, .quote:
      if measures.innerStops > 0 && measures.opening != .digit { return false }
    default: return false
    }
    return line + 1 < labels.count && body[line + 1] >= 0.5 || line + 2 < labels.count && body[line + 2] >= 0.5
  }

  /// "1. …", "a) …".
  private func isOrdinal(_ line: Int) -> Bool {
    let span = page.lines[line]
    guard span.end - span.start > 4 else { return false }
    let (first, second, third) = (text[span.start], text[span.start + 1], text[span.start + 2])
    let isMark = { (byte: UInt8) in byte == 0x2E || byte == 0x29 }
    if first &- 0x30 < 10, isMark(second), third == 0x20 { return true }
    if first &- 0x30 < 10, second &- 0x30 < 10, isMark(third), text[span.start + 3] == 0x20 { return true }
    return (first | 0x20) &- 0x61 < 26 && second == 0x29 && third == 0x20
  }

  /// A line with a credit at its end or a caption's phrase at its beginning.
  private func isCaption(_ line: Int) -> Bool {
    let measures = page.measures[line]
    guard measures.words <= 110 else { return false }
    if openings[line] == .caption, hasColon(line, within: 24) { return true }
    return creditStart(line) != nil
  }

  private func hasColon(_ line: Int, within limit: Int) -> Bool {
    let span = page.lines[line]
    return text[span.start..<min(span.end, span.start + limit)].contains(0x3A)
  }

  /// Where a credit such as "(Nguồn: …)", "Ảnh: …" or "Photo: …" begins near the end of a line.
  private func creditStart(_ line: Int) -> Int? {
    let span = page.lines[line]
    return CreditFinder.credit(in: text, Span(span.start, span.end))?.whole.start
  }

  // MARK: Around the body

  private func isTimestamp(_ line: Int) -> Bool {
    let measures = page.measures[line]
    guard measures.words <= 22, !measures.isClosed || measures.words <= 8 else { return false }
    if measures.marks.contains(.numericDate) || measures.marks.contains(.clock) {
      return measures.words <= 14 || openings[line] == .timestamp
    }
    return measures.marks.contains(.year) && measures.digits >= 5 && measures.words <= 10 && measures.numbers >= 2
      || openings[line] == .timestamp && measures.numbers >= 1
  }

  private mutating func assignAround(_ line: Int) {
    let measures = page.measures[line]
    switch uses[line] {
    case .listHeader: return set(line, .listHeader, 0.8, EvidenceList(.phrase, .short))
    case .commentHeader: return set(line, .listHeader, 0.7, EvidenceList(.phrase, .short))
    case .prompt: return set(line, .prompt, 0.8, EvidenceList(.phrase, .short))
    case .footer: return set(line, .footer, 0.8, EvidenceList(.phrase, .short))
    case .advertisement: return set(line, .advertisement, 0.9, EvidenceList(.phrase))
    case .commentMark: return set(line, .comment, 0.8, EvidenceList(.phrase))
    default: break
    }
    if measures.marks.contains(.copyright) || measures.marks.contains(.mailbox) && line > lastBody {
      return set(line, .footer, 0.85, EvidenceList(.imprint))
    }
    if isBesideHeadline(line) { return set(line, .headlineRepeat, 0.9, EvidenceList(.repeatsHeadline)) }
    if isCaption(line), line >= (headline ?? 0), line <= lastBody + 1 {
      let isCredit = creditStart(line).map { $0 - page.lines[line].start < 4 } ?? false
      return set(line, isCredit ? .credit : .caption, 0.8, EvidenceList(.credit))
    }
    if openings[line] == .tags, hasColon(line, within: 24) { return set(line, .tags, 0.8, EvidenceList(.phrase)) }
    if measures.marks.contains(.tag), measures.opening == .bullet, text[page.lines[line].start] == 0x23 {
      return set(line, .tags, 0.8, EvidenceList(.bullet))
    }
    if openings[line] == .prompt, measures.words <= 40 { return set(line, .prompt, 0.7, EvidenceList(.phrase)) }
    if openings[line] == .footer, line > lastBody { return set(line, .footer, 0.7, EvidenceList(.phrase)) }
    if isTimestamp(line), line >= (headline ?? firstBody) - 6, line <= lastBody + 3 {
      return set(line, .timestamp, 0.7, EvidenceList(.date, .short))
    }
    if line > lastBody, measures.length >= 5 {
      return set(
        line, measures.closing == .ellipsis ? .relatedSnippet : .relatedTitle, 0.5, EvidenceList(.outsideRunningText))
    }
    set(line, .navigation, 0.5, EvidenceList(.outsideRunningText, .short))
  }

  /// The lines between the headline and the running text, and those directly above the headline.
  private mutating func assignTop() {
    guard let headline else { return }
    let top = (headline + 1)..<max(headline + 1, min(labels.count, firstBody + 12))
    for line in top { assignTopLine(line, headline) }
    assignStandfirst(headline)
    if headline > 0 { assignAboveHeadline(headline) }
  }

  private mutating func assignTopLine(_ line: Int, _ headline: Int) {
    let measures = page.measures[line]
    if labels[line] == .headlineRepeat {
      let next = line + 1
      let captionFollows = next < labels.count && page.lines[next].blanksAbove == 0 && labels[next] == .caption
      if line > headline + 1 || captionFollows { set(line, .imageAlt, 0.8, EvidenceList(.repeatsHeadline)) }
      return
    }
    let isInside = body[line] >= 0.5 && line > firstBody
    if isInside { return }
    if labels[line] == .imageAlt || labels[line] == .caption { return }
    let before = line - 1
    if labels[before] == .headlineRepeat || labels[before] == .imageAlt, isDescription(line) {
      return set(line, .caption, 0.7, EvidenceList(.afterImage, .date))
    }
    if isDateline(line) { return set(line, .dateline, 0.8, EvidenceList(.parentheses, .short)) }
    if body[line] < 0.5 || measures.words <= 8, isByline(line) {
      return set(line, .byline, 0.8, EvidenceList(.personName, .short))
    }
  }

  /// One sentence that ends with a full date, as the text under a picture does.
  private func isDescription(_ line: Int) -> Bool {
    let measures = page.measures[line]
    guard measures.innerStops == 0, measures.marks.contains(.year), measures.isClosed || measures.closing == .digit
    else { return false }
    let span = page.lines[line]
    let tail = text[max(span.start, span.end - 6)..<span.end]
    return tail.filter { $0 &- 0x30 < 10 }.count >= 4
  }

  /// "(từ Astana, Kazakhstan)".
  private func isDateline(_ line: Int) -> Bool {
    let measures = page.measures[line]
    return measures.opening == .bracket && measures.closing == .bracket && measures.words <= 10
      && measures.capitalized >= 1
  }

  /// A person's name, or a phrase that introduces one.
  private func isByline(_ line: Int) -> Bool {
    let measures = page.measures[line]
    guard uses[line] == .none, measures.words >= 1, measures.words <= 14, measures.letters > 3 else { return false }
    if openings[line] == .byline { return measures.capitalized >= 1 && !measures.isClosed }
    guard measures.words >= 2, measures.words <= 8, !measures.isClosed, measures.opening == .upper else { return false }
    return measures.capitalized * 4 >= (measures.words - measures.numbers) * 3
  }

  private mutating func assignStandfirst(_ headline: Int) {
    guard let line = (headline + 1..<max(headline + 1, labels.count)).first(where: { labels[$0] == .paragraph }) else {
      return
    }
    let measures = page.measures[line]
    guard measures.length <= 90, measures.length >= 8 else { return }
    guard let next = (line + 1..<labels.count).first(where: { labels[$0] == .paragraph || labels[$0] == .heading })
    else { return }
    let interrupted = next > line + 1
    let vietnamese = isVietnamese
    guard interrupted || vietnamese || hasAgencyMark(line) else { return }
    set(
      line, .standfirst, vietnamese ? 0.8 : 0.6,
      hasAgencyMark(line) ? EvidenceList(.agencyMark, .position) : EvidenceList(.position))
  }

  private func hasAgencyMark(_ line: Int) -> Bool {
    AgencyMark.length(in: text, Span(page.lines[line].start, page.lines[line].end)) > 0
  }

  /// Whether the body is written in Vietnamese, by its letters.
  private var isVietnamese: Bool {
    var letters: Int32 = 0
    var own: Int32 = 0
    for line in labels.indices where body[line] >= 0.5 {
      letters += page.measures[line].letters
      own += page.measures[line].vietnamese
    }
    return own * 16 > letters
  }

  private mutating func assignAboveHeadline(_ headline: Int) {
    let line = headline - 1
    let measures = page.measures[line]
    guard labels[line] == .navigation, measures.words >= 1, !measures.isClosed, uses[line] == .none else { return }
    if measures.words <= 5 {
      set(line, .category, 0.7, EvidenceList(.aboveText, .short))
    } else if measures.words <= 14, measures.dividers == 0 {
      set(line, .kicker, 0.5, EvidenceList(.aboveText))
    }
  }

  /// Two to six short sentences at the top, each shorter than every paragraph that follows.
  private mutating func assignKeyPoints() {
    guard let headline else { return }
    var opening: [Int] = []
    var line = headline + 1
    while line < labels.count, opening.count < 12 {
      if labels[line] == .paragraph || labels[line] == .standfirst || labels[line] == .listItem { opening.append(line) }
      if labels[line] == .heading { break }
      line += 1
    }
    guard opening.count >= 6 else { return }
    for count in (2...6).reversed() where opening.count >= count + 4 {
      let points = opening.prefix(count)
      let rest = opening.dropFirst(count).prefix(5)
      let longest = points.map { page.measures[$0].characters }.max() ?? 0
      let shortest = rest.map { page.measures[$0].characters }.min() ?? 0
      let plain = points.allSatisfy { page.measures[$0].innerStops == 0 && page.measures[$0].length >= 5 }
      guard plain, longest * 4 <= shortest * 3 else { continue }
      if count == 2, longest * 2 > shortest { continue }
      for point in points { set(point, .keyPoint, 0.7, EvidenceList(.summaryRun, .position)) }
      return
    }
  }

  // MARK: Other articles

  /// A title printed twice is an image's alternative text and a link; a sentence after it is the link's first words.
  private mutating func assignRelated() {
    for line in labels.indices where isAround(line) && repetition.count[line] > 1 && line != headline {
      let next = line + 1
      let doubled = next < labels.count && page.measures[next].hash == page.measures[line].hash
      let again = line > 0 && page.measures[line - 1].hash == page.measures[line].hash
      guard page.measures[line].length >= 3, doubled || again else { continue }
      if isBesideHeadline(line) { continue }
      if doubled {
        set(line, .relatedRepeat, 0.9, EvidenceList(.repeated))
        continue
      }
      set(line, .relatedTitle, 0.9, EvidenceList(.repeated))
      if next < labels.count, isAround(next), repetition.count[next] == 1, uses[next] == .none,
        page.measures[next].length >= 6
      {
        let cut = page.measures[next].closing == .ellipsis
        set(next, .relatedSnippet, 0.85, cut ? EvidenceList(.cutOff, .neighbours) : EvidenceList(.neighbours))
      }
    }
  }

  private func isAround(_ line: Int) -> Bool {
    switch labels[line] {
    case .navigation, .relatedTitle, .relatedSnippet, .relatedRepeat, .timestamp, .prompt: body[line] < 0.5
    default: false
    }
  }

  /// Whatever follows an imprint after the body is part of the foot.
  private mutating func assignFoot() {
    guard
      var line = labels.indices.last(where: {
        $0 > lastBody && labels[$0] == .footer && evidence[$0] == EvidenceList(.imprint)
      })
    else { return }
    line += 1
    while line < labels.count {
      if labels[line] == .navigation || labels[line] == .prompt {
        set(line, .footer, 0.6, EvidenceList(.neighbours, .position))
      }
      line += 1
    }
  }
}
