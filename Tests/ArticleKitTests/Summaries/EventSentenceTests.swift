import Testing

@testable import ArticleKit

@Suite("A summary of a few sentences tells an event")
struct EventSentenceTests {
  private let article = ArticleParser.parse(
    SourceText(
      """
      Quan hệ giữa hai nước láng giềng bước sang giai đoạn mới

      Quan hệ giữa hai nước láng giềng phát triển nhanh trong những năm gần đây trên nhiều lĩnh vực.

      Thương mại giữa hai nước láng giềng tăng đều, và nhiều tuyến đường mới nối các tỉnh biên giới với nhau.

      Nhiều dự án năng lượng giữa hai nước láng giềng đã được khởi công, với vốn đầu tư ngày một lớn hơn.

      Ngoại trưởng Sergei Lavrov đến thăm thủ đô Astana ngày 4/7 để bàn về vận tải và năng lượng với nước chủ nhà.

      Các trường đại học trao đổi sinh viên, còn các viện nghiên cứu cùng nhau làm những đề tài về nước và khí hậu.
      """))

  @Test("Of three sentences one says who did what when, even when others rank higher", arguments: [3, 4])
  func eventIsTold(count: Int) throws {
    let summary = try Summarizer.summarize([article], budget: .sentences(count))
    #expect(summary.sentences.count == count)
    #expect(summary.sentences.contains { $0.text.contains("Lavrov đến thăm thủ đô Astana ngày 4/7") })
    #expect(summary.sentences.map(\.span) == summary.sentences.map(\.span).sorted())
  }

  @Test("A summary of one sentence is the one that ranks highest")
  func oneSentence() throws {
    let one = try Summarizer.summarize([article], budget: .sentences(1))
    #expect(one.sentences.map(\.score) == [1])
  }
}
