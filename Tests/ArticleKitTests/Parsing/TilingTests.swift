import Testing

@testable import ArticleKit

@Suite("Blocks tile the source")
struct TilingTests {
  static let pages = [
    "", " ", "\n\n\n", "a", "\u{FEFF}Tin\r\n\r\nnóng\r\n", "một\rhai\u{2028}ba\u{2029}",
    "\u{A0}\u{3000}\n x \n\u{200B}\n",
    "Tít\n\nĐoạn một nói về mưa lớn ở miền Trung trong tuần này.\n\n© 2024", "\0\0\n\0", "e\u{301}\u{301}\n\u{301}",
  ]

  @Test("Every byte lies in exactly one block", arguments: pages)
  func everyByteLiesInOneBlock(text: String) {
    let article = ArticleParser.parse(SourceText(text))
    var at = 0
    for block in article.blocks {
      #expect(block.span.start == at)
      #expect(block.span.contains(block.content))
      at = block.span.end
    }
    #expect(at == text.utf8.count)
  }

  @Test("An empty text has one blank block and no article")
  func emptyText() {
    let article = ArticleParser.parse(SourceText(""))
    #expect(article.blocks.map(\.label) == [.blank])
    #expect(article.confidence == 0)
    #expect(article.headline == nil)
  }

  @Test("Reading the same page twice gives the same blocks")
  func deterministic() {
    let source = SourceText(Self.pages.joined(separator: "\n"))
    #expect(ArticleParser.parse(source).blocks == ArticleParser.parse(source).blocks)
  }
}
