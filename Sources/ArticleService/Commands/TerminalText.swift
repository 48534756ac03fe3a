/// Text laid out for a terminal: wrapped at a width in columns, with bold and dim where the terminal shows them.
struct TerminalText {
  /// The columns of a line.
  let columns: Int
  /// Whether to write ANSI sequences: on a terminal, unless `NO_COLOR` is set.
  let isStyled: Bool
  private(set) var output = ""

  init(columns: Int, isStyled: Bool) {
    self.columns = columns
    self.isStyled = isStyled
  }

  func bold(_ text: String) -> String { isStyled ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func dim(_ text: String) -> String { isStyled ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  mutating func line(_ text: String = "") { output += text + "\n" }

  /// A paragraph wrapped at word boundaries, its first line led by `label` in a column `indent` wide.
  mutating func paragraph(_ text: String, label: String = "", indent: Int = 0) {
    let padding = String(repeating: " ", count: max(0, indent - Self.width(label)))
    var line = dim(label) + padding
    var used = max(indent, Self.width(label))
    var isEmpty = true
    for word in text.split(whereSeparator: \.isWhitespace) {
      let width = Self.width(word)
      if !isEmpty && used + 1 + width > columns {
        output += line + "\n"
        line = String(repeating: " ", count: indent)
        used = indent
        isEmpty = true
      }
      if !isEmpty {
        line += " "
        used += 1
      }
      line += word
      used += width
      isEmpty = false
    }
    output += line + "\n"
  }

  /// `text` cut to `width` columns, with an ellipsis where something was cut, and filled up with spaces.
  static func cell(_ text: String, width: Int) -> String {
    if Self.width(text) <= width { return text + String(repeating: " ", count: width - Self.width(text)) }
    var cut = ""
    var used = 0
    for character in text {
      let next = Self.width(String(character))
      if used + next > width - 1 { break }
      cut.append(character)
      used += next
    }
    return cut + "…" + String(repeating: " ", count: max(0, width - used - 1))
  }

  /// The columns `text` takes: none for combining and invisible code points, two for East Asian wide ones, else one.
  static func width(_ text: some StringProtocol) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      switch scalar.value {
      case 0..<0x20, 0x7F, 0x200B...0x200F, 0xFEFF: return sum
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return sum + 2
      default: return sum + 1
      }
    }
  }
}
