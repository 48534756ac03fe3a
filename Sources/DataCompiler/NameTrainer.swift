internal import ArticleKit
internal import Foundation

/// Trains the tagger: a linear-chain conditional random field by stochastic gradient descent with L2 regularisation
/// (Bottou's schedule), one thread, a fixed shuffle.
struct NameTrainer {
  /// A stretch of tokens near capitals: the features of each, and its tag.
  struct Chain {
    var features: [[Int32]]
    var tags: [Int]
    /// Whether no name goes on from the token before.
    var cuts: [Bool]
  }

  struct Options {
    var epochs = 20
    var rate = 0.1
    var regularisation = 3e-5
    /// Features seen less often are left out.
    var minimumCount = 2
    /// The parts in which the first tagger's view of unseen texts is made.
    var parts = 4
    /// Rows whose weights are all smaller are left out of the model.
    var smallest: Float = 0.02
  }

  let options: Options
  private let tags = NameTagger.tagCount

  init(_ options: Options = Options()) { self.options = options }

  /// The tags of the tokens, from the marked names.
  static func tags(_ tokens: [NameToken], _ names: [NameCorpus.Gold]) -> [Int] {
    var tags = [Int](repeating: 0, count: tokens.count)
    for name in names {
      var begins = true
      for (index, token) in tokens.enumerated()
      where Int(token.start) < name.span.end && name.span.start < Int(token.end) {
        tags[index] = NameTagger.tag(name.type, begins: begins)
        begins = false
      }
    }
    return tags
  }

  typealias Text = (seen: NameObservations, tags: [Int])
  /// The weights of one tagger.
  struct Weights {
    var hashes: [UInt64]
    var rows: [[Float]]
    var pairs: [Float]
  }

  /// The sections of the model trained on these texts; those of one group share a number in `groups`.
  func train(_ texts: [Text], groups: [Int]) -> [[UInt8]] {
    // The second tagger learns from what a first one says of texts it has not seen.
    var tags = [[UInt8]](repeating: [], count: texts.count)
    for part in 0..<options.parts {
      let held = texts.indices.filter { groups[$0] % options.parts == part }
      let rest = texts.indices.filter { groups[$0] % options.parts != part }
      let weights = fit(rest.map { texts[$0] }, nil)
      let sections = sections(weights, Weights(hashes: [], rows: [], pairs: []))
      let tagger = NameModel.tagger(sections)
      for index in held { tags[index] = tagger.firstTags(texts[index].seen) }
    }
    return sections(fit(texts, nil), fit(texts, tags))
  }

  private func sections(_ first: Weights, _ second: Weights) -> [[UInt8]] {
    let none = [Float](repeating: 0, count: tags)
    var merged: [UInt64: Int] = [:]
    var rows: [(hash: UInt64, weights: [Float])] = []
    for (hash, row) in zip(first.hashes, first.rows) {
      merged[hash] = rows.count
      rows.append((hash, row + none))
    }
    for (hash, row) in zip(second.hashes, second.rows) {
      if let index = merged[hash] {
        rows[index].weights.replaceSubrange(tags..<2 * tags, with: row)
      } else {
        rows.append((hash, none + row))
      }
    }
    let pairs = first.pairs + (second.pairs.isEmpty ? [Float](repeating: 0, count: NameTagger.pairCount) : second.pairs)
    return NameTagger.bytes(features: rows, pairs: pairs)
  }

  /// One tagger; the second one when the first one's tags are given.
  private func fit(_ texts: [Text], _ firstTags: [[UInt8]]?) -> Weights {
    var (chains, hashes) = prepare(texts, firstTags)
    var generator = SplitMix(state: 42)
    var weights = [Double](repeating: 0, count: hashes.count * tags)
    var pairs = [Double](repeating: 0, count: (tags + 1) * tags)
    var scale = 1.0
    let lambda = options.regularisation
    let rate0 = options.rate
    var step = 0.0
    for _ in 0..<options.epochs {
      for index in stride(from: chains.count - 1, to: 0, by: -1) {
        chains.swapAt(index, Int(generator.next() % UInt64(index + 1)))
      }
      for chain in chains {
        let rate = rate0 / (1 + 9 * step / Double(options.epochs * chains.count))
        step += 1
        scale *= 1 - rate * lambda
        update(chain, &weights, &pairs, scale, rate)
        if scale < 1e-6 {
          for index in weights.indices { weights[index] *= scale }
          for index in pairs.indices { pairs[index] *= scale }
          scale = 1
        }
      }
    }
    var out = Weights(hashes: [], rows: [], pairs: pairs.map { Float($0 * scale) })
    for (number, hash) in hashes.enumerated() {
      let row = weights[number * tags..<(number + 1) * tags].map { Float($0 * scale) }
      if row.contains(where: { abs($0) >= options.smallest }) {
        out.hashes.append(hash)
        out.rows.append(row)
      }
    }
    return out
  }

