internal import ArticleKit
internal import Foundation

extension Command {
  /// Trains the word segmenter.
  static let words = Command(
    name: "words",
    summary: "--data DIR [--root DIR]: train the word segmenter into words.bin"
  ) { arguments in
    guard let data = Knowledge.option("--data", arguments) else { throw DataError("expected --data DIR") }
    let root = Knowledge.option("--root", arguments) ?? "."
    let path = "\(root)/Sources/ArticleData/blobs/words.bin"
    let training = try WordTraining(data)
    let bytes = training.model(of: training.train + training.dev)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    print("\(path): \(bytes.count) bytes")
  }
}

/// What the word segmenter is made from.
struct WordTraining {
  let statistics: [UInt8]
  let train: [AnnotatedText]
  let dev: [AnnotatedText]

  /// Reads the treebank and the statistics under `data`.
  init(_ data: String) throws {
    statistics = WordStatistics.bytes(try WordCounts(data).entries)
    train = try AnnotatedText.read("\(data)/data/treebank/train.words.jsonl")
    dev = try AnnotatedText.read("\(data)/data/treebank/dev.words.jsonl")
  }

  /// The blob of a model trained on `rows`.
  func model(of rows: [AnnotatedText]) -> [UInt8] { WordTrainer(statistics: statistics).train(rows) }
}

/// Counts of syllables and words, from lists of them and from news articles segmented by machine.
struct WordCounts {
  private(set) var entries: [UInt64: WordStatistics.Entry] = [:]

  /// Reads the statistics under `data`.
  init(_ data: String) throws {
    var words: [[UInt64]: Int] = [:]
    var syllables: [UInt64: Int] = [:]
    for row in try Self.rows("\(data)/data/statistics/words.tsv.gz") {
      words[row.word.split(separator: " ").map { Self.hash(String($0)) }, default: 0] += row.count
    }
    for row in try Self.rows("\(data)/data/statistics/syllables.tsv.gz") {
      syllables[Self.hash(row.word), default: 0] += row.count
    }
    for (run, count) in words {
      guard let first = run.first, run.count <= 4 else { continue }
      let hash = run.dropFirst().reduce(first) { WordStatistics.join($0, $1) }
      entries[hash, default: .init()].word = Self.logarithm(count)
    }
    for (hash, count) in syllables {
      entries[hash, default: .init()].count = Self.logarithm(count)
      entries[hash, default: .init()].bond = UInt8(min(10, 1 + 10 * words[[hash], default: 0] / max(count, 1)))
    }
    try addPairs(NewsAbstracts(in: "\(data)/data/summaries"))
  }

  /// Counts how often two syllables lie in one word and how often in two.
  private mutating func addPairs(_ abstracts: NewsAbstracts) {
    var pairs: [UInt64: (joined: Int, split: Int)] = [:]
    for article in abstracts.articles {
      for sentence in article.sentences {
        var before: UInt64?
        for word in sentence.split(separator: " ") {
          for (index, syllable) in word.split(separator: "_").enumerated() {
            let hash = Self.hash(String(syllable))
            if let before {
              let pair = WordStatistics.join(before, hash)
              if index == 0 {
                pairs[pair, default: (0, 0)].split += 1
              } else {
                pairs[pair, default: (0, 0)].joined += 1
              }
            }
            before = hash
          }
        }
      }
    }
    for (pair, seen) in pairs where seen.joined > 0 || seen.split >= 4 {
      let odds = log2((Double(seen.joined) + 0.5) / (Double(seen.split) + 0.5))
      let steps = Int((max(-6, min(6, odds)) / 1.5).rounded())
      entries[pair, default: .init()].bond = UInt8(steps + 5 + (seen.joined + seen.split < 4 ? 16 : 0))
      entries[pair, default: .init()].count = Self.logarithm(seen.joined + seen.split)
    }
  }

  private static func hash(_ syllable: String) -> UInt64 {
    WordStatistics.hash(Array(Folding.fold(syllable, .key).utf8))
  }

  private static func logarithm(_ count: Int) -> UInt8 { UInt8(min(255, (4 * log2(Double(count) + 1)).rounded())) }

  /// The first and the third column of a packed table of counts.
  private static func rows(_ path: String) throws -> [(word: String, count: Int)] {
    try Gzip.text(path).split(separator: "\n").dropFirst(2).map { line in
      let columns = line.split(separator: "\t")
      guard columns.count >= 3, let count = Int(columns[2]) else { throw DataError("\(path): odd row \(line)") }
      return (String(columns[0]), count)
    }
  }
}

/// Trains the model: an averaged structured perceptron (Collins 2002).
struct WordTrainer {
  let statistics: [UInt8]
  var epochs = 10

  init(statistics: [UInt8]) { self.statistics = statistics }

  /// A sentence as numbers: the features of each gap, and whether a word goes on across it.
  private struct Example {
    var features: [[Int32]]
    var joins: [Bool]
  }

