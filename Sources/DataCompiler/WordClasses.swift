internal import Foundation

/// Classes of words that are used alike, found by the exchange algorithm (Martin, Liermann and Ney 1998): each word moves
/// to the class that makes the text likeliest under a bigram model of classes, as long as that helps.
struct WordClasses {
  /// Words in order of first use.
  let words: [String]
  /// Per word its class, from 0.
  private(set) var classes: [Int]

  private struct Neighbour {
    var word: Int
    var count: Int
  }

  /// - Parameters:
  ///   - sentences: words in small letters.
  ///   - count: how many classes.
  ///   - minimum: words seen less often share a class of their own and are not in `words`.
  init(of sentences: [[String]], count: Int, minimum: Int = 5, passes: Int = 8) {
    var counts: [String: Int] = [:]
    for sentence in sentences { for word in sentence { counts[word, default: 0] += 1 } }
    // By falling count, then by name: the first words open the classes.
    let chosen = counts.filter { $0.value >= minimum }.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }
    words = chosen.map(\.key)
    let number = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
    // Two more words: rare ones, and the edge of a sentence. They stay in classes of their own.
    let rare = words.count
    let edge = words.count + 1
    var pairs: [Int: Int] = [:]
    for sentence in sentences where !sentence.isEmpty {
      var last = edge
      for word in sentence {
        let next = number[word] ?? rare
        pairs[last * (edge + 1) + next, default: 0] += 1
        last = next
      }
      pairs[last * (edge + 1) + edge, default: 0] += 1
    }
    var after = [[Neighbour]](repeating: [], count: edge + 1)
    var before = after
    for (pair, count) in pairs.sorted(by: { $0.key < $1.key }) {
      after[pair / (edge + 1)].append(Neighbour(word: pair % (edge + 1), count: count))
      before[pair % (edge + 1)].append(Neighbour(word: pair / (edge + 1), count: count))
    }
    let total = count + 2
    var classOf = words.indices.map { $0 < count ? $0 : $0 % count } + [count, count + 1]
    var joint = [Int32](repeating: 0, count: total * total)
    var firsts = [Int](repeating: 0, count: total)
    var seconds = firsts
    for (pair, count) in pairs {
      let (first, second) = (classOf[pair / (edge + 1)], classOf[pair % (edge + 1)])
      joint[first * total + second] += Int32(count)
      firsts[first] += count
      seconds[second] += count
    }
    // n log n, looked up for small n.
    let table = (0..<(1 << 16)).map { $0 == 0 ? 0 : Double($0) * log(Double($0)) }
    func entropy(_ count: Int) -> Double {
      count < table.count ? table[count] : Double(count) * log(Double(count))
    }
    var left = [Int](repeating: 0, count: total)
    var right = left
    for _ in 0..<passes {
      var moved = 0
      for word in words.indices {
        let own = classOf[word]
        for index in 0..<total {
          left[index] = 0
          right[index] = 0
        }
        var loops = 0
        var uses = 0
        for neighbour in after[word] {
          uses += neighbour.count
          if neighbour.word == word {
            loops = neighbour.count
          } else {
            right[classOf[neighbour.word]] += neighbour.count
          }
        }
        for neighbour in before[word] where neighbour.word != word { left[classOf[neighbour.word]] += neighbour.count }
        // Out of its class.
        for index in 0..<total {
          joint[own * total + index] -= Int32(right[index])
          joint[index * total + own] -= Int32(left[index])
        }
        joint[own * total + own] -= Int32(loops)
        firsts[own] -= uses
        seconds[own] -= uses
        let rights = right.indices.filter { right[$0] > 0 }
        let lefts = left.indices.filter { left[$0] > 0 }
        var best = own
        var bestGain = -Double.infinity
        for candidate in 0..<count {
          var gain = 0.0
          for index in rights where index != candidate {
            let old = Int(joint[candidate * total + index])
            gain += entropy(old + right[index]) - entropy(old)
          }
          for index in lefts where index != candidate {
            let old = Int(joint[index * total + candidate])
            gain += entropy(old + left[index]) - entropy(old)
          }
          let old = Int(joint[candidate * total + candidate])
          gain += entropy(old + left[candidate] + right[candidate] + loops) - entropy(old)
          gain -= entropy(firsts[candidate] + uses) - entropy(firsts[candidate])
          gain -= entropy(seconds[candidate] + uses) - entropy(seconds[candidate])
          if gain > bestGain + 1e-9 {
            bestGain = gain
            best = candidate
          }
        }
        if best != own { moved += 1 }
        classOf[word] = best
        for index in 0..<total {
          joint[best * total + index] += Int32(right[index])
          joint[index * total + best] += Int32(left[index])
        }
        joint[best * total + best] += Int32(loops)
        firsts[best] += uses
        seconds[best] += uses
      }
      if moved * 200 < words.count { break }
    }
    classes = Array(classOf[..<words.count])
  }
}
