import Testing

@testable import ArticleKit

@Suite("Entities of a text")
struct EntityAnalyzerTests {
  private func entities(_ text: String, day: Int = 0) -> [Entity] {
    let source = SourceText(text)
    return EntityAnalyzer().entities(in: source, spans: [Span(0, source.utf8.count)], publishedOn: day)
  }

  /// The linked ids, in order of first mention.
  private func ids(_ text: String, day: Int = 0) -> [String] { entities(text, day: day).compactMap(\.id) }

  @Test("A country and a person side by side are two names")
  func neverGlued() {
    #expect(ids("Hôm thứ Ba, Tổng thống Nga Putin có mặt ở đó.") == ["country.ru", "per.vladimir-putin"])
    #expect(
      ids("Theo lịch, Tổng thống Kazakhstan Kassym-Jomart Tokayev chủ trì lễ đón.")
        == ["country.kz", "per.kassym-jomart-tokayev"])
  }

  @Test("A list of countries is a list of names")
  func listsStayApart() {
    #expect(ids("Phái đoàn của Mỹ, Anh, Pháp đã đến.") == ["country.us", "country.gb", "country.fr"])
  }

  @Test("The longest name wins")
  func longestWins() {
    #expect(ids("Tàu băng qua Thái Bình Dương.") == ["place.pacific"])
  }

  @Test("A name and its acronym are one entity, and spans slice back to the text")
  func acronym() throws {
    let text = "Các nước thuộc Tổ chức Hiệp ước An ninh tập thể (CSTO) nhóm họp; CSTO có trụ sở ở Moscow."
    let found = entities(text)
    let csto = try #require(found.first { $0.id == "org.csto" })
    let bytes = Array(text.utf8)
    let forms = csto.mentions.map { String(decoding: bytes[$0.span.range], as: UTF8.self) }
    #expect(forms == ["Tổ chức Hiệp ước An ninh tập thể", "CSTO", "CSTO"])
    #expect(csto.mentions.map(\.form) == [.full, .acronym, .acronym])
  }

  @Test("Mỹ and Hoa Kỳ are one country")
  func oneCountry() {
    #expect(ids("Phía Mỹ nêu ý kiến. Theo đó, Hoa Kỳ sẽ tham dự.") == ["country.us"])
  }

  @Test("An ordinary word is not a country")
  func homographs() {
    #expect(ids("Anh ấy về quê. Hai anh em đi bộ.").isEmpty)
  }

  @Test("Nothing in, nothing out", arguments: ["", " \n", "…", "\u{0}", "không có tên riêng nào ở đây"])
  func nothing(text: String) {
    #expect(entities(text).isEmpty)
  }

  @Test("Spans outside the text are clamped")
  func clamped() {
    let source = SourceText("Kazakhstan")
    #expect(EntityAnalyzer().entities(in: source, spans: [Span(-5, 99), Span(7, 3)]).count == 1)
  }
}
