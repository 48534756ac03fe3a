internal import ArticleKit
internal import Foundation

/// Prints ROUGE of our summaries beside those of simple baselines, at the references' length.
///
/// A peer's summaries come from `Benchmarks/accuracy/summary-peers.py` as `PEER.clusters.jsonl` and `PEER.articles.jsonl` in the
/// folder given with `--peers`; `--write DIR` leaves ours there in the same form, for other scorers.
enum SummaryEvaluation {
  static func run(_ folder: String, data: String?, _ arguments: [String]) throws {
    let models = try data.map { data in
      let training = try SummaryTraining(data, try SummaryCompiler.Frequencies(data).model)
      return (0..<10).map { training.model(leavingOut: $0) }
    }
    let files = Files(peers: Knowledge.option("--peers", arguments), output: Knowledge.option("--write", arguments))
    for withLead in [false, true] {
      let cases = try SummarySet.clusters(in: folder, withLead: withLead, parsed: true)
      try table(
        "several articles\(withLead ? ", standfirst included" : "")", cases, models,
        files.named(withLead ? nil : "clusters"))
    }
    try table("one article", try SummarySet.articles(in: folder, parsed: true), models, files.named("articles"))
  }

  /// Where summaries are read from and written to.
  private struct Files {
    let peers: String?
    let output: String?
    var name: String?

    func named(_ name: String?) -> Files { Files(peers: peers, output: output, name: name) }

    /// The peers' summaries of this collection, by peer, then by case.
    func peerSummaries() throws -> [(peer: String, summaries: [String: String])] {
      guard let peers, let name else { return [] }
      let suffix = ".\(name).jsonl"
      let paths = try FileManager.default.contentsOfDirectory(atPath: peers).filter { $0.hasSuffix(suffix) }.sorted()
      return try paths.filter { $0 != "ours" + suffix }.map { path in
        let rows = try SummarySet.rows("\(peers)/\(path)")
        let pairs = rows.compactMap { row in (row["id"] as? String).map { ($0, row["summary"] as? String ?? "") } }
        return (String(path.dropLast(suffix.count)), Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
      }
    }

    func write(_ summaries: [(SummaryCase, String)]) throws {
      guard let output, let name else { return }
      let lines = try summaries.map { example, summary in
        let row = ["id": example.id, "summary": summary]
        return String(decoding: try JSONSerialization.data(withJSONObject: row, options: [.sortedKeys]), as: UTF8.self)
      }
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      try (lines.joined(separator: "\n") + "\n").write(
        toFile: "\(output)/ours.\(name).jsonl", atomically: true, encoding: .utf8)
    }
  }

  private static func table(_ title: String, _ cases: [SummaryCase], _ models: [SummaryModel]?, _ files: Files) throws {
    print("\(title) (\(cases.count))".padding(toLength: 46, withPad: " ", startingAt: 0), "  R-1    R-2    R-L")
    row("lead of the first article", cases.map { ($0, lead($0.articles.first.map { [$0] } ?? [])) })
    if cases.contains(where: { $0.articles.count > 1 }) {
      row("round-robin lead", cases.map { ($0, lead($0.articles)) })
    }
    for (peer, summaries) in try files.peerSummaries() { row(peer, cases.map { ($0, summaries[$0.id] ?? "") }) }
    let shipped = try cases.map { ($0, try ours($0, .builtIn)) }
    row("ours, as shipped", shipped)
    try files.write(shipped)
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
