import Testing

@testable import ArticleKit

@Suite("Tokens")
struct TokenizerTests {
  private func tokens(_ string: String) -> [String] {
    let text = SourceText(string)
    return Tokenizer.tokens(of: text).map { text[$0.span] }
  }

  @Test("A token is a syllable, a number, a punctuation mark or a symbol")
  func cuts() {
    #expect(tokens("Hà Nội, ngày 2/9.") == ["Hà", "Nội", ",", "ngày", "2", "/", "9", "."])
    #expect(tokens("7.000 USD, 1,5 tỷ… 40km") == ["7.000", "USD", ",", "1,5", "tỷ", "…", "40", "km"])
    #expect(tokens("Côte d’Ivoire (G7) \"U23\"") == ["Côte", "d’Ivoire", "(", "G7", ")", "\"", "U23", "\""])
    #expect(tokens("chờ... 10% 😀!") == ["chờ", "...", "10", "%", "😀", "!"])
    #expect(tokens("Vie\u{302}\u{323}t\u{AD}nam \u{200B}a") == ["Vie\u{302}\u{323}t\u{AD}nam", "a"])
    #expect(tokens(" \n\u{FEFF}").isEmpty)
    #expect(tokens("KazakhstanÔng ViệtNam UkraineTheo") == ["Kazakhstan", "Ông", "Việt", "Nam", "Ukraine", "Theo"])
    #expect(tokens("VnExpress iPhone McDonald d’Úc O’Brien") == ["VnExpress", "iPhone", "McDonald", "d’Úc", "O’Brien"])
  }

  @Test("A token knows how it is written and what stands before it")
  func shapes() {
    let text = SourceText("Ông VnExpress USD\n\tđi (NATO")
    let shapes = Tokenizer.tokens(of: text).map(\.shape)
    #expect(shapes[0] == [.initialCapital, .hasLower, .hasDiacritic, .afterSpace, .afterLineBreak])
    #expect(shapes[1] == [.initialCapital, .hasLower, .innerCapital, .afterSpace])
    #expect(shapes[2] == [.initialCapital, .allCaps, .afterSpace])
    #expect(shapes[3] == [.hasLower, .hasDiacritic, .afterSpace, .afterLineBreak])
    #expect(shapes[4] == [.afterSpace])
    #expect(shapes[5] == [.initialCapital, .allCaps])
  }

  @Test("A stretch is cut at code points, and its tokens keep the offsets of the text")
  func stretch() {
    let text = SourceText("một hai ba")
    let tokens = Tokenizer.tokens(of: text, in: Span(4, 100))
    #expect(tokens.map { text[$0.span] } == ["t", "hai", "ba"])
  }
}
