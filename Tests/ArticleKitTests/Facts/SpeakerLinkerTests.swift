import Testing

@testable import ArticleKit

@Suite("Speakers and entities")
struct SpeakerLinkerTests {
  private func entity(_ type: EntityType, _ name: String, _ text: SourceText) -> Entity {
    let bytes = Array(name.utf8)
    let start = text.utf8.indices.first { text.utf8[$0...].starts(with: bytes) } ?? 0
    return Entity(type: type, name: name, mentions: [Mention(span: Span(start, start + bytes.count), form: .full)])
  }

  @Test("The person in a long title is the speaker, not the ministry or the country before the name")
  func title() {
    let text = SourceText("Người phát ngôn Bộ Ngoại giao Nga Maria Zakharova tuyên bố: “Cuộc họp sẽ diễn ra”.")
    let entities = [
      entity(.organisation, "Bộ Ngoại giao", text), entity(.place, "Nga", text),
      entity(.person, "Maria Zakharova", text),
    ]
    #expect(SpeakerLinker.speakers(of: QuotationFinder.quotations(in: text), in: entities) == [2])
  }

  @Test("A pronoun speaks for the person named before it")
  func pronoun() {
    let text = SourceText("Bộ trưởng Trần Văn Bình đến Huế hôm qua. “Công việc rất tốt”, ông nói.")
    let entities = [entity(.person, "Trần Văn Bình", text), entity(.place, "Huế", text)]
    #expect(SpeakerLinker.speakers(of: QuotationFinder.quotations(in: text), in: entities) == [0])
  }

  @Test("A country speaks when it alone is named")
  func country() {
    let text = SourceText("Hoa Kỳ cho biết họ ủng hộ nền độc lập của nước này.")
    #expect(
      SpeakerLinker.speakers(of: QuotationFinder.quotations(in: text), in: [entity(.place, "Hoa Kỳ", text)]) == [0])
  }

  @Test("Without entities nobody is linked")
  func empty() {
    let text = SourceText("Ông Nam nói: “Trời hôm nay đẹp.”")
    #expect(SpeakerLinker.speakers(of: QuotationFinder.quotations(in: text), in: []) == [nil])
  }
}
