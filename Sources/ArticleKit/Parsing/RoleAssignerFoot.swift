/// What stands around and below an article: teasers, comments, the foot.
extension RoleAssigner {
  /// A title printed twice, as a link and as its picture's alternative text, and where its snippet is.
  struct Teaser {
    var title: Range<Int>
    var snippet: Int?
  }

  /// Finds the teasers that come in a row, and takes them out of the body.
  mutating func takeOutTeasers() -> [Teaser] {
    var teasers: [Teaser] = []
    var line = 0
    while line + 1 < context.lines {
      guard isDoubled(line) else {
        line += 1
        continue
      }
      let next = line + 2
      let hasSnippet = next < context.lines && isSnippet(next) && !(next + 1 < context.lines && isDoubled(next))
      teasers.append(Teaser(title: line..<next, snippet: hasSnippet ? next : nil))
      line = next
    }
    let inRow = teasers.indices.filter { index in
      let above = index > 0 && teasers[index].title.lowerBound - teasers[index - 1].title.upperBound <= 3
      let below =
        index + 1 < teasers.count && teasers[index + 1].title.lowerBound - teasers[index].title.upperBound <= 3
      return above || below
    }
    let kept = inRow.map { teasers[$0] }
    for teaser in kept { for line in teaser.title { body[line] = 0 } }
    for teaser in kept { if let snippet = teaser.snippet { body[snippet] = 0 } }
    return kept
  }

  private func isDoubled(_ line: Int) -> Bool {
    let measures = measures(line)
    return isSame(line, line + 1) && measures.length >= 3 && measures.words <= 60 && context.credit(line) == 0
      && measures.closing != .stop
  }

  private func isSnippet(_ line: Int) -> Bool {
    let measures = measures(line)
    return measures.length >= 6 && measures.length <= 70 && context.uses[line] == .none
      && context.repetition.count[line] == 1
  }

  mutating func assignTeasers(_ teasers: [Teaser]) {
    for teaser in teasers where !repeatsHeadline(teaser.title.lowerBound) && teaser.title.lowerBound != headline {
      set(teaser.title.lowerBound, .relatedRepeat, 0.9, EvidenceList(.repeated))
      set(teaser.title.lowerBound + 1, .relatedTitle, 0.9, EvidenceList(.repeated))
      if let snippet = teaser.snippet {
        let isCut = measures(snippet).closing == .ellipsis
        set(snippet, .relatedSnippet, 0.85, isCut ? EvidenceList(.cutOff, .neighbours) : EvidenceList(.neighbours))
      }
    }
    assignSinglePairs()
  }

  /// Pairs that stand alone: below the body they point to another article, inside it the first is a picture's text.
  private mutating func assignSinglePairs() {
    for line in roles.indices.dropLast()
    where isSame(line, line + 1) && measures(line).length >= 3 && !repeatsHeadline(line) && line != headline {
      switch (roles[line].label, roles[line + 1].label) {
      case (.caption, .caption): set(line, .imageAlt, 0.8, EvidenceList(.repeated, .afterImage))
      case (.navigation, _), (.relatedTitle, _), (.relatedSnippet, _):
        guard body[line] < 0.5, body[line + 1] < 0.5 else { continue }
        set(line, .relatedRepeat, 0.8, EvidenceList(.repeated))
        set(line + 1, .relatedTitle, 0.8, EvidenceList(.repeated))
      default: break
      }
    }
    for line in roles.indices.dropLast() where roles[line + 1].label == .caption { markAlternativeText(line) }
  }

  /// A line directly above a caption that shares its words is the picture's alternative text.
  private mutating func markAlternativeText(_ line: Int) {
    guard line > (headline ?? 0), line <= lastBody, measures(line).length >= 3, !measures(line).isClosed else { return }
    switch roles[line].label {
    case .navigation, .relatedTitle, .heading, .paragraph:
      if context.overlap(line, line + 1) >= 100 { set(line, .imageAlt, 0.6, EvidenceList(.afterImage)) }
    default: break
    }
  }

  /// What follows a heading of comments, until another list, a pair of titles, or the foot begins.
  mutating func assignComments() {
    var isOpen = false
    for line in roles.indices where line > firstBody && body[line] < 0.5 {
      if isCommentHeading(line) {
        set(line, .listHeader, 0.8, EvidenceList(.phrase, .short))
        isOpen = true
        continue
      }
      guard isOpen else { continue }
      switch roles[line].label {
      case .listHeader, .footer, .tags: isOpen = false
      case .navigation, .relatedTitle, .relatedSnippet, .timestamp:
        if isSame(line, min(line + 1, context.lines - 1)), line + 1 < context.lines {
          isOpen = false
        } else {
          set(line, .comment, 0.6, EvidenceList(.neighbours))
        }
      default: break
      }
    }
  }

  /// "Bình luận", "Bình luận (12)", "3 comments".
  private func isCommentHeading(_ line: Int) -> Bool {
    if context.uses[line] == .commentHeader { return true }
    let measures = measures(line)
    guard measures.words <= 5, measures.numbers == 1 else { return false }
    let words = page.words(of: line)
    let isLast = PagePhrases.shared.wholeLine(words.dropLast()) == .commentHeader
    return isLast || PagePhrases.shared.wholeLine(words.dropFirst()) == .commentHeader
  }

  /// Whatever short stands among or below the lines of an imprint is part of the foot.
  mutating func assignFoot() {
    guard let imprint = roles.indices.first(where: { $0 > lastBody && roles[$0].label == .footer }) else { return }
    for line in imprint..<context.lines {
      let isWeak: Bool =
        switch roles[line].label {
        case .navigation, .advertisement: true
        case .prompt: context.uses[line] == .none || line > imprint + 1
        default: false
        }
      let isBeside = roles[line - (line > imprint ? 1 : 0)].label == .footer
      if isWeak && isBeside { set(line, .footer, 0.6, EvidenceList(.neighbours, .position)) }
    }
  }
}
