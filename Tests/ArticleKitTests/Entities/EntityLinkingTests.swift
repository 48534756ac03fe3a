import Testing

@testable import ArticleKit

@Suite("Linking names to the knowledge base")
struct EntityLinkingTests {
  /// The entities of a text whose names are marked: "sông ⟦LOC:Hồng⟧".
  private func entities(_ marked: String, day: Int = 0) -> [Entity] {
    var text = ""
    var marks: [(span: Span, type: EntityType)] = []
    for (number, part) in marked.split(separator: "⟦", omittingEmptySubsequences: false).enumerated() {
      if number == 0 {
        text += part
        continue
      }
      let pieces = part.split(separator: "⟧", maxSplits: 1, omittingEmptySubsequences: false)
      let name = pieces[0].split(separator: ":", maxSplits: 1)
      let start = text.utf8.count
      text += name[1]
      marks.append((Span(start, text.utf8.count), EntityType(named: String(name[0])) ?? .work))
      if pieces.count > 1 { text += pieces[1] }
    }
    let source = SourceText(text)
    let tokens = NameTokenizer(.builtIn).tokens(of: source.utf8, in: 0..<source.utf8.count)
    let names = marks.map { mark in
      let inside = tokens.indices.filter {
        Int(tokens[$0].start) < mark.span.end && mark.span.start < Int(tokens[$0].end)
      }
      return FoundName(start: inside.first ?? 0, end: (inside.last ?? 0) + 1, type: mark.type)
    }
    return EntityAnalyzer().entities(names, tokens, NameModel.embeddedLexicon, source, day)
  }

  private func ids(_ marked: String, day: Int = 0) -> [String?] { entities(marked, day: day).map(\.id) }

