/// Texts to measure with, made here so that every run has the same bytes.
enum Samples {
  static let sentence =
    "Hà Nội đón khoảng hai mươi lăm triệu lượt khách trong năm, tăng một phần mười so với năm trước. "

  /// A params object with many small objects, as an index of entities is.
  static func tree(bytes: Int) -> [UInt8] {
    var text = #"{"items":["#
    var i = 0
    while text.utf8.count < bytes {
      let score = "0." + String(String(1_0000 + i * 37 % 10000).dropFirst())
      text += i == 0 ? "" : ","
      text += #"{"id":\#(i),"name":"Đà Nẵng \#(i % 977)","score":\#(score),"#
      text += #""range":{"start":{"line":\#(i % 4000),"character":\#(i % 80)},"#
      text += #""end":{"line":\#(i % 4000),"character":\#(i % 80 + 7)}},"tags":["LOC","miền Trung",null,true]}"#
      i += 1
    }
    return Array((text + "]}").utf8)
  }

  /// A params object with one long string of Vietnamese text.
  static func vietnamese(bytes: Int) -> [UInt8] { document(of: sentence + "\\n", bytes: bytes) }

  /// A params object with one long string of English text.
  static func english(bytes: Int) -> [UInt8] {
    document(of: "The quick brown fox jumps over the lazy dog and then runs away again. ", bytes: bytes)
  }

  /// A params object with one long string in which everything outside ASCII is a `\u` escape.
  static func escaped(bytes: Int) -> [UInt8] {
    var unit = ""
    for codeUnit in sentence.utf16 {
      if codeUnit < 0x80 {
        unit.unicodeScalars.append(Unicode.Scalar(UInt8(codeUnit)))
      } else {
        let hex = String(codeUnit, radix: 16)
        unit += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      }
    }
    return document(of: unit + #"\n\"quoted\"\t\/ \ud83d\ude00 "#, bytes: bytes)
  }

  private static func document(of unit: String, bytes: Int) -> [UInt8] {
    let head = #"{"textDocument":{"uri":"file:///news/a.txt","languageId":"plaintext","version":1,"text":""#
    var text = Array(head.utf8)
    text.reserveCapacity(bytes + 1000)
    while text.count < bytes { text.append(contentsOf: unit.utf8) }
    text.append(contentsOf: "\"}}".utf8)
    return text
  }
}
