import Testing

@testable import ArticleKit

@Suite("Decoding of tags")
struct NameDecoderTests {
  /// A fixed sequence of small numbers.
  private struct Numbers {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  /// The textbook's algorithm over single tags.
  private func reference(_ scores: [[Int]], _ pairs: [[Int]], _ isCut: [Bool]) -> [Int] {
    let tags = NameTagger.tagCount
    var last = (0..<tags).map { NameTagger.isInside($0) ? Int.min / 2 : scores[0][$0] + pairs[tags][$0] }
    var back: [[Int]] = []
    for step in scores.indices.dropFirst() {
      var (next, from) = ([Int](repeating: Int.min / 2, count: tags), [Int](repeating: 0, count: tags))
      for tag in 0..<tags {
        if NameTagger.isInside(tag), isCut[step] { continue }
        for previous in 0..<tags where NameTagger.allows(previous, tag) {
          let value = last[previous] + pairs[previous][tag] + scores[step][tag]
          if value > next[tag] { (next[tag], from[tag]) = (value, previous) }
        }
      }
      last = next
      back.append(from)
    }
    var path = [last.indices.reduce(0) { last[$1] > last[$0] ? $1 : $0 }]
    for from in back.reversed() { path.append(from[path[path.count - 1]]) }
    return path.reversed()
  }

  @Test("The best sequence is that of the textbook, ties included", arguments: [3, 40, 4000])
  func best(spread: Int) {
    var numbers = Numbers(state: UInt64(spread))
    for length in 1...60 {
      let pairs = (0...NameTagger.tagCount).map { _ in
        (0..<NameTagger.tagCount).map { _ in numbers.next(spread) - spread / 2 }
      }
      let scores = (0..<length).map { _ in (0..<NameTagger.tagCount).map { _ in numbers.next(spread) - spread / 2 } }
      let isCut = (0..<length).map { _ in numbers.next(4) == 0 }
      let rows = scores.map { tags in
        var row = NameDecoder.Scores.zero
        for tag in tags.indices { row[NameDecoder.lane(tag)] = Int16(tags[tag]) }
        return row
      }
      var steps = [NameDecoder.Steps](repeating: .zero, count: length)
      var tags = [UInt8](repeating: 0, count: length)
      let decoder = NameDecoder { Int32(pairs[$0][$1]) }
      decoder.decode(0..<length, isCut.span, &steps, into: &tags) { rows[$0] }
      #expect(tags.map(Int.init) == reference(scores, pairs, isCut))
    }
  }
}
