internal import ArticleData

/// Read-only bytes that live as long as the process: a compiled table or model embedded in the executable.
///
/// Every load is bounds checked; a load outside the blob returns zero, so that a damaged table degrades an answer
/// instead of ending the process. Integers are little-endian and need no alignment.
@safe public struct Blob: @unchecked Sendable {
  // Immortal: points into the executable's read-only data, or into memory that is never freed.
  @usableFromInline let storage: UnsafeRawBufferPointer

  @usableFromInline init(immortal storage: UnsafeRawBufferPointer) {
    unsafe self.storage = unsafe storage
  }

  /// The number of bytes.
  @inlinable public var count: Int { unsafe storage.count }
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The byte at `offset`, or 0 outside the blob.
  @inlinable public func u8(_ offset: Int) -> UInt8 { load(offset, UInt8.self) }
  /// The little-endian 16-bit value at `offset` (bytes), or 0 outside the blob.
  @inlinable public func u16(_ offset: Int) -> UInt16 { UInt16(littleEndian: load(offset, UInt16.self)) }
  /// The little-endian signed 16-bit value at `offset` (bytes), or 0 outside the blob.
  @inlinable public func i16(_ offset: Int) -> Int16 { Int16(littleEndian: load(offset, Int16.self)) }
  /// The little-endian 32-bit value at `offset` (bytes), or 0 outside the blob.
  @inlinable public func u32(_ offset: Int) -> UInt32 { UInt32(littleEndian: load(offset, UInt32.self)) }
  /// The little-endian 32-bit float at `offset` (bytes), or 0 outside the blob.
  @inlinable public func f32(_ offset: Int) -> Float { Float(bitPattern: u32(offset)) }

  @inlinable func load<T: FixedWidthInteger>(_ offset: Int, _ type: T.Type) -> T {
    guard offset >= 0, offset &+ MemoryLayout<T>.size <= (unsafe storage.count) else { return 0 }
    return unsafe storage.loadUnaligned(fromByteOffset: offset, as: T.self)
  }

  /// The value at `offset`, which the caller knows to lie inside the blob with all its bytes, in the machine's byte order.
  @unsafe @inline(__always) func unchecked<T: BitwiseCopyable>(_ offset: Int, as type: T.Type) -> T {
    unsafe storage.loadUnaligned(fromByteOffset: offset, as: T.self)
  }

  /// Asks for the bytes at `offset`, which a load will need soon.
  @inline(__always) func prefetch(_ offset: Int) {
    unsafe article_data_prefetch(storage.baseAddress.map { unsafe $0 + offset })
  }

  /// The part of the blob in `range` (bytes), clamped to the blob.
  public func slice(_ range: Range<Int>) -> Blob {
    let lower = min(max(range.lowerBound, 0), count)
    let upper = min(max(range.upperBound, lower), count)
    return unsafe Blob(immortal: UnsafeRawBufferPointer(rebasing: storage[lower..<upper]))
  }

  /// The bytes as text; ill-formed UTF-8 is replaced.
  public func string(_ range: Range<Int>) -> String {
    let part = slice(range)
    return unsafe String(decoding: part.storage, as: UTF8.self)
  }
}

extension Blob {
  init(_ blob: article_data_blob) {
    unsafe self.init(immortal: UnsafeRawBufferPointer(start: blob.bytes, count: blob.count))
  }

  /// A blob over a copy of `bytes` that is never freed: for tests, training, and data given at run time once per process.
  public init(immortalCopyOf bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    unsafe copy.copyBytes(from: bytes)
    unsafe self.init(immortal: UnsafeRawBufferPointer(copy))
  }

  static var knowledge: Blob { unsafe Blob(article_data_knowledge()) }
  static var text: Blob { unsafe Blob(article_data_text()) }
  static var words: Blob { unsafe Blob(article_data_words()) }
  static var lines: Blob { unsafe Blob(article_data_lines()) }
  static var names: Blob { unsafe Blob(article_data_names()) }
  static var summaries: Blob { unsafe Blob(article_data_summaries()) }
}
