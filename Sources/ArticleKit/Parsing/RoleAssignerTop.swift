/// The lines at the top of an article, and the byline wherever it stands.
extension RoleAssigner {
  /// The lines between the headline and the running text, and those directly above the headline.
  mutating func assignTop() {
    guard let headline else { return }
    for line in (headline + 1)..<max(headline + 1, context.lines) where roles[line].label == .headlineRepeat {
      let next = line + 1
      let captionFollows = next < context.lines && context.blanks(above: next) == 0 && roles[next].label == .caption
      let isInside = line > firstBody && firstBody > headline && line < lastBody
      if captionFollows || isInside { set(line, .imageAlt, 0.8, EvidenceList(.repeatsHeadline, .afterImage)) }
    }
    for line in (headline + 1)..<max(headline + 1, min(context.lines, firstBody + 12)) { assignTopLine(line, headline) }
    assignStandfirst(headline)
    assignAboveHeadline(headline)
  }

  private mutating func assignTopLine(_ line: Int, _ headline: Int) {
    if roles[line].label == .headlineRepeat { return }
    if body[line] >= 0.5 && line > firstBody || roles[line].label == .imageAlt || roles[line].label == .caption {
      return
    }
    let before = roles[line - 1].label
    if before == .headlineRepeat || before == .imageAlt, isDescription(line) {
      return set(line, .caption, 0.7, EvidenceList(.afterImage, .date))
    }
    if line <= firstBody + 2, context.openings[line] == .byline, measures(line).length <= 6, isByline(line) {
      return set(line, .byline, 0.8, EvidenceList(.personName, .short))
    }
    guard line <= firstBody else { return }
    if isDateline(line) { return set(line, .dateline, 0.8, EvidenceList(.parentheses, .short)) }
    let hasByline = (headline + 1..<line).contains { roles[$0].label == .byline }
    if hasByline, isPlace(line) { return set(line, .dateline, 0.6, EvidenceList(.position, .short)) }
    if isByline(line) { set(line, .byline, 0.8, EvidenceList(.personName, .short)) }
  }

  /// One sentence that ends with a full date, as the text under a picture does.
  private func isDescription(_ line: Int) -> Bool {
    let measures = measures(line)
    guard measures.innerStops == 0, measures.marks.contains(.year), measures.words >= 8 else { return false }
    guard measures.isClosed || measures.closing == .digit else { return false }
    let span = span(line)
    return text[max(span.start, span.end - 6)..<span.end].filter { $0 &- 0x30 < 10 }.count >= 4
  }

  /// "(từ Astana, Kazakhstan)".
  private func isDateline(_ line: Int) -> Bool {
    let measures = measures(line)
    return measures.opening == .bracket && measures.closing == .bracket && measures.words <= 10
      && measures.capitalized >= 1
  }

  /// "Washington", "Riyadh, Ả Rập Xê Út".
  private func isPlace(_ line: Int) -> Bool {
    let measures = measures(line)
    guard context.uses[line] == .none, measures.opening == .upper, measures.closing == .letter, measures.digits == 0
    else { return false }
    return measures.words == 1 || measures.commas == 1 && measures.words <= 7 && measures.capitalized == measures.words
  }

  /// A person's name or several, or a phrase that introduces one; a date may follow.
  func isByline(_ line: Int) -> Bool {
    let measures = measures(line)
    guard context.uses[line] == .none, measures.words <= 16, measures.letters > 3, measures.closing != .stop else {
      return false
    }
    if context.openings[line] == .byline {
      let isNamed = measures.capitalized >= 2 || measures.words >= 3 && measures.words <= 4 && measures.capitalized >= 1
      return measures.words >= 2 && isNamed && (measures.words <= 8 || measures.numbers >= 2)
    }
    guard context.openings[line] == .none, measures.opening == .upper, !measures.isClosed else { return false }
    let named = namePart(line)
    return named.words >= 2 && named.words <= 8 && named.small == 0
  }

  /// The words before the first number, bracket or dash, and how many of them are neither capitalised nor a conjunction.
  private func namePart(_ line: Int) -> (words: Int, small: Int) {
    let span = span(line)
    var (words, small) = (0, 0)
    var at = span.start
    while at < span.end {
      while at < span.end, text[at] <= 0x20 || text[at] == 0x2C || text[at] == 0x26 { at += 1 }
      let start = at
      while at < span.end, text[at] > 0x20, text[at] != 0x2C { at += 1 }
      guard start < at else { break }
      if text[start] == 0x28 || text[start] == 0x7C || text[start] &- 0x30 < 10 { break }
      if at - start == 1, text[start] == 0x2D { continue }
      if Self.conjunctions.contains(where: { matches($0, start, at) }) { continue }
      words += 1
      let kind = unsafe text.withUnsafeBufferPointer { unsafe Scalars.kind(Scalars.decode($0, at: start, limit: at).0) }
      if kind != .upper { small += 1 }
    }
    return (words, small)
  }

