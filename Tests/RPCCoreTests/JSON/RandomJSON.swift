@testable import RPCCore

/// Random values and random ways to spell them.
struct RandomJSON {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func value(depth: Int = 5) -> JSON {
    switch random.next(depth > 0 ? 9 : 5) {
    case 0: return .null
    case 1: return .bool(random.next(2) == 0)
    case 2:
      return .int(Int(truncatingIfNeeded: random.next() >> UInt64(random.next(64))) * (random.next(2) == 0 ? 1 : -1))
    case 3: return .double(Double(bitPattern: random.next()))
    case 4, 5: return .string(string())
    case 6: return .array((0..<random.next(6)).map { _ in value(depth: depth - 1) })
    default: return .object(JSONObject((0..<random.next(6)).map { _ in (string(), value(depth: depth - 1)) }))
    }
  }

  mutating func string() -> String {
    var string = ""
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x20...0x7F, 0x20...0x7F, 0x80...0x7FF, 0x1EA0...0x1EF9, 0x800...0xFFFF, 0x10000...0x10FFFF,
    ]
    for _ in 0..<random.next(random.next(8) == 0 ? 120 : 12) {
      let range = ranges[random.next(ranges.count)]
      guard let scalar = Unicode.Scalar(range.lowerBound + UInt32(random.next(range.count))) else { continue }
      string.unicodeScalars.append(scalar)
    }
    return string
  }

  /// A text for `value` with white space and escapes where JSON allows them.
  mutating func text(_ value: JSON) -> String {
    switch value {
    case .array(let elements):
      return space() + "[" + elements.map { text($0) }.joined(separator: ",") + space() + "]" + space()
    case .object(let object):
      let members = object.members.map { space() + quoted($0.key) + space() + ":" + text($0.value) }
      return space() + "{" + members.joined(separator: ",") + space() + "}" + space()
    case .string(let string): return space() + quoted(string) + space()
    default: return space() + value.jsonText + space()
    }
  }

  private mutating func space() -> String {
    random.next(6) == 0 ? (0..<random.next(4)).map { _ in [" ", "\n", "\r", "\t"][random.next(4)] }.joined() : ""
  }

  private mutating func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || random.next(8) == 0 {
        for unit in String(scalar).utf16 {
          let hex = String(unit, radix: 16, uppercase: random.next(2) == 0)
          text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
