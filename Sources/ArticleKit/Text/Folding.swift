/// How much a folding throws away.
public enum FoldingLevel: Int, Sendable, CaseIterable {
  /// Spelling variants only: normalisation (NFC), tone placement (hoà, hòa), dashes, apostrophes and quotation marks,
  /// white space, Ð for Đ, invisible characters. Case stays.
  case written
  /// ``written`` without case: the key for looking names up.
  case key
  /// ``key`` without diacritics, đ as d: what people type without a Vietnamese keyboard.
  case bare
}

/// Folding for lookup: texts that should be found under one key get the same bytes.
///
/// One pass over the bytes with a table entry for each code point below U+2080. Rules, in the order of their effect:
/// - NFC, case folded one code point to one (ς as σ, ẞ as ß), Ð and ð as Đ and đ;
/// - ‐ ‑ ‒ – — ― − become `-`, ‘ ’ ʼ ′ `` ` `` ´ become `'`, “ ” „ « » become `"`;
/// - a run of white space, no-break spaces included, becomes one space, and none stays at the ends or beside a dash;
/// - zero-width characters, soft hyphens and direction marks go;
/// - a tone on the `o` or `u` of oa, oe, uy moves to the second vowel: both hòa and hoà give hoà.
public enum Folding {
  /// The folded form of a string.
  public static func fold(_ string: String, _ level: FoldingLevel = .key) -> String {
    String(decoding: fold(Array(string.utf8)[...], level), as: UTF8.self)
  }

  /// The folded bytes of `span` in `text`.
  public static func fold(_ text: SourceText, _ span: Span, _ level: FoldingLevel = .key) -> [UInt8] {
    fold(text.utf8[text.clamp(span).range], level)
  }

  /// The folded form of `bytes`, which are valid UTF-8.
  public static func fold(_ bytes: ArraySlice<UInt8>, _ level: FoldingLevel = .key) -> [UInt8] {
    var output: [UInt8] = []
    append(bytes, level, to: &output)
    return output
  }

  /// The folded bytes of a composed string under tables that are not built in: for compiling them.
  package static func fold(_ string: String, _ level: FoldingLevel, with tables: TextTables) -> [UInt8] {
    var output: [UInt8] = []
    _ = FoldingPass(level, tables).run(Array(string.utf8)[...], to: &output)
    return output
  }

  /// Appends the folded form of `bytes`, which are valid UTF-8.
  public static func append(_ bytes: ArraySlice<UInt8>, _ level: FoldingLevel, to output: inout [UInt8]) {
    var pass = FoldingPass(level)
    if pass.run(bytes, to: &output) { return }
    let normalized = Normalization.nfc(bytes)
    pass.isNormalized = true
    _ = pass.run(normalized[...], to: &output)
  }
}

/// One run of a folding over bytes.
@safe private struct FoldingPass {
  // Immortal, with `TextTables.foldLimit` entries.
  let entries: UnsafePointer<UInt32>
  /// Whether combining marks have met their letters already, and what is left of them stays.
  var isNormalized = false

  init(_ level: FoldingLevel, _ tables: TextTables = .shared) {
    let section: TextTables.Section =
      switch level {
      case .written: .written
      case .key: .key
      case .bare: .bare
      }
    unsafe entries = unsafe tables.foldEntries(section)
  }

