/// Reads a stretch of text as words: maximal runs of letters and digits, folded, each as a 32-bit hash.
///
/// In Vietnamese a word in this sense is one syllable, the unit in which ROUGE counts and budgets are given. "7.000" is two.
/// In scripts without spaces every character is a word.
package struct WordReader {
  private var folded: [UInt8] = []

  package init() {}

  /// Appends the hashes of the words in `span` of `text` to `words`.
  package mutating func append(_ text: SourceText, _ span: Span, to words: inout [UInt32]) {
    folded.removeAll(keepingCapacity: true)
    Folding.append(text.utf8[text.clamp(span).range], .key, to: &folded)
    unsafe folded.withUnsafeBufferPointer { bytes in
      unsafe Self.scan(bytes, &words)
    }
  }

  /// The hashes of the words in `string`.
  package static func words(in string: String) -> [UInt32] {
    var reader = WordReader()
    var words: [UInt32] = []
    let text = SourceText(string)
    reader.append(text, text.span, to: &words)
    return words
  }

  private static let seed: UInt32 = 0x811C_9DC5

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ words: inout [UInt32]) {
    var hash = seed
    var length = 0
    var at = 0
    let count = bytes.count
    while at < count {
      let byte = unsafe bytes[at]
      var width = 1
      var standsAlone = false
      if byte < 0x80 {
        guard byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte &- 0x41 < 26 || byte == 0x5F else {
          flush(&hash, &length, &words)
          at += 1
          continue
        }
      } else {
        width = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        // U+0080–00BF and U+2000–2BFF are punctuation and symbols; U+2E80–9FFF have no spaces between words.
        if byte == 0xC2 || byte == 0xE2 {
          flush(&hash, &length, &words)
          at += width
          continue
        }
        standsAlone = byte >= 0xE3 && byte <= 0xE9
        if standsAlone { flush(&hash, &length, &words) }
      }
      let end = min(at + width, count)
      while at < end {
        hash = unsafe (hash ^ UInt32(bytes[at])) &* 0x0100_0193
        at += 1
      }
      length += 1
      if standsAlone { flush(&hash, &length, &words) }
    }
    flush(&hash, &length, &words)
  }

  @inline(__always)
  private static func flush(_ hash: inout UInt32, _ length: inout Int, _ words: inout [UInt32]) {
    guard length > 0 else { return }
    words.append(hash)
    hash = seed
    length = 0
  }
}
