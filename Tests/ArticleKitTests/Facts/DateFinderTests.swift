import Testing

@testable import ArticleKit

/// The dates of `text` published on Wednesday 2024-11-27, as "surface=value".
private func dates(_ text: String, on day: String? = "2024-11-27") -> [String] {
  let source = SourceText(text)
  return DateFinder.dates(in: source, publishedAt: day.flatMap { CalendarDay(iso8601: $0) }).map {
    "\(source[$0.span])=\($0.value.iso)"
  }
}

@Suite("Dates")
struct DateFinderTests {
  @Test(
    "Days",
    arguments: [
      ("Lễ khai mạc diễn ra ngày 22/10.", "ngày 22/10=2024-10-22"),
      ("Văn bản ký ngày 5.9.2013 còn hiệu lực.", "ngày 5.9.2013=2013-09-05"),
      ("Cuộc họp hôm 26-11 kết thúc muộn.", "hôm 26-11=2024-11-26"),
      ("Hội nghị mở màn vào ngày 28 tháng 2 năm 2023.", "ngày 28 tháng 2 năm 2023=2023-02-28"),
      ("Ngày 8/12 tới, cầu sẽ thông xe.", "Ngày 8/12 tới=2024-12-08"),
      ("Hội chợ bế mạc ngày 22/10 vừa qua tại Kazan.", "ngày 22/10 vừa qua=2024-10-22"),
      ("Đoàn rời ngày 22/10 tới Kazan.", "ngày 22/10=2024-10-22"),
      ("Bản cập nhật 2024-03-05 đã phát hành.", "2024-03-05=2024-03-05"),
      ("Từ ngày 2/1, giá vé sẽ tăng.", "ngày 2/1=2025-01-02"),
      ("Ngày 30/12, tàu đã cập cảng.", "Ngày 30/12=2024-12-30"),
      ("Trạm đóng cửa ngày 15 tháng này.", "ngày 15 tháng này=2024-11-15"),
    ])
  func days(_ text: String, _ expected: String) {
    #expect(dates(text) == [expected])
  }

  @Test(
    "Days said from the day of publication",
    arguments: [
      ("Trời mưa to hôm qua.", "hôm qua=2024-11-26"),
      ("Ngày hôm nay chợ nghỉ.", "Ngày hôm nay=2024-11-27"),
      ("Sáng nay, tàu rời ga.", "Sáng nay=2024-11-27TMO"),
      ("Nước rút vào tối qua.", "tối qua=2024-11-26TEV"),
      ("Rạng sáng mai sẽ có sương.", "Rạng sáng mai=2024-11-28TMO"),
      ("Thầy hẹn gặp vào chiều ngày mai.", "chiều ngày mai=2024-11-28TAF"),
      ("Đêm nay trời rét.", "Đêm nay=2024-11-27TNI"),
      ("Trường mở cửa hôm kia.", "hôm kia=2024-11-25"),
      ("Trận đấu diễn ra hôm qua 26/11 tại Huế.", "hôm qua 26/11=2024-11-26"),
      ("Chỉ còn 3 ngày nữa là khai mạc.", "3 ngày nữa=2024-11-30"),
    ])
  func relativeDays(_ text: String, _ expected: String) {
    #expect(dates(text) == [expected])
  }

  @Test(
    "Weekdays",
    arguments: [
      ("Bộ trưởng đã tới Hà Nội hôm thứ Ba.", "hôm thứ Ba=2024-11-26"),
      ("Phiên họp vào thứ Sáu tới sẽ quyết định.", "thứ Sáu tới=2024-11-29"),
      ("Thứ Hai tuần trước, giá vàng giảm.", "Thứ Hai tuần trước=2024-11-18"),
      ("Chủ nhật tuần này có chợ phiên.", "Chủ nhật tuần này=2024-12-01"),
      ("Cửa hàng sẽ mở vào thứ Năm.", "thứ Năm=2024-11-28"),
      ("Tối thứ Bảy 23/11, đội nhà đã thắng.", "Tối thứ Bảy 23/11=2024-11-23TEV"),
    ])
  func weekdays(_ text: String, _ expected: String) {
    #expect(dates(text) == [expected])
  }

