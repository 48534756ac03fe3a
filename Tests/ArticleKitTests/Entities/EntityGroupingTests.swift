import Testing

@testable import ArticleKit

@Suite("Joining names, linking them, and what the text says they are")
struct EntityGroupingTests {
  private func entities(_ text: String, day: Int = 0) -> [Entity] {
    let source = SourceText(text)
    return EntityAnalyzer().entities(in: source, spans: [Span(0, source.utf8.count)], publishedOn: day)
  }

  private func forms(_ entity: Entity, _ text: String) -> [String] {
    let source = SourceText(text)
    return entity.mentions.map { source[$0.span] }
  }

  @Test("A full name, a surname and a title are one person")
  func surname() throws {
    let text = """
      Hôm thứ Năm, Ngoại trưởng Nga Sergei Lavrov đã tới Astana. Ông Lavrov nói hai bên sẽ ký ba văn kiện. \
      Theo ông Lavrov, chuyến đi kéo dài hai ngày.
      """
    let found = entities(text)
    let lavrov = try #require(found.first { $0.id == "per.sergey-lavrov" })
    #expect(forms(lavrov, text) == ["Sergei Lavrov", "Lavrov", "Lavrov"])
    #expect(lavrov.mentions.map(\.form) == [.full, .short, .short])
  }

  @Test("A given name joins the Vietnamese name it ends")
  func givenName() throws {
    let text = "Chị Trần Thị Thu Hà mở quán từ năm ngoái. Mỗi ngày chị Hà bán hơn trăm suất cơm."
    let person = try #require(entities(text).first { $0.type == .person })
    #expect(forms(person, text) == ["Trần Thị Thu Hà", "Hà"])
    #expect(person.name == "Trần Thị Thu Hà")
    #expect(person.id == nil)
  }

  @Test("Two people of one family name stay apart")
  func sameFamilyName() {
    let text = "Ông Nguyễn Văn Bình gặp bà Nguyễn Thị Lan. Sau đó ông Bình và bà Lan cùng ra về."
    let people = entities(text).filter { $0.type == .person }
    #expect(people.map { forms($0, text) } == [["Nguyễn Văn Bình", "Bình"], ["Nguyễn Thị Lan", "Lan"]])
  }

  @Test("A title before a name is its role, the country between is the affiliation")
  func roles() throws {
    let text = "Trong buổi sáng, Tổng thống Kazakhstan Kassym-Jomart Tokayev tiếp đoàn khách."
    let source = SourceText(text)
    let role = try #require(entities(text, day: 2023_02_28).first { $0.type == .person }?.roles.first)
    #expect(role.title == "Tổng thống")
    #expect(source[role.span] == "Tổng thống")
    #expect(role.affiliation == "Kazakhstan")
    #expect(role.affiliationSpan.map { source[$0] } == "Kazakhstan")
    #expect(role.day == 2023_02_28)
  }

  @Test("A syllable behind a hyphen stays with its name")
  func hyphen() throws {
    let text = "Trong cuộc họp, Tổng thống Hàn Quốc Park Geun-hye phát biểu đầu tiên."
    let person = try #require(entities(text).first { $0.type == .person })
    #expect(forms(person, text) == ["Park Geun-hye"])
  }

  @Test("A place named by small and large words needs its capital")
  func capitalNeeded() {
    #expect(!entities("Ông là thành viên ban tổ chức từ năm ngoái.").contains { $0.type == .place })
  }

  @Test("A province is the one that existed on the day of the text")
  func provinces() {
    let text = "Mưa lớn kéo dài ở tỉnh An Giang từ đêm qua."
    #expect(entities(text, day: 2013_10_23).first?.id == "vn.p63.89")
    #expect(entities(text, day: 2025_10_23).first?.id == "vn.p34.91")
  }

  @Test("A ministry and the country behind it link to that country's ministry, never to ours")
  func foreignMinistry() throws {
    let text =
      "Theo người phát ngôn Bộ Ngoại giao Mỹ, cuộc gặp diễn ra vào tuần tới. Bộ Ngoại giao Brazil chưa trả lời."
    let found = entities(text)
    #expect(found.contains { $0.id == "org.us-state" })
    #expect(!found.contains { $0.id == "org.vn-mofa" })
  }

  @Test("The most salient entity has salience 1, and candidates carry a reason")
  func salience() throws {
    let found = entities("Nga và Kazakhstan họp ở Astana. Kazakhstan là nước chủ nhà. Đoàn Kazakhstan có mười người.")
    let most = try #require(found.max { $0.salience < $1.salience })
    #expect(most.id == "country.kz")
    #expect(most.salience == 1)
    #expect(found.allSatisfy { $0.candidates.allSatisfy { !$0.reason.isEmpty && (0...1).contains($0.score) } })
  }

  @Test("Mentions are in source order, inside the text and apart from one another")
  func mentionsInOrder() {
    let text = "Hà Nội, Huế, Đà Nẵng và TP.HCM cùng dự hội nghị với Bộ Y tế; ông Lê Văn Nam chủ trì."
    let spans = entities(text).flatMap { $0.mentions.map(\.span) }.sorted()
    for (a, b) in zip(spans, spans.dropFirst()) { #expect(a.end <= b.start) }
    #expect(spans.allSatisfy { $0.start >= 0 && $0.end <= text.utf8.count && !$0.isEmpty })
  }

  @Test("The same text gives the same entities")
  func deterministic() {
    let text = "Samsung và Apple cùng dự triển lãm ở Berlin (Đức), theo Reuters."
    #expect(entities(text) == entities(text))
  }

  @Test("A text of one name four thousand times is one entity")
  func manyMentions() {
    let text = String(repeating: "Theo Reuters, Kazakhstan có mưa. ", count: 4_000)
    let found = entities(text)
    #expect(found.first { $0.id == "country.kz" }?.mentions.count == 4_000)
  }
}
