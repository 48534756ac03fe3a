import Testing

@testable import ArticleKit

/// What a page tells of its own lines.
private enum Pages {
  static let none = LexicalWeights(Blob(immortalCopyOf: []))

  static func context(_ lines: [String]) -> PageContext {
    PageContext(SourceText(lines.joined(separator: "\n")), words: none)
  }
}

@Suite("Words that a page prints twice")
struct EchoesTests {
  @Test("A line echoed further down says so below, its echo above, both only near when they are")
  func nearAndFar() {
    let title = "Cầu Mỹ Thuận 2 nối hai bờ sông Tiền"
    let other = (0..<5).map { "Đoạn văn thứ \($0) nói chuyện khác hẳn, mỗi đoạn một ý \($0 * 7)." }
    let near = Pages.context([title, title] + other).echoes
    #expect(near.below[0] == 255)
    #expect(near.above[1] == 255)
    #expect(near.nearBelow[0] == 255)
    #expect(near.above[0] == 0)
    let far = Pages.context([title] + other + [title]).echoes
    #expect(far.below[0] == 255)
    #expect(far.nearBelow[0] == 0)
    #expect(far.nearAbove[6] == 0)
  }

  @Test("Two words in common are no echo")
  func shortRuns() {
    let echoes = Pages.context(["sông Tiền hôm nay", "bờ sông Tiền lở"]).echoes
    #expect(echoes.below == [0, 0])
  }

  @Test("A line that repeats itself is no echo of another")
  func itself() {
    let echoes = Pages.context([String(repeating: "nước lên nhanh ", count: 40)]).echoes
    #expect(echoes.above == [0])
    #expect(echoes.below == [0])
  }
}

@Suite("Words that pages use about themselves")
struct CueWordsTests {
  private func counts(_ line: String) -> [UInt8] {
    let context = Pages.context([line])
    let counts = CueWords.shared.counts(context.words(of: 0))
    return CueWords.Topic.allCases.map { counts[$0.rawValue] }
  }

  @Test(
    "Consent, subscription, comments and pictures are told apart, whatever the case",
    arguments: [
      ("We use COOKIES and ask for your consent", [2, 0, 0, 0]),
      ("Jetzt den Newsletter kostenlos abonnieren", [0, 3, 0, 0]),
      ("12 comments, 3 replies", [0, 0, 2, 0]),
      ("Foto: Archivbild", [0, 0, 0, 2]),
      ("Nước sông lên nhanh trong đêm", [0, 0, 0, 0]),
    ] as [(String, [UInt8])])
  func topics(line: String, expected: [UInt8]) {
    #expect(counts(line) == expected)
  }

  @Test("Counts stay at 255 however long the line is")
  func bounded() {
    #expect(counts(String(repeating: "cookie ", count: 900))[0] == 255)
  }
}

@Suite("What the first look teaches of a page")
struct PageHabitsTests {
  private let lines = [
    "Nước sông dâng cao suốt đêm, nhiều nhà ven bờ phải dời đi.",
    "Nước sông rút dần vào buổi sáng, nhiều nhà ven bờ đã dọn bùn.",
    "Trang chủ Thời sự Thế giới Kinh tế",
    "Trang chủ Thời sự Thế giới Giải trí",
  ]

  @Test("A line whose words stand in likely text is spoken for by them, one with the menu's words is not")
  func words() {
    let habits = PageHabits(Pages.context(lines), [1, 0.5, 0, 0.5])
    #expect(habits.meanWord[1] > 128)
    #expect(habits.meanWord[3] < 128)
    #expect(habits.known[1] > 0)
  }

  @Test("A line does not speak for itself")
  func others() {
    let context = Pages.context([lines[0], lines[2]])
    let sure = PageHabits(context, [1, 0])
    let unsure = PageHabits(context, [0, 0])
    #expect(sure.known[0] == unsure.known[0])
    #expect(sure.shapes[0][0] == unsure.shapes[0][0])
  }

  @Test("Lines of one shape are counted without the line itself")
  func shapes() {
    let habits = PageHabits(Pages.context(lines), [1, 1, 0, 0])
    #expect(habits.shapeCounts[0][0] > 0)
    #expect(habits.shapes[0][0] > habits.shapes[0][2])
  }
}

@Suite("A live blog")
struct LiveBlogTests {
  private static let entries = [
    (
      "21:40",
      "Tàu đã tách khỏi tầng đẩy cuối và bắt đầu bay tự do, trung tâm điều khiển xác nhận mọi hệ thống hoạt động."
    ),
    ("21:05", "Đếm ngược tiếp tục sau mười phút tạm dừng để kiểm tra áp suất của bình nhiên liệu ở tầng hai."),
    ("20:30", "Thời tiết ở bãi phóng tốt lên, gió giảm còn năm mét mỗi giây và trời không còn mây thấp."),
    ("19:50", "Các kỹ sư bắt đầu nạp nhiên liệu, công việc kéo dài khoảng ba giờ nếu không có trục trặc."),
  ]

  private static let page =
    "Trực tiếp: Phóng tàu thăm dò lên Mặt Trăng\n\n"
    + "Tàu thăm dò rời bãi phóng tối nay để bắt đầu hành trình bốn ngày tới Mặt Trăng.\n\n"
    + entries.map { "\($0.0)\n\($0.1)\n" }.joined(separator: "\n") + "\nXem thêm\nTàu thăm dò bay thế nào?\n"

  @Test("Every entry is text and every time a timestamp; the list behind it is none")
  func entries() {
    let article = ArticleParser.parse(SourceText(Self.page))
    func label(_ text: String) -> BlockLabel? {
      article.blocks.first { String(article.source[$0.content]) == text }?.label
    }
    #expect(label("Trực tiếp: Phóng tàu thăm dò lên Mặt Trăng") == .headline)
    for (time, text) in Self.entries {
      #expect(label(text)?.isBody == true, "\(text)")
      #expect(label(time) == .timestamp, "\(time)")
    }
    #expect(label("Tàu thăm dò bay thế nào?") == .relatedTitle)
  }
}
