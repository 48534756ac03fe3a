/// An observation that speaks for a block's label.
public enum Evidence: UInt8, Sendable, CaseIterable {
  case none = 0
  /// Lines of running text lie before and after it.
  case insideRunningText
  /// It is long, and it is punctuated as sentences are.
  case runningText
  /// It is far from the running text.
  case outsideRunningText
  /// It shares its words with the rest of the article.
  case sharedVocabulary
  /// It stands above the running text, without a full stop.
  case aboveText
  /// The page prints it more than once.
  case repeated
  /// It repeats the headline.
  case repeatsHeadline
  /// It is a phrase that pages use for this purpose.
  case phrase
  /// It contains a calendar date or a clock time.
  case date
  /// It is a person's name, or introduces one.
  case personName
  /// It ends with a credit or opens with one.
  case credit
  /// It follows an image's alternative text.
  case afterImage
  /// It stands in round brackets.
  case parentheses
  /// It is short.
  case short
  /// It has no closing punctuation.
  case openEnded
  /// It breaks off in an ellipsis.
  case cutOff
  /// It stands among lines with this label.
  case neighbours
  /// It opens with a bullet or an ordinal.
  case bullet
  /// It is one of a run of like short sentences at the top.
  case summaryRun
  /// It opens with a place or an agency and a dash.
  case agencyMark
  /// It is mostly numbers or cells.
  case cells
  /// It bears a copyright mark, an address, a telephone number or a mailbox.
  case imprint
  /// It stands in quotation marks.
  case quotationMarks
  /// It is the first thing on the page of its kind.
  case position
  /// The trained model decided.
  case model

  /// The name as it leaves the kit.
  public var name: String { "\(self)" }
}

/// Up to four observations, the weightiest first, packed so that a million blocks cost no allocation.
public struct EvidenceList: Sendable, Hashable {
  var packed: UInt32 = 0

  public init(_ items: Evidence...) {
    for item in items { append(item) }
  }

  /// Adds an observation behind the others; the fifth and later ones are dropped.
  public mutating func append(_ item: Evidence) {
    for slot in 0..<4 where (packed >> (8 * UInt32(slot))) & 0xFF == 0 {
      packed |= UInt32(item.rawValue) << (8 * UInt32(slot))
      return
    }
  }

  /// The observations, the weightiest first.
  public var items: [Evidence] {
    (0..<4).compactMap { slot in
      let code = UInt8(truncatingIfNeeded: packed >> (8 * UInt32(slot)))
      return code == 0 ? nil : Evidence(rawValue: code)
    }
  }
}
