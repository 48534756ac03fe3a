import Testing

@testable import ArticleKit

@Suite("Sentences")
struct SentenceTests {
  /// The sentences of a text in which `|` marks each boundary, with the marks taken out.
  private func check(_ marked: String) {
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let text = SourceText(parts.joined())
    let found = SentenceSplitter.sentences(of: text).map { text[$0] }
    let expected = parts.map { $0.trimmed }.filter { !$0.isEmpty }
    #expect(found == expected)
  }

  @Test(
    "An abbreviation's full stop does not end a sentence",
    arguments: [
      "Ông về TP. Hồ Chí Minh sáng nay.| Bà ở lại Hà Nội.",
      "Hội thảo ở TP.HCM và Tp.Cần Thơ kéo dài hai ngày.| Khách đến từ nhiều nước.",
      "GS.TS. Nguyễn Văn A và PGS. TS. Trần Thị B cùng dự.| ThS. Lê C vắng mặt.",
      "Nhà ở Q.1, P. Bến Nghé, H.Củ Chi và TX. Thuận An.| Giá tăng nhẹ.",
      "Nhạc sĩ J. S. Bach sinh ở Eisenach.| George W. Bush là tổng thống thứ 43.",
      "Chợ bán rau, thịt, cá, v.v.| Hàng về từ sớm.",
      "Mr. Smith met Dr. Jones in St. Louis at 9 a.m. on Monday.| The talks went well.",
      "Ông N. nói vậy.| Bà T. không đồng ý.| Anh H., 30 tuổi, im lặng.",
      "He moved to the U.S. in May.| The company, Acme Inc., grew.",
    ])
  func abbreviations(_ marked: String) { check(marked) }

  @Test(
    "Numbers, dates and addresses are not cut",
    arguments: [
      "Giá 7.000 USD, tức 1,5 tỷ đồng mỗi căn 2.5 ha.| Lãi 10.000.000 đồng.",
      "Ngày 22/10 và 18.8.2010 có mưa.| Đến 2.9.2020.| Sau đó trời nắng.",
      "Xem www.mofa.gov.vn hoặc VnExpress.net để biết thêm.| Thư gửi ban.doc@bao.vn.| Cảm ơn.",
      "Mở https://a.example.org/Tin.Moi?Id=5.Html rồi đọc.| Hết.",
      "Công ty thu 500 . 000 đồng mỗi tháng.| Lãi nhỏ.",
      "Năm 2004.| Ông ra đi.| Đường dài 15 km.| Xe chạy êm.| Giá 50.000 đ.| Rẻ.",
      "Điều 5. Phạm vi áp dụng|\n1. Mở đầu|\nII. Kết luận|\na. Ý thứ nhất",
    ])
  func numbers(_ marked: String) { check(marked) }

  @Test(
    "A quotation closes before the sentence does",
    arguments: [
      "Ông nói: \"Chúng tôi sẽ đi.\"| Bà gật đầu.",
      "Ông nói: “Chúng tôi sẽ đi.”| Bà gật đầu.",
      "\"Có ai đó không?\" - ông hỏi.| Không ai đáp.",
      "\"Tôi không biết...\", bà nói.| \"Để mai xem\".| Ông về.",
      "“Mẹ ơi!” cậu bé gọi.| Mẹ quay lại.",
      "\"Đi thôi!\", anh giục.| Họ lên xe (muộn mất rồi?).| Xe chạy.",
      "Bà kể: \"Hồi đó nghèo lắm.| Nhà chỉ có hai gian.\"| Ông nghe.",
      "Cậu gọi: \"Mẹ! Bố!\" rồi chạy ra.| Cửa mở.",
    ])
  func quotations(_ marked: String) { check(marked) }

  @Test(
    "Glued sentences come apart",
    arguments: [
      "Theo hãng tin AFP.|Điều này xảy ra hôm qua.",
      "Quan hệ với Kazakhstan|Ông cũng nói về Nga.",
      "Trời mưa to.|Đường ngập.|Xe chết máy!|Người dân phải dắt bộ?|Không ai biết.",
      "Họ về nước Ý.|Anh ở lại.| Lớp học 1A.|Cô giáo vui.",
      "Ông nói: \"Sẽ đi.\"|Bà gật đầu.",
      "Nhóm có 16 người.|Tất cả đều khỏe.| Vé bán ở VnExpress và YouTube.| iPhone tăng giá.",
      "Chờ mãi...|Rồi xe cũng đến.",
    ])
  func glued(_ marked: String) { check(marked) }

  @Test(
    "Lines, bullets, headings and credits stand alone",
    arguments: [
      "Tiêu đề không có dấu chấm|\n\nĐoạn văn mở đầu.| Câu thứ hai.",
      "- Điểm thứ nhất|\n- Điểm thứ hai|\n• Điểm thứ ba",
      "Cầu mới khánh thành.| Ảnh: TTXVN|\nSông Hồng mùa lũ (Ảnh: Reuters).| Nước lên nhanh.",
      "Câu này bị ngắt dòng giữa\nchừng vì chiều rộng cột.| Câu sau.",
      "Chờ đợi... mãi mới tới.| Anh ấy nói... không.",
      "Người phụ nữ tìm lại quê| (NGHỆ AN) Sau ba mươi năm, bà trở về.",
      "Tổ chức Y tế Thế giới (WHO) Tedros cảnh báo.",
      "Ông kể (tuy không nhớ rõ. Có lẽ từ lâu) rồi thôi.| Bà nghe.",
      "Danh sách gồm (xem bảng bên và còn nhiều.| Sau đó là phần hai.",
    ])
  func lines(_ marked: String) { check(marked) }

  /// What text is not, but input may be.
  static let hostile =
    ["...", ". . .", "A.b C.D \" ( !"]
    + ["(", "\"", "“", "a.", "A.", "aB", "aÔ", "!?", "TP. ", "@a.B", "\"A! ", "(A ", "\u{301}", "- "].map {
      String(repeating: $0, count: 90)
    }

  @Test(
    "Every visible character lies in exactly one sentence",
    arguments: SourceTextTests.samples + hostile)
  func cover(_ sample: String) {
    let text = SourceText(sample)
    let tokens = Tokenizer.tokens(of: text)
    let sentences = SentenceSplitter.sentences(of: text, tokens)
    #expect(zip(sentences, sentences.dropFirst()).allSatisfy { $0.end <= $1.start })
    for token in tokens { #expect(sentences.count { $0.contains(token.span) } == 1) }
  }
}

extension String {
  fileprivate var trimmed: String {
    let dropped = drop { $0.isWhitespace }
    return String(dropped.reversed().drop { $0.isWhitespace }.reversed())
  }
}
