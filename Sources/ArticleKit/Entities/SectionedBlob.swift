/// A blob of numbered sections: a magic number, the count, then offset and length of each (32 bits), then their bytes.
struct SectionedBlob: Sendable {
  let blob: Blob

  /// Nil when the blob is not of this kind or its table of sections leaves it.
  init?(_ blob: Blob, magic: UInt32, sections: Int) {
    guard blob.count >= 8 + sections * 8, blob.u32(0) == magic, Int(blob.u32(4)) == sections else { return nil }
    for index in 0..<sections where Int(blob.u32(8 + index * 8)) + Int(blob.u32(12 + index * 8)) > blob.count {
      return nil
    }
    self.blob = blob
  }

  subscript(section: Int) -> Blob {
    let offset = Int(blob.u32(8 + section * 8))
    return blob.slice(offset..<offset + Int(blob.u32(12 + section * 8)))
  }

  /// The bytes of a sectioned blob; every section starts on a multiple of `alignment` (bytes).
  static func bytes(magic: UInt32, sections: [[UInt8]], alignment: Int = 8) -> [UInt8] {
    var out = ByteWriter()
    out.u32(magic)
    out.u32(UInt32(sections.count))
    func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }
    var offset = aligned(8 + sections.count * 8)
    for section in sections {
      out.u32(UInt32(offset))
      out.u32(UInt32(section.count))
      offset += aligned(section.count)
    }
    out.pad(to: alignment)
    for section in sections {
      out.bytes += section
      out.pad(to: alignment)
    }
    return out.bytes
  }
}

/// Appends little-endian integers.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func u8(_ value: UInt8) { bytes.append(value) }
  mutating func u16(_ value: UInt16) { append(UInt64(value), 2) }
  mutating func u32(_ value: UInt32) { append(UInt64(value), 4) }
  mutating func u64(_ value: UInt64) { append(value, 8) }
  mutating func pad(to multiple: Int) {
    while bytes.count % multiple != 0 { bytes.append(0) }
  }

  private mutating func append(_ value: UInt64, _ width: Int) {
    for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(byte)))) }
  }
}

extension Blob {
  @inline(__always) func u64(_ offset: Int) -> UInt64 { UInt64(littleEndian: load(offset, UInt64.self)) }
}
