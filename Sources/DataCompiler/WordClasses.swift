internal import Foundation

/// Which words of a text stand side by side, and how often.
struct WordBigrams {
  /// The words, by falling count, then by name.
  let words: [String]
  /// Per word, and for ``rare`` and ``edge``, the words behind it.
  private(set) var after: [[Neighbour]]
  /// The same for the words before it.
  private(set) var before: [[Neighbour]]

  struct Neighbour {
    var word: Int
    var count: Int
  }

  /// Two more words: all rare ones, and the edge of a sentence.
  var rare: Int { words.count }
  var edge: Int { words.count + 1 }

  /// - Parameters:
  ///   - sentences: words in small letters.
  ///   - minimum: words seen less often are rare.
  init(_ sentences: [[String]], minimum: Int = 5) {
    var counts: [String: Int] = [:]
    for sentence in sentences { for word in sentence { counts[word, default: 0] += 1 } }
    let words = counts.filter { $0.value >= minimum }.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }.map(\.key)
    let number = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
    let (rare, edge) = (words.count, words.count + 1)
    var pairs: [Int: Int] = [:]
    for sentence in sentences where !sentence.isEmpty {
      var last = edge
      for next in sentence.map({ number[$0] ?? rare }) + [edge] {
        pairs[last * (edge + 1) + next, default: 0] += 1
        last = next
      }
    }
    self.words = words
    after = [[Neighbour]](repeating: [], count: edge + 1)
    before = after
    for (pair, count) in pairs.sorted(by: { $0.key < $1.key }) {
      after[pair / (edge + 1)].append(Neighbour(word: pair % (edge + 1), count: count))
      before[pair % (edge + 1)].append(Neighbour(word: pair / (edge + 1), count: count))
    }
  }
}

/// Classes of words that are used alike, found by the exchange algorithm (Martin, Liermann and Ney 1998): each word moves
/// to the class that makes the text likeliest under a bigram model of classes, as long as that helps.
struct WordClasses {
  private let bigrams: WordBigrams
  private let count: Int
  /// The classes, and two more for the rare words and the edge, which stay there.
  private var total: Int { count + 2 }
  private var classOf: [Int]
  /// Per pair of classes how often a word of the one stands before a word of the other.
  private var joint: [Int32]
  private var firsts: [Int]
  private var seconds: [Int]
  /// n log n for small n.
  private let entropies = (0..<(1 << 16)).map { $0 == 0 ? 0 : Double($0) * log(Double($0)) }

  /// - Parameters:
  ///   - count: how many classes.
  ///   - passes: how often every word may move, at most.
  init(of bigrams: WordBigrams, count: Int, passes: Int = 8) {
    self.bigrams = bigrams
    self.count = count
    // The first words open the classes.
    classOf = bigrams.words.indices.map { $0 % count } + [count, count + 1]
    joint = [Int32](repeating: 0, count: (count + 2) * (count + 2))
    firsts = [Int](repeating: 0, count: count + 2)
    seconds = firsts
    for (first, neighbours) in bigrams.after.enumerated() {
      for neighbour in neighbours {
        let (a, b) = (classOf[first], classOf[neighbour.word])
        joint[a * total + b] += Int32(neighbour.count)
        firsts[a] += neighbour.count
        seconds[b] += neighbour.count
      }
    }
    for _ in 0..<passes {
      let moved = bigrams.words.indices.count { move($0) }
      if moved * 200 < bigrams.words.count { break }
    }
  }

  /// The class of a word of the bigrams, from 0.
  subscript(word: Int) -> Int { classOf[word] }

  private func entropy(_ count: Int) -> Double {
    count < entropies.count ? entropies[count] : Double(count) * log(Double(count))
  }

  /// What stands beside a word, by classes.
  private struct Company {
    /// Per class how often it stands before the word and behind it; which do at all.
    var left: [Int]
    var right: [Int]
    var lefts: [Int] = []
    var rights: [Int] = []
    /// How often the word follows itself, and how often anything follows it.
    var loops = 0
    var uses = 0
  }

  private func company(_ word: Int) -> Company {
    var company = Company(left: [Int](repeating: 0, count: total), right: [Int](repeating: 0, count: total))
    for neighbour in bigrams.after[word] {
      company.uses += neighbour.count
      if neighbour.word == word {
        company.loops = neighbour.count
      } else {
        company.right[classOf[neighbour.word]] += neighbour.count
      }
    }
    for neighbour in bigrams.before[word] where neighbour.word != word {
      company.left[classOf[neighbour.word]] += neighbour.count
    }
    company.lefts = company.left.indices.filter { company.left[$0] > 0 }
    company.rights = company.right.indices.filter { company.right[$0] > 0 }
    return company
  }

  /// Moves a word to its best class; whether that is another one.
  private mutating func move(_ word: Int) -> Bool {
    let own = classOf[word]
    let company = company(word)
    add(company, to: own, sign: -1)
    var best = own
    var bestGain = -Double.infinity
    for candidate in 0..<count {
      let gain = gain(company, in: candidate)
      if gain > bestGain + 1e-9 { (best, bestGain) = (candidate, gain) }
    }
    add(company, to: best, sign: 1)
    classOf[word] = best
    return best != own
  }

  /// Counts a word with its company in a class, or no longer.
  private mutating func add(_ company: Company, to index: Int, sign: Int) {
    for other in company.rights { joint[index * total + other] += Int32(sign * company.right[other]) }
    for other in company.lefts { joint[other * total + index] += Int32(sign * company.left[other]) }
    joint[index * total + index] += Int32(sign * company.loops)
    firsts[index] += sign * company.uses
    seconds[index] += sign * company.uses
  }

  /// How much likelier the text is with the word in a class than without it.
  private func gain(_ company: Company, in candidate: Int) -> Double {
    var gain = 0.0
    for index in company.rights where index != candidate {
      let old = Int(joint[candidate * total + index])
      gain += entropy(old + company.right[index]) - entropy(old)
    }
    for index in company.lefts where index != candidate {
      let old = Int(joint[index * total + candidate])
      gain += entropy(old + company.left[index]) - entropy(old)
    }
    let old = Int(joint[candidate * total + candidate])
    gain += entropy(old + company.left[candidate] + company.right[candidate] + company.loops) - entropy(old)
    gain -= entropy(firsts[candidate] + company.uses) - entropy(firsts[candidate])
    gain -= entropy(seconds[candidate] + company.uses) - entropy(seconds[candidate])
    return gain
  }
}
