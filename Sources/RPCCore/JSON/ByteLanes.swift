/// Sixteen bytes worked on at once; comparisons give lanes with all bits set or none.
///
/// Only operations that compile to one or two instructions on x86-64 and arm64 are here: masks of `SIMD` are turned into
/// lanes at once, since reducing a mask lane by lane costs more than the rest of a scan.
typealias ByteLanes = SIMD16<UInt8>

extension ByteLanes {
  /// The sixteen bytes at `p`.
  @inline(__always)
  init(_ p: UnsafePointer<UInt8>) {
    self = unsafe UnsafeRawPointer(p).loadUnaligned(as: ByteLanes.self)
  }

  /// The lanes that are `bound` or more.
  @inline(__always)
  func atLeast(_ bound: UInt8) -> ByteLanes {
    unsafe unsafeBitCast(self .>= ByteLanes(repeating: bound), to: ByteLanes.self)
  }

  /// The lanes that are `value`.
  @inline(__always)
  func equal(_ value: UInt8) -> ByteLanes {
    unsafe unsafeBitCast(self .== ByteLanes(repeating: value), to: ByteLanes.self)
  }

  /// Whether all bits of all lanes are 0.
  @inline(__always)
  var isZero: Bool {
    let halves = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return halves[0] | halves[1] == 0
  }
}
