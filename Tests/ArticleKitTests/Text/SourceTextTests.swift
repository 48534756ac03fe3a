import Testing

@testable import ArticleKit

@Suite("Source text")
struct SourceTextTests {
  /// Texts with every length of code point and every line ending, alone and beside each other.
  static let samples = [
    "", "a", "\n", "\r", "\r\n", "\r\r\n\n", "Hà Nội", "một\nhai\r\nba\rbốn", "😀", "a😀b\r\n😀😀\n",
    "e\u{301}\u{1F1FB}\u{1F1F3}",
    "ệ\r\n\u{2028}ỹ\u{85}z\n", String(repeating: "Tiếng Việt 😀\r\n", count: 97),
    String(repeating: "ắ", count: 513) + "\n" + String(repeating: "😀", count: 700),
  ]

  @Test("An offset converts to every encoding and back as a walk over the code points says", arguments: samples)
  func offsets(_ sample: String) {
    let text = SourceText(sample)
    for encoding in PositionEncoding.allCases {
      var utf8 = 0
      var other = 0
      for scalar in sample.unicodeScalars {
        let bytes = String(scalar).utf8.count
        let units = Reference.units(scalar, encoding)
        for inside in 0..<bytes {
          #expect(text.offset(utf8 + inside, in: encoding) == (encoding == .utf8 ? text.codePointStart(utf8) : other))
        }
        for inside in 0..<units { #expect(text.utf8Offset(other + inside, from: encoding) == utf8) }
        utf8 += bytes
        other += units
      }
      #expect(text.offset(utf8, in: encoding) == other)
      #expect(text.utf8Offset(other, from: encoding) == utf8)
      #expect(text.count(in: encoding) == other)
      #expect(text.utf8Offset(other + 7, from: encoding) == utf8)
      #expect(text.utf8Offset(-1, from: encoding) == 0)
    }
  }

  @Test("A position converts both ways as splitting into lines says", arguments: samples)
  func positions(_ sample: String) {
    let text = SourceText(sample)
    let lines = Reference.lines(sample)
    #expect(text.lineCount == lines.count)
    for encoding in PositionEncoding.allCases {
      var start = 0
      for (number, line) in lines.enumerated() {
        let total = line.content.unicodeScalars.reduce(0) { $0 + Reference.units($1, encoding) }
        var column = 0
        var offset = start
        for scalar in line.content.unicodeScalars {
          let place = TextPosition(line: number, character: column)
          #expect(text.position(at: offset, in: encoding) == place)
          #expect(text.utf8Offset(of: place, in: encoding) == offset)
          column += Reference.units(scalar, encoding)
          offset += String(scalar).utf8.count
        }
        for beyond in [total, total + 1, .max] {
          #expect(text.utf8Offset(of: TextPosition(line: number, character: beyond), in: encoding) == offset)
        }
        for inEnding in offset..<(offset + max(1, line.ending.utf8.count)) {
          #expect(text.position(at: inEnding, in: encoding) == TextPosition(line: number, character: total))
        }
        start = offset + line.ending.utf8.count
      }
      #expect(text.utf8Offset(of: TextPosition(line: lines.count, character: 0), in: encoding) == text.count)
      #expect(text.utf8Offset(of: TextPosition(line: -1, character: 5), in: encoding) == 0)
    }
  }

  @Test("Edits leave the same tables as the edited text has", arguments: 0..<40)
  func edits(_ seed: Int) {
    var random = Reference.Random(UInt64(seed))
    let pieces = ["", "a", "\n", "\r", "\r\n", "ế", "😀", "đường dài\r", String(repeating: "ộ😀x\n", count: 90)]
    var text = SourceText("")
    for _ in 0..<60 {
      let start = random.below(text.count + 1)
      let length = random.below(3) == 0 ? random.below(text.count + 1) : random.below(4)
      let piece = pieces[random.below(pieces.count)]
      var expected = Array(text.utf8)
      let from = text.codePointStart(start)
      let to = max(from, text.codePointStart(min(start + length, text.count)))
      expected.replaceSubrange(from..<to, with: Array(piece.utf8))
      text.replace(Span(start, start + length), with: piece)
      let fresh = SourceText(String(decoding: expected, as: UTF8.self))
      #expect(text.utf8 == fresh.utf8)
      #expect(text.lineCount == fresh.lineCount)
      #expect((0..<text.lineCount).allSatisfy { text.lineSpan($0) == fresh.lineSpan($0) })
      for offset in stride(from: 0, through: text.count, by: 1 + text.count / 97) {
        for encoding in PositionEncoding.allCases {
          #expect(text.offset(offset, in: encoding) == fresh.offset(offset, in: encoding))
          #expect(text.utf8Offset(offset, from: encoding) == fresh.utf8Offset(offset, from: encoding))
        }
      }
    }
  }

  @Test("A fault in the bytes is reported where it starts")
  func faults() {
    let faults: [([UInt8], Int)] = [
      ([0x80], 0), ([0x61, 0xC0, 0x80], 1), ([0xE1, 0xBA], 0), ([0x61, 0xED, 0xA0, 0x80], 1),
      ([0xF4, 0x90, 0x80, 0x80], 0),
      ([0xE0, 0x9F, 0xBF], 0), (Array("Hà Nội 12345".utf8) + [0xFF], 15), ([0xF0, 0x9F, 0x98], 0),
    ]
    for (bytes, offset) in faults {
      #expect(throws: InvalidUTF8(offset: offset)) { try SourceText(validating: bytes) }
    }
    #expect(throws: Never.self) { try SourceText(validating: Array("Hà Nội 😀".utf8)) }
  }
}

/// Slow and obvious answers to compare with.
enum Reference {
  static func units(_ scalar: Unicode.Scalar, _ encoding: PositionEncoding) -> Int {
    switch encoding {
    case .utf8: String(scalar).utf8.count
    case .utf16: String(scalar).utf16.count
    case .utf32: 1
    }
  }

  static func lines(_ text: String) -> [(content: String, ending: String)] {
    var lines: [(content: String, ending: String)] = []
    var content = ""
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      var ending = ""
      if scalars[index] == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" {
        ending = "\r\n"
      } else if scalars[index] == "\r" || scalars[index] == "\n" {
        ending = String(scalars[index])
      }
      if ending.isEmpty {
        content.unicodeScalars.append(scalars[index])
        index += 1
      } else {
        lines.append((content, ending))
        content = ""
        index += ending.unicodeScalars.count
      }
    }
    return lines + [(content, "")]
  }

  /// SplitMix64: the same numbers for the same seed, everywhere.
  struct Random {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    mutating func below(_ limit: Int) -> Int { limit <= 0 ? 0 : Int(next() % UInt64(limit)) }
  }
}
