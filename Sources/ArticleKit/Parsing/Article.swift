/// A news article as read from a page: blocks that tile the source, and what they say about it.
public struct Article: Sendable {
  public let source: SourceText
  /// In source order; every byte of the source lies in exactly one block.
  public let blocks: [Block]
  /// How sure it is that the page holds an article at all, 0 to 1. Below 0.5: take the body with caution.
  public let confidence: Float

  /// The title (tít).
  public var headline: Field?
  /// The short line above the title (mũ).
  public var kicker: Field?
  /// The paragraph that introduces the article (sapô), without an agency mark such as "(Agency) -".
  public var standfirst: Field?
  /// The line that names who wrote it.
  public var byline: Field?
  /// The persons or desks in the byline, in its order.
  public var authors: [Field] = []
  /// Where it was written from.
  public var dateline: Field?
  /// Dates of publication and change, as written on the page.
  public var timestamps: [Field] = []
  /// The rubrics the page files it under, the widest first.
  public var categories: [Field] = []
  /// The topics at its foot.
  public var tags: [Field] = []
  public var sections: [Section] = []
  public var captions: [Caption] = []
  public var related: [RelatedLink] = []
  /// The language of the body as a BCP 47 code ("vi", "en"); nil when it cannot be told.
  public var language: String?
  public var counts = Counts()
  /// The sentences of the body, in source order.
  public var sentences: [Sentence] = []
  /// Faults of the text that a reader may want mended; the source is never altered.
  public var repairs: [Repair] = []

  public init(source: SourceText, blocks: [Block], confidence: Float = 1) {
    self.source = source
    self.blocks = blocks
    self.confidence = confidence
  }

  /// The blocks with this label, in source order.
  public func blocks(_ label: BlockLabel) -> [Block] { blocks.filter { $0.label == label } }

  /// The blocks that make up the body, in source order.
  public var body: [Block] { blocks.filter(\.label.isBody) }

  /// The body as text: its blocks, an empty line between them.
  public var bodyText: String { body.map { source[$0.content] }.joined(separator: "\n\n") }
}

extension Article {
  /// A value the page states, and where.
  public struct Field: Sendable, Equatable {
    /// Where it stands (bytes); `source[span]` is its text.
    public var span: Span
    /// The index of its block.
    public var block: Int
    /// 0 to 1.
    public var confidence: Float

    public init(span: Span, block: Int, confidence: Float) {
      self.span = span
      self.block = block
      self.confidence = confidence
    }
  }

  /// A part of the body under one heading; the part before the first heading has none.
  public struct Section: Sendable, Equatable {
    public var heading: Field?
    /// The heading's depth, 2 for the highest inside an article; 1 for the part before the first heading.
    public var level: Int
    /// The indices of its blocks, heading included; blocks of other roles may lie between.
    public var blocks: Range<Int>
  }

  /// What the page says of a picture.
  public struct Caption: Sendable, Equatable {
    /// The whole line; without the credit when it has one.
    public var text: Field
    /// Who made or owns the picture, without the word that introduces it.
    public var credit: Field?
  }

  /// A pointer to another article.
  public struct RelatedLink: Sendable, Equatable {
    public var title: Field
    public var snippet: Field?
  }

  /// Sizes of the article's body.
  public struct Counts: Sendable, Equatable {
    public var blocks = 0
    public var paragraphs = 0
    public var sentences = 0
    /// Runs of letters and digits; in scripts without spaces, every character.
    public var words = 0
    /// Code points other than white space.
    public var characters = 0

    public init() {}
  }

  /// One sentence of the body.
  public struct Sentence: Sendable, Equatable {
    /// Without white space at either end (bytes).
    public var span: Span
    /// The index of its block.
    public var block: Int

    public init(span: Span, block: Int) {
      self.span = span
      self.block = block
    }
  }

  /// An offer to mend the text.
  public struct Repair: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
      /// Two sentences without a space between them.
      case missingSpace
      /// Two sentences without a full stop and a space between them.
      case missingStop
    }
    public var kind: Kind
    /// What would be replaced (bytes); empty for an insertion.
    public var span: Span
    public var replacement: String
    /// What is wrong, in plain English.
    public var message: String
    /// The index of its block.
    public var block: Int
  }
}
