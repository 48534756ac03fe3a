import Testing

@testable import ArticleKit

@Suite("Texts without end")
struct RepetitionTests {
  @Test(
    "Repetition without end is read to its end",
    arguments: [
      "Hà Nội Huế Đà Nẵng ", "NATO ASEAN UBND ", "Ông Trần Văn Ba nói. ", "ông Putin nói. Putin đi. ", "ông A ",
      "Tổ chức Hiệp ước An ninh tập thể (CSTO), ", "Anh nói với Anh. ", "Anh Nga Hòa Bình ",
      "Tập đoàn Xyzzy Qwerty ", "Xyzzy Qwerty Plugh ", "Bộ Công ty Trường Đại học ", "Đường số 5 quận 1 ",
      "Hà Nội\n", "(((", "Tổng thống Bộ trưởng ",
    ])
  func repetition(unit: String) {
    let text = SourceText(String(repeating: unit, count: 40_000 / unit.utf8.count))
    let entities = EntityAnalyzer().entities(in: text, spans: [text.span])
    let spans = entities.flatMap(\.mentions).map(\.span).sorted { $0.start < $1.start }
    #expect(spans.allSatisfy { 0 <= $0.start && $0.start < $0.end && $0.end <= text.count })
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start })
  }

  @Test("A name said ten thousand times is one entity with as many mentions")
  func oneName() throws {
    let text = SourceText(String(repeating: "Phía Nga nêu ý kiến. ", count: 10_000))
    let entities = EntityAnalyzer().entities(in: text, spans: [text.span])
    let russia = try #require(entities.first)
    #expect(entities.count == 1)
    #expect(russia.id == "country.ru")
    #expect(russia.mentions.count == 10_000)
  }

  @Test("A perfect hash gives each of its hashes a home of its own", arguments: [0, 1, 2, 100, 5000])
  func perfectHash(count: Int) {
    let hashes = (0..<count).map { NameHash.feature(7, UInt64($0), 3) }
    let plan = PerfectHash.build(hashes, slack: 16)
    let index = PerfectHash(
      displacements: Blob(immortalCopyOf: plan.displacements), homes: plan.tenants.count)
    #expect(hashes.indices.allSatisfy { plan.tenants[index.home(hashes[$0])] == $0 })
  }

  @Test("A damaged table of weights knows no feature")
  func damagedWeights() {
    let whole = WeightTable.bytes(
      [(hash: NameHash.feature(1, 2, 3), first: [1], second: [2])].map {
        ($0.hash, $0.first + [Int8](repeating: 0, count: 15), $0.second + [Int8](repeating: 0, count: 15))
      })
    for section in whole.indices {
      var parts = whole
      parts[section] = []
      let table = WeightTable(parts.map { Blob(immortalCopyOf: $0) })
      var features = FeatureList()
      features.add(1, 2, 3)
      var sum = WeightTable.Sum()
      table.add(&features, to: &sum)
      if section > 0 { #expect(sum.first == .zero && sum.second == .zero) }
    }
    let table = WeightTable(whole.map { Blob(immortalCopyOf: $0) })
    var features = FeatureList()
    features.add(1, 2, 3)
    features.add(1, 2, 4)
    var sum = WeightTable.Sum()
    table.add(&features, to: &sum)
    #expect(sum.first[0] == 1 && sum.second[0] == 2)
  }
}
