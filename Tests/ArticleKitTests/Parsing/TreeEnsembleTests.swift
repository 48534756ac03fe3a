import Testing

@testable import ArticleKit

@Suite("Trees over features of one byte")
struct TreeEnsembleTests {
  /// Two questions: feature 0 at least 200, feature 1 at least 7; leaves 1, 2, 3, 4.
  private static let bytes: [UInt8] =
    [1, 0, 2, 1, 0, 0, 0, 0, 0, 0, 128, 63] + [0, 0, 200, 0, 1, 0, 7, 0] + [1, 0, 2, 0, 3, 0, 4, 0]

  @Test("Every line gets the leaf that its answers lead to, whatever its place in a batch")
  func leaves() {
    let ensemble = TreeEnsemble(Blob(immortalCopyOf: Self.bytes))
    var table = LineFeatureTable(lines: 300, count: 2)
    for line in 0..<300 {
      table[line, 0] = UInt8(line % 256)
      table[line, 1] = UInt8(line * 7 % 16)
    }
    let scores = ensemble.scores(table)
    for line in 0..<300 {
      let expected = 1 + (line % 256 >= 200 ? 1 : 0) + (line * 7 % 16 >= 7 ? 2 : 0)
      #expect(scores[line] == Float(expected))
    }
  }

  @Test("An empty or cut-off model answers its base and does not trap")
  func damagedModels() {
    let table = LineFeatureTable(lines: 3, count: 2)
    for count in 0..<Self.bytes.count {
      let ensemble = TreeEnsemble(Blob(immortalCopyOf: Array(Self.bytes.prefix(count))))
      #expect(ensemble.isEmpty)
      #expect(ensemble.scores(table).count == 3)
    }
  }

  @Test("The logistic function is within a thousandth of the exact one")
  func logisticFunction() {
    for step in -80...80 {
      let x = Float(step) / 8
      #expect(abs(logistic(x) + logistic(-x) - 1) < 0.002)
    }
    #expect(logistic(0) == 0.5)
    #expect(logistic(100) > 0.999)
  }
}
