import Testing

@testable import ArticleKit

@Suite("Words")
struct WordTests {
  private func words(_ string: String) -> [String] {
    let text = SourceText(string)
    return WordSegmenter.words(of: text).map { text[$0] }
  }

  @Test("Syllables that make a word stay together")
  func segments() {
    #expect(words("Học sinh học bài.") == ["Học sinh", "học", "bài", "."])
    #expect(
      words("Chính phủ Việt Nam công bố kế hoạch phát triển kinh tế.")
        == ["Chính phủ", "Việt Nam", "công bố", "kế hoạch", "phát triển", "kinh tế", "."])
    #expect(
      words("Ông đến Hà Nội, gặp bà ở bệnh viện.") == ["Ông", "đến", "Hà Nội", ",", "gặp", "bà", "ở", "bệnh viện", "."])
    #expect(words("").isEmpty)
  }

  @Test(
    "No word crosses a sentence, and every visible character lies in one word",
    arguments: SourceTextTests.samples + SentenceTests.hostile)
  func cover(_ sample: String) {
    let text = SourceText(sample)
    let words = WordSegmenter.words(of: text)
    #expect(zip(words, words.dropFirst()).allSatisfy { $0.end <= $1.start })
    for token in Tokenizer.tokens(of: text) { #expect(words.count { $0.contains(token.span) } == 1) }
    let sentences = SentenceSplitter.sentences(of: text)
    for word in words { #expect(sentences.count { $0.contains(word) } == 1) }
  }

  @Test("The best sequence is the best of all sequences", arguments: 0..<50)
  func viterbi(_ seed: Int) {
    var random = Reference.Random(UInt64(seed))
    let scores = (0..<random.below(9)).map { _ in random.below(21) - 10 }
    let transitions = (0..<4).map { _ in random.below(21) - 10 }
    func value(_ joins: [Bool]) -> Int {
      var total = zip(joins, scores).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
      for (a, b) in zip(joins, joins.dropFirst()) { total += transitions[(a ? 2 : 0) + (b ? 1 : 0)] }
      return total
    }
    let best = (0..<1 << scores.count).map { bits in value(scores.indices.map { bits >> $0 & 1 == 1 }) }.max()
    #expect(value(WordModel.decide(scores, transitions)) == best)
  }

  @Test("A model that is not there leaves syllables alone")
  func emptyModel() {
    let model = WordModel(Blob(immortalCopyOf: []))
    let text = SourceText("Hà Nội mùa thu")
    let tokens = Tokenizer.tokens(of: text)
    #expect(model.decide(WordFeatures(text, tokens[...], model.statistics)) == [false, false, false])
  }
}
