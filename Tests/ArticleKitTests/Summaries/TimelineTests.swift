import Testing

@testable import ArticleKit

@Suite("A timeline puts what articles tell in the order of its dates")
struct TimelineTests {
  @Test("Events stand in the order of their first day")
  func order() throws {
    let timeline = try Timeline.make(TogetherArticles.both)
    let days = timeline.events.compactMap(\.value.firstDay)
    #expect(days.count == timeline.events.count)
    #expect(days == days.sorted())
    #expect(timeline.events.first?.value.iso == "2024-07-02")
  }

  @Test("Each date stands inside its sentence, in its article")
  func datesInSentences() throws {
    let timeline = try Timeline.make(TogetherArticles.both)
    #expect(!timeline.events.isEmpty)
    for telling in timeline.events.flatMap(\.tellings) {
      #expect(telling.sentence.span.contains(telling.date))
      let article = TogetherArticles.both[telling.sentence.article].article
      #expect(article.blocks[telling.sentence.block].content.contains(telling.sentence.span))
    }
  }

  @Test("Two articles that tell the same of one date make one event")
  func sameEvent() throws {
    let timeline = try Timeline.make([TogetherArticles.both[0], TogetherArticles.both[0]])
    let opening = timeline.events.first { $0.value.iso == "2024-07-02" }
    #expect(opening?.tellings.map(\.sentence.article) == [0, 1])
  }

  @Test("Dates that nothing resolves are left out")
  func unresolved() throws {
    let findings = ArticleFindings(
      ArticleParser.parse(
        SourceText("Tin ngắn\n\nMột ngày nào đó cây cầu sẽ xong và người dân hai bờ sẽ đi lại dễ hơn.")))
    #expect(try Timeline.make([findings]).events.isEmpty)
  }

  @Test("No articles have no events")
  func empty() throws {
    #expect(try Timeline.make([]).events.isEmpty)
  }

  @Test("A cancelled timeline stops")
  func cancelled() {
    #expect(throws: AnalysisCancelled.self) { try Timeline.make(TogetherArticles.both, isCancelled: { true }) }
  }
}
