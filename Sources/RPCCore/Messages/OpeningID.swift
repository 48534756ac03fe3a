/// Finds the id in the first bytes of a message that is too long to be read.
enum OpeningID {
  /// The JSON text of the member `id` of the outermost object, when `opening` holds all of it and it is a string or an
  /// integer.
  static func find(in opening: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let token = unsafe candidate(in: opening) else { return nil }
    var parser = JSONParser()
    return (try? parser.validate(token.span)) == nil ? nil : token
  }

  private static func candidate(in opening: UnsafeRawBufferPointer) -> [UInt8]? {
    var depth = 0
    var position = 0
    var lastKey: Range<Int>?
    var expectsValue = false
    while position < opening.count {
      let byte = unsafe opening[position]
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth > 1 { expectsValue = false }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        guard depth > 0 else { return nil }
      case UInt8(ascii: ":") where depth == 1: expectsValue = true
      case UInt8(ascii: ",") where depth == 1: expectsValue = false
      case UInt8(ascii: "\""):
        guard let end = unsafe stringEnd(from: position, in: opening) else { return nil }
        if depth == 1 {
          if expectsValue, let lastKey, unsafe isID(lastKey, in: opening) {
            return unsafe Array(opening[position...end])
          }
          if !expectsValue { lastKey = position..<end + 1 }
        }
        position = end
      case UInt8(ascii: "-"), 0x30...0x39:
        guard depth == 1, expectsValue, let lastKey, unsafe isID(lastKey, in: opening) else { break }
        var end = position + 1
        while end < opening.count, unsafe opening[end] >= 0x30, unsafe opening[end] <= 0x39 { end += 1 }
        guard end < opening.count else { return nil }
        let next = unsafe opening[end]
        let isWhole = next == UInt8(ascii: ",") || next == UInt8(ascii: "}") || next <= 0x20
        return unsafe isWhole ? Array(opening[position..<end]) : nil
      default: break
      }
      position += 1
    }
    return nil
  }

  private static func isID(_ key: Range<Int>, in opening: UnsafeRawBufferPointer) -> Bool {
    unsafe opening[key].elementsEqual("\"id\"".utf8)
  }

  /// Where the string that begins at `start` ends; nil when it does not, or holds what a string must not hold.
  private static func stringEnd(from start: Int, in opening: UnsafeRawBufferPointer) -> Int? {
    var position = start + 1
    while position < opening.count {
      switch unsafe opening[position] {
      case UInt8(ascii: "\""): return position
      case UInt8(ascii: "\\"): position += 2
      case 0..<0x20: return nil
      default: position += 1
      }
    }
    return nil
  }
}
