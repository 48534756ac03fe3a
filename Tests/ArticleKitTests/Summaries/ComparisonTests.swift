import Testing

@testable import ArticleKit

@Suite("A comparison holds articles against each other")
struct ComparisonTests {
  private let comparison: Comparison
  private let articles = TogetherArticles.both

  init() throws {
    comparison = try Comparison.compare(TogetherArticles.both)
  }

  private func text(_ sentence: SourceSentence) -> String { articles[sentence.article].article.source[sentence.span] }

  @Test("Names that both articles speak of come first, with their counts")
  func names() throws {
    let shared = comparison.names.prefix { $0.articles == 2 }
    #expect(shared.contains { $0.id == "country.kz" })
    #expect(shared.contains { $0.id == "per.sergey-lavrov" && $0.mentions == [1, 2] })
    let belarus = try #require(comparison.names.first { $0.id == "country.by" })
    #expect(belarus.mentions[0] == 0)
    #expect(belarus.mentions[1] > 0)
  }

  @Test("A sentence that both articles have is an agreement, in both wordings")
  func agreements() {
    let pair = comparison.agreements.first { text($0.sentences[0]).hasPrefix("Các nhà lãnh đạo thông qua") }
    #expect(pair?.sentences.map(\.article) == [0, 1])
  }

  @Test("What only one article says is a distinction of it, and no agreement is one")
  func distinctions() {
    #expect(comparison.distinctions.count == 2)
    let agreed = Set(comparison.agreements.flatMap(\.sentences))
    for (number, own) in comparison.distinctions.enumerated() {
      #expect(!own.isEmpty)
      for distinction in own {
        #expect(distinction.sentence.article == number)
        #expect(!agreed.contains(distinction.sentence))
      }
    }
  }

  @Test("A figure that differs between matching sentences is a disagreement")
  func figures() throws {
    let disagreement = try #require(
      comparison.disagreements.first { $0.kind == .amount && $0.versions.contains { $0.value.hasPrefix("16 ") } })
    #expect(disagreement.versions.map(\.sentence.article) == [0, 1])
    #expect(disagreement.versions[1].value.hasPrefix("18 "))
    for version in disagreement.versions { #expect(version.sentence.span.contains(version.span)) }
  }

  @Test("A view has at most one sentence of each article, and each names what it is about")
  func views() {
    #expect(!comparison.views.isEmpty)
    for view in comparison.views {
      #expect(Set(view.sentences.map(\.article)).count == view.sentences.count)
      #expect(comparison.names[view.name].articles > 1)
    }
  }

  @Test("Quotations of one person are gathered from all articles")
  func voices() throws {
    let lavrov = try #require(comparison.voices.first { $0.id == "per.sergey-lavrov" })
    #expect(lavrov.quotations.map(\.article) == [0, 1])
  }

  @Test("One article has no agreement with itself")
  func alone() throws {
    let comparison = try Comparison.compare([TogetherArticles.both[0]])
    #expect(comparison.agreements.isEmpty)
    #expect(comparison.views.isEmpty)
    #expect(comparison.distinctions.count == 1)
  }

  @Test("A cancelled comparison stops")
  func cancelled() {
    #expect(throws: AnalysisCancelled.self) {
      try Comparison.compare(TogetherArticles.both, isCancelled: { true })
    }
  }
}
