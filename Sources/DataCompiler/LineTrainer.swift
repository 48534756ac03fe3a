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
/// What a later stage sees of an earlier one comes from a model that has not seen the page (stacking, Wolpert 1992). Pages whose
/// gold body is at odds with what the other pages teach, such as half an article or its comments, are left out
/// (Brodley & Friedl 1999), and of the lines that are plainly no text a share stands for the others.
struct LineTrainer {
  static let folds = 4
  var quickTrees = 50
  var firstTrees = 180
  var secondTrees = 200

  /// The agreement with the other pages below which a page is left out: F1 by words.
  private static let leastAgreement: Float = 0.7
  /// The chance below which a line outside the body is plainly no text, and of how many such lines one is learnt from.
  private static let plain: Float = 0.006
  private static let plainShare = 8

  /// Pages with what their lines are learnt from.
  private struct Lesson {
    var pages: [LabelledPage]
    var contexts: [PageContext]
    var tables: [LineFeatureTable]
    /// What each line counts; 0 to leave it out.
    var weights: [[Float]]

    func fold(_ page: Int) -> Int { pages[page].group % LineTrainer.folds }
  }

  /// The bytes of the trained model.
  func train(_ given: [LabelledPage]) -> [UInt8] {
    var lesson = lesson(withVariants(given))
    fillChances(&lesson, trees: quickTrees, rate: 0.2)
    let chances = lesson.tables.map(Self.firstChances)
    let kept = lesson.pages.indices.filter { Self.agreement(lesson.pages[$0], chances[$0]) >= Self.leastAgreement }
    lesson = self.lesson(kept.map { lesson.pages[$0] })
    for (page, old) in kept.enumerated() { thin(&lesson, page, chances[old]) }
    fillChances(&lesson, trees: firstTrees, rate: 0.1)
    var trainer = TreeTrainer()
    trainer.trees = firstTrees
    let first = trainer.train(examples(lesson, width: LineFeatures.count))
    trainer.trees = secondTrees
    let second = trainer.train(examples(lesson, width: LineFeatures.count + ProbabilityFeatures.count))
    return LineModel.encode([lexicon(lesson.pages), first, second, title(lesson)])
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

  /// The features of all pages, each with the word weights of the pages of other folds.
  private func lesson(_ pages: [LabelledPage]) -> Lesson {
    let words = (0..<Self.folds).map { fold in
      LexicalWeights(Blob(immortalCopyOf: lexicon(pages.filter { $0.group % Self.folds != fold })))
    }
    let contexts = pages.map { PageContext($0.source, words: words[$0.group % Self.folds]) }
    return Lesson(
      pages: pages, contexts: contexts, tables: contexts.map { LineModel.table($0) }, weights: pages.map(\.weights))
  }

  /// Fills what the second look sees: chances from a first look that has not seen the page.
  private func fillChances(_ lesson: inout Lesson, trees: Int, rate: Float) {
    var trainer = TreeTrainer()
    trainer.trees = trees
    trainer.rate = rate
    for fold in 0..<Self.folds {
      var rest = lesson
      for page in lesson.pages.indices where lesson.fold(page) == fold {
        rest.weights[page] = [Float](repeating: 0, count: rest.weights[page].count)
      }
      let model = TreeEnsemble(Blob(immortalCopyOf: trainer.train(examples(rest, width: LineFeatures.count))))
      for page in lesson.pages.indices where lesson.fold(page) == fold {
        let chances = model.scores(lesson.tables[page]).map(logistic)
        ProbabilityFeatures.fill(&lesson.tables[page], lesson.contexts[page], chances)
      }
    }
  }

  /// The chances of the first look, as the second one sees them.
  private static func firstChances(_ table: LineFeatureTable) -> [Float] {
    (0..<table.lines).map { Float(table[$0, LineFeatures.count]) / 255 }
  }

  /// F1 by words of a page's body as its gold has it and as the chances do.
  private static func agreement(_ page: LabelledPage, _ chances: [Float]) -> Float {
    let context = PageContext(page.source, words: LexicalWeights(Blob(immortalCopyOf: [])))
    var (both, either): (Float, Float) = (0, 0)
    for line in chances.indices {
      let words = Float(context.words(of: line).count)
      let (gold, found) = (page.isBody[line], chances[line] > 0.45)
      if gold && found { both += words }
      either += (gold ? words : 0) + (found ? words : 0)
    }
    return either > 0 ? 2 * both / either : 1
  }

  /// Lets a share of the lines that are plainly no text stand for all of them.
  private func thin(_ lesson: inout Lesson, _ page: Int, _ chances: [Float]) {
    for line in chances.indices where chances[line] < Self.plain && !lesson.pages[page].isBody[line] {
      lesson.weights[page][line] *= line % Self.plainShare == 0 ? Float(Self.plainShare) : 0
    }
  }

  /// Tells the title, on the pages whose title is known and printed.
  private func title(_ lesson: Lesson) -> [UInt8] {
    var known = lesson
    for page in known.pages.indices {
      let weight: Float = known.pages[page].isTitle.contains(true) ? 1 : 0
      known.weights[page] = known.weights[page].map { _ in weight }
    }
    var rows = examples(known, width: LineFeatures.count + ProbabilityFeatures.count)
    rows.targets = known.pages.indices.flatMap { known.weights[$0].first == 1 ? known.pages[$0].isTitle : [] }
    var trainer = TreeTrainer()
    trainer.trees = 60
    trainer.depth = 5
    return trainer.train(rows)
  }

  /// Word weights against all lines, and against those from a few lines above the body to a few below.
  private func lexicon(_ pages: [LabelledPage]) -> [UInt8] {
    var all: [LexicalTrainer.Example] = []
    var near: [LexicalTrainer.Example] = []
    for page in pages {
      let context = PageContext(page.source, words: LexicalWeights(Blob(immortalCopyOf: [])))
      let first = page.isBody.firstIndex(of: true) ?? .max
      let last = page.isBody.lastIndex(of: true) ?? .min
      for line in 0..<context.lines {
        let words = context.words(of: line)
        let weight = min(0.3 + Float(words.count) / 25, 3)
        let example = LexicalTrainer.Example(words: words, isBody: page.isBody[line], weight: weight)
        all.append(example)
        if first <= last, (first - 6...last + 12).contains(line) { near.append(example) }
      }
    }
    return LexicalWeights.encode(among: LexicalTrainer().train(all), near: LexicalTrainer().train(near))
  }

  /// The lines that count, as the trees' trainer wants them.
  private func examples(_ lesson: Lesson, width: Int) -> TreeTrainer.Examples {
    var lines: [(table: LineFeatureTable, line: Int)] = []
    var examples = TreeTrainer.Examples(columns: [], targets: [], weights: [])
    for (page, weights) in zip(lesson.pages.indices, lesson.weights) {
      for line in weights.indices where weights[line] > 0 {
        lines.append((lesson.tables[page], line))
        examples.targets.append(lesson.pages[page].isBody[line])
        examples.weights.append(weights[line])
      }
    }
    examples.columns = (0..<width).map { feature in lines.map { $0.table[$0.line, feature] } }
    return examples
  }
}