  private static let conjunctions: [StaticString] = ["và", "and", "und", "et", "y", "–", "—", "de", "van", "von"]

  private func matches(_ word: StaticString, _ start: Int, _ end: Int) -> Bool {
    guard end - start == word.utf8CodeUnitCount else { return false }
    return (0..<(end - start)).allSatisfy { unsafe text[start + $0] == word.utf8Start[$0] }
  }

  /// "Hà Thu (tổng hợp)", "Theo …" below the last paragraph, where the top names nobody.
  mutating func assignBottomByline() {
    guard lastBody >= 0, !roles.contains(where: { $0.label == .byline }) else { return }
    for line in lastBody..<min(context.lines, lastBody + 4) where line > firstBody {
      let isFree: Bool =
        switch roles[line].label {
        case .navigation, .heading, .relatedTitle: true
        case .paragraph: measures(line).words <= 10
        default: false
        }
      guard isFree, context.repetition.count[line] == 1, isByline(line) else { continue }
      return set(line, .byline, 0.7, EvidenceList(.personName, .position))
    }
  }

  private mutating func assignStandfirst(_ headline: Int) {
    let isText = { (role: Role) in role.label == .paragraph }
    guard let line = (headline + 1..<context.lines).first(where: { isText(roles[$0]) }) else { return }
    let measures = measures(line)
    guard measures.length >= 8, measures.length <= 100, line <= firstBody + 3 else { return }
    guard let next = (line + 1..<context.lines).first(where: { isText(roles[$0]) || roles[$0].label == .heading })
    else { return }
    let hasMark = AgencyMark.length(in: text, span(line)) > 0
    let vietnamese = isVietnamese
    guard next > line + 1 || vietnamese || hasMark else { return }
    set(
      line, .standfirst, vietnamese ? 0.8 : 0.6,
      hasMark ? EvidenceList(.agencyMark, .position) : EvidenceList(.position))
  }

  /// Up to two rubrics or a kicker directly above the title; a date may stand between.
  private mutating func assignAboveHeadline(_ headline: Int) {
    var line = headline - 1
    var left = 2
    let isMenuLine = { (line: Int) in
      roles[line].label == .navigation && measures(line).words <= 4 && context.blanks(above: line + 1) == 0
    }
    // Three short lines in a row right above are a menu, not a path of rubrics.
    var menu = headline - 1
    if menu >= 0, roles[menu].label == .timestamp { menu -= 1 }
    if menu >= 2, (menu - 2...menu).allSatisfy(isMenuLine) { return }
    if menu >= 0, (max(0, menu - 1)...menu).contains(where: { context.uses[$0] == .navigation }) { return }
    while line >= max(0, headline - 4), left > 0 {
      let measures = measures(line)
      if roles[line].label == .timestamp {
        line -= 1
        continue
      }
      guard roles[line].label == .navigation, measures.words >= 1, measures.words <= 14, !measures.isClosed else {
        return
      }
      guard measures.dividers == 0, measures.letters > 1 else { return }
      let isRubric =
        context.uses[line] == .rubric || measures.words <= 2
        || left == 2 && line > 0 && context.uses[line - 1] == .rubric
      if isRubric || left == 1 {
        guard measures.words <= 6 else { return }
        set(line, .category, 0.7, EvidenceList(.aboveText, .short))
      } else if context.uses[line] == .none {
        return set(line, .kicker, 0.5, EvidenceList(.aboveText))
      }
      left -= 1
      line -= 1
    }
  }

  /// Two to six short sentences at the top, each clearly shorter than every paragraph that follows.
  mutating func assignKeyPoints() {
    guard let headline else { return }
    var opening: [Int] = []
    for line in (headline + 1)..<max(headline + 1, context.lines) {
      switch roles[line].label {
      case .paragraph, .standfirst, .listItem: opening.append(line)
      case .heading where !opening.isEmpty: if opening.count < 2 { return }
      default: break
      }
      if opening.count == 12 || roles[line].label == .heading && opening.count >= 2 { break }
    }
    for count in (2...6).reversed() where opening.count >= count + 3 {
      let points = opening.prefix(count)
      let rest = opening.dropFirst(count).prefix(5)
      let longest = points.map { measures($0).characters }.max() ?? 0
      let shortest = rest.map { measures($0).characters }.min() ?? 0
      let isPlain = points.allSatisfy {
        measures($0).innerStops == 0 && measures($0).length >= 5 && measures($0).isClosed
      }
      guard isPlain, longest * 4 <= shortest * 3, count > 2 || longest * 2 <= shortest else { continue }
      for point in points { set(point, .keyPoint, 0.7, EvidenceList(.summaryRun, .position)) }
      return
    }
  }
}
