internal import ArticleKit
internal import Foundation

/// Prints ROUGE of our summaries beside those of simple baselines, at the references' length.
enum SummaryEvaluation {
  static func run(_ folder: String, data: String?, _ arguments: [String]) throws {
    let models = try data.map { data in
      let training = try SummaryTraining(data, try SummaryCompiler.Frequencies(data).model)
      return (0..<10).map { training.model(leavingOut: $0) }
    }
    for withLead in [false, true] {
      let cases = try SummarySet.clusters(in: folder, withLead: withLead, parsed: true)
      try table("several articles\(withLead ? ", standfirst included" : "")", cases, models)
    }
    try table("one article", try SummarySet.articles(in: folder, parsed: true), models)
  }

  private static func table(_ title: String, _ cases: [SummaryCase], _ models: [SummaryModel]?) throws {
    print("\(title) (\(cases.count))".padding(toLength: 46, withPad: " ", startingAt: 0), "  R-1    R-2    R-L")
    row("lead of the first article", cases.map { ($0, lead($0.articles.first.map { [$0] } ?? [])) })
    if cases.contains(where: { $0.articles.count > 1 }) {
      row("round-robin lead", cases.map { ($0, lead($0.articles)) })
    }
    row("ours, as shipped", try cases.map { ($0, try ours($0, .builtIn)) })
    if let models {
      row("ours, cross-validated", try cases.map { ($0, try ours($0, models[SummaryTraining.fold($0.id)])) })
    }
  }

  private static func row(_ name: String, _ summaries: [(SummaryCase, String)]) {
    let scores = summaries.map { Rouge.score($1, $0.references, budget: $0.budget) }
    let mean = scores.reduce(Rouge(), +).scaled(by: 100 / Double(max(scores.count, 1)))
    let figures = [mean.one, mean.two, mean.longest].map { String(format: "%6.2f", $0) }
    print("  " + name.padding(toLength: 44, withPad: " ", startingAt: 0), figures.joined(separator: " "))
  }

  private static func ours(_ example: SummaryCase, _ model: SummaryModel) throws -> String {
    try Summarizer.summarize(example.articles, .words(example.budget), model: model).text
  }

  /// The first sentences of all articles, then the second ones, and so on.
  private static func lead(_ articles: [Article]) -> String {
    let sentences = articles.map { article in
      article.sentences.filter { article.blocks[$0.block].label.isBody }.map { article.source[$0.span] }
    }
    let depth = sentences.map(\.count).max() ?? 0
    return (0..<depth).flatMap { index in sentences.compactMap { $0.indices.contains(index) ? $0[index] : nil } }
      .joined(separator: " ")
  }
}
