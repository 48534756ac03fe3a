import Foundation
import Testing

@testable import DataCompiler

@Suite("Text tables")
struct TextTableTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  @Test("The compiled text tables are those of the word lists and Unicode properties at hand")
  func fresh() throws {
    let file = FileManager.default.contents(atPath: "\(Self.root)/Sources/ArticleData/blobs/text.bin").map(Array.init)
    #expect(try TextTableBuilder.build(Self.root) == file)
  }

  @Test("Scores count boundaries in visible characters")
  func scores() {
    let ink = InkOffsets("a b\n c")
    #expect([0, 1, 2, 3, 5, 6].map { ink[$0] } == [0, 1, 1, 2, 2, 3])
    var score = SpanScore()
    score.add([1, 2, 3], [2, 3, 4, 5])
    #expect(score.precision == 200.0 / 3 && score.recall == 50)
  }
}
