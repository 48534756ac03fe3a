import Testing

@testable import DataCompiler

@Suite("ROUGE")
struct RougeTests {
  private func isClose(_ score: Rouge, _ one: Double, _ two: Double, _ longest: Double) -> Bool {
    abs(score.one - one) < 1e-9 && abs(score.two - two) < 1e-9 && abs(score.longest - longest) < 1e-9
  }

  @Test("Tokens are lower-case runs of letters and digits, one a syllable")
  func tokens() {
    #expect(Rouge.tokens("TP.HCM có 5.000 Việt_Nam") == ["tp", "hcm", "có", "5", "000", "việt", "nam"])
    #expect(Rouge.tokens("Hà Nội") == ["hà", "nội"])
  }

  @Test("A summary equal to its reference scores 1, one without common words 0")
  func extremes() {
    #expect(isClose(Rouge.score("Sông Hồng dâng cao", ["sông hồng dâng cao."]), 1, 1, 1))
    #expect(isClose(Rouge.score("Sông Hồng", ["núi rừng"]), 0, 0, 0))
    #expect(isClose(Rouge.score("", ["núi rừng"]), 0, 0, 0))
  }

  @Test("Scores are clipped, in order, cut to the budget and averaged over the references")
  func partial() {
    // "a b a" against "a b c a": common words a b a, common pairs a-b, longest common subsequence a b a.
    #expect(isClose(Rouge.score("a b a", ["a b c a"]), 6.0 / 7, 2.0 / 5, 6.0 / 7))
    #expect(isClose(Rouge.score("a b a x y", ["a b c a"], budget: 3), 6.0 / 7, 2.0 / 5, 6.0 / 7))
    #expect(isClose(Rouge.score("a b a", ["a b c a", "z"]), 3.0 / 7, 1.0 / 5, 3.0 / 7))
  }

  @Test("The longest common subsequence keeps the order")
  func subsequence() {
    #expect(Rouge.longestCommonSubsequence(["a", "b", "c", "d"], ["b", "a", "d", "c"]) == 2)
    #expect(Rouge.longestCommonSubsequence([], ["a"]) == 0)
  }
}
