internal import ArticleKit
internal import Foundation

/// One page to learn from: its text, and which of its lines are the body.
struct LabelledPage: Sendable {
  let set: String
  let source: SourceText
  let gold: String
  let isBody: [Bool]
  /// What each line counts.
  let weights: [Float]

  init(_ page: GoldPage, set: String) {
    self.set = set
    source = SourceText(page.text)
    gold = page.gold
    let context = PageContext(source, words: LexicalWeights(Blob(immortalCopyOf: [])))
    let source = source
    let lines = (0..<context.lines).map { source[context.content(of: $0)] }
    let isBody = GoldLines.labels(lines, gold: page.gold)
    self.isBody = isBody
    let sizes = (0..<context.lines).map { Float(context.words(of: $0).count) }
    let body = max(50, zip(sizes, isBody).reduce(0) { $0 + ($1.1 ? $1.0 : 0) })
    let setWeight = Self.setWeights[set] ?? 1
    weights = sizes.map { min(0.2 + $0 / body * 60, 10) * setWeight }
  }

  /// The collections differ in size a hundredfold; the small ones count more a page.
  private static let setWeights: [String: Float] = ["fundus": 2, "scrapinghub": 2, "vn10": 4]
}

/// Trains the line labeller on labelled pages.
///
/// What a later stage sees of an earlier one comes from a model that has not seen the page (stacking, Wolpert 1992).
struct LineTrainer {
  static let folds = 4
  var firstTrees = 160
  var secondTrees = 160

  /// The bytes of the trained model.
  func train(_ pages: [LabelledPage]) -> [UInt8] {
    let wordBytes = lexicon(pages)
    let foldWords = (0..<Self.folds).map { fold in
      LexicalWeights(
        Blob(immortalCopyOf: lexicon(pages.enumerated().filter { $0.offset % Self.folds != fold }.map(\.element))))
    }
    let contexts = pages.indices.map { PageContext(pages[$0].source, words: foldWords[$0 % Self.folds]) }
    var tables = contexts.map { LineModel.table($0) }
    var trainer = TreeTrainer()
    trainer.trees = firstTrees
    let width = LineFeatures.count
    for fold in 0..<Self.folds {
      let rest = pages.indices.filter { $0 % Self.folds != fold }
      let model = ensemble(trainer.train(examples(rest.map { pages[$0] }, rest.map { tables[$0] }, width: width)))
      for page in pages.indices where page % Self.folds == fold {
        ProbabilityFeatures.fill(&tables[page], contexts[page], model.scores(tables[page]).map(logistic))
      }
    }
    let first = trainer.train(examples(pages, tables, width: width))
    trainer.trees = secondTrees
    let second = trainer.train(examples(pages, tables, width: width + ProbabilityFeatures.count))
    return LineModel.encode([wordBytes, first, second])
  }

  private func ensemble(_ bytes: [UInt8]) -> TreeEnsemble { TreeEnsemble(Blob(immortalCopyOf: bytes)) }

  private func lexicon(_ pages: [LabelledPage]) -> [UInt8] {
    var examples: [LexicalTrainer.Example] = []
    for page in pages {
      let context = PageContext(page.source, words: LexicalWeights(Blob(immortalCopyOf: [])))
      for line in 0..<context.lines {
        let words = context.words(of: line)
        let weight = min(0.3 + Float(words.count) / 25, 3)
        examples.append(LexicalTrainer.Example(words: words, isBody: page.isBody[line], weight: weight))
      }
    }
    return LexicalTrainer().train(examples)
  }

  private func examples(_ pages: [LabelledPage], _ tables: [FeatureTable], width: Int) -> TreeTrainer.Examples {
    let rows = pages.reduce(0) { $0 + $1.isBody.count }
    var columns = [[UInt8]](repeating: [], count: width)
    for feature in 0..<width {
      columns[feature].reserveCapacity(rows)
      for table in tables { for line in 0..<table.lines { columns[feature].append(table[line, feature]) } }
    }
    return TreeTrainer.Examples(columns: columns, targets: pages.flatMap(\.isBody), weights: pages.flatMap(\.weights))
  }
}
