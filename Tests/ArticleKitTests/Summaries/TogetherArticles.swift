@testable import ArticleKit

/// Two reports of one event, for tests of what several articles say together.
enum TogetherArticles {
  static let first = article(
    """
    Hội nghị thượng đỉnh SCO khai mạc tại Astana

    Hội nghị thượng đỉnh Tổ chức Hợp tác Thượng Hải khai mạc sáng 4/7/2024 tại Astana, thủ đô của Kazakhstan.

    Theo ban tổ chức, 16 nước cử đoàn tham dự hội nghị thượng đỉnh năm nay tại Cung Độc lập.

    Chủ tịch Trung Quốc Tập Cận Bình đến Astana ngày 2/7/2024 và thăm cấp nhà nước Kazakhstan trước hội nghị.

    Ngoại trưởng Nga Sergei Lavrov nói với báo giới: “Chúng tôi coi trọng sự kiện này và các kết quả của nó”.

    Các nhà lãnh đạo thông qua chiến lược hợp tác năng lượng đến năm 2030 và bàn việc nối các tuyến đường sắt qua Trung Á.
    """)

  static let second = article(
    """
    Belarus trở thành thành viên thứ mười của SCO

    Belarus chính thức gia nhập Tổ chức Hợp tác Thượng Hải ngày 4/7/2024, trở thành thành viên thứ mười của khối này.

    Theo ban tổ chức, 18 nước cử đoàn tham dự hội nghị thượng đỉnh năm nay tại Cung Độc lập.

    Các nhà lãnh đạo thông qua chiến lược hợp tác năng lượng đến năm 2030 trong phiên họp chiều cùng ngày.

    Ngoại trưởng Nga Sergei Lavrov gặp Tổng thống Belarus Alexander Lukashenko bên lề hội nghị ở Kazakhstan. Ông Lavrov cho biết Nga ủng hộ việc mở rộng khối.

    Hội nghị kết thúc vào buổi tối, và đoàn các nước rời thủ đô trong đêm để về nước theo đường hàng không.
    """)

  static let both = [ArticleFindings(first), ArticleFindings(second)]

  private static func article(_ text: String) -> Article { ArticleParser.parse(SourceText(text)) }
}
