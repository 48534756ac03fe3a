import Testing

@testable import ArticleKit

/// Articles for tests: a headline and paragraphs, labelled without the parser.
enum SampleArticles {
  static func article(_ headline: String, _ paragraphs: [String], standfirst: String? = nil) -> Article {
    let parts =
      [(headline, BlockLabel.headline)] + (standfirst.map { [($0, .standfirst)] } ?? [])
      + paragraphs.map { ($0, .paragraph) }
    let source = SourceText(parts.map(\.0).joined(separator: "\n\n") + "\n")
    var blocks: [Block] = []
    var at = 0
    for (text, label) in parts {
      let content = Span(at, at + text.utf8.count)
      at = content.end + 2
      blocks.append(Block(span: Span(content.start, min(at, source.count)), content: content, label: label))
    }
    var article = Article(source: source, blocks: blocks)
    article.headline = Article.Field(span: blocks[0].content, block: 0, confidence: 1)
    for (index, block) in blocks.enumerated() where block.label.isBody {
      for span in SentenceSplitter.sentences(of: source, in: block.content) {
        article.sentences.append(Article.Sentence(span: span, block: index))
      }
    }
    return article
  }

  static let bridge = article(
    "Khánh thành cầu Mỹ Thuận 2 nối Tiền Giang và Vĩnh Long",
    [
      "Sáng 24/12/2023, cầu Mỹ Thuận 2 bắc qua sông Tiền được khánh thành, nối hai tỉnh Tiền Giang và Vĩnh Long. "
        + "Cầu dài gần 2 km, có 6 làn xe, là cầu dây văng do kỹ sư Việt Nam thiết kế và thi công.",
      "Công trình nằm cách cầu Mỹ Thuận cũ khoảng 350 m về phía thượng lưu. "
        + "Cây cầu giúp thời gian đi từ TP.HCM đến Cần Thơ còn khoảng hai giờ. "
        + "Điều này được người dân miền Tây mong đợi từ nhiều năm.",
      "Cầu Mỹ Thuận cũ thông xe năm 2000 và nhiều lần ùn tắc vào dịp lễ, tết.",
    ])

  static let bridgeElsewhere = article(
    "Cầu Mỹ Thuận 2 thông xe",
    [
      "Cầu Mỹ Thuận 2 bắc qua sông Tiền được khánh thành sáng 24/12/2023, nối hai tỉnh Tiền Giang và Vĩnh Long. "
        + "Tổng mức đầu tư của dự án là hơn 5.000 tỷ đồng.",
      "Dự án khởi công năm 2020 và kéo dài hơn ba năm.",
    ])
}

@Suite("Summaries")
struct SummarizerTests {
  private func summary(
    _ articles: [Article], _ budget: Summary.Budget, query: String? = nil
  ) throws -> Summary { try Summarizer.summarize(articles, budget: budget, query: query) }

