import Testing

@testable import ArticleKit

@Suite("Looking up entities")
struct EntityLookupTests {
  let lookup = EntityLookup()

  private func first(_ query: String, _ options: EntityLookup.Options = .init()) -> Candidate? {
    lookup.lookup(query, options).first
  }

  @Test(
    "A name is found however it is written",
    arguments: [
      ("Tập Cận Bình", "per.xi-jinping", MatchKind.exact),
      ("Xi Jinping", "per.xi-jinping", .alias),
      ("tap can binh", "per.xi-jinping", .withoutDiacritics),
      ("Tap Can Bihn", "per.xi-jinping", .typo),
      ("taapj caanj binhf", "per.xi-jinping", .inputMethod),
      ("ta65p ca65n bi2nh", "per.xi-jinping", .inputMethod),
      ("Taapj Caanj Binhf", "per.xi-jinping", .inputMethod),
      ("习近平", "per.xi-jinping", .alias),
      ("Путин", "per.vladimir-putin", .alias),
      ("北京", "city.cn.beijing", .alias),
      ("Kazakhstan's", "country.kz", .exact),
      ("Putin’s", "per.vladimir-putin", .alias),
      ("McDonald's", "org.mcdonald-s", .exact),
      ("dda nawngx", "vn.p34.48", .inputMethod),
      ("BV Chợ Rẫy", "org.benh-vien-cho-ray", .alias),
      ("quan go vap", "vn.d63.764", .withoutDiacritics),
      ("Hoa Kỳ", "country.us", .alias),
      ("CSTO", "org.csto", .acronym),
      ("NATO", "org.nato", .acronym),
      ("Kazakhstan", "country.kz", .exact),
      ("kassym-jomart tokayev", "per.kassym-jomart-tokayev", .exact),
    ])
  func namesAreFound(query: String, id: String, kind: MatchKind) throws {
    let found = try #require(first(query))
    #expect(found.entity.id == id)
    #expect(found.kind == kind)
  }

  @Test("A prefix finds the names that begin with it, also at a later word")
  func prefixes() {
    #expect(lookup.lookup("tap can").contains { $0.entity.id == "per.xi-jinping" && $0.kind == .prefix })
    #expect(lookup.lookup("Zelensk").contains { $0.entity.country == "UA" })
    // As it is typed, letter by letter.
    for typed in ["tập c", "Tập Cậ", "tap can b", "Пут"] { #expect(!lookup.lookup(typed).isEmpty) }
    #expect(first("tập c")?.entity.id == "per.xi-jinping")
    #expect(first("Пут")?.entity.id == "per.vladimir-putin")
  }

  @Test("Types and country narrow the answers")
  func filters() {
    var options = EntityLookup.Options()
    options.types = [.place]
    #expect(lookup.lookup("Hòa Bình", options).allSatisfy { $0.entity.type == .place })
    options.types = []
    options.country = "KZ"
    #expect(!lookup.lookup("a", options).isEmpty)
    #expect(lookup.lookup("a", options).allSatisfy { $0.entity.country == "KZ" })
  }

  @Test("The day decides between two generations of a province")
  func provincesByDay() {
    var options = EntityLookup.Options()
    options.day = 2013_10_23
    #expect(first("An Giang", options)?.entity.id == "vn.p63.89")
    options.day = 2025_10_23
    #expect(first("An Giang", options)?.entity.id == "vn.p34.91")
  }

  @Test("A query without letters has no answer", arguments: ["", " ", "—", "\u{0301}", "!?"])
  func nothingToFind(query: String) {
    #expect(lookup.lookup(query).isEmpty)
  }

  @Test("A long query is answered, not refused")
  func longQuery() {
    #expect(lookup.lookup(String(repeating: "ạ ", count: 10_000)).isEmpty)
  }

  @Test("The limit bounds the answers and equal searches give equal answers")
  func limits() {
    var options = EntityLookup.Options()
    options.limit = 3
    #expect(lookup.lookup("n", options).count == 3)
    #expect(lookup.lookup("n", options) == lookup.lookup("n", options))
    options.limit = 0
    #expect(lookup.lookup("n", options).isEmpty)
  }
}
