import Testing

@testable import ArticleKit

/// A text with the words it quotes and their speakers; "-" is no speaker.
struct QuotedText: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: [String]

  init(_ text: String, _ expected: String...) {
    self.text = text
    self.expected = expected
  }

  var testDescription: String { text }

  /// What is found, as "speaker: words".
  var found: [String] {
    let source = SourceText(text)
    return QuotationFinder.quotations(in: source).map { quotation in
      "\(quotation.speaker.map { source[$0] } ?? "-"): \(source[quotation.content])"
    }
  }

  /// Words in marks whose speaker stands before them.
  static let before = [
    QuotedText("Ông Nam nói: “Trời hôm nay đẹp.”", "Ông Nam: Trời hôm nay đẹp."),
    QuotedText(
      "Bộ trưởng Nguyễn Văn Thắng khẳng định: \"Cầu sẽ thông xe đúng hạn\".",
      "Bộ trưởng Nguyễn Văn Thắng: Cầu sẽ thông xe đúng hạn"),
    QuotedText("Theo bà Hạnh, “chợ đông hơn mọi năm”.", "bà Hạnh: chợ đông hơn mọi năm"),
    QuotedText("Hãng tin Reuters dẫn lời ông Smith nói: “Mọi việc đang tốt lên.”", "ông Smith: Mọi việc đang tốt lên."),
    QuotedText(
      "Trả lời phỏng vấn trước chuyến thăm, Tổng thống Tokayev khẳng định quan hệ hai nước là “tình bạn bền vững lâu dài”.",
      "Tổng thống Tokayev: tình bạn bền vững lâu dài"),
    QuotedText(
      "Bà Lan, giám đốc một trường nghề, cho biết: “Học viên tăng gấp đôi.”", "Bà Lan: Học viên tăng gấp đôi."),
    QuotedText("Ông Hùng: “Tôi không có ý kiến.”", "Ông Hùng: Tôi không có ý kiến."),
    QuotedText(
      "Đại sứ Kazakhstan tại Nga Dauren Abaev gọi “cách hiểu như vậy là thiếu căn cứ”.",
      "Đại sứ Kazakhstan tại Nga Dauren Abaev: cách hiểu như vậy là thiếu căn cứ"),
    QuotedText("Luật sư Minh nhấn mạnh rằng “hợp đồng vẫn còn hiệu lực”.", "Luật sư Minh: hợp đồng vẫn còn hiệu lực"),
    QuotedText(
      "Người phát ngôn Bộ Ngoại giao Maria Zakharova tuyên bố: «Cuộc họp sẽ diễn ra».",
      "Người phát ngôn Bộ Ngoại giao Maria Zakharova: Cuộc họp sẽ diễn ra"),
    QuotedText("Trong thư, ông viết: 'Tôi sẽ trở lại vào mùa xuân'.", "ông: Tôi sẽ trở lại vào mùa xuân"),
    QuotedText("The minister said: \"The road is open.\"", "The minister: The road is open."),
    QuotedText(
      "Anna Brown told reporters that “the bridge is safe for everyone”.", "Anna Brown: the bridge is safe for everyone"
    ),
    QuotedText("Chị Hoa, công nhân may, vừa cười vừa kể: “Tháng này có thưởng.”", "Chị Hoa: Tháng này có thưởng."),
    QuotedText("HLV Park Hang-seo chia sẻ: “Toàn đội đã cố gắng.”", "HLV Park Hang-seo: Toàn đội đã cố gắng."),
    QuotedText("Ông Sáu nói thêm: „Lúa năm nay được mùa.“", "Ông Sáu: Lúa năm nay được mùa."),
  ]

  /// Words in marks whose speaker stands after them.
  static let after = [
    QuotedText("“Trời hôm nay đẹp”, ông Nam nói.", "ông Nam: Trời hôm nay đẹp"),
    QuotedText("“Giá gạo đang ổn định,” bà Hạnh cho biết.", "bà Hạnh: Giá gạo đang ổn định,"),
    QuotedText("“Tình hình ở biên giới rất căng” - ông Joshi nhấn mạnh.", "ông Joshi: Tình hình ở biên giới rất căng"),
    QuotedText(
      "\"Chúng tôi sẽ mở thêm lớp\" – Hiệu trưởng Trần Thị Mai khẳng định.",
      "Hiệu trưởng Trần Thị Mai: Chúng tôi sẽ mở thêm lớp"),
    QuotedText("“Đường này nguy hiểm lắm”, theo lời anh Tuấn.", "anh Tuấn: Đường này nguy hiểm lắm"),
    QuotedText("“Tàu sẽ cập cảng vào sáng mai”, theo hãng tin AFP.", "hãng tin AFP: Tàu sẽ cập cảng vào sáng mai"),
    QuotedText("“Tôi rất vui”, ông Bình, chủ tịch hội làm vườn, chia sẻ.", "ông Bình: Tôi rất vui"),
    QuotedText("“Đội đã chơi tốt!”, HLV Lê Huỳnh Đức nói sau trận.", "HLV Lê Huỳnh Đức: Đội đã chơi tốt!"),
    QuotedText("“We are ready,” said John Smith.", "John Smith: We are ready,"),
    QuotedText("\"It rained all night,\" she said.", "she: It rained all night,"),
    QuotedText("“Nước lên nhanh quá”, một nhân chứng kể lại.", "một nhân chứng: Nước lên nhanh quá"),
    QuotedText(
      "“Chúng tôi đã chờ lâu”, ông Nam nói, “và sẽ còn chờ nữa”.", "ông Nam: Chúng tôi đã chờ lâu",
      "ông Nam: và sẽ còn chờ nữa"),
  ]

  /// A speaker carried from sentence to sentence, and from line to line.
  static let carried = [
    QuotedText(
      "“Trời hôm nay đẹp”, ông Nam nói. “Ngày mai chúng tôi sẽ đi tiếp.”", "ông Nam: Trời hôm nay đẹp",
      "ông Nam: Ngày mai chúng tôi sẽ đi tiếp."),
    QuotedText(
      "Trao đổi với báo chí, bà Hạnh cho biết:\n“Chợ sẽ mở lại từ tuần sau.”", "bà Hạnh: Chợ sẽ mở lại từ tuần sau."),
  ]

  /// Marks of mixed styles and missing marks.
  static let broken = [
    QuotedText("Ông Nam nói: “Trời hôm nay đẹp\".", "Ông Nam: Trời hôm nay đẹp"),
    QuotedText(
      "Báo chí ví von chuyến đi \"diễn ra trong gió mạnh và mưa đá”.", "Báo chí: diễn ra trong gió mạnh và mưa đá"),
    QuotedText("Ông Nam khẳng định: “Trời hôm nay đẹp.", "Ông Nam: Trời hôm nay đẹp."),
    QuotedText("Bà Hạnh nói: ”Chợ rất đông”.", "Bà Hạnh: Chợ rất đông"),
    QuotedText(
      "Ông Nam kể: “Bố tôi hay nói \"đi một ngày đàng\" rồi cười.”",
      "Ông Nam: Bố tôi hay nói \"đi một ngày đàng\" rồi cười."),
  ]

  /// Statements without marks.
  static let indirect = [
    QuotedText("Ông Nam cho biết trời sẽ mưa vào cuối tuần.", "Ông Nam: trời sẽ mưa vào cuối tuần"),
    QuotedText(
      "Theo ông Lavrov, hai bên có hiểu biết chung về vấn đề này.",
      "ông Lavrov: hai bên có hiểu biết chung về vấn đề này"),
    QuotedText("Bộ Y tế khẳng định rằng vắc xin đã đủ cho cả nước.", "Bộ Y tế: vắc xin đã đủ cho cả nước"),
    QuotedText(
      "Giá vàng sẽ còn tăng, theo nhà phân tích Nguyễn Minh.", "nhà phân tích Nguyễn Minh: Giá vàng sẽ còn tăng"),
    QuotedText(
      "The company said that profits rose in the third quarter.", "The company: profits rose in the third quarter"),
    QuotedText("Hoa Kỳ cho biết họ ủng hộ nền độc lập của nước này.", "Hoa Kỳ: họ ủng hộ nền độc lập của nước này"),
  ]

  /// Marks that hold a title or a word at arm's length, and verbs that report nothing.
  static let none = [
    QuotedText("Bộ phim “Mùa len trâu” được chiếu lại."), QuotedText("Đó chỉ là một đòn “cảnh cáo” mà thôi."),
    QuotedText("Người dân theo dõi trận đấu qua màn hình."), QuotedText("Giá cả nói chung ổn định trong cả năm."),
    QuotedText("Chương trình “Sức nước ngàn năm” trở lại vào thứ Bảy."), QuotedText("Màn hình rộng 5.5\" và pin khỏe."),
    QuotedText("It's the driver's seat."),
  ]
}