  @Test("The small word before a name says which record it is")
  func heads() {
    #expect(ids("Nước sông ⟦LOC:Hồng⟧ lên nhanh.") == ["place.redriver"])
    #expect(
      ids("Căng thẳng trên bán đảo ⟦LOC:Triều Tiên⟧, theo lời ⟦LOC:Triều Tiên⟧.") == [
        "place.korean-peninsula", "country.kp",
      ])
    #expect(ids("Theo bộ ⟦ORG:Y tế⟧, dịch đã giảm.") == ["org.vn-moh"])
    #expect(ids("Bộ ⟦ORG:Ngoại giao⟧ ⟦LOC:Nga⟧ ra thông cáo.").first == "org.ru-mfa")
    let abroad = "⟦LOC:Iran⟧ và ⟦LOC:Iraq⟧ họp ở ⟦LOC:Tehran⟧. Bộ trưởng bộ ⟦ORG:Y tế⟧ vắng mặt; ⟦LOC:Iran⟧ chủ trì."
    #expect(!ids(abroad).contains("org.vn-moh"))
  }

  @Test("A street, a bridge or a ward of a known place's name is not that place")
  func otherHeads() {
    #expect(ids("Xe dừng trên đường ⟦LOC:Điện Biên Phủ⟧ lúc 8 giờ.") == [nil])
    #expect(ids("Nhà ở phường ⟦LOC:Hòa Bình⟧.") == [nil])
    #expect(ids("Trận ⟦LOC:Điện Biên Phủ⟧ kết thúc năm 1954.") == ["place.dien-bien-phu"])
    // The last syllable of another word is no head.
    #expect(ids("Giá tăng trên thị trường ⟦LOC:châu Á⟧, theo yêu cầu ⟦LOC:Đà Lạt⟧.") == ["place.asia", "place.dalat"])
  }

  @Test("A district needs its head, its province or to be well known")
  func districts() {
    #expect(ids("Cháy ở huyện ⟦LOC:Như Thanh⟧ đêm qua.", day: 2013_10_01) == ["vn.d63.403"])
    #expect(ids("Hội chợ ở ⟦LOC:Như Thanh⟧, ⟦LOC:Thanh Hóa⟧.", day: 2013_10_01) == ["vn.d63.403", "vn.p34.38"])
    #expect(ids("Hội chợ ở ⟦LOC:Như Thanh⟧ mở cửa.", day: 2013_10_01) == [nil])
  }

  @Test("A body named without its country belongs to the country the text speaks of")
  func bodiesOfOthers() {
    let text = """
      ⟦LOC:Philippines⟧ đặt mua máy bay. Tại ⟦LOC:Manila⟧, người phát ngôn ⟦ORG:Bộ Quốc phòng⟧ nói \
      ⟦LOC:Philippines⟧ cần chúng.
      """
    #expect(ids(text).contains("org.bo-quoc-phong-philippines"))
    #expect(!ids(text).contains("org.vn-mod"))
  }

  @Test("A body of a province takes the province the text speaks of")
  func bodiesOfProvinces() {
    let text = "Mưa lớn ở ⟦LOC:Quảng Nam⟧. Hôm sau, ⟦ORG:UBND tỉnh⟧ họp khẩn."
    #expect(ids(text, day: 2013_10_01) == ["vn.p63.49", "org.ubnd.quang-nam"])
  }

  @Test("In a text about us a ministry is ours, though another country was named before it")
  func bodiesOfOurs() {
    let text = """
      ⟦LOC:Hà Nội⟧ đón đoàn ⟦LOC:Thái Lan⟧. ⟦ORG:Bộ Ngoại giao⟧ cho biết ⟦LOC:Việt Nam⟧ và ⟦LOC:Đà Nẵng⟧ sẵn sàng.
      """
    #expect(ids(text).contains("org.vn-mofa"))
  }

  @Test("Heads and abbreviations do not hide a known name")
  func headsInside() {
    #expect(ids("Theo ⟦ORG:Nhật báo Yomiuri Shimbun⟧, họp kín.") == ["media.yomiuri-shimbun"])
    #expect(ids("Lãnh đạo ⟦ORG:Tập đoàn Năng lượng PetroChina⟧ từ chức.") == ["org.petrochina"])
    #expect(ids("Trường ⟦ORG:ĐH Sài Gòn⟧ tuyển sinh.") == ["org.dai-hoc-sai-gon"])
  }

  @Test("A foreign name with a slip or without its diacritics keeps its record")
  func slips() {
    #expect(ids("Theo tờ ⟦ORG:Yomuiri Shimbun⟧.") == ["media.yomiuri-shimbun"])
    #expect(ids("Tổng thống ⟦PER:Enrique Penã Nieto⟧ phát biểu.") == ["per.enrique-pena-nieto"])
    #expect(ids("Điện thoại ⟦WORK:Galaxy S4⟧ và ⟦WORK:Galaxy S94⟧.") == ["misc.galaxy-s4", nil])
  }

  @Test("A common Vietnamese name is a known person only where the text speaks of what that person does")
  func commonNames() {
    #expect(ids("Ca sĩ ⟦PER:Hồng Nhung⟧ hát mở màn.") == ["per.hong-nhung"])
    #expect(ids("⟦PER:Hồng Nhung⟧ đưa tin từ hiện trường vụ cháy.") == [nil])
    let far =
      "Một ca sĩ vừa tới đây. \(String(repeating: "Trời mưa to suốt cả ngày. ", count: 6))⟦PER:Hồng Nhung⟧ bán trà."
    #expect(ids(far) == [nil])
    #expect(ids("Thủ môn ⟦PER:Bùi Tiến Dũng⟧ cứu thua.") == ["per.bui-tien-dung"])
    #expect(ids("Ông ⟦PER:Bùi Tiến Dũng⟧ (SN 1961, ngụ huyện Củ Chi) mở quán ăn.") == [nil])
  }

  @Test("A surname does not link a person whose full name is unknown")
  func surnames() {
    #expect(ids("Ông ⟦PER:Ronald Obama⟧ mở quán ở ⟦LOC:Mỹ⟧. Ông ⟦PER:Obama⟧ bán phở.").first == .some(nil))
  }

  @Test("A lone foreign word that is known as a weapon alone is no person, unless it is addressed as one")
  func retyped() {
    #expect(entities("Nga thử loại vũ khí mới, gọi là ⟦PER:Oreshnik⟧.").map(\.type) == [.work])
    #expect(entities("Hôm qua, ông ⟦PER:Oreshnik⟧ tới dự.").map(\.type) == [.person])
  }

  @Test("The last words of a person's name are that person, whatever they were taken for")
  func retypedTails() {
    let found = entities("Thủ môn ⟦PER:Đỗ Văn Tấn Phát⟧ bị đau. Đội nhà thay ⟦LOC:Tấn Phát⟧ ở phút 60.")
    #expect(found.map(\.type) == [.person])
    #expect(found.map(\.mentions.count) == [2])
  }

  @Test("A slip in the name of a country joins it, whatever it was taken for")
  func slipsOfOtherTypes() {
    #expect(entities("Quân đội ⟦LOC:Israel⟧ rút đi. ⟦ORG:Isarel⟧ chưa bình luận.").map(\.id) == ["country.il"])
  }

  @Test("Known names found as one are taken apart, a name with a dash of its own is not")
  func lists() {
    #expect(ids("Theo ⟦ORG:Reuters - Kyodo⟧, giá dầu tăng.") == ["media.reuters", "media.kyodo"])
    let table = "Kết quả ⟦WORK:Celtic 2 - 1 Arsenal FT AC Milan 1 - 1 Borussia Dortmund FT Chelsea 0 - 0⟧"
    #expect(ids(table) == ["org.celtic", "org.arsenal", "org.ac-milan", "org.borussia-dortmund", "org.chelsea"])
    #expect(entities("Bệnh viện ⟦ORG:Việt Nam - Cuba⟧ mở thêm khoa.").count == 1)
  }

  @Test("Ministries with other countries behind them stay apart")
  func otherPlacesBehind() {
    let text = """
      ⟦ORG:Đại sứ quán⟧ ⟦LOC:Pháp⟧ mở cửa, ⟦ORG:Đại sứ quán⟧ ⟦LOC:Đức⟧ đóng cửa. \
      Sau đó ⟦ORG:Đại sứ quán⟧ ⟦LOC:Pháp⟧ cũng nghỉ.
      """
    let bodies = entities(text).filter { $0.type == .organisation }
    #expect(bodies.map(\.mentions.count) == [2, 1])
  }

  @Test("A name of an organisation that leaves words out joins the longer one with the same head")
  func shortened() {
    let text = """
      ⟦ORG:Trường THPT tư thục Lê Hồng Phong⟧ khai giảng. ⟦ORG:Trường THPT Lê Hồng Phong⟧ và \
      ⟦ORG:Trường tư thục Lê Hồng Phong⟧ là một.
      """
    #expect(entities(text).map(\.mentions.count) == [3])
    let apart = "⟦ORG:Đảng ủy Bộ Công an⟧ họp; ⟦ORG:Bộ Công an⟧ báo cáo."
    #expect(entities(apart).map(\.mentions.count) == [1, 1])
  }

  @Test("A place in brackets behind an organisation is no other name of it, a foreign name is")
  func brackets() {
    #expect(entities("⟦ORG:Phòng Tham mưu⟧ (⟦ORG:CATP Hà Nội⟧) họp.").count == 2)
    #expect(entities("Theo báo ⟦ORG:Tấm gương⟧ (⟦ORG:Der Spiegel⟧), vụ việc còn mới.").map(\.id) == ["media.spiegel"])
  }
}
