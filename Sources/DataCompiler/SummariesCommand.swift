internal import ArticleKit
internal import Foundation

extension Command {
  /// Trains and evaluates the ranking of sentences for summaries.
  static let summaries = Command(
    name: "summaries",
    summary:
      "--data DIR: train and write summaries.bin; --evaluate DIR [--data DIR]: ROUGE beside baselines"
  ) { arguments in
    if let folder = Knowledge.option("--evaluate", arguments) {
      try SummaryEvaluation.run(folder, data: Knowledge.option("--data", arguments), arguments)
    } else if let data = Knowledge.option("--data", arguments) {
      try SummaryCompiler.compile(data, arguments)
    } else {
      throw DataError("expected --data or --evaluate with a folder")
    }
  }
}

/// Makes summaries.bin from document frequencies and human summaries.
enum SummaryCompiler {
  /// A syllable in so many of the counted articles' shares is common: the 120 most frequent ones.
  private static let commonSyllables = 120

  static func compile(_ data: String, _ arguments: [String]) throws {
    let frequencies = try Frequencies(data)
    let training = try SummaryTraining(data, frequencies.model)
    let weights = training.weights(leavingOut: nil)
    let bytes = frequencies.bytes(weights)
    let root = Knowledge.option("--root", arguments) ?? "."
    let path = "\(root)/Sources/ArticleData/blobs/summaries.bin"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    print("\(path): \(bytes.count) bytes")
  }

  /// How rare each syllable is.
  struct Frequencies {
    private var values: [(word: UInt32, value: Float)] = []
    private let unknown: Float
    private let common: Float

    init(_ data: String) throws {
      let path = "\(data)/data/statistics/syllables.tsv.gz"
      var counts: [UInt32: Double] = [:]
      var articles = 0.0
      for line in try Gzip.text(path).split(separator: "\n") {
        let cells = line.split(separator: "\t")
        if line.hasPrefix("#articles"), cells.count > 1 { articles = Double(cells[1]) ?? 0 }
        guard cells.count == 4, let count = Double(cells[1]) else { continue }
        let words = WordReader.words(in: String(cells[0]))
        // Spellings that fold to one key are one syllable.
        if let word = words.first, words.count == 1, word != 0 { counts[word] = max(counts[word] ?? 0, count) }
      }
      guard articles > 0, !counts.isEmpty else { throw DataError("\(path): no counts") }
      values = counts.map { ($0.key, Float(log(articles / (1 + $0.value)))) }.sorted { $0.word < $1.word }
      unknown = Float(log(articles / 3))
      let sorted = values.map(\.value).sorted()
      common = sorted[min(commonSyllables, sorted.count - 1)]
    }

    func bytes(_ weights: [[Float]]) -> [UInt8] {
      SummaryModel.bytes(frequencies: values, unknown: unknown, common: common, weights: weights)
    }

    /// A model with these frequencies and no weights.
    var model: SummaryModel {
      let none = [Float](repeating: 0, count: PassageFeature.count)
      return SummaryModel(Blob(immortalCopyOf: bytes(SummaryModel.Task.allCases.map { _ in none })))
    }
  }
}

/// The examples summaries are learnt from.
struct SummaryTraining {
  let clusters: [SummaryExample]
  let leadClusters: [SummaryExample]
  let articles: [SummaryExample]
  let abstracts: [SummaryExample]
  private let base: SummaryModel

  init(_ data: String, _ model: SummaryModel) throws {
    let folder = "\(data)/data/summaries"
    base = model
    clusters = try SummarySet.clusters(in: folder, withLead: false, parsed: false).map { try SummaryExample($0, model) }
    leadClusters = try SummarySet.clusters(in: folder, withLead: true, parsed: false).map {
      try SummaryExample($0, model)
    }
    articles = try SummarySet.articles(in: folder, parsed: false).map { try SummaryExample($0, model) }
    abstracts = try SummarySet.abstracts(in: folder).map { try SummaryExample($0, model) }
  }

  /// Which of ten parts a case belongs to: all articles of one cluster share a part.
  static func fold(_ id: String) -> Int {
    let cluster = id.split(separator: "/").first ?? ""
    return Int(cluster.utf8.reduce(UInt32(5381)) { $0 &* 33 &+ UInt32($1) } % 10)
  }

  /// The references of single articles are their standfirsts, so that no example has one: a standfirst gains what the best
  /// sentence of an article has over the average one.
  private static let standfirstWeight: Float = 0.3

  /// People who sum up several articles take 3 % of their sentences from standfirsts and 97 % from bodies, which tell the same
  /// in full; regression, which draws weights to 0, leaves standfirsts too many.
  private static let standfirstAmongSeveral: Float = -0.5

  /// The two weight vectors, learnt without the cases of one fold.
  func weights(leavingOut fold: Int?) -> [[Float]] {
    func rest(_ examples: [SummaryExample]) -> [SummaryExample] {
      examples.filter { fold == nil || Self.fold($0.source.id) != fold }
    }
    let own = rest(articles)
    var single = SummaryTrainer.ranking(own + abstracts)
    single[PassageFeature.isStandfirst.rawValue] = Self.standfirstWeight
    var several = SummaryTrainer.ranking(rest(clusters) + rest(leadClusters))
    several[PassageFeature.isStandfirst.rawValue] = Self.standfirstAmongSeveral
    return [single, several]
  }

  func model(leavingOut fold: Int?) -> SummaryModel {
    let vectors = weights(leavingOut: fold)
    return SummaryModel.Task.allCases.reduce(base) { $0.replacing($1, vectors[$1.rawValue]) }
  }
}
