/// The sentences of one or several articles, ready to be ranked: their words as dense numbers, with counts.
///
/// Everything here takes time and memory linear in the length of the articles.
package struct PassageSet {
  package private(set) var passages: [Passage] = []
  /// The number of each word, passage after passage.
  private(set) var words: [Int32] = []
  /// The number of the pair of words that starts at each word; -1 where a passage ends.
  private(set) var pairs: [Int32] = []
  /// For each article, the range of its passages.
  private(set) var articles: [Range<Int>] = []
  /// For each article, the numbers of the headline's words.
  private(set) var headlines: [[Int32]] = []
  private(set) var wordTable: Occurrences
  private(set) var pairTable: Occurrences
  /// For each word number, the inverse document frequency; 0 for a common word.
  private(set) var weights: [Float] = []

  /// The sentences of `articles` that may stand in a summary.
  ///
  /// - Throws: ``AnalysisCancelled`` when `isCancelled` says so.
  package init(
    _ articles: [Article], model: SummaryModel = .builtIn, isCancelled: () -> Bool = { false }
  ) throws(AnalysisCancelled) {
    let bytes = articles.reduce(0) { $0 + $1.source.count }
    wordTable = Occurrences(capacity: min(bytes / 12, 1 << 14))
    pairTable = Occurrences(capacity: min(bytes / 6, 1 << 17))
    words.reserveCapacity(bytes / 5)
    pairs.reserveCapacity(bytes / 5)
    var reader = WordReader()
    for (number, article) in articles.enumerated() {
      let first = passages.count
      try append(article, number, model, &reader, isCancelled)
      self.articles.append(first..<passages.count)
      var hashes: [UInt32] = []
      if let headline = article.headline { reader.append(article.source, headline.span, to: &hashes) }
      headlines.append(hashes.map { self.number(of: $0, model) })
    }
  }

  private mutating func append(
    _ article: Article, _ number: Int, _ model: SummaryModel, _ reader: inout WordReader, _ isCancelled: () -> Bool
  ) throws(AnalysisCancelled) {
    var depth = 0
    var hashes: [UInt32] = []
    for sentence in article.sentences where article.blocks.indices.contains(sentence.block) {
      if passages.count & 255 == 0, isCancelled() { throw AnalysisCancelled() }
      let label = article.blocks[sentence.block].label
      guard label.isSummarized else { continue }
      let span = PassageReader.withoutAgencyMark(article.source, sentence.span)
      hashes.removeAll(keepingCapacity: true)
      reader.append(article.source, span, to: &hashes)
      guard !hashes.isEmpty else { continue }
      var traits = PassageReader.traits(article.source, span)
      if label == .standfirst || label == .keyPoint { traits.insert(.standfirst) }
      traits.formUnion(EventCues.shared.traits(hashes))
      let start = words.count
      append(hashes, ofArticle: number, model)
      passages.append(
        Passage(
          article: number, block: sentence.block, span: span, depth: depth, words: start..<words.count, traits: traits))
      if !traits.contains(.standfirst) { depth += 1 }
    }
  }

  private mutating func append(_ hashes: [UInt32], ofArticle article: Int, _ model: SummaryModel) {
    var last: Int32 = -1
    for hash in hashes {
      let word = number(of: hash, model)
      wordTable.count(word, in: article)
      if last >= 0 {
        let pair = pairTable.number(of: Self.pairKey(last, word))
        pairTable.count(pair, in: article)
        pairs.append(pair)
      }
      words.append(word)
      last = word
    }
    pairs.append(-1)
  }

  /// The key of two neighbouring words.
  @inline(__always)
  static func pairKey(_ first: Int32, _ second: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
  }

  private mutating func number(of hash: UInt32, _ model: SummaryModel) -> Int32 {
    let word = wordTable.number(of: UInt64(hash))
    if Int(word) == weights.count {
      let weight = model.inverseDocumentFrequency(hash)
      weights.append(weight < model.commonWeight ? 0 : weight)
    }
    return word
  }
}

extension BlockLabel {
  /// Whether the block's sentences may stand in a summary: running text, without headings, tables and boxes.
  var isSummarized: Bool {
    switch self {
    case .paragraph, .standfirst, .keyPoint, .quote, .listItem: true
    default: false
    }
  }
}

/// Numbers for the distinct keys of several articles, and in how many articles each stands.
struct Occurrences {
  private var numbers: Interner
  private var last: [Int32] = []
  /// In how many of the articles each number stands.
  private(set) var articles: [Int32] = []

  init(capacity: Int) { numbers = Interner(capacity: capacity) }

  var count: Int { numbers.count }

  /// The number of `key`, new when it was never met.
  @inline(__always)
  mutating func number(of key: UInt64) -> Int32 {
    let number = numbers.number(of: key)
    if Int(number) == articles.count {
      articles.append(0)
      last.append(-1)
    }
    return number
  }

  /// The number of `key`, or nil when it was never met.
  func known(_ key: UInt64) -> Int32? { numbers.known(key) }

  /// Notes that `number` stands in `article`; articles come in ascending order.
  @inline(__always)
  mutating func count(_ number: Int32, in article: Int) {
    let index = Int(number)
    guard last[index] != Int32(truncatingIfNeeded: article) else { return }
    last[index] = Int32(truncatingIfNeeded: article)
    articles[index] += 1
  }
}
