/// Puts the sentences of several articles into one order: each article's in its own order, merged by a trained key.
///
/// The merge always takes the article whose next sentence has the smallest key (as merging sorted lists does, though the
/// keys of one article need not ascend), so a sentence never comes before one that precedes it in its source.
enum SentenceOrder {
  /// - Parameters:
  ///   - taken: passages, in any order.
  ///   - keys: for each passage, where it belongs; smaller is earlier.
  static func merge(_ taken: [Int], _ set: PassageSet, keys: [Float]) -> [Int] {
    var queues: [[Int]] = []
    var last = -1
    for index in taken.sorted() {
      let article = set.passages[index].article
      if article != last { queues.append([]) }
      last = article
      queues[queues.count - 1].append(index)
    }
    guard queues.count > 1 else { return queues.first ?? [] }
    var heap = QueueHeap(queues.map { $0[...] }, keys)
    var order: [Int] = []
    order.reserveCapacity(taken.count)
    while let next = heap.pop() { order.append(next) }
    return order
  }
}

/// A binary heap of queues by the key of their first element; ties go to the smaller element.
private struct QueueHeap {
  private var queues: [ArraySlice<Int>]
  private let keys: [Float]

  init(_ queues: [ArraySlice<Int>], _ keys: [Float]) {
    self.queues = queues.filter { !$0.isEmpty }
    self.keys = keys
    for index in stride(from: self.queues.count / 2, through: 0, by: -1) { sink(index) }
  }

  mutating func pop() -> Int? {
    guard let first = queues.first?.first else { return nil }
    queues[0] = queues[0].dropFirst()
    if queues[0].isEmpty {
      queues.swapAt(0, queues.count - 1)
      queues.removeLast()
    }
    sink(0)
    return first
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    guard let first = queues[a].first, let second = queues[b].first else { return queues[b].isEmpty }
    return keys[first] != keys[second] ? keys[first] < keys[second] : first < second
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < queues.count && precedes(child, least) { least = child }
      guard least != index else { return }
      queues.swapAt(index, least)
      index = least
    }
  }
}
