import EchoService
import RPCCore
import Testing

/// Bytes that a client should not send, and what the service says to them.
struct Hostility: Sendable, CustomTestStringConvertible {
  let name: String
  let framing: Framing
  let bytes: [UInt8]
  let answers: [Said]
  let limits: Limits
  /// Whether all splits are tried, which takes long for many bytes.
  var isShort: Bool { bytes.count <= 400 }

  init(_ name: String, _ framing: Framing, _ bytes: [UInt8], _ answers: Said..., limits: Limits = Limits()) {
    self.name = name
    self.framing = framing
    self.bytes = bytes
    self.answers = answers
    self.limits = limits
  }

  /// Text in headers.
  init(_ name: String, _ text: String, _ answers: Said..., limits: Limits = Limits()) {
    self.name = name
    self.framing = .headers
    self.bytes = Array(text.utf8)
    self.answers = answers
    self.limits = limits
  }

  var testDescription: String { name }
}

@Suite struct HostileTests {
  /// Sends the bytes in pieces, then a good request: the answers must be the expected ones, then that of the request.
  private func survive(_ hostility: Hostility, _ delivery: Delivery) {
    let session = InMemorySession(
      EchoService.server(limits: hostility.limits, framing: hostility.framing), state: EchoService(),
      framing: hostility.framing)
    for piece in delivery.pieces(of: hostility.bytes) { session.send(bytes: piece) }
    session.run()
    for piece in delivery.pieces(of: Script.frame(Self.good, hostility.framing)) { session.send(bytes: piece) }
    let said = session.receive().map(Script.parsed)
    let expected = hostility.answers + [.result("next", [:])]
    #expect(said.count == expected.count, "\(delivery): \(said)")
    for (answer, message) in zip(expected, said) { #expect(answer.matches(message), "\(delivery): \(message)") }
  }

  private static let good = #"{"jsonrpc":"2.0","id":"next","method":"echo"}"#

  @Test("The next good request is answered after", arguments: headers + texts + requests + batches + lines)
  func nextRequest(_ hostility: Hostility) {
    survive(hostility, .whole)
    if hostility.bytes.count <= 100_000 { survive(hostility, .byteByByte) }
    if hostility.isShort {
      for position in 1..<hostility.bytes.count { survive(hostility, .split(position)) }
    }
  }

  @Test("The framing need not be given")
  func detected() {
    for hostility in Self.headers where hostility.name != "noise before the first header" {
      let session = InMemorySession(
        EchoService.server(limits: hostility.limits), state: EchoService(), framing: .headers)
      session.send(bytes: Script.frame(#"{"jsonrpc":"2.0","method":"initialized"}"#, .headers))
      session.send(bytes: hostility.bytes)
      session.send(bytes: Script.frame(Self.good, .headers))
      #expect(session.receive().count == hostility.answers.count + 1, "\(hostility.name)")
    }
  }

  @Test("There are at least 70 hostilities, all different")
  func count() {
    let all = Self.headers + Self.texts + Self.requests + Self.batches + Self.lines
    #expect(all.count >= 70)
    #expect(Set(all.map(\.name)).count == all.count)
  }

  // MARK: Headers

  private static let echo = #"{"jsonrpc":"2.0","id":1,"method":"echo"}"#
  private static let answer = Said.result(1, [:])
  private static let parseError = Said.error(.null, -32700)

  private static func framed(_ text: String, _ header: String = "Content-Length: ") -> String {
    "\(header)\(text.utf8.count)\r\n\r\n\(text)"
  }

  private static var small: Limits {
    var limits = Limits()
    limits.messageBytes = 2000
    limits.batchMembers = 3
    return limits
  }

  static let headers: [Hostility] = [
    Hostility("a header in lower case", framed(echo, "content-length: "), answer),
    Hostility("a header in upper case", framed(echo, "CONTENT-LENGTH: "), answer),
    Hostility("no space after the colon", framed(echo, "Content-Length:"), answer),
    Hostility("a tab after the colon", framed(echo, "Content-Length:\t"), answer),
    Hostility("many spaces after the colon", framed(echo, "Content-Length:        "), answer),
    Hostility("a space after the number", "Content-Length: 40 \r\n\r\n\(echo)", answer),
    Hostility("zeros before the number", "Content-Length: 00040\r\n\r\n\(echo)", answer),
    Hostility(
      "a content type first",
      framed(echo, "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: "), answer),
    Hostility(
      "a content type last", "Content-Length: 40\r\nContent-Type: application/json; charset=\"UTF-8\"\r\n\r\n\(echo)",
      answer),
    Hostility("utf8 without a hyphen", framed(echo, "Content-Type: x; charset=utf8\r\nContent-Length: "), answer),
    Hostility("an unknown header", framed(echo, "X-Trace: abc: def\r\nContent-Length: "), answer),
    Hostility("an empty unknown header", framed(echo, "X-Empty:\r\nContent-Length: "), answer),
    Hostility("line feeds alone", "Content-Length: 40\n\n\(echo)", answer),
    Hostility("a stray line feed before a header", "\n" + framed(echo), answer),
    Hostility("a stray line end before a header", "\r\n" + framed(echo), answer),
    Hostility("many stray line ends", String(repeating: "\r\n", count: 50) + framed(echo), answer),
    Hostility("a stray line end after a body", framed(echo) + "\r\n", answer),
    Hostility("a byte order mark before a header", "\u{FEFF}" + framed(echo), answer),
    Hostility("the same length twice", framed(echo, "Content-Length: 40\r\nContent-Length: "), answer),
    Hostility(
      "a header cut short by the next frame", framed(echo, "Content-Length: 41\r\nContent-Length: "), parseError, answer
    ),
    Hostility("no length", "Content-Type: application/json\r\n\r\n\(echo)", parseError),
    Hostility("noise before the first header", "garbage\r\n" + framed(echo), parseError, answer),
    Hostility("noise glued to a header", "garbage" + framed(echo), parseError, answer),
    Hostility(
      "a line without a colon among the headers", "Content-Type: x\r\nnoise\r\n" + framed(echo), parseError, answer),
    Hostility("a header name with a space", "Content Length: 40\r\n\r\n\(echo)", parseError),
    Hostility("a line with nothing before the colon", ": 40\r\n\r\n\(echo)", parseError),
    Hostility("a length that is no number", "Content-Length: abc\r\n\r\n\(echo)", parseError),
    Hostility("a negative length", "Content-Length: -40\r\n\r\n\(echo)", parseError),
    Hostility("a length with a plus", "Content-Length: +40\r\n\r\n\(echo)", parseError),
    Hostility("a fractional length", "Content-Length: 40.0\r\n\r\n\(echo)", parseError),
    Hostility("a hexadecimal length", "Content-Length: 0x28\r\n\r\n\(echo)", parseError),
    Hostility("an empty length", "Content-Length:\r\n\r\n\(echo)", parseError),
    Hostility("a length beyond any integer", "Content-Length: 99999999999999999999999\r\n\r\n\(echo)", parseError),
    Hostility("a length of zero", "Content-Length: 0\r\n\r\n", parseError),
    Hostility("a length of a terabyte", "Content-Length: 1000000000000\r\n\r\n\(echo)", .error(1, -32600)),
    Hostility("a length of two gigabytes", "Content-Length: 2147483648\r\n\r\n\(echo)", .error(1, -32600)),
    Hostility("a length that is too short", "Content-Length: 30\r\n\r\n\(echo)", parseError),
    Hostility("a length that is one too short", "Content-Length: 39\r\n\r\n\(echo)", parseError),
    Hostility("a length that is one too long", "Content-Length: 41\r\n\r\n\(echo)", parseError),
    Hostility("a length that is a header too long", "Content-Length: 60\r\n\r\n\(echo)", parseError),
    Hostility("a length that is a message too long", "Content-Length: 110\r\n\r\n\(echo)", parseError),
    Hostility("a length that is far too long", "Content-Length: 5000\r\n\r\n\(echo)", parseError),
    Hostility("a header without end", .headers, Array(repeating: UInt8(ascii: "x"), count: 1_000_000), parseError),
    Hostility("a header of many lines", String(repeating: "X-Header: value\r\n", count: 1000) + "\r\n", parseError),
    Hostility("bytes of zero", .headers, Array(repeating: 0, count: 5000), parseError),
    Hostility("bytes of 255", .headers, Array(repeating: 255, count: 300) + [0x0A], parseError),
    Hostility(
      "noise between messages", framed(echo) + "}}}\u{0}\u{1}]]\n\n" + framed(echo), answer, parseError, answer),
    Hostility("a line of JSON among headers", "\(echo)\n", parseError),
    Hostility(
      "a message cut in half by a restart",
      "Content-Length: 40\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"me" + framed(echo),
      parseError, answer),
    Hostility("a header cut in half by a restart", "Content-Len" + framed(echo), parseError, answer),
    Hostility("a header cut before its number", "Content-Length: " + framed(echo), parseError, answer),
    Hostility("a header cut before its blank line", "Content-Length: 40\r\n" + framed(echo), answer),
    Hostility(
      "a charset that is not UTF-8", framed(echo, "Content-Type: x; charset=utf-16\r\nContent-Length: "), parseError),
    Hostility("a message over the limit", framed(long(2100)), .error(1, -32600), limits: small),
    Hostility(
      "a message over the limit without an id", framed(String(repeating: "x", count: 2100)), .error(.null, -32600),
      limits: small),
    Hostility("a message at the limit", framed(long(2000)), answer, limits: small),
  ]

  /// A request of so many bytes.
  private static func long(_ bytes: Int) -> String {
    let start = #"{"jsonrpc":"2.0","id":1,"method":"echo","params":[],"more":""#
    return start + String(repeating: "x", count: bytes - start.utf8.count - 2) + "\"}"
  }

  // MARK: Texts

  private static func text(_ name: String, _ text: String, _ answers: Said...) -> Hostility {
    hostility(name, Array(text.utf8), answers)
  }

  private static func bytes(_ name: String, _ before: String, _ bytes: [UInt8], _ after: String) -> Hostility {
    hostility(name, Array(before.utf8) + bytes + Array(after.utf8), [parseError])
  }

  private static func hostility(_ name: String, _ bytes: [UInt8], _ answers: [Said]) -> Hostility {
    let header = Array("Content-Length: \(bytes.count)\r\n\r\n".utf8)
    switch answers.count {
    case 0: return Hostility(name, .headers, header + bytes)
    default: return Hostility(name, .headers, header + bytes, answers[0])
    }
  }

  private static let open = #"{"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":"#

  static let texts: [Hostility] = [
    text("words", "this is no JSON", parseError),
    text("an empty text", "   ", parseError),
    text("a text cut short", String(echo.dropLast(5)), parseError),
    text("a comma too many", #"{"jsonrpc":"2.0","id":1,"method":"echo",}"#, parseError),
    text("a comma too few", #"{"jsonrpc":"2.0" "id":1,"method":"echo"}"#, parseError),
    text("something after the text", echo + " x", parseError),
    text("two texts", echo + echo, parseError),
    text("single quotes", "{'jsonrpc':'2.0','id':1,'method':'echo'}", parseError),
    text("a comment", "/* hello */" + echo, parseError),
    text("NaN", open + "NaN}}", parseError),
    text("a number with a leading zero", open + "01}}", parseError),
    text("a number without digits", open + "-}}", parseError),
    text("a word that is cut", open + "tru}}", parseError),
    text("a byte order mark", "\u{FEFF}" + echo, answer),
    text("white space around", " \t\r\n\(echo)\n ", answer),
    bytes("invalid UTF-8 in a string", open + "\"", [0xC3, 0x28], "\"}}"),
    bytes("overlong UTF-8", open + "\"", [0xC0, 0x80], "\"}}"),
    bytes("a surrogate in UTF-8", open + "\"", [0xED, 0xA0, 0x80], "\"}}"),
    bytes("a character beyond Unicode", open + "\"", [0xF4, 0x90, 0x80, 0x80], "\"}}"),
    bytes("a character cut short", open + "\"", [0xE1, 0xBB], "\"}}"),
    bytes("UTF-16", "", [0xFF, 0xFE, 0x7B, 0x00], ""),
    bytes("a raw control character", open + "\"", [0x01], "\"}}"),
    bytes("a raw line end in a string", open + "\"", [0x0A], "\"}}"),
    text("half a surrogate pair", open + #""\ud800"}}"#, parseError),
    text("an unknown escape", open + #""\x41"}}"#, parseError),
    text("nesting of 400", open + nest(400) + "}}", .result(1, .object(["a": nested(400)]))),
    text("nesting of 1,000", open + nest(1000) + "}}", parseError),
    text("nesting of 100,000", open + nest(100_000) + "}}", parseError),
    text("nesting of 5,000,000 that is not closed", String(repeating: "[", count: 5_000_000), parseError),
  ]

  private static func nest(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  private static func nested(_ depth: Int) -> JSON { (1..<depth).reduce([]) { inner, _ in [inner] } }

  // MARK: Requests

  static let requests: [Hostility] = [
    text("a number", "1", .error(.null, -32600)),
    text("null", "null", .error(.null, -32600)),
    text("a string", #""echo""#, .error(.null, -32600)),
    text("an empty object", "{}", .error(.null, -32600)),
    text("no version", #"{"id":1,"method":"echo"}"#, .error(1, -32600)),
    text("version 1.0", #"{"jsonrpc":"1.0","id":1,"method":"echo"}"#, .error(1, -32600)),
    text("a version that is a number", #"{"jsonrpc":2.0,"id":1,"method":"echo"}"#, .error(1, -32600)),
    text("a version in capitals", #"{"JSONRPC":"2.0","id":1,"method":"echo"}"#, .error(1, -32600)),
    text("a null id", #"{"jsonrpc":"2.0","id":null,"method":"echo"}"#, .error(.null, -32600)),
    text("an object as id", #"{"jsonrpc":"2.0","id":{},"method":"echo"}"#, .error(.null, -32600)),
    text("an array as id", #"{"jsonrpc":"2.0","id":[1],"method":"echo"}"#, .error(.null, -32600)),
    text("a Boolean as id", #"{"jsonrpc":"2.0","id":true,"method":"echo"}"#, .error(.null, -32600)),
    text("no method", #"{"jsonrpc":"2.0","params":{}}"#, .error(.null, -32600)),
    text("a method that is a number", #"{"jsonrpc":"2.0","id":1,"method":1}"#, .error(1, -32600)),
    text("a method that is null", #"{"jsonrpc":"2.0","id":1,"method":null}"#, .error(1, -32600)),
    text("an empty method", #"{"jsonrpc":"2.0","id":1,"method":""}"#, .error(1, -32601)),
    text(
      "a method of a megabyte", #"{"jsonrpc":"2.0","id":1,"method":"\#(String(repeating: "m", count: 1_000_000))"}"#,
      .error(1, -32601)),
    text("a method with an escape", #"{"jsonrpc":"2.0","id":1,"method":"\u0065cho"}"#, answer),
    text("an unknown method", #"{"jsonrpc":"2.0","id":1,"method":"article/unknown"}"#, .error(1, -32601)),
    text("an unknown request of the protocol", #"{"jsonrpc":"2.0","id":1,"method":"$/unknown"}"#, .error(1, -32601)),
    text(
      "a notification asked as a request", #"{"jsonrpc":"2.0","id":1,"method":"$/cancelRequest"}"#, .error(1, -32601)),
    text("a request sent as a notification", #"{"jsonrpc":"2.0","method":"echo"}"#),
    text("an unknown notification", #"{"jsonrpc":"2.0","method":"unknown"}"#),
    text("an unknown notification of the protocol", #"{"jsonrpc":"2.0","method":"$/unknown","params":[1]}"#),
    text("a notification with bad params", #"{"jsonrpc":"2.0","method":"document/set","params":[1,2,3]}"#),
    text("params that are a string", #"{"jsonrpc":"2.0","id":1,"method":"echo","params":"x"}"#, .error(1, -32600)),
    text("params that are a number", #"{"jsonrpc":"2.0","id":1,"method":"echo","params":0}"#, .error(1, -32600)),
    text(
      "params of the wrong type", #"{"jsonrpc":"2.0","id":1,"method":"subtract","params":{"minuend":[]}}"#,
      .error(1, -32602)),
    text("a parameter that is missing", #"{"jsonrpc":"2.0","id":1,"method":"subtract"}"#, .error(1, -32602)),
    text(
      "a parameter beyond 64 bits", #"{"jsonrpc":"2.0","id":1,"method":"subtract","params":[99999999999999999999,1]}"#,
      .error(1, -32602)),
    text(
      "a parameter that overflows", #"{"jsonrpc":"2.0","id":1,"method":"subtract","params":[-9223372036854775808,1]}"#,
      .error(1, -32803)),
    text("one key twice", #"{"jsonrpc":"2.0","id":7,"id":1,"method":"no","method":"echo"}"#, answer),
    text("an id that is a fraction", #"{"jsonrpc":"2.0","id":1.5,"method":"echo"}"#, .result(number("1.5"), [:])),
    text(
      "an id beyond 2^53", #"{"jsonrpc":"2.0","id":9007199254740993,"method":"echo"}"#,
      .result(number("9007199254740993"), [:])),
    text("an id of 100 digits", #"{"jsonrpc":"2.0","id":\#(hundred),"method":"echo"}"#, .result(number(hundred), [:])),
    text("an id of minus zero", #"{"jsonrpc":"2.0","id":-0,"method":"echo"}"#, .result(number("-0"), [:])),
    text("an id with an exponent", #"{"jsonrpc":"2.0","id":1E+2,"method":"echo"}"#, .result(number("1E+2"), [:])),
    text("an empty id", #"{"jsonrpc":"2.0","id":"","method":"echo"}"#, .result("", [:])),
    text("an id with escapes", #"{"jsonrpc":"2.0","id":"\u00e9\n","method":"echo"}"#, .result("é\n", [:])),
    text("cancelling an unknown id", #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99}}"#),
    text("cancelling without an id", #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{}}"#),
    text("cancelling an object", #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}"#),
    text("an answer to nothing", #"{"jsonrpc":"2.0","id":1,"result":1}"#),
    text("an answer with neither result nor error", #"{"jsonrpc":"2.0","id":1}"#),
    text("an answer with both result and error", #"{"jsonrpc":"2.0","id":1,"result":1,"error":{}}"#),
    text("an answer with an error that is a string", #"{"jsonrpc":"2.0","id":1,"error":"no"}"#),
    text("an answer without an id", #"{"jsonrpc":"2.0","result":1}"#),
    text("progress of nobody", #"{"jsonrpc":"2.0","method":"$/progress","params":{"token":1,"value":{}}}"#),
    text("tracing with a bad value", #"{"jsonrpc":"2.0","method":"$/setTrace","params":{"value":7}}"#),
    text("a handler that fails", #"{"jsonrpc":"2.0","id":1,"method":"fail"}"#, .error(1, -32603)),
    text("work that fails", #"{"jsonrpc":"2.0","id":1,"method":"break"}"#, .error(1, -32803)),
    text("a duty that is forgotten", #"{"jsonrpc":"2.0","id":1,"method":"forget"}"#, .error(1, -32603)),
    text("a request before initialize", #"{"jsonrpc":"2.0","id":1,"method":"sessionOnly"}"#, .error(1, -32002)),
  ]

  private static let hundred = String(repeating: "9", count: 100)
  private static func number(_ text: String) -> JSON { JSONNumber(text).map(JSON.number) ?? .null }

  // MARK: Batches

  private static let invalid = Said.error(.null, -32600)

  static let batches: [Hostility] = [
    text("an empty batch", "[]", invalid),
    text("a batch of a number", "[1]", .batch([invalid])),
    text("a batch of batches", "[[],[[]]]", .batch([invalid, invalid])),
    text("a batch of empty objects", "[{},{}]", .batch([invalid, invalid])),
    text("a batch of notifications", #"[{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","method":"y"}]"#),
    text("a batch of answers", #"[{"jsonrpc":"2.0","id":1,"result":1},{"jsonrpc":"2.0","id":2,"result":1}]"#),
    text("a batch with good and bad members", "[\(echo),1,\(echo)]", .batch([answer, invalid, answer])),
    text("a batch cut short", "[\(echo),", parseError),
    Hostility("a batch over the limit", framed("[1,2,3,4]"), invalid, limits: small),
    text(
      "a batch with one id twice in flight",
      #"[{"jsonrpc":"2.0","id":1,"method":"work"},{"jsonrpc":"2.0","id":1,"method":"work"}]"#,
      .batch([.error(1, -32600), .result(1, [:])])),
  ]

  // MARK: Lines

  private static func line(_ name: String, _ text: String, _ answers: Said..., limits: Limits = Limits()) -> Hostility {
    switch answers.count {
    case 0: Hostility(name, .lines, Array(text.utf8), limits: limits)
    case 1: Hostility(name, .lines, Array(text.utf8), answers[0], limits: limits)
    default: Hostility(name, .lines, Array(text.utf8), answers[0], answers[1], limits: limits)
    }
  }

  static let lines: [Hostility] = [
    line("blank lines", "\n\r\n  \n\n"),
    line("a line that ends with a carriage return too", "\(echo)\r\n", answer),
    line("a line with white space around", "  \(echo)\t\n", answer),
    line("a line of noise", "hello\n", parseError),
    line("a header among lines", "Content-Length: 40\n", parseError),
    line(
      "a message cut by a line end", #"{"jsonrpc":"2.0","# + "\n" + #""id":1,"method":"echo"}"# + "\n", parseError,
      parseError),
    line("two messages on one line", "\(echo)\(echo)\n", parseError),
    line("a line over the limit", long(2100) + "\n", .error(1, -32600), limits: small),
    line("a line far over the limit", long(300_000) + "\n", .error(1, -32600), limits: small),
    line("a batch on a line", "[\(echo),1]\n", .batch([answer, invalid])),
    line("a line of zeros", String(repeating: "\u{0}", count: 100) + "\n", parseError),
  ]
}
