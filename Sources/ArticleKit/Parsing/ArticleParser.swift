/// Reads the text of a page as a reader pastes it: every line gets its role.
public enum ArticleParser {
  public struct Options: Sendable {
    /// A BCP 47 code when the caller knows the language.
    public var language: String?

    public init(language: String? = nil) {
      self.language = language
    }
  }

  /// Reads a plain-text page.
  ///
  /// Linear in the length of the text. A page without an article gives blocks all the same, and an article with a low
  /// ``Article/confidence``.
  public static func parse(_ source: SourceText, options: Options = Options()) -> Article {
    parse(source, options: options, model: LineModel.shared)
  }

  /// Reads a page with a given labeller.
  package static func parse(_ source: SourceText, options: Options = Options(), model: LineModel) -> Article {
    let context = PageContext(source, words: model.words)
    guard context.lines > 0 else { return blank(source) }
    let (roles, body) = roles(source, context, model)
    let blocks = blocks(source, context.page, roles)
    var article = Article(source: source, blocks: blocks, confidence: confidence(context.page, blocks, body))
    ArticleFields.fill(&article, context.page, options)
    return article
  }

  private static func roles(
    _ source: SourceText, _ context: PageContext, _ model: LineModel
  ) -> (roles: [RoleAssigner.Role], body: [Float]) {
    let (body, title) = model.chances(context)
    var assigner = RoleAssigner(source, context, body: body, title: title)
    let roles = assigner.assign()
    return (roles, assigner.body)
  }

  /// The labels of a page's lines without the fields of its article: for measuring.
  package static func roles(_ source: SourceText) -> [BlockLabel] {
    let context = PageContext(source, words: LineModel.shared.words)
    return roles(source, context, LineModel.shared).roles.map(\.label)
  }

  private static func blank(_ source: SourceText) -> Article {
    let whole = Span(0, source.utf8.count)
    let block = Block(span: whole, content: Span(0, 0), label: .blank, confidence: 1)
    return Article(source: source, blocks: [block], confidence: 0)
  }

  /// One block a line; white space belongs to the block before it, at the very top to the first.
  private static func blocks(
    _ source: SourceText, _ page: Page, _ roles: [RoleAssigner.Role]
  ) -> [Block] {
    page.lines.indices.map { line in
      let start = line == 0 ? 0 : page.lines[line].start
      let end = line + 1 < page.lines.count ? page.lines[line + 1].start : source.utf8.count
      let role = roles[line]
      let level = role.label == .headline ? 1 : role.label == .heading ? 2 : 0
      return Block(
        span: Span(start, end), content: Span(page.lines[line].start, page.lines[line].end), label: role.label,
        level: level,
        confidence: role.confidence, observations: role.evidence)
    }
  }

  /// Sure of an article when there are a few paragraphs of running text and the lines' labels are sure.
  private static func confidence(_ page: Page, _ blocks: [Block], _ body: [Float]) -> Float {
    var length: Float = 0
    var weight: Float = 0
    for line in blocks.indices where blocks[line].label.isBody {
      length += page.measures[line].length
      weight += page.measures[line].length * body[line]
    }
    guard length > 0 else { return 0 }
    return weight / length * min(1, length / 120)
  }
}
