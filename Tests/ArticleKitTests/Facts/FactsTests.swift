import Testing

@testable import ArticleKit

@Suite("Facts")
struct FactsTests {
  @Test("An article's facts come together, in source order")
  func together() {
    let source = SourceText("Hôm qua, ông Nam nói: “Cầu dài 2 km.” Vốn là 300 tỷ đồng, xong vào năm 2026.")
    let facts = Facts.find(in: source, publishedAt: CalendarDay(year: 2024, month: 11, day: 27))
    #expect(facts.dates.map(\.value.iso) == ["2024-11-26", "2026"])
    #expect(facts.amounts.map(\.unit) == ["km", "VND"])
    #expect(facts.quotations.compactMap { $0.speaker.map { source[$0] } } == ["ông Nam"])
    #expect(facts.anchor == .given)
  }

  @Test("Facts of separate spans keep to them")
  func spans() {
    let source = SourceText("Bỏ qua ngày 1/1/2020.\nNgày 2/2/2020 có 5 người.")
    let start = source.utf8.count - "Ngày 2/2/2020 có 5 người.".utf8.count
    let facts = Facts.find(in: source, spans: [Span(start, source.utf8.count)])
    #expect(facts.dates.map(\.value.iso) == ["2020-02-02"])
    #expect(facts.amounts.count == 1)
    #expect(facts.anchor == .estimate)
  }

  @Test("A page's own date anchors the relative ones")
  func page() throws {
    let source = SourceText("27/11/2024 08:15\nCầu thông xe hôm qua.")
    let first = Span(0, 17)
    let rest = Span(17, source.utf8.count)
    let article = Article(
      source: source,
      blocks: [
        Block(span: first, content: Span(0, 16), label: .timestamp),
        Block(span: rest, content: rest, label: .paragraph),
      ])
    let facts = Facts.find(in: article)
    #expect(facts.anchor == .page)
    #expect(facts.dates.map(\.value.iso) == ["2024-11-26"])
  }

  @Test("An empty text has no facts")
  func empty() {
    let facts = Facts.find(in: SourceText(""))
    #expect(facts.dates.isEmpty && facts.amounts.isEmpty && facts.quotations.isEmpty)
    #expect(facts.anchor == nil)
  }
}
