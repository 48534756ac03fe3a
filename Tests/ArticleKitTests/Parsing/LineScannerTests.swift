import Testing

@testable import ArticleKit

@Suite("Lines of a page")
struct LineScannerTests {
  private func lines(_ text: String) -> [String] {
    LineScanner.lines(Array(text.utf8)).map { SourceText(text)[Span($0.start, $0.end)] }
  }

  @Test(
    "Every kind of line break ends a line",
    arguments: ["một\nhai", "một\r\nhai", "một\rhai", "một\u{2028}hai", "một\u{2029}hai", "một\n\n\nhai"])
  func everyKindOfBreak(text: String) {
    #expect(lines(text) == ["một", "hai"])
  }

  @Test("No-break, ideographic and zero-width spaces are not content")
  func oddSpaces() {
    #expect(lines("\u{A0}\u{A0}\n\u{3000}tin\u{200B}\u{A0}\n\u{FEFF}") == ["tin"])
  }

  @Test("Empty lines above a line are counted, those at the top are not")
  func emptyLines() {
    #expect(LineScanner.lines(Array("\n\na\nb\n \n\u{A0}\nc".utf8)).map(\.blanksAbove) == [0, 0, 2])
  }

  @Test("A paragraph broken to a fixed width is put together again")
  func brokenParagraph() {
    let text = """
      Sông Mê Kông bắt nguồn từ cao nguyên Tây Tạng và chảy qua sáu nước trước
      khi đổ ra Biển Đông ở miền Nam Việt Nam. Dòng sông nuôi sống hàng chục
      triệu người nhờ cá, phù sa và nước tưới cho những cánh đồng lúa trải dài
      ở hạ lưu.

      Mùa nước nổi kéo dài từ tháng bảy đến tháng mười một.
      """
    let bytes = Array(text.utf8)
    let joined = LineJoiner.join(LineScanner.lines(bytes), bytes)
    #expect(joined.count == 2)
    #expect(joined.first?.joined == 4)
  }

  @Test("A menu and a list of titles stay as they are")
  func listsAreNotJoined() {
    let text = "Thời sự\nThế giới\nKinh doanh\nThể thao\nGiải trí\nSức khỏe\nGiáo dục\nKhoa học\n"
    let bytes = Array(text.utf8)
    #expect(LineJoiner.join(LineScanner.lines(bytes), bytes).count == 8)
  }
}

@Suite("Measures of a line")
struct LineMeasuresTests {
  private func measures(_ line: String) -> LineMeasures { Page(SourceText(line)).measures[0] }

  @Test("A line says the same in NFC and NFD, in capitals, and without diacritics")
  func foldedHash() {
    let spellings = ["Đà Nẵng", "Đa\u{300} Na\u{306}\u{303}ng", "ĐÀ NẴNG", "Da Nang", "«Đà Nẵng!»"]
    #expect(Set(spellings.map { measures($0).hash }).count == 1)
    #expect(measures("Đà Lạt").hash != measures("Đà Nẵng").hash)
  }

  @Test("Every toned Vietnamese letter folds to its base letter")
  func toneFolding() {
    let letters: [(Character, String)] = [
      ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"), ("o", "òóỏõọôồốổỗộơờớởỡợ"),
      ("u", "ùúủũụưừứửữự"),
      ("y", "ỳýỷỹỵ"), ("d", "đ"),
    ]
    for (base, toned) in letters {
      for scalar in (toned + toned.uppercased()).unicodeScalars {
        #expect(Scalars.fold(scalar.value) == base.unicodeScalars.first?.value, "\(scalar)")
      }
    }
  }

  @Test("Capitals, numbers, stops and commas are counted")
  func counts() {
    let line = measures("Hà Nội, ngày 2/9/1945. Quảng trường Ba Đình đông người.")
    #expect(line.words == 12)
    #expect(line.capitalized == 5)
    #expect(line.numbers == 3)
    #expect(line.innerStops == 1)
    #expect(line.commas == 1)
    #expect(line.isClosed)
    #expect(line.marks.contains(.numericDate))
    #expect(line.marks.contains(.year))
  }

  @Test("Characters of scripts without spaces count as words, and half as length")
  func wideScripts() {
    let line = measures("東京で桜が咲いた。")
    #expect(line.words == 8)
    #expect(line.length == 4)
    #expect(line.isClosed)
  }

  @Test(
    "Clock times and dates in figures are seen",
    arguments: [
      ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", true, true), ("07.03.2026", true, false), ("2026-03-07", true, false),
      ("tỷ số 2:1", false, false),
    ])
  func times(text: String, date: Bool, clock: Bool) {
    #expect(measures(text).marks.contains(.numericDate) == date)
    #expect(measures(text).marks.contains(.clock) == clock)
  }
}