  /// The blob of a model trained on `rows`.
  func train(_ rows: [AnnotatedText]) -> [UInt8] {
    let known = WordStatistics(Blob(immortalCopyOf: statistics))
    var numbers: [UInt32: Int32] = [:]
    let examples = rows.map { row in
      let sentence = WordSentence(row)
      let features = WordFeatures(sentence.text, sentence.tokens[...], known)
      let gaps = (0..<features.count).map { gap in
        var gapFeatures: [Int32] = []
        features.forEach(gap) { hash in
          let number = numbers[hash] ?? Int32(numbers.count)
          numbers[hash] = number
          gapFeatures.append(number)
        }
        return gapFeatures
      }
      return Example(features: gaps, joins: sentence.joins)
    }
    var perceptron = AveragedWeights(count: numbers.count + 4)
    var order = Array(examples.indices)
    var random = SplitMix(state: 1)
    for _ in 0..<epochs {
      order.shuffle(using: &random)
      for index in order { learn(examples[index], &perceptron, transitions: numbers.count) }
    }
    return blob(perceptron.average(), numbers)
  }

  private func learn(_ example: Example, _ weights: inout AveragedWeights, transitions: Int) {
    weights.step += 1
    let scores = example.features.map { $0.reduce(0) { $0 + weights.current[Int($1)] } }
    let found = WordModel.decide(scores, Array(weights.current[transitions..<transitions + 4]))
    guard found != example.joins else { return }
    for gap in found.indices {
      if found[gap] != example.joins[gap] {
        let change: Double = example.joins[gap] ? 1 : -1
        for feature in example.features[gap] { weights.add(change, to: Int(feature)) }
      }
      guard gap > 0 else { continue }
      let right = transition(example.joins, gap)
      let wrong = transition(found, gap)
      if right != wrong {
        weights.add(1, to: transitions + right)
        weights.add(-1, to: transitions + wrong)
      }
    }
  }

  private func transition(_ joins: [Bool], _ gap: Int) -> Int { (joins[gap - 1] ? 2 : 0) + (joins[gap] ? 1 : 0) }

  /// Weights as 16-bit numbers; those that round to nothing are left out.
  private func blob(_ weights: [Double], _ numbers: [UInt32: Int32]) -> [UInt8] {
    let scale = 64.0
    func rounded(_ weight: Double) -> Int { max(-32767, min(32767, Int((weight * scale).rounded()))) }
    var kept: [UInt32: Int16] = [:]
    for (hash, number) in numbers {
      let weight = rounded(weights[Int(number)])
      if abs(weight) > 1 { kept[hash] = Int16(weight) }
    }
    let transitions = weights.suffix(4).map { Int32(rounded($0)) }
    return WordModel.bytes(statistics: statistics, weights: kept, transitions: transitions)
  }
}

/// Weights with the running sums that their averages are made from.
struct AveragedWeights {
  private(set) var current: [Double]
  private var sums: [Double]
  private var changed: [Int]
  var step = 0

  init(count: Int) {
    current = [Double](repeating: 0, count: count)
    sums = current
    changed = [Int](repeating: 0, count: count)
  }

  mutating func add(_ change: Double, to index: Int) {
    sums[index] += Double(step - changed[index]) * current[index]
    changed[index] = step
    current[index] += change
  }

  func average() -> [Double] {
    current.indices.map { (sums[$0] + Double(step - changed[$0]) * current[$0]) / Double(max(step, 1)) }
  }
}

extension SplitMix: RandomNumberGenerator {}

/// A sentence with its tokens and the gaps that lie within words.
struct WordSentence {
  let text: SourceText
  let tokens: [Token]
  let joins: [Bool]
  /// In bytes.
  let words: [Span]

  init(_ row: AnnotatedText) {
    text = SourceText(row.text)
    tokens = Tokenizer.tokens(of: text)
    let text = text
    words = (row.words ?? []).compactMap { word in
      word.count == 2 ? text.utf8Span(Span(word[0], word[1]), from: .utf32) : nil
    }
    var joins: [Bool] = []
    var word = 0
    for token in tokens.dropFirst() {
      while word < words.count, words[word].end <= token.start { word += 1 }
      joins.append(word < words.count && words[word].start < token.start)
    }
    self.joins = joins
  }
}

/// Scores training on one part of the treebank with another part, which the model has not seen.
struct WordEvaluation {
  private let training: WordTraining

  init(_ data: String) throws { training = try WordTraining(data) }

  func run(dump: String?) throws {
    let all = training.train + training.dev
    var lines: [String] = []
    print("words      train → dev             \(score(training.train, training.dev, &lines).line)")
    if let dump {
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: "\(dump)/dev.words.pred.jsonl"))
    }
    var total = SpanScore()
    for fold in 0..<5 {
      let held = all.indices.filter { $0 * 5 / all.count == fold }
      let rest = all.indices.filter { $0 * 5 / all.count != fold }
      total.add(score(rest.map { all[$0] }, held.map { all[$0] }, &lines))
    }
    print("words      five folds              \(total.line)")
  }

  /// Trains on `train`, scores on `test`, and leaves a line for each row of `test` in `lines`.
  private func score(_ train: [AnnotatedText], _ test: [AnnotatedText], _ lines: inout [String]) -> SpanScore {
    let model = WordModel(Blob(immortalCopyOf: training.model(of: train)))
    var score = SpanScore()
    lines = test.map { row in
      let sentence = WordSentence(row)
      let joins = model.decide(WordFeatures(sentence.text, sentence.tokens[...], model.statistics))
      var words: [Span] = []
      WordSegmenter.append(sentence.tokens[...], joins, to: &words)
      score.add(Set(words), Set(sentence.words))
      return AnnotatedText.line(row.id, "words", words.map { sentence.text.span($0, in: .utf32) })
    }
    return score
  }
}