  /// Appends the folded `bytes` to `output`. False, with `output` as it was, when they have to be normalised first.
  func run(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
    // A two-byte letter may become three bytes, and a store always writes four.
    let room = bytes.count + bytes.count / 2 + 8
    if room <= 1024 {
      return unsafe withUnsafeTemporaryAllocation(byteCount: room, alignment: 4) { buffer in
        let written = unsafe bytes.withUnsafeBytes { unsafe run($0, into: buffer) }
        guard written >= 0 else { return false }
        unsafe output.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<written]))
        return true
      }
    }
    var isComplete = true
    let folded = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      let written = unsafe bytes.withUnsafeBytes { unsafe run($0, into: UnsafeMutableRawBufferPointer(buffer)) }
      isComplete = written >= 0
      count = max(written, 0)
    }
    guard isComplete else { return false }
    if output.isEmpty { output = folded } else { output += folded }
    return true
  }

  /// Folds `input` into `output`, which has room; gives the number of bytes written, or -1.
  private func run(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int {
    let count = input.count
    var at = 0
    var out = 0
    // Whether a space would stand at the start, after another space or after a dash.
    var refusesSpace = true
    while at < count {
      let lead = unsafe input[at]
      let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      let entry = unsafe entry(input, at, length)
      let start = at
      at &+= length
      if entry < FoldEntry.unchanged {
        out = unsafe store(entry, output, out)
        // What is dropped leaves things as they are.
        if entry != FoldEntry.dropped { refusesSpace = false }
      } else if entry & FoldEntry.space != 0 {
        if refusesSpace { continue }
        unsafe output[out] = 0x20
        out &+= 1
        refusesSpace = true
      } else if entry & FoldEntry.dash != 0 {
        if out > 0, unsafe output[out &- 1] == 0x20 { out &-= 1 }
        out = unsafe store(entry, output, out)
        refusesSpace = true
      } else {
        if entry & FoldEntry.mark != 0, !isNormalized { return -1 }
        refusesSpace = false
        (at, out) = unsafe rare(entry, input, start, length, output, out)
      }
    }
    if out > 0, unsafe output[out &- 1] == 0x20 { out &-= 1 }
    return out
  }

  /// Folds the code point at `start`, which is a mark, a movable vowel or one that stays. Gives where to go on.
  private func rare(
    _ entry: UInt32, _ input: UnsafeRawBufferPointer, _ start: Int, _ length: Int,
    _ output: UnsafeMutableRawBufferPointer, _ out: Int
  ) -> (at: Int, out: Int) {
    let at = start &+ length
    var out = out
    if entry == FoldEntry.unchanged {
      for index in start..<at {
        unsafe output[out] = unsafe input[index]
        out &+= 1
      }
      return (at, out)
    }
    if entry & FoldEntry.toned != 0, at < input.count,
      let moved = unsafe TonePlacement.moved(scalar(input, start, length), before: input[at])
    {
      out = unsafe store(entries[Int(moved.first)], output, out)
      return unsafe (at &+ 1, store(entries[Int(moved.second)], output, out))
    }
    return unsafe (at, store(entry, output, out))
  }

  /// The code point of `length` bytes, two or three, at `at`.
  private func scalar(_ input: UnsafeRawBufferPointer, _ at: Int, _ length: Int) -> UInt32 {
    let lead = unsafe UInt32(input[at])
    let second = unsafe UInt32(input[at &+ 1] & 0x3F)
    if length == 2 { return (lead & 0x1F) << 6 | second }
    return unsafe (lead & 0x0F) << 12 | second << 6 | UInt32(input[at &+ 2] & 0x3F)
  }

  /// The entry of the code point of `length` bytes at `at`.
  @inline(__always)
  private func entry(_ input: UnsafeRawBufferPointer, _ at: Int, _ length: Int) -> UInt32 {
    let lead = unsafe UInt32(input[at])
    if length == 1 { return unsafe entries[Int(lead)] }
    let second = unsafe UInt32(input[at &+ 1] & 0x3F)
    if length == 2 { return unsafe entries[Int((lead & 0x1F) << 6 | second)] }
    guard length == 3 else { return FoldEntry.unchanged }
    let scalar = unsafe (lead & 0x0F) << 12 | second << 6 | UInt32(input[at &+ 2] & 0x3F)
    if scalar < TextTables.foldLimit { return unsafe entries[Int(scalar)] }
    switch scalar {
    case 0x2212: return FoldEntry.dash | 1 << 24 | 0x2D
    case 0x3000: return FoldEntry.space
    case 0xFEFF, 0xFE00...0xFE0F: return FoldEntry.dropped
    default: return FoldEntry.unchanged
    }
  }

  /// Writes the bytes of `entry` at `out`; gives the place after them.
  @inline(__always)
  private func store(_ entry: UInt32, _ output: UnsafeMutableRawBufferPointer, _ out: Int) -> Int {
    unsafe output.storeBytes(of: entry.littleEndian, toByteOffset: out, as: UInt32.self)
    return out &+ Int(entry >> 24 & 3)
  }
}
