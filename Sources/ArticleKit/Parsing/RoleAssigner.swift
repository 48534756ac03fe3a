/// Gives every line of a page its role, once it is known which lines are likely running text and which the title.
///
/// The body's chances come from the trained labeller; what a line is within the body or around it follows from its shape,
/// its set phrases, and its place among the others.
struct RoleAssigner {
  let text: [UInt8]
  let context: PageContext
  var page: Page { context.page }
  private let title: [Float]
  /// How likely each line is running text; lines of teasers are taken out first.
  var body: [Float]
  private(set) var roles: [Role]

  struct Role: Sendable {
    var label = BlockLabel.navigation
    var confidence: Float = 0.5
    var evidence = EvidenceList()
  }

  /// The line of the title, if one was found.
  private(set) var headline: Int?
  var firstBody: Int
  var lastBody: Int

  init(_ source: SourceText, _ context: PageContext, body: [Float], title: [Float]) {
    text = source.utf8
    self.context = context
    self.body = body
    self.title = title
    roles = [Role](repeating: Role(), count: context.lines)
    firstBody = context.lines
    lastBody = -1
  }

  /// The roles of all lines, in order.
  mutating func assign() -> [Role] {
    let cards = takeOutTeasers()
    if isExcerpt || (context.lines <= Self.excerptLines && !body.contains { $0 >= 0.5 }) { takeSentences() }
    firstBody = body.firstIndex { $0 >= 0.5 } ?? context.lines
    lastBody = body.lastIndex { $0 >= 0.5 } ?? -1
    headline = findHeadline()
    rescueStandfirst()
    rescueEntries()
    rescueHeadings()
    for line in roles.indices {
      if line == headline {
        set(line, .headline, max(0.6, title[line]), EvidenceList(.model, .aboveText))
      } else if body[line] >= 0.5 {
        assignBody(line)
      } else {
        assignAround(line)
      }
    }
    assignTop()
    assignKeyPoints()
    assignBottomByline()
    assignComments()
    assignTeasers(cards)
    assignFoot()
    return roles
  }

  mutating func set(_ line: Int, _ label: BlockLabel, _ sure: Float, _ why: EvidenceList) {
    roles[line] = Role(label: label, confidence: sure, evidence: why)
  }

  func measures(_ line: Int) -> LineMeasures { page.measures[line] }
  func span(_ line: Int) -> Span { context.content(of: line) }
  func isSame(_ line: Int, _ other: Int) -> Bool { measures(line).hash == measures(other).hash }
  func repeatsHeadline(_ line: Int) -> Bool { headline.map { $0 != line && isSame($0, line) } ?? false }

  private static let excerptLines = 8

  /// Whether a reader pasted a few lines of text without a page around them: no menu, no prompt, nothing twice.
  private var isExcerpt: Bool {
    context.lines <= Self.excerptLines
      && roles.indices.allSatisfy { line in
        context.uses[line] == .none && context.repetition.count[line] == 1
          && (isRunningText(line) || context.openings[line] == .none && !measures(line).marks.contains(.copyright))
      }
  }

  /// Whether a line is too long to be anything but text.
  private func isRunningText(_ line: Int) -> Bool { measures(line).words >= 25 }

  /// A few lines without an article around them are text all the same when they are sentences.
  private mutating func takeSentences() {
    for line in roles.indices where context.uses[line] == .none {
      let isSentence =
        measures(line).isClosed && measures(line).length >= 6 && !measures(line).marks.contains(.copyright)
      if isSentence || isRunningText(line) { body[line] = max(body[line], 0.5) }
    }
  }

  // MARK: Headline

  private func findHeadline() -> Int? {
    guard lastBody >= 0 else { return nil }
    let end = min(context.lines, firstBody + 8)
    let best = (0..<end).max { title[$0] < title[$1] } ?? 0
    guard title[best] >= 0.08 else { return opensWithTitle ? 0 : nil }
    let earlier = (max(0, best - 12)..<best).first { isSame($0, best) }
    return earlier ?? best
  }

  /// Whether the open line with which an excerpt or a short page begins is its title.
  private var opensWithTitle: Bool {
    guard firstBody > 0, !measures(0).isClosed else { return false }
    if isExcerpt { return measures(0).words >= 2 }
    return firstBody <= 4 && (4...30).contains(measures(0).words) && context.uses[0] == .none
      && context.openings[0] == .none && measures(0).opening == .upper
  }

