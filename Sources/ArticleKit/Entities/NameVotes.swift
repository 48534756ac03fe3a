/// What the first tagger made of the words of a text, counted: the same word is mostly the same thing throughout.
package struct NameVotes {
  private typealias Votes = SIMD8<UInt16>

  private let seen: NameObservations
  private let tags: [UInt8]
  /// Per word of the vocabulary: how often it is, with a capital, no name, or part of a name of each type.
  private let words: [Votes]
  /// Per pair of words that stand together inside one name.
  private let pairs: PairTable<Votes>

  package init(_ seen: NameObservations, _ tags: [UInt8]) {
    self.seen = seen
    self.tags = tags
    var words = [Votes](repeating: .zero, count: seen.vocabulary.count)
    var pairs = PairTable<Votes>(capacity: tags.reduce(0) { $0 + (NameTagger.isInside(Int($1)) ? 1 : 0) }, empty: .zero)
    for index in tags.indices where Self.counts(seen, index) {
      let label = Self.label(tags[index])
      words[seen.vocabulary[index]][label] &+= 1
      if index + 1 < tags.count, NameTagger.isInside(Int(tags[index + 1])), tags[index] != 0 {
        pairs[seen.vocabulary[index], seen.vocabulary[index + 1]][label] &+= 1
      }
    }
    self.words = words
    self.pairs = pairs
  }

  @inline(__always) private static func counts(_ seen: NameObservations, _ index: Int) -> Bool {
    let shape = seen.tokens[index].shape
    return shape.hasCapital || shape == .alphanumeric
  }

  /// 0 no name, else 1 + type.
  @inline(__always) private static func label(_ tag: UInt8) -> Int { (Int(tag) + 1) / 2 }

  /// Adds the features the votes give a token, and the first tagger's own view.
  package func collect(_ index: Int, into out: inout FeatureList) {
    let own = UInt64(tags[index])
    let last = index > 0 ? UInt64(tags[index - 1]) : 99
    let next = index + 1 < tags.count ? UInt64(tags[index + 1]) : 99
    out.add(1001, own)
    out.add(1002, own, last | next << 8)
    guard Self.counts(seen, index) else { return }
    let word = word(index)
    out.add(1003, word)
    out.add(1004, word, own)
    out.add(1005, word, last)
    out.add(1006, pair(index), own)
    out.add(1007, index > 0 ? pair(index - 1) : 0, own)
    out.add(1008, word, index + 1 < tags.count && Self.counts(seen, index + 1) ? self.word(index + 1) : 0)
  }

  /// The votes of the other places where the word stands.
  private func word(_ index: Int) -> UInt64 {
    var votes = words[seen.vocabulary[index]]
    let own = Self.label(tags[index])
    if votes[own] > 0 { votes[own] &-= 1 }
    return Self.summary(votes)
  }

  /// The votes for the token and the one after it.
  private func pair(_ index: Int) -> UInt64 {
    guard index + 1 < tags.count else { return 0 }
    return Self.summary(pairs[seen.vocabulary[index], seen.vocabulary[index + 1]])
  }

  /// The most frequent label, how sure it is, and how often it was seen, in one number; 0 without any vote.
  private static func summary(_ votes: Votes) -> UInt64 {
    let total = Int(votes.wrappedSum())
    if total == 0 { return 0 }
    var best = 0
    for label in 1..<6 where votes[label] > votes[best] { best = label }
    let most = Int(votes[best])
    let sure: UInt64 = most >= total ? 3 : most * 10 >= total * 7 ? 2 : 1
    let amount: UInt64 = total >= 5 ? 3 : total >= 2 ? 2 : 1
    return 1 + UInt64(best) | sure << 4 | amount << 8
  }
}