  @Test(
    "Weeks, months, quarters, years, decades and centuries",
    arguments: [
      ("Nghị quyết được thông qua tuần trước.", "tuần trước=2024-W47"),
      ("Giải đấu kết thúc cuối tuần trước.", "cuối tuần trước=2024-11-23/2024-11-24"),
      ("Hội nghị họp tại Luxembourg vào tháng 6 năm ngoái.", "tháng 6 năm ngoái=2023-06"),
      ("Kim ngạch đến cuối tháng 10 tăng.", "tháng 10=2024-10"),
      ("Luật ban hành từ tháng Giêng năm 2010.", "tháng Giêng năm 2010=2010-01"),
      ("Mốc này đạt được hồi tháng 12.", "tháng 12=2023-12"),
      ("Dự án bắt đầu từ 3/1947.", "3/1947=1947-03"),
      ("Lợi nhuận quý III/2013 giảm.", "quý III/2013=2013-Q3"),
      ("Kế hoạch quý I năm 2025 đã duyệt.", "quý I năm 2025=2025-Q1"),
      ("Sản lượng năm nay cao hơn.", "năm nay=2024"),
      ("Đường sẽ xong vào năm tới.", "năm tới=2025"),
      ("Nhà máy mở cửa 3 năm trước.", "3 năm trước=2021"),
      ("Phong trào nở rộ trong thập niên 1990.", "thập niên 1990=199X"),
      ("Nghề này có từ những năm 80 của thế kỷ trước.", "những năm 80 của thế kỷ trước=198X"),
      ("Tòa nhà xây từ thế kỷ 19.", "thế kỷ 19=18XX"),
      ("Kể từ đầu năm đến nay giá ổn định.", "năm=2024"),
      ("Đợt nắng nóng mùa hè năm 2012 kéo dài.", "mùa hè năm 2012=2012-06/2012-08"),
    ])
  func stretches(_ text: String, _ expected: String) {
    #expect(dates(text) == [expected])
  }

  @Test(
    "Ranges",
    arguments: [
      ("Tổng thống thăm từ ngày 27-28/11.", ["ngày 27-28/11=2024-11-27/2024-11-28"]),
      ("Triển lãm mở từ ngày 20 đến 22/10.", ["ngày 20 đến 22/10=2024-10-20/2024-10-22"]),
      ("Khóa học đã kéo dài từ ngày 1/2 đến 3/5.", ["ngày 1/2=2024-02-01", "3/5=2024-05-03"]),
      ("Năm học 2013-2014 bắt đầu.", ["Năm học 2013-2014=2013/2014"]),
      ("Chương trình giai đoạn 2012-2015 đã xong.", ["2012-2015=2012/2015"]),
      ("Cuộc chiến (1950-1953) chia cắt bán đảo.", ["1950-1953=1950/1953"]),
      ("Vốn tăng từ năm 2011 đến 2013.", ["năm 2011 đến 2013=2011/2013"]),
    ])
  func ranges(_ text: String, _ expected: [String]) {
    #expect(dates(text) == expected)
  }

  @Test(
    "Clock times with a day",
    arguments: [
      ("Sự cố xảy ra lúc 7h24 ngày 22/10.", "7h24 ngày 22/10=2024-10-22T07:24"),
      ("Tàu chạy lúc 8 giờ sáng nay.", "8 giờ sáng nay=2024-11-27T08:00"),
      ("Trận đấu bắt đầu lúc 3h chiều mai.", "3h chiều mai=2024-11-28T15:00"),
      ("Cầu phong tỏa từ 20 giờ 30 phút ngày 1/12/2024.", "20 giờ 30 phút ngày 1/12/2024=2024-12-01T20:30"),
    ])
  func clocks(_ text: String, _ expected: String) {
    #expect(dates(text) == [expected])
  }

  @Test(
    "What only looks like a date is left alone",
    arguments: [
      "Quân đội lấy lại 1/4 diện tích.", "Dự án kéo dài 3 năm.",
      "Cháu học giỏi không phải lần thứ hai.",
      "Tỷ số là 2-1 sau hiệp đầu.", "Nghị định số 51/2013/NĐ-CP quy định rõ.", "Anh 35 tuổi, làm việc 24 giờ mỗi ngày.",
      "Trong 5 năm qua, giá tăng.", "Điện thoại 2000 chiếc.", "Hiện nay và sắp tới đều khó.", "Lần thứ ba liên tiếp.",
      "Cửa hàng mở cửa 24/7 quanh năm.", "Lễ rằm tháng Bảy âm lịch đông vui.", "Tăng từ 10-12 triệu đồng.",
      "Máy chủ 192.168.1.12 bị lỗi.", "Chị Mai đến từ Huế.",
    ])
  func notDates(_ text: String) {
    #expect(dates(text) == [])
  }