  /// The paragraph under a Vietnamese title is the article's, though many pages elsewhere count it among the furniture.
  private mutating func rescueStandfirst() {
    guard let headline, firstBody < context.lines, isVietnamese else { return }
    // A byline or a dateline that passes for running text is no paragraph yet.
    let below = headline + 1..<max(headline + 1, min(context.lines, headline + 12))
    let first = below.first { body[$0] >= 0.5 && measures($0).length >= 12 } ?? min(below.upperBound, firstBody)
    for line in below.lowerBound..<max(below.lowerBound, first) {
      let measures = measures(line)
      guard measures.length >= 12, measures.opening != .bracket || measures.length > 20, context.uses[line] == .none
      else { continue }
      guard context.repetition.count[line] == 1, context.credit(line) == 0, measures.isClosed || measures.length >= 18
      else { continue }
      guard context.openings[line] != .prompt, Int(context.shared[line]) >= 100 else { continue }
      body[line] = max(body[line], 0.6)
      firstBody = min(firstBody, line)
      return
    }
  }

  /// A short open line directly above a sure paragraph inside the body is a heading.
  private mutating func rescueHeadings() {
    for line in max(firstBody, 1)..<max(firstBody, 1, lastBody) where body[line] < 0.5 && body[line] >= 0.1 {
      guard body[line + 1] >= 0.7, measures(line + 1).length >= 15, measures(line + 1).isClosed else { continue }
      let isPrompt =
        context.uses[line - 1] == .prompt || context.openings[line - 1] == .prompt
        || context.uses[line - 1] == .advertisement
      let above = body[line - 1] >= 0.5 || isCaption(line - 1) || isPrompt && line > 1 && body[line - 2] >= 0.5
      guard above, measures(line).words >= 2, isHeading(line), context.uses[line] == .none,
        context.openings[line] == .none
      else { continue }
      guard context.repetition.count[line] == 1, !isTimestamp(line), !isCaption(line) else { continue }
      body[line] = 0.55
    }
  }

  /// Whether the body is written in Vietnamese, by its letters.
  var isVietnamese: Bool {
    var letters = 0
    var own = 0
    for line in roles.indices where body[line] >= 0.5 {
      letters += Int(measures(line).letters)
      own += Int(measures(line).vietnamese)
    }
    return own * 16 > letters
  }

  // MARK: Body

  private mutating func assignBody(_ line: Int) {
    let measures = measures(line)
    let sure = body[line]
    if repeatsHeadline(line) {
      set(line, .headlineRepeat, 0.8, EvidenceList(.repeatsHeadline))
    } else if isCaption(line) {
      set(line, .caption, 0.8, EvidenceList(.credit))
    } else if context.uses[line] == .prompt || context.uses[line] == .advertisement || context.uses[line] == .listHeader
    {
      assignAround(line)
    } else if isTableRow(measures) {
      set(line, .tableRow, sure, EvidenceList(.cells, .insideRunningText))
    } else if isListItem(line) {
      set(line, .listItem, sure, EvidenceList(.bullet, .insideRunningText))
    } else if measures.opening == .quote, measures.closing == .quote, measures.quotes <= 2, measures.length >= 6 {
      set(line, .quote, sure, EvidenceList(.quotationMarks, .insideRunningText))
    } else if isHeading(line) {
      let isListed = line > 0 && roles[line - 1].label == .relatedTitle && context.blanks(above: line) == 0
      if line > 0, roles[line - 1].label == .listHeader || isListed {
        set(line, .relatedTitle, 0.6, EvidenceList(.neighbours, .openEnded))
      } else {
        set(line, .heading, sure, EvidenceList(.short, .openEnded, .insideRunningText))
      }
    } else {
      let why = measures.length > 20 ? EvidenceList(.model, .runningText) : EvidenceList(.model, .insideRunningText)
      set(line, .paragraph, sure, why)
    }
  }

  private func isTableRow(_ measures: LineMeasures) -> Bool {
    if measures.isClosed { return false }
    if measures.marks.contains(.tab), measures.words < 40 { return true }
    if measures.dividers >= 3, measures.words < 60 { return true }
    return measures.numbers >= 3 && measures.numbers * 2 >= measures.words && measures.words < 40
  }

  private func isHeading(_ line: Int) -> Bool {
    let measures = measures(line)
    guard measures.length <= 18, measures.characters <= 110, measures.letters > 0 else { return false }
    guard measures.opening != .lower, measures.opening != .bracket, measures.opening != .bullet else { return false }
    switch measures.closing {
    case .letter, .digit, .wide, .question, .exclamation, .bracket, .quote:
      if measures.innerStops > 0 && measures.opening != .digit { return false }
    default: return false
    }
    let next = line + 1
    return next < context.lines && (body[next] >= 0.5 || next + 1 < context.lines && body[next + 1] >= 0.5)
  }