  private func prepare(_ texts: [Text], _ firstTags: [[UInt8]]?) -> (chains: [Chain], hashes: [UInt64]) {
    var counts: [UInt64: Int] = [:]
    var raw: [(features: [[UInt64]], tags: [Int], cuts: [Bool])] = []
    for (number, text) in texts.enumerated() {
      let features = NameFeatures(text.seen)
      let votes = firstTags.map { NameVotes(text.seen, $0[number]) }
      var list = FeatureList()
      var open: (features: [[UInt64]], tags: [Int], cuts: [Bool]) = ([], [], [])
      for index in text.tags.indices {
        if text.seen.isNear[index] {
          list.removeAll()
          features.collect(index, into: &list)
          votes?.collect(index, into: &list)
          let buffer = list.hashes
          for feature in buffer { counts[feature, default: 0] += 1 }
          open.features.append(buffer)
          // A mark inside a name that the tagger never crosses ends the name.
          let tag = text.tags[index]
          let isCut = open.tags.isEmpty || text.seen.isCut[index]
          let isLost = tag > 0 && tag % 2 == 0 && (isCut || !NameTagger.allows(open.tags[open.tags.count - 1], tag))
          open.tags.append(isLost ? 0 : tag)
          open.cuts.append(isCut)
        } else if !open.tags.isEmpty {
          raw.append(open)
          open = ([], [], [])
        }
      }
      if !open.tags.isEmpty { raw.append(open) }
    }
    var number: [UInt64: Int32] = [:]
    var hashes: [UInt64] = []
    let chains = raw.map { entry in
      Chain(
        features: entry.features.map { list in
          list.compactMap { hash in
            if let known = number[hash] { return known }
            guard counts[hash, default: 0] >= options.minimumCount else { return nil }
            number[hash] = Int32(hashes.count)
            hashes.append(hash)
            return Int32(hashes.count - 1)
          }
        }, tags: entry.tags, cuts: entry.cuts)
    }
    return (chains, hashes)
  }

  /// One step along the gradient of the chain's log-likelihood.
  private func update(
    _ chain: Chain, _ weights: inout [Double], _ pairs: inout [Double], _ scale: Double, _ rate: Double
  ) {
    let length = chain.tags.count
    var state = [Double](repeating: 0, count: length * tags)
    for step in 0..<length {
      for feature in chain.features[step] {
        let row = Int(feature) * tags
        for tag in 0..<tags { state[step * tags + tag] += weights[row + tag] }
      }
      for tag in 0..<tags { state[step * tags + tag] = exp(min(state[step * tags + tag] * scale, 60)) }
    }
    var move = [Double](repeating: 0, count: (tags + 1) * tags)
    for from in 0...tags {
      for tag in 0..<tags where NameTagger.allows(from, tag) {
        move[from * tags + tag] = exp(pairs[from * tags + tag] * scale)
      }
    }
    // Forward and backward with each step scaled to sum 1.
    var forward = [Double](repeating: 0, count: length * tags)
    var backward = forward
    for step in 0..<length {
      var sum = 0.0
      for tag in 0..<tags {
        var value = 0.0
        if step == 0 {
          value = move[tags * tags + tag]
        } else {
          if chain.cuts[step] && tag > 0 && tag % 2 == 0 { continue }
          for from in 0..<tags { value += forward[(step - 1) * tags + from] * move[from * tags + tag] }
        }
        value *= state[step * tags + tag]
        forward[step * tags + tag] = value
        sum += value
      }
      for tag in 0..<tags { forward[step * tags + tag] /= sum }
    }
    for tag in 0..<tags { backward[(length - 1) * tags + tag] = 1 }
    for step in stride(from: length - 2, through: 0, by: -1) {
      var sum = 0.0
      for from in 0..<tags {
        var value = 0.0
        for tag in 0..<tags where !(chain.cuts[step + 1] && tag > 0 && tag % 2 == 0) {
          value += move[from * tags + tag] * state[(step + 1) * tags + tag] * backward[(step + 1) * tags + tag]
        }
        backward[step * tags + from] = value
        sum += value
      }
      for tag in 0..<tags { backward[step * tags + tag] /= sum }
    }
    let gain = rate / scale
    for step in 0..<length {
      var marginal = [Double](repeating: 0, count: tags)
      var sum = 0.0
      for tag in 0..<tags {
        marginal[tag] = forward[step * tags + tag] * backward[step * tags + tag]
        sum += marginal[tag]
      }
      for tag in 0..<tags { marginal[tag] = (tag == chain.tags[step] ? 1 : 0) - marginal[tag] / sum }
      for feature in chain.features[step] {
        let row = Int(feature) * tags
        for tag in 0..<tags { weights[row + tag] += gain * marginal[tag] }
      }
      let last = step == 0 ? tags : chain.tags[step - 1]
      pairs[last * tags + chain.tags[step]] += gain
      if step == 0 {
        for tag in 0..<tags { pairs[tags * tags + tag] -= gain * ((tag == chain.tags[0] ? 1 : 0) - marginal[tag]) }
      } else {
        var joint = [Double](repeating: 0, count: tags * tags)
        var total = 0.0
        for from in 0..<tags {
          for tag in 0..<tags where !(chain.cuts[step] && tag > 0 && tag % 2 == 0) {
            let value =
              forward[(step - 1) * tags + from] * move[from * tags + tag] * state[step * tags + tag]
              * backward[step * tags + tag]
            joint[from * tags + tag] = value
            total += value
          }
        }
        for index in joint.indices { pairs[index] -= gain * joint[index] / total }
      }
    }
  }
}

/// A small generator with a fixed sequence (Steele, Lea and Flood 2014).
struct SplitMix {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
