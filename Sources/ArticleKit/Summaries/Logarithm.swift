// Square roots are instructions in optimised code and calls of the mathematics library in debug builds.
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The natural logarithm without a mathematics library, so that every platform gives the same bits.
enum Logarithm {
  /// The logarithm of a positive normal number, to 1e-6; 0 for others.
  static func natural(_ value: Float) -> Float {
    guard value.isNormal, value > 0 else { return 0 }
    // value = significand · 2^exponent; ln significand by the series of atanh.
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    let series =
      ratio * (2 + square * (2 / 3 + square * (2 / 5 + square * (2 / 7 + square * (2 / 9 + square * 2 / 11)))))
    return Float(value.exponent) * 0.693_147_18 + series
  }
}