  /// "- …", "• …", "1. …", "a) …" — but not a speaker's dash before a whole sentence.
  private func isListItem(_ line: Int) -> Bool {
    let span = span(line)
    guard span.count > 4 else { return false }
    if measures(line).opening == .bullet { return text[span.start] != 0x23 }
    let (first, second, third) = (text[span.start], text[span.start + 1], text[span.start + 2])
    let isMark = { (byte: UInt8) in byte == 0x2E || byte == 0x29 }
    if first &- 0x30 < 10, isMark(second), third == 0x20 {
      return measures(line).isClosed || measures(line).length > 12
    }
    if first &- 0x30 < 10, second &- 0x30 < 10, isMark(third), text[span.start + 3] == 0x20 {
      return measures(line).isClosed
    }
    return (first | 0x20) &- 0x61 < 26 && second == 0x29 && third == 0x20
  }

  /// A line with a credit at its end or a caption's phrase at its beginning.
  func isCaption(_ line: Int) -> Bool {
    let measures = measures(line)
    guard measures.words <= 110 else { return false }
    return context.credit(line) > 0 || context.openings[line] == .caption && hasColon(line, within: 24)
  }

  func hasColon(_ line: Int, within limit: Int) -> Bool {
    let span = span(line)
    return text[span.start..<min(span.end, span.start + limit)].contains(0x3A)
  }

  // MARK: Around the body

  func isTimestamp(_ line: Int) -> Bool {
    let measures = measures(line)
    guard measures.words <= 22, !measures.isClosed || measures.words <= 8, context.openings[line] != .footer else {
      return false
    }
    let isOpened = context.openings[line] == .timestamp
    guard isOpened || measures.digits * 2 >= measures.letters else { return false }
    if measures.marks.contains(.numericDate) || measures.marks.contains(.clock) {
      return isOpened || measures.words <= 9 || measures.opening == .digit && measures.words <= 14
    }
    let isWritten =
      measures.marks.contains(.year) && measures.digits >= 5 && measures.numbers >= 2 && measures.words <= 8
    return isWritten || isOpened && measures.numbers >= 1
  }

  private mutating func assignAround(_ line: Int) {
    let measures = measures(line)
    if repeatsHeadline(line) { return set(line, .headlineRepeat, 0.9, EvidenceList(.repeatsHeadline)) }
    if let label = label(of: context.uses[line], line) { return set(line, label, 0.8, EvidenceList(.phrase, .short)) }
    if measures.marks.contains(.copyright) || measures.marks.contains(.mailbox) && line > lastBody {
      return set(line, .footer, 0.85, EvidenceList(.imprint))
    }
    if isCaption(line), line >= (headline ?? 0), line <= lastBody + 1 {
      return set(line, context.credit(line) == 2 ? .credit : .caption, 0.8, EvidenceList(.credit))
    }
    if isTags(line) { return set(line, .tags, 0.8, EvidenceList(.phrase)) }
    if context.openings[line] == .prompt, measures.words <= 40 { return set(line, .prompt, 0.7, EvidenceList(.phrase)) }
    if context.openings[line] == .footer, line > lastBody { return set(line, .footer, 0.7, EvidenceList(.phrase)) }
    if isTimestamp(line) { return set(line, .timestamp, 0.7, EvidenceList(.date, .short)) }
    if context.openings[line] == .listHeader, measures.words <= 8,
      measures.closing == .colon || hasColon(line, within: 40)
    {
      return set(line, .listHeader, 0.6, EvidenceList(.phrase))
    }
    if line > firstBody, measures.words >= 3, !measures.isClosed,
      roles[line - 1].label == .listHeader || roles[line - 1].label == .relatedTitle
    {
      return set(line, .relatedTitle, 0.5, EvidenceList(.neighbours))
    }
    let isTop = headline.map { line < $0 } ?? (lastBody < 0)
    if measures.length >= 6, !isTop {
      let isSnippet = measures.closing == .ellipsis || measures.closing == .stop && measures.length > 12
      return set(line, isSnippet ? .relatedSnippet : .relatedTitle, 0.5, EvidenceList(.outsideRunningText))
    }
    set(line, .navigation, 0.5, EvidenceList(.outsideRunningText, .short))
  }

  private func label(of use: PagePhrases.Use, _ line: Int) -> BlockLabel? {
    switch use {
    case .listHeader: return .listHeader
    case .commentHeader: return line > firstBody ? .listHeader : nil
    case .prompt: return .prompt
    case .footer: return .footer
    case .advertisement: return .advertisement
    case .commentMark: return .comment
    default: return nil
    }
  }

  private func isTags(_ line: Int) -> Bool {
    if context.openings[line] == .tags, hasColon(line, within: 24) { return true }
    return measures(line).marks.contains(.tag) && measures(line).opening == .bullet && text[span(line).start] == 0x23
  }
}