  @Test("Every sentence is a stretch of its source, in source order")
  func tracesToSource() throws {
    let article = SampleArticles.bridge
    let result = try summary([article], .sentences(3))
    #expect(result.sentences.count == 3)
    for sentence in result.sentences { #expect(article.source[sentence.span] == sentence.text) }
    #expect(result.sentences.map(\.span) == result.sentences.map(\.span).sorted())
  }

  @Test("A budget of sentences is never exceeded, and 0 gives nothing")
  func sentenceBudget() throws {
    for count in 0...8 {
      let result = try summary([SampleArticles.bridge], .sentences(count))
      #expect(result.sentences.count <= count)
    }
    #expect(try summary([SampleArticles.bridge], .sentences(0)).text.isEmpty)
    #expect(try summary([SampleArticles.bridge], .sentences(-3)).text.isEmpty)
  }

  @Test("A budget of words is reached, met as nearly as whole sentences allow, or never exceeded", arguments: 1...120)
  func wordBudget(count: Int) throws {
    let article = SampleArticles.bridge
    func words(_ rounding: Summary.Rounding) throws -> Int {
      let result = try Summarizer.summarize([article], budget: .words(count), rounding: rounding)
      #expect(result.words == result.sentences.reduce(0) { $0 + WordReader.words(in: $1.text).count })
      return result.words
    }
    let everything = try summary([article], .sentences(100)).words
    #expect(try words(.up) >= min(count, everything))
    #expect(try words(.down) <= count)
    #expect(abs(try words(.nearest) - count) <= abs(try words(.up) - count) || count < 40)
  }

  @Test("A pronoun for one person gets the name it stands for in brackets")
  func antecedentInBrackets() throws {
    let article = SampleArticles.article(
      "Trường Sa đón xuân",
      [
        "Chuyến tàu rời quân cảng Cam Ranh sáng 10/1. Trên tàu có nhà thơ Trần Đăng Khoa cùng đoàn nghệ sĩ.",
        "Ông đọc thơ cho lính đảo Trường Sa nghe trong đêm giao thừa lộng gió biển.",
      ])
    let result = try Summarizer.summarize(
      [article], budget: .sentences(1), query: "đọc thơ cho lính đảo giao thừa", style: .keyPoints)
    let sentence = try #require(result.sentences.first)
    #expect(sentence.text.hasPrefix("Ông [Trần Đăng Khoa] đọc thơ"))
    #expect(sentence.antecedent.map { article.source[$0] } == "Trần Đăng Khoa")
    #expect(article.source[sentence.span].hasPrefix("Ông đọc thơ"))
  }

  @Test("A caption, half a quotation and an agency's mark stay out")
  func unfitSentences() throws {
    let article = SampleArticles.article(
      "Sơn Đoòng mở cửa đón khách",
      [
        "QBO - Hang Sơn Đoòng ở Quảng Bình nhận khách trở lại từ tháng 1. Ảnh: Một góc hang Sơn Đoòng. "
          + "“Mỗi năm hang chỉ đón khoảng 1.000 khách để giữ cảnh quan. Tour kéo dài bốn ngày ba đêm."
      ])
    let texts = try summary([article], .sentences(9)).sentences.map(\.text)
    #expect(texts == ["Hang Sơn Đoòng ở Quảng Bình nhận khách trở lại từ tháng 1.", "Tour kéo dài bốn ngày ba đêm."])
  }

  @Test("Sentences of one article keep their order among those of others, and the same input gives the same summary")
  func orderOfSeveral() throws {
    let articles = [SampleArticles.bridge, SampleArticles.bridgeElsewhere]
    let result = try summary(articles, .sentences(6))
    for article in 0..<2 {
      let spans = result.sentences.filter { $0.article == article }.map(\.span)
      #expect(spans == spans.sorted())
    }
    #expect(try summary(articles, .sentences(6)) == result)
  }

  @Test("A damaged model still ranks by position")
  func damagedModel() throws {
    let model = SummaryModel(Blob(immortalCopyOf: [0x53, 0x55, 0x4D, 0x4D, 1, 0, 0, 0, 9, 9, 9]))
    let result = try Summarizer.summarize([SampleArticles.bridge], .sentences(1), model: model)
    #expect(result.sentences.first?.text.hasPrefix("Sáng 24/12/2023") == true)
  }

  @Test("A ratio that is no number gives the shortest summary")
  func ratioBudget() throws {
    #expect(try summary([SampleArticles.bridge], .ratio(.nan)).sentences.isEmpty)
    #expect(try summary([SampleArticles.bridge], .ratio(5)).sentences.count >= 4)
  }

  @Test("A sentence that leans on the one before is not taken without it")
  func noDanglingOpening() throws {
    for count in 1...6 {
      let result = try summary([SampleArticles.bridge], .sentences(count), query: "người dân miền Tây mong đợi")
      let texts = result.sentences.map(\.text)
      if let at = texts.firstIndex(where: { $0.hasPrefix("Điều này") }) {
        try #require(at > 0)
        #expect(texts[at - 1].hasPrefix("Cây cầu giúp"))
      }
    }
  }

  @Test("What two articles both say is told once, with the other as support")
  func toldOnce() throws {
    let result = try summary([SampleArticles.bridge, SampleArticles.bridgeElsewhere], .sentences(4))
    let opening = result.sentences.filter { $0.text.contains("khánh thành") }
    #expect(opening.count == 1)
    #expect(opening.first?.support.count == 1)
    #expect(result.sources == [0, 1])
  }

  @Test("A query brings its sentence to the summary")
  func queryFocus() throws {
    let result = try summary([SampleArticles.bridge], .sentences(1), query: "từ TP.HCM đến Cần Thơ mất bao lâu")
    #expect(result.sentences.first?.text.contains("Cần Thơ") == true)
    #expect(result.sentences.first?.reasons.first == .query)
    #expect(result.answersQuery)
    #expect(try !summary([SampleArticles.bridge], .sentences(1), query: "zzz qqq").answersQuery)
  }

  @Test("No article and an empty article give an empty summary")
  func empty() throws {
    #expect(try summary([], .sentences(3)).sentences.isEmpty)
    #expect(try summary([SampleArticles.article("", [])], .words(100)).sentences.isEmpty)
  }

  @Test("A cancelled summary throws")
  func cancelled() {
    #expect(throws: AnalysisCancelled()) {
      try Summarizer.summarize([SampleArticles.bridge], isCancelled: { true })
    }
  }
}
