import Testing

@testable import ArticleKit

@Suite("Credits, bylines, agency marks, topics")
struct CreditAndBylineTests {
  private func whole(_ text: String) -> Span { Span(0, text.utf8.count) }

  @Test(
    "A credit at the end of a caption is found",
    arguments: [
      ("Cầu Long Biên lúc bình minh. (Nguồn: TTXVN)", "TTXVN"), ("Chợ nổi Cái Răng. Ảnh: Nguyễn An", "Nguyễn An"),
      ("Ảnh: Reuters", "Reuters"), ("The river at dawn. Photo: AFP", "AFP"), ("Đường phố Huế (Ảnh: VGP)", "VGP"),
    ])
  func credits(line: String, name: String) {
    let credit = CreditFinder.credit(in: Array(line.utf8), whole(line))
    #expect(credit.map { SourceText(line)[$0.name] } == name)
  }

  @Test(
    "A colon in running text is no credit",
    arguments: [
      "Ông nói: mưa sẽ tạnh vào cuối tuần này ở miền Bắc.", "Lúc 12:30 tàu rời ga Sài Gòn", "Hai nguồn lợi: cá và muối",
    ])
  func noCredits(line: String) {
    #expect(CreditFinder.credit(in: Array(line.utf8), whole(line)) == nil)
  }

  @Test(
    "The names in a byline are told apart",
    arguments: [
      ("Hà Thu (tổng hợp)", ["Hà Thu"]), ("By Anna Smith and Bob Lee", ["Anna Smith", "Bob Lee"]),
      ("Nguyên Minh - 07/03/2026 08:47", ["Nguyên Minh"]), ("Thu Hà, Minh Anh", ["Thu Hà", "Minh Anh"]),
      ("Theo Hoàng Lan", ["Hoàng Lan"]),
    ])
  func bylines(line: String, names: [String]) {
    #expect(BylineReader.authors(in: Array(line.utf8), whole(line)).map { SourceText(line)[$0] } == names)
  }

  @Test(
    "An agency mark is measured with its dash",
    arguments: [
      ("(Chinhphu.vn) - Sáng nay", "(Chinhphu.vn) - "), ("TTO - Chiều qua", "TTO - "),
      ("HÀ NỘI – Trời mưa", "HÀ NỘI – "), ("Sáng nay - ngày", ""),
    ])
  func agencyMarks(line: String, mark: String) {
    #expect(AgencyMark.length(in: Array(line.utf8), whole(line)) == mark.utf8.count)
  }

  @Test("Topics are parted by commas or number signs")
  func topics() {
    let listed = "Từ khóa: lũ lụt, miền Trung"
    #expect(
      TagReader.tags(in: Array(listed.utf8), whole(listed)).map { SourceText(listed)[$0] } == ["lũ lụt", "miền Trung"])
    let signed = "#lũ lụt #miền Trung"
    #expect(
      TagReader.tags(in: Array(signed.utf8), whole(signed)).map { SourceText(signed)[$0] } == ["lũ lụt", "miền Trung"])
  }
}
