/// What the first tagger made of the words of a text, counted: the same word is mostly the same thing throughout.
package struct NameVotes {
  private let seen: NameObservations
  private let tags: [UInt8]
  /// Per capitalised word: how often it is no name, or part of a name of each type.
  private var words: [UInt64: SIMD8<UInt16>] = [:]
  /// Per pair of words that stand together inside one name.
  private var pairs: [UInt64: SIMD8<UInt16>] = [:]

  package init(_ seen: NameObservations, _ tags: [UInt8]) {
    self.seen = seen
    self.tags = tags
    for index in seen.tokens.indices where counts(index) {
      words[seen.tokens[index].key, default: SIMD8(repeating: 0)][label(index)] &+= 1
      if index + 1 < tags.count, NameTagger.isInside(Int(tags[index + 1])), tags[index] != 0 {
        pairs[pair(index), default: SIMD8(repeating: 0)][label(index)] &+= 1
      }
    }
  }

  private func counts(_ index: Int) -> Bool {
    seen.tokens[index].shape.hasCapital || seen.tokens[index].shape == .alphanumeric
  }

  /// 0 no name, else 1 + type.
  private func label(_ index: Int) -> Int { tags[index] == 0 ? 0 : 1 + (Int(tags[index]) - 1) / 2 }

  private func pair(_ index: Int) -> UInt64 {
    NameHash.mix(seen.tokens[index].key, index + 1 < seen.tokens.count ? seen.tokens[index + 1].key : 0)
  }

  /// Fills `out` with the features the votes give a token, and the first tagger's own view.
  package func collect(_ index: Int, into out: inout [UInt64]) {
    out.removeAll(keepingCapacity: true)
    var template: UInt64 = 1000
    func add(_ a: UInt64, _ b: UInt64 = 0) {
      template += 1
      out.append(NameHash.mix(NameHash.mix(template &* 0x9E37_79B9_7F4A_7C15, a), b))
    }
    let own = UInt64(tags[index])
    let last = index > 0 ? UInt64(tags[index - 1]) : 99
    let next = index + 1 < tags.count ? UInt64(tags[index + 1]) : 99
    add(own)
    add(own, last | next << 8)
    guard counts(index) else { return }
    let word = Self.summary(words[seen.tokens[index].key], without: label(index))
    add(word)
    add(word, own)
    add(word, last)
    let pairing = Self.summary(pairs[pair(index)], without: -1)
    add(pairing, own)
    let before = index > 0 ? Self.summary(pairs[pair(index - 1)], without: -1) : 0
    add(before, own)
    let neighbour =
      index + 1 < tags.count && counts(index + 1)
      ? Self.summary(words[seen.tokens[index + 1].key], without: label(index + 1)) : 0
    add(word, neighbour)
  }

  /// The most frequent label, how sure it is, and how often it was seen, in one number; 0 without any vote.
  private static func summary(_ votes: SIMD8<UInt16>?, without own: Int) -> UInt64 {
    guard var votes else { return 0 }
    if own >= 0, votes[own] > 0 { votes[own] &-= 1 }
    let total = Int(votes.wrappedSum())
    if total == 0 { return 0 }
    var best = 0
    for label in 1..<6 where votes[label] > votes[best] { best = label }
    let share = Int(votes[best]) * 10 / total
    let sure: UInt64 = share >= 10 ? 3 : share >= 7 ? 2 : 1
    let amount: UInt64 = total >= 5 ? 3 : total >= 2 ? 2 : 1
    return 1 + UInt64(best) | sure << 4 | amount << 8
  }
}