@Suite("Quotations")
struct QuotationFinderTests {
  @Test("A speaker before the words", arguments: QuotedText.before)
  func before(_ quoted: QuotedText) { #expect(quoted.found == quoted.expected) }

  @Test("A speaker after the words", arguments: QuotedText.after)
  func after(_ quoted: QuotedText) { #expect(quoted.found == quoted.expected) }

  @Test("A speaker who goes on", arguments: QuotedText.carried)
  func carried(_ quoted: QuotedText) { #expect(quoted.found == quoted.expected) }

  @Test("Mixed and missing marks", arguments: QuotedText.broken)
  func broken(_ quoted: QuotedText) { #expect(quoted.found == quoted.expected) }

  @Test("Statements without marks", arguments: QuotedText.indirect)
  func indirect(_ quoted: QuotedText) { #expect(quoted.found == quoted.expected) }

  @Test("No quotation", arguments: QuotedText.none)
  func none(_ quoted: QuotedText) { #expect(quoted.found == quoted.expected) }

  @Test("The parts of a quotation have their spans")
  func parts() throws {
    let source = SourceText("“Trời đẹp lắm”, ông Nam nói.")
    let quotation = try #require(QuotationFinder.quotations(in: source).first)
    #expect(source[quotation.span] == "“Trời đẹp lắm”")
    #expect(source[quotation.content] == "Trời đẹp lắm")
    #expect(quotation.cue.map { source[$0] } == "nói")
    #expect(quotation.attribution == .after)
    #expect(quotation.isBalanced)
  }

  @Test("A missing mark is told")
  func unbalanced() throws {
    let source = SourceText("Ông Nam khẳng định: “Trời hôm nay đẹp.")
    let quotation = try #require(QuotationFinder.quotations(in: source).first)
    #expect(!quotation.isBalanced)
  }

  @Test("A pronoun leads back to the name before it")
  func antecedent() throws {
    let source = SourceText("Bộ trưởng Trần Văn Bình đến Huế hôm qua. “Công việc rất tốt”, ông nói.")
    let quotation = try #require(QuotationFinder.quotations(in: source).last)
    #expect(quotation.speaker.map { source[$0] } == "ông")
    #expect(quotation.antecedent.map { source[$0] } == "Bộ trưởng Trần Văn Bình")
  }

  @Test("Only marks, or thousands of them, end in a short answer")
  func hostile() {
    for text in [
      "“", "”", "\"", "““““", "””””", "“”", "'", "“\n”", String(repeating: "“", count: 5000),
      String(repeating: "\"a ", count: 5000),
    ] {
      #expect(QuotationFinder.quotations(in: SourceText(text)).allSatisfy { $0.span.end <= text.utf8.count })
    }
  }
}
