import Testing

@testable import ArticleKit

@Suite("A few lines pasted without a page around them are text")
struct ExcerptTests {
  private func labels(_ text: String) -> [BlockLabel] {
    ArticleParser.parse(SourceText(text)).blocks.map(\.label)
  }

  @Test("The open line above two sentences is their title")
  func titleAndSentences() {
    let text = """
      Cầu mới qua sông Tiền

      Cầu Mỹ Thuận 2 nối Tiền Giang với Vĩnh Long được đưa vào sử dụng.

      Cầu dài gần hai cây số.
      """
    #expect(labels(text) == [.headline, .standfirst, .paragraph])
  }

  @Test(
    "One long line is text of the body, whatever it opens or ends with",
    arguments: [
      "Cầu Mỹ Thuận 2 nối Tiền Giang với Vĩnh Long được đưa vào sử dụng cuối năm 2023 sau hơn ba năm thi công, rút ngắn đường từ Thành phố Hồ Chí Minh về Cần Thơ và các tỉnh miền Tây",
      ">> Xem thêm: Cầu Mỹ Thuận 2 nối Tiền Giang với Vĩnh Long được đưa vào sử dụng. Công trình rút ngắn đường đi từ Thành phố Hồ Chí Minh về Cần Thơ, và giảm tải cho cây cầu cũ ở phía hạ lưu.",
    ])
  func longLine(text: String) {
    #expect(labels(text).map(\.isBody) == [true])
  }

  @Test("A lone sentence is a paragraph, and the page is doubtful")
  func loneSentence() {
    let article = ArticleParser.parse(SourceText("Cầu mới đã được đưa vào sử dụng sáng nay."))
    #expect(article.blocks.map(\.label) == [.paragraph])
    #expect(article.confidence < 0.5)
  }
}
