/// What happened when, as one or several articles tell it: dates in their order, each with the sentences that tell of it.
public struct Timeline: Sendable, Equatable {
  /// A date and what is told of it.
  public struct Event: Sendable, Equatable {
    public var value: DateValue
    /// One sentence, and those of other articles that tell the same of the same date.
    public var tellings: [Telling]
  }

  /// A sentence that tells of a date.
  public struct Telling: Sendable, Hashable {
    public var sentence: SourceSentence
    /// Where the date stands in the sentence (bytes of the article's source).
    public var date: Span
  }

  /// By the first day, the shorter stretch first, then in the order of the articles.
  public var events: [Event]

  /// The timeline of `articles`. Dates without a known day, month or year are left out, and so are those that stand in no
  /// sentence of the body and in no caption.
  ///
  /// Time is linear in the length of the articles, but for sorting.
  /// - Throws: ``AnalysisCancelled`` when `isCancelled` says so.
  public static func make(
    _ articles: [ArticleFindings], isCancelled: () -> Bool = { false }
  ) throws(AnalysisCancelled) -> Timeline {
    var builder = TimelineBuilder()
    for (number, findings) in articles.enumerated() {
      if isCancelled() { throw AnalysisCancelled() }
      let index = SentenceIndex(findings.article)
      for date in findings.facts.dates {
        guard let first = date.value.firstDay, let last = date.value.lastDay,
          let sentence = index.sentence(at: date.span)
        else { continue }
        let place = SourceSentence(article: number, span: sentence.span, block: sentence.block)
        builder.add(
          date.value, first, last, Telling(sentence: place, date: date.span), in: findings.article.source)
      }
    }
    return Timeline(events: builder.sorted())
  }
}

/// Gathers the events of a timeline.
private struct TimelineBuilder {
  private struct Entry {
    var event: Timeline.Event
    let first: CalendarDay
    let last: CalendarDay
    /// The distinct pairs of words of its first sentence.
    let pairs: Set<UInt64>
  }

  /// A sentence tells the same as another when it has at least this share of the shorter one's pairs of words.
  private static let likeness = 0.35
  /// A new sentence is held against this many events of its date.
  private static let candidates = 16

  private var entries: [Entry] = []
  private var byValue: [DateValue: [Int]] = [:]
  private var reader = WordReader()

  mutating func add(
    _ value: DateValue, _ first: CalendarDay, _ last: CalendarDay, _ telling: Timeline.Telling, in source: SourceText
  ) {
    let pairs = pairs(source, telling.sentence.span)
    for index in (byValue[value] ?? []).prefix(Self.candidates) {
      let tellings = entries[index].event.tellings
      if tellings.contains(where: { $0.sentence == telling.sentence }) { return }
      guard !tellings.contains(where: { $0.sentence.article == telling.sentence.article }) else { continue }
      let shared = pairs.intersection(entries[index].pairs).count
      guard Double(shared) >= Self.likeness * Double(max(min(pairs.count, entries[index].pairs.count), 1)) else {
        continue
      }
      entries[index].event.tellings.append(telling)
      return
    }
    byValue[value, default: []].append(entries.count)
    entries.append(Entry(event: .init(value: value, tellings: [telling]), first: first, last: last, pairs: pairs))
  }

  private mutating func pairs(_ source: SourceText, _ span: Span) -> Set<UInt64> {
    var words: [UInt32] = []
    reader.append(source, span, to: &words)
    return Set(zip(words, words.dropFirst()).map { UInt64($0) << 32 | UInt64($1) })
  }

  func sorted() -> [Timeline.Event] {
    entries.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.first != b.first { return a.first < b.first }
      return a.last != b.last ? a.last < b.last : left.offset < right.offset
    }.map(\.element.event)
  }
}
