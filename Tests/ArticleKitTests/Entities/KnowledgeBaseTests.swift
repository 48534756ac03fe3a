import Testing

@testable import ArticleKit

@Suite("The knowledge base")
struct KnowledgeBaseTests {
  let knowledge = KnowledgeBase.builtIn

  @Test("A record is found by its id and says what it is")
  func record() throws {
    let russia = try #require(knowledge.entity(id: "country.ru"))
    #expect(russia.name == "Nga")
    #expect(russia.type == .place)
    #expect(russia.country == "RU")
    #expect(knowledge.entity(id: "country.") == nil)
    #expect(knowledge.entity(id: "") == nil)
  }

  @Test("An entity lists its names")
  func aliases() {
    let names = knowledge.aliases(of: "country.us").map(\.name)
    #expect(names.contains("Mỹ"))
    #expect(names.contains("Hoa Kỳ"))
  }

  @Test("Composed and decomposed letters, tone placement, case and dashes share a key")
  func keys() {
    let letters = knowledge.letters
    #expect(NameKey("Hòa Bình", letters) == NameKey("HOÀ BÌNH", letters))
    #expect(NameKey("Thụy Điển", letters).folded == NameKey("Thuỵ Điển", letters).folded)
    #expect(NameKey("Tập", letters).folded == NameKey("Ta\u{0323}\u{0302}p", letters).folded)
    #expect(NameKey("Tập", letters).words == NameKey("Ta\u{0302}\u{0323}p", letters).words)
    #expect(NameKey("Kassym–Jomart", letters) == NameKey("Kassym-Jomart", letters))
    #expect(NameKey("Ðà Nẵng", letters).folded == NameKey("Đà Nẵng", letters).folded)
    #expect(NameKey("Ma", letters).folded != NameKey("Má", letters).folded)
    #expect(NameKey("Đường", letters).bare == Array("duong".utf8))
  }

  @Test("A damaged blob gives an empty knowledge base, not a trap")
  func damaged() {
    #expect(KnowledgeBase(Blob(immortalCopyOf: [])).count == 0)
    #expect(KnowledgeBase(Blob(immortalCopyOf: [UInt8](repeating: 0xFF, count: 500))).count == 0)
  }

  @Test("A user's entities join lookup and linking; bad rows are reported by line")
  func userEntities() throws {
    let rows = KnowledgeRows(
      userEntities: """
        id\ttype\tname\taliases\tcountry
        my.team\torganisation\tĐội Bóng Bàn Cầu Giấy\tBBCG|Bóng Bàn Cầu Giấy\tVN
        my.bad\tplanet\tSao Hỏa\t\t
        my.team\tplace\tLần nữa\t\t
        \tplace\tKhông có id\t\t
        my.dated\tplace\tBãi Cát Vàng\t\tVIETNAM
        """)
    #expect(rows.entities.map(\.id) == ["my.team"])
    #expect(rows.problems.map(\.line) == [3, 4, 5, 6])
    #expect(rows.problems[0].message.contains("planet"))
    let extended = knowledge.adding(rows)
    #expect(extended.entity(id: "my.team")?.name == "Đội Bóng Bàn Cầu Giấy")
    #expect(EntityLookup(extended).lookup("BBCG").first?.entity.id == "my.team")
    #expect(EntityLookup(extended).lookup("bong ban cau giay").first?.entity.id == "my.team")
    #expect(EntityLookup(extended).lookup("Nga").first?.entity.id == "country.ru")
    let text = SourceText("Hôm qua Bóng Bàn Cầu Giấy gặp khách từ Nga.")
    let entities = EntityAnalyzer(extended).entities(in: text, spans: [Span(0, text.utf8.count)])
    #expect(entities.map(\.id) == ["my.team", "country.ru"])
  }

  @Test("A file without the needed columns says which one is missing")
  func missingColumns() {
    #expect(KnowledgeRows(userEntities: "name\tkind\n").problems.first?.message.contains("\"id\"") == true)
    #expect(KnowledgeRows(userEntities: "").problems.isEmpty)
  }
}
