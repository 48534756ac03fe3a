/// Puts the sentences of several articles into one order: each article's in its own order, merged by where they stand.
///
/// The merge always takes the article whose next sentence stands earliest in relation to its article's length, so a
/// sentence never comes before one that precedes it in its source. Of the orders tried on human summaries (by rank, by date,
/// by article, by trained keys) this one agrees best with them, and trained keys no better.
struct SentenceOrder {
  /// How much earlier (in article lengths) a sentence of the article that carries the summary comes.
  private static let backboneLead: Float = 0.07
  /// How much earlier a sentence that opens with a day comes, and how much later one that leans on what was said.
  private static let openingShift: Float = 0.1
  /// How much earlier a standfirst comes.
  private static let standfirstLead: Float = 0.3

  private let set: PassageSet
  private let backbone: Int?
  /// Passages that directly follow the one before them when both are taken.
  private let needsPrevious: [Bool]

  init(_ set: PassageSet, backbone: Int?, needsPrevious: [Bool]) {
    self.set = set
    self.backbone = backbone
    self.needsPrevious = needsPrevious
  }

  /// The passages `taken`, in the order in which they are read.
  func merge(_ taken: [Int]) -> [Int] {
    var queues: [ArraySlice<Int>] = []
    var last = -1
    for index in taken.sorted() {
      let article = set.passages[index].article
      if article != last { queues.append([]) }
      last = article
      queues[queues.count - 1].append(index)
    }
    guard queues.count > 1 else { return Array(queues.first ?? []) }
    var heap = QueueHeap(queues, keys: Dictionary(uniqueKeysWithValues: taken.map { ($0, key($0)) }))
    var order: [Int] = []
    order.reserveCapacity(taken.count)
    while let next = heap.pop() {
      order.append(next)
      while let last = order.last, let following = heap.popFollower(of: last, where: { needsPrevious[$0] }) {
        order.append(following)
      }
    }
    return order
  }

  private func key(_ index: Int) -> Float {
    let passage = set.passages[index]
    var key = Float(passage.depth) / Float(max(set.articles[passage.article].count, 1))
    if passage.article == backbone { key -= Self.backboneLead }
    if passage.traits.contains(.opensWithDay) { key -= Self.openingShift }
    if passage.traits.contains(.dangles) { key += Self.openingShift }
    if passage.traits.contains(.standfirst) { key -= Self.standfirstLead }
    return key
  }
}

/// A binary heap of queues by the key of their first element; ties go to the smaller element.
private struct QueueHeap {
  private var queues: [ArraySlice<Int>]
  private let keys: [Int: Float]

  init(_ queues: [ArraySlice<Int>], keys: [Int: Float]) {
    self.queues = queues.filter { !$0.isEmpty }
    self.keys = keys
    for index in stride(from: self.queues.count / 2, through: 0, by: -1) { sink(index) }
  }

  /// Takes the least first element. Its queue stays at the top until the next call settles it.
  mutating func pop() -> Int? {
    settle()
    return takeFirst()
  }

  /// Takes the element after `last` in the queue that gave `last`, when it is the next number and fits.
  mutating func popFollower(of last: Int, where fits: (Int) -> Bool) -> Int? {
    guard let next = queues.first?.first, next == last + 1, fits(next) else { return nil }
    return takeFirst()
  }

  private mutating func takeFirst() -> Int? {
    guard let first = queues.first?.first else { return nil }
    queues[0] = queues[0].dropFirst()
    return first
  }

  private mutating func settle() {
    guard let top = queues.first else { return }
    if top.isEmpty {
      queues.swapAt(0, queues.count - 1)
      queues.removeLast()
    }
    sink(0)
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    guard let first = queues[a].first, let second = queues[b].first else { return queues[b].isEmpty }
    let (one, other) = (keys[first] ?? 0, keys[second] ?? 0)
    return one != other ? one < other : first < second
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