  @Test(
    "English",
    arguments: [
      ("The treaty was signed on October 22, 2013.", ["October 22, 2013=2013-10-22"]),
      ("He arrived on 5 March 2014 in Paris.", ["5 March 2014=2014-03-05"]),
      ("They met in October 2013.", ["October 2013=2013-10"]),
      ("Talks resumed last week.", ["last week=2024-W47"]),
      ("The vote was held on Monday.", ["Monday=2024-11-25"]),
      ("It opened three years ago.", ["three years ago=2021"]),
      ("Styles of the 1990s returned.", ["1990s=199X"]),
      ("You may go.", []),
      ("The court ruled yesterday morning.", ["yesterday morning=2024-11-26TMO"]),
    ])
  func english(_ text: String, _ expected: [String]) {
    #expect(dates(text) == expected)
  }

  @Test("The same day is the day named before")
  func sameDay() {
    #expect(
      dates("Ngày 25/9, đoàn đến Huế. Chiều cùng ngày, đoàn ra Đà Nẵng.") == [
        "Ngày 25/9=2024-09-25", "Chiều cùng ngày=2024-09-25TAF",
      ])
  }

  @Test("A day the calendar lacks is flagged")
  func impossible() throws {
    let mention = try #require(DateFinder.dates(in: SourceText("Hạn chót là ngày 30/2/2024.")).first)
    #expect(mention.isImpossible)
    #expect(mention.value == .unknown)
  }

  @Test("Without a day of publication, the text's own dates stand in for it")
  func estimate() throws {
    let text = SourceText(
      "Ảnh chụp ngày 28 tháng 2 năm 2023. Ông đã đến Astana hôm thứ Ba, sau cuộc họp vào tháng 6 năm ngoái.")
    let mentions = DateFinder.dates(in: text)
    #expect(mentions.map(\.value.iso) == ["2023-02-28", "2023-02-28", "2022-06"])
    #expect(mentions.map(\.resolvedBy) == [.expression, .estimate, .estimate])
  }

  @Test("Without any year, days keep their month and day and relative ones stay unknown")
  func unresolved() {
    #expect(dates("Hôm qua và ngày 3/5 đều mưa.", on: nil) == ["Hôm qua=?", "ngày 3/5=XXXX-05-03"])
  }

  @Test("Misplaced tones and decomposed letters read the same")
  func spelling() {
    #expect(dates("Hôì tháng 9 vưà qua, cầu đã xong.") == ["tháng 9 vưà qua=2024-09"])
    #expect(
      dates("Cầu xong nga\u{300}y 3/5 và tuâ\u{300}n trươ\u{301}c.").map { $0.split(separator: "=").last } == [
        "2024-05-03", "2024-W47",
      ])
  }

  @Test("Lines do not run into each other")
  func lines() {
    #expect(dates("Trang 12\n10/2013") == ["10/2013=2013-10"])
    #expect(dates("vào ngày\n22/10") == [])
  }
}

@Suite("Dates at the edges")
struct DateEdgeTests {
  @Test("Months counted within a year are not its fifth month")
  func countedMonths() {
    #expect(dates("Doanh thu 9 tháng năm 2013 tăng.") == ["năm 2013=2013"])
  }

  @Test("A score after \"trước\" and a span of metres are no days")
  func scores() {
    #expect(dates("Tay vợt này dẫn trước 11-9.") == [])
    #expect(dates("Khoan ở độ sâu từ 3-4 mét.") == [])
  }

  @Test("A date in brackets says which day a relative one means")
  func apposition() {
    #expect(dates("Ngày mai (27/11), cầu mở cửa.") == ["Ngày mai=2024-11-27", "27/11=2024-11-27"])
  }

  @Test("Words of every term in the lexicon are found under their key")
  func lexicon() {
    #expect(FactLexicon.shared.entry(wordKey("ngày")).term == .ngay)
    #expect(FactLexicon.shared.entry(wordKey("Ngày")).term == .ngay)
    #expect(FactLexicon.shared.entry(wordKey("khóa")).term == FactLexicon.shared.entry(wordKey("khoá")).term)
    #expect(FactLexicon.shared.entry(wordKey("xyzzy")).term == .none)
  }

  @Test(
    "Long runs of what begins a date end in linear time",
    arguments: ["ngày ", "1/", "thứ ", "1-", "năm 19", "hôm qua ", "từ 1 đến "])
  func hostile(_ piece: String) {
    let source = SourceText(String(repeating: piece, count: 20_000))
    #expect(
      DateFinder.dates(in: source, publishedAt: CalendarDay(year: 2024, month: 1, day: 1)).allSatisfy {
        $0.span.end <= source.utf8.count
      })
  }

  @Test("A day before the first year and after the last stays within the calendar")
  func extremes() {
    #expect(dates("Hôm qua trời mưa.", on: "0001-01-01").count == 1)
    #expect(dates("Ngày mai trời nắng, 99 năm trước cũng vậy, thế kỷ 30.", on: "9999-12-31").count == 3)
  }
}
