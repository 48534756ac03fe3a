internal import ArticleKit

/// A case with what its sentences look like and how much of each the references have.
struct SummaryExample: Sendable {
  let source: SummaryCase
  let set: PassageSet
  let features: FeatureTable
  /// For each passage, how much of it the references have, 0 to 1.
  let targets: [Double]

  init(_ source: SummaryCase, _ model: SummaryModel) throws {
    self.source = source
    set = try PassageSet(source.articles, model: model)
    features = try FeatureTable(set)
    let passages = set.passages.map { passage in
      WordReader.words(in: source.articles[passage.article].source[passage.span])
    }
    let references = source.references.map { WordReader.words(in: $0) }
    targets = passages.map { words in
      references.reduce(0) { $0 + Self.share(words, of: $1) } / Double(max(references.count, 1))
    }
  }

  /// The share of a sentence's words and pairs of words that a reference has, averaged.
  private static func share(_ words: [UInt32], of reference: [UInt32]) -> Double {
    let singles = common(words.map(UInt64.init), reference.map(UInt64.init))
    let pairs = common(pairs(words), pairs(reference))
    return singles / Double(max(words.count, 1)) / 2 + pairs / Double(max(words.count - 1, 1)) / 2
  }

  private static func pairs(_ words: [UInt32]) -> [UInt64] {
    zip(words, words.dropFirst()).map { UInt64($0) << 32 | UInt64($1) }
  }

  private static func common(_ first: [UInt64], _ second: [UInt64]) -> Double {
    var left: [UInt64: Int] = [:]
    for key in second { left[key, default: 0] += 1 }
    var count = 0.0
    for key in first {
      guard let rest = left[key], rest > 0 else { continue }
      left[key] = rest - 1
      count += 1
    }
    return count
  }
}

/// Learns the weights of a ``SummaryModel``.
enum SummaryTrainer {
  static let rankingPenalty = 100.0

  static func ranking(_ examples: [SummaryExample]) -> [Float] {
    var rows: [[Float]] = []
    var targets: [Double] = []
    for example in examples {
      for passage in example.set.passages.indices {
        rows.append(Array(example.features[passage]))
        targets.append(example.targets[passage])
      }
    }
    return LinearFit.ridge(rows, targets, penalty: rankingPenalty)
  }
}
