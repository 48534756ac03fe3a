/// What an article states: dates, amounts, and words with their speakers, each with its span in the source.
public struct Facts: Sendable {
  /// The day the relative dates are counted from, when it is known or could be estimated.
  public var publishedAt: CalendarDay?
  /// What told ``publishedAt``; nil when nothing did.
  public var anchor: Anchor?
  /// In source order.
  public var dates: [DateMention]
  public var amounts: [AmountMention]
  public var quotations: [Quotation]

  /// What told the day of publication.
  public enum Anchor: String, Sendable, CaseIterable {
    /// The caller.
    case given
    /// A line of the page.
    case page
    /// The other dates of the text.
    case estimate
  }

  /// The facts in the parts of an article that are its own: headings, body, captions.
  ///
  /// - Parameter publishedAt: the day of publication; without it the page's own date counts, and without that an estimate.
  public static func find(in article: Article, publishedAt: CalendarDay? = nil) -> Facts {
    let spans = article.blocks.filter { $0.label.statesFacts }.map(\.content)
    if let publishedAt { return find(in: article.source, spans: spans, publishedAt, .given) }
    if let day = pageDay(article) { return find(in: article.source, spans: spans, day, .page) }
    return find(in: article.source, spans: spans, surroundingDay(article), .estimate)
  }

  /// The facts in `spans` (bytes, in order) of a text; in all of it when nil.
  public static func find(in text: SourceText, spans: [Span]? = nil, publishedAt: CalendarDay? = nil) -> Facts {
    find(in: text, spans: spans ?? [Span(0, text.utf8.count)], publishedAt, publishedAt == nil ? .estimate : .given)
  }

  private static func find(in text: SourceText, spans: [Span], _ day: CalendarDay?, _ anchor: Anchor) -> Facts {
    let parts = spans.map { FactScanner.tokens(in: text.utf8, $0.range) }
    let expressions = parts.flatMap(DateFinder.expressions(in:))
    let day = day ?? AnchorEstimate.day(expressions)
    let dates = DateFinder.resolve(expressions, anchor: day, source: anchor == .estimate ? .estimate : .publication)
    return Facts(
      publishedAt: day, anchor: day == nil ? nil : anchor, dates: dates, amounts: amounts(parts, besides: dates),
      quotations: QuotationFinder.quotations(parts))
  }

  private static func amounts(_ parts: [[FactToken]], besides dates: [DateMention]) -> [AmountMention] {
    var taken = dates.map(\.span)[...]
    return parts.flatMap { tokens -> [AmountMention] in
      guard let end = tokens.last?.end else { return [] }
      let here = taken.prefix { $0.start < end }
      taken = taken.dropFirst(here.count)
      return AmountFinder.amounts(tokens, besides: Array(here))
    }
  }

  /// The latest complete day among the links to other articles, which are as old as the page.
  private static func surroundingDay(_ article: Article) -> CalendarDay? {
    let labels: Set<BlockLabel> = [.relatedTitle, .relatedRepeat, .relatedSnippet, .listHeader, .imageAlt]
    let spans = article.blocks.filter { labels.contains($0.label) }.map(\.content)
    return AnchorEstimate.latestFullDay(
      spans.flatMap { DateFinder.expressions(in: FactScanner.tokens(in: article.source.utf8, $0.range)) })
  }

  /// The day of publication that the page states beside the article.
  private static func pageDay(_ article: Article) -> CalendarDay? {
    for label in [BlockLabel.timestamp, .byline, .dateline] {
      let days = DateFinder.dates(in: article.source, spans: article.blocks(label).map(\.content)).filter {
        $0.resolvedBy == .expression
      }
      if let day = days.first(where: { [.day, .time, .dayPart].contains($0.kind) })?.value.firstDay { return day }
    }
    return nil
  }
}

extension BlockLabel {
  /// Whether the block states facts of this article; boilerplate and repetitions do not.
  var statesFacts: Bool {
    switch self {
    case .headline, .kicker, .caption, .dateline: true
    default: isBody
    }
  }
}
