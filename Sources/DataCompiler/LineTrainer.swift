internal import ArticleKit
internal import Foundation

/// One page to learn from: its text, and which of its lines are the body and the title.
struct LabelledPage: Sendable {
  let set: String
  let source: SourceText
  let gold: String
  let isBody: [Bool]
  let isTitle: [Bool]
  /// What each line counts.
  let weights: [Float]
  /// Tells the page from others, not from its own variants.
  var group = 0

  init(_ page: GoldPage, set: String) {
    let source = SourceText(page.text)
    let context = PageContext(source, words: LexicalWeights(Blob(immortalCopyOf: [])))
    let lines = (0..<context.lines).map { source[context.content(of: $0)] }
    let title = Self.key(page.title)
    self.init(
      set: set, source: source, gold: page.gold, isBody: GoldLines.labels(lines, gold: page.gold),
      isTitle: lines.map { !title.isEmpty && Self.key($0) == title }, context)
  }

  private init(
    set: String, source: SourceText, gold: String, isBody: [Bool], isTitle: [Bool], _ context: PageContext
  ) {
    self.set = set
    self.source = source
    self.gold = gold
    self.isBody = isBody
    self.isTitle = isTitle
    let sizes = (0..<context.lines).map { Float(context.words(of: $0).count) }
    let body = max(50, zip(sizes, isBody).reduce(0) { $0 + ($1.1 ? $1.0 : 0) })
    let setWeight = Self.setWeights[set] ?? 1
    weights = sizes.map { min(0.2 + $0 / body * 60, 10) * setWeight }
  }

  private static func key(_ text: String) -> String {
    text.utf8.count > 600 ? "" : ShingleScore.words(Folding.fold(text, .bare)).joined(separator: " ")
  }

  /// The collections differ in size a hundredfold; the small ones count more a page.
  private static let setWeights: [String: Float] = ["fundus": 2, "scrapinghub": 2, "vn10": 4]

  /// How a reader may have pasted less of the page, or lost or gained empty lines on the way.
  ///
  /// A variant begins at most eight lines above the body or its title, ends at most thirty below, and has all its empty lines,
  /// none, or one between any two lines. Nil for a page without a body.
  func variant(_ random: inout SplitMix) -> LabelledPage? {
    let context = PageContext(source, words: LexicalWeights(Blob(immortalCopyOf: [])))
    guard let first = isBody.firstIndex(of: true), let last = isBody.lastIndex(of: true) else { return nil }
    let title = isTitle[max(0, first - 25)..<first].firstIndex(of: true) ?? first
    let from = max(0, title - Int(random.next() % 9))
    let to = min(isBody.count, last + 1 + Int(random.next() % 31))
    let spacing = random.next() % 3
    var text = ""
    for line in from..<to {
      if line > from { text += spacing == 0 ? "\n" : spacing == 1 || context.blanks(above: line) > 0 ? "\n\n" : "\n" }
      text += source[context.content(of: line)]
    }
    let source = SourceText(text)
    let cut = PageContext(source, words: LexicalWeights(Blob(immortalCopyOf: [])))
    guard cut.lines == to - from else { return nil }
    var page = LabelledPage(
      set: set, source: source, gold: gold, isBody: Array(isBody[from..<to]), isTitle: Array(isTitle[from..<to]), cut)
    page.group = group
    return page
  }
}

/// Trains the line labeller on labelled pages.
///
/// What a later stage sees of an earlier one comes from a model that has not seen the page (stacking, Wolpert 1992).
struct LineTrainer {
  static let folds = 4
  var firstTrees = 160
  var secondTrees = 160

  /// The bytes of the trained model.
  func train(_ given: [LabelledPage]) -> [UInt8] {
    let pages = withVariants(given)
    let wordBytes = lexicon(pages)
    let foldWords = (0..<Self.folds).map { fold in
      LexicalWeights(Blob(immortalCopyOf: lexicon(pages.filter { $0.group % Self.folds != fold })))
    }
    let contexts = pages.map { PageContext($0.source, words: foldWords[$0.group % Self.folds]) }
    var tables = contexts.map { LineModel.table($0) }
    var trainer = TreeTrainer()
    trainer.trees = firstTrees
    let width = LineFeatures.count
    for fold in 0..<Self.folds {
      let rest = pages.indices.filter { pages[$0].group % Self.folds != fold }
      let model = ensemble(trainer.train(examples(rest.map { pages[$0] }, rest.map { tables[$0] }, width: width)))
      for page in pages.indices where pages[page].group % Self.folds == fold {
        ProbabilityFeatures.fill(&tables[page], contexts[page], model.scores(tables[page]).map(logistic))
      }
    }
    let first = trainer.train(examples(pages, tables, width: width))
    trainer.trees = secondTrees
    let second = trainer.train(examples(pages, tables, width: width + ProbabilityFeatures.count))
    return LineModel.encode([wordBytes, first, second, title(pages, tables)])
  }

  /// Every page, and one way to paste it otherwise; several for the few Vietnamese ones.
  private func withVariants(_ given: [LabelledPage]) -> [LabelledPage] {
    var random = SplitMix(state: 11)
    var pages: [LabelledPage] = []
    for (index, var page) in given.enumerated() {
      page.group = index
      pages.append(page)
      for _ in 0..<(page.set == "vn10" ? 6 : 1) { if let variant = page.variant(&random) { pages.append(variant) } }
    }
    return pages
  }

  /// Tells the title, on the pages whose title is known and printed.
  private func title(_ pages: [LabelledPage], _ tables: [LineFeatureTable]) -> [UInt8] {
    let known = pages.indices.filter { pages[$0].isTitle.contains(true) }
    var rows = examples(
      known.map { pages[$0] }, known.map { tables[$0] }, width: LineFeatures.count + ProbabilityFeatures.count)
    rows.targets = known.flatMap { pages[$0].isTitle }
    rows.weights = rows.weights.map { _ in 1 }
    var trainer = TreeTrainer()
    trainer.trees = 60
    trainer.depth = 5
    return trainer.train(rows)
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

  private func examples(_ pages: [LabelledPage], _ tables: [LineFeatureTable], width: Int) -> TreeTrainer.Examples {
    let rows = pages.reduce(0) { $0 + $1.isBody.count }
    var columns = [[UInt8]](repeating: [], count: width)
    for feature in 0..<width {
      columns[feature].reserveCapacity(rows)
      for table in tables { for line in 0..<table.lines { columns[feature].append(table[line, feature]) } }
    }
    return TreeTrainer.Examples(columns: columns, targets: pages.flatMap(\.isBody), weights: pages.flatMap(\.weights))
  }
}
