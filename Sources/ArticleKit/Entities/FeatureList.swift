/// The hashes of the features of one token, in a buffer that serves all tokens one after another.
@safe package struct FeatureList: ~Copyable {
  /// More features than any token has; what is added beyond is left out.
  private static let capacity = 128
  private let storage: UnsafeMutablePointer<UInt64>
  private(set) package var count = 0

  package init() { unsafe storage = .allocate(capacity: Self.capacity) }

  deinit { unsafe storage.deallocate() }

  @inline(__always) package mutating func removeAll() { count = 0 }

  /// Adds the feature of a template with two values, of which the first may be a word.
  @inline(__always) package mutating func add(_ template: UInt64, _ a: UInt64, _ b: UInt64 = 0) {
    guard count < Self.capacity else { return }
    unsafe storage[count] = NameHash.feature(template, a, b)
    count &+= 1
  }

  /// The hashes, in the order in which they were added.
  package var hashes: [UInt64] { (0..<count).map { unsafe storage[$0] } }

  /// Puts its place in the stead of each hash that counts, 1, and drops those that count 0.
  @inline(__always) mutating func replace(_ place: (UInt64) -> (place: Int, counts: UInt64)) {
    var kept = 0
    for index in 0..<count {
      let found = place(unsafe storage[index])
      unsafe storage[kept] = UInt64(truncatingIfNeeded: found.place)
      kept &+= Int(truncatingIfNeeded: found.counts)
    }
    count = kept
  }

  /// The places that ``replace(_:)`` has put.
  @inline(__always) borrowing func forEach(_ body: (Int) -> Void) {
    for index in 0..<count { body(Int(truncatingIfNeeded: unsafe storage[index])) }
  }
}
