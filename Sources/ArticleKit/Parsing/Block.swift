/// What a block of a page is for.
public enum BlockLabel: String, Sendable, CaseIterable {
  // The article.
  /// The article's title (tít).
  case headline
  /// The title again, as a page repeats it for an image's alternative text or a share box.
  case headlineRepeat
  /// A short line above the title (mũ).
  case kicker
  /// The rubric the page files the article under (chuyên mục).
  case category
  /// Who wrote it (tác giả).
  case byline
  /// Where it was written from.
  case dateline
  /// When it was published or changed, as a line of its own.
  case timestamp
  /// The paragraph that introduces the article (sapô).
  case standfirst
  /// One of the bullet points that sum the article up at its top.
  case keyPoint
  /// A heading inside the article (tít phụ).
  case heading
  case paragraph
  case quote
  case listItem
  case tableRow
  /// A box beside the story that still belongs to it.
  case infoBox
  /// An image's alternative text.
  case imageAlt
  /// The line that describes an image, with its credit when it has one (chú thích).
  case caption
  /// A credit that stands alone (nguồn ảnh).
  case credit
  // Around the article.
  /// The title of another article (tin liên quan).
  case relatedTitle
  /// The title of another article again, as its image's alternative text.
  case relatedRepeat
  /// The first words of another article, often cut off.
  case relatedSnippet
  /// The heading of a list of other articles ("Xem nhiều", "Đọc thêm").
  case listHeader
  case comment
  /// A prompt to follow, subscribe, share or install.
  case prompt
  case tags
  case navigation
  case advertisement
  /// Copyright, imprint, contact.
  case footer
  /// White space only: an empty text.
  case blank

  /// Whether the block's text is part of the article's body.
  public var isBody: Bool {
    switch self {
    case .paragraph, .standfirst, .keyPoint, .heading, .quote, .listItem, .tableRow, .infoBox: true
    default: false
    }
  }
}

/// A stretch of the source with one role. The blocks of an article tile its source.
public struct Block: Sendable, Equatable {
  /// The whole stretch, with the white space that follows it (bytes).
  public var span: Span
  /// The stretch without white space at either end (bytes).
  public var content: Span
  public var label: BlockLabel
  /// The depth of a heading, 1 for the article's own title; 0 for every other block.
  public var level: Int
  /// How sure the label is, 0 to 1.
  public var confidence: Float
  /// Why: the observations that weighed most.
  public var observations: EvidenceList
  /// Why: the names of the observations that weighed most, strongest first.
  public var evidence: [String] { observations.items.map(\.name) }

  public init(
    span: Span, content: Span, label: BlockLabel, level: Int = 0, confidence: Float = 1,
    observations: EvidenceList = EvidenceList()
  ) {
    self.span = span
    self.content = content
    self.label = label
    self.level = level
    self.confidence = confidence
    self.observations = observations
  }
}
