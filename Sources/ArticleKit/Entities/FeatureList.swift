/// The hashes of the features of one token, in a buffer that serves all tokens one after another.
@safe package struct FeatureList: ~Copyable {
  /// More features than any token has; what is added beyond is left out.
  private static let capacity = 128
  private let storage: UnsafeMutablePointer<UInt64>
  /// Per hash its place, once it is located.
  private let places: UnsafeMutablePointer<Int>
  private(set) package var count = 0

  package init() {
    unsafe storage = .allocate(capacity: Self.capacity)
    unsafe places = .allocate(capacity: Self.capacity)
  }

  deinit {
    unsafe storage.deallocate()
    unsafe places.deallocate()
  }

  @inline(__always) package mutating func removeAll() { count = 0 }

  /// Adds the feature of a template with two values, of which the first may be a word.
  @inline(__always) package mutating func add(_ template: UInt64, _ a: UInt64, _ b: UInt64 = 0) {
    guard count < Self.capacity else { return }
    unsafe storage[count] = NameHash.feature(template, a, b)
    count &+= 1
  }

  /// The hashes, in the order in which they were added.
  package var hashes: [UInt64] { (0..<count).map { unsafe storage[$0] } }

  /// Notes the place of each hash.
  @inline(__always) mutating func locate(_ place: (UInt64) -> Int) {
    for index in 0..<count { unsafe places[index] = place(storage[index]) }
  }

  /// Keeps the places that count 1 and drops those that count 0; the hashes are gone.
  @inline(__always) mutating func keep(_ counts: (_ hash: UInt64, _ place: Int) -> UInt64) {
    var kept = 0
    for index in 0..<count {
      let place = unsafe places[index]
      let counted = counts(unsafe storage[index], place)
      unsafe places[kept] = place
      kept &+= Int(truncatingIfNeeded: counted)
    }
    count = kept
  }

  /// The places that ``keep(_:)`` has left.
  @inline(__always) borrowing func forEach(_ body: (Int) -> Void) {
    for index in 0..<count { body(unsafe places[index]) }
  }
}
