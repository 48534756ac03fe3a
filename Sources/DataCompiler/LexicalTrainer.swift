internal import ArticleKit
internal import Foundation

/// Trains the word weights of the line labeller: logistic regression over hashed words by AdaGrad (Duchi et al. 2011).
struct LexicalTrainer {
  var passes = 6
  var rate: Float = 0.15
  /// Pulls weights toward zero at every use.
  var decay: Float = 2e-5
  var seed: UInt64 = 7

  struct Example {
    var words: ArraySlice<UInt32>
    var isBody: Bool
    var weight: Float
  }

  /// The weights as ``LexicalWeights`` stores them.
  func train(_ examples: [Example]) -> [Int8] {
    var weights = [Float](repeating: 0, count: LexicalWeights.size)
    var squares = [Float](repeating: 1e-6, count: LexicalWeights.size)
    var average = weights
    var random = SplitMix(state: seed)
    var order = Array(examples.indices)
    for pass in 0..<passes {
      for at in order.indices.dropFirst().reversed() { order.swapAt(at, Int(random.next() % UInt64(at + 1))) }
      for index in order { learn(examples[index], &weights, &squares) }
      if pass >= passes / 2 { for slot in average.indices { average[slot] += weights[slot] } }
    }
    let share = Float(passes - passes / 2)
    return average.map { Int8(clamping: Int(($0 / share * LexicalWeights.unit).rounded())) }
  }

  private func learn(_ example: Example, _ weights: inout [Float], _ squares: inout [Float]) {
    var slots: [Int] = []
    LexicalWeights.forEachSlot(example.words) { slots.append($0) }
    guard !slots.isEmpty else { return }
    let norm = 1 / Float(slots.count).squareRoot()
    var sum: Float = 0
    for slot in slots { sum += weights[slot] }
    let slope = example.weight * (1 / (1 + exp(-sum * norm)) - (example.isBody ? 1 : 0)) * norm
    for slot in slots {
      let step = slope + decay * weights[slot]
      squares[slot] += step * step
      weights[slot] -= rate * step / squares[slot].squareRoot()
    }
  }
}
