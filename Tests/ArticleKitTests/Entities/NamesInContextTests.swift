import Testing

@testable import ArticleKit

@Suite("Names and titles in their surroundings")
struct NamesInContextTests {
  private func entities(_ text: String) -> [Entity] {
    EntityAnalyzer().entities(in: SourceText(text), spans: [Span(0, text.utf8.count)])
  }

  private func roles(of id: String, _ text: String) -> [String] {
    entities(text).first { $0.id == id }?.roles.map(\.title) ?? ["not found"]
  }

  @Test("A name goes on as far as the knowledge base knows it")
  func longerAlias() {
    let found = entities("Quân đội Đức Quốc xã xâm lược Ba Lan năm 1939 và mở đầu Thế chiến II ở châu Âu.")
    #expect(found.contains { $0.id == "org.nazi" })
    #expect(found.contains { $0.id == "country.pl" })
  }

  @Test("The word before it can make a title part of another word")
  func titleInsideAWord() {
    #expect(
      roles(of: "per.volodymyr-zelenskyy", "Nhiều nước ủng hộ chính quyền Tổng thống Zelensky ở Kiev.") == [
        "Tổng thống"
      ])
  }

  @Test("In a list of titles each stands before its person")
  func titleBeforeTheNextPerson() {
    let text =
      "Hà Nội đón Ngoại trưởng Nga Sergei Lavrov, Phó Thủ tướng Việt Nam, Bộ trưởng Ngoại giao Bùi Thanh Sơn chủ trì tiệc tối."
    #expect(roles(of: "per.sergey-lavrov", text) == ["Ngoại trưởng"])
    #expect(roles(of: "per.bui-thanh-son", text).contains("Bộ trưởng Ngoại giao"))
  }
}
