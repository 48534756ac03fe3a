import Foundation
import Testing

@testable import RPCCore

@Suite("JSON there and back")
struct RoundTripTests {
  @Test("A random value comes back equal, however its text is spelt", arguments: 0..<8)
  func random(_ seed: Int) throws {
    var generator = RandomJSON(seed: UInt64(seed))
    var parser = JSONParser()
    for _ in 0..<500 {
      let value = generator.value()
      #expect(try JSON(parsing: value.jsonText) == value)
      let bytes = Array(generator.text(value).utf8)
      let view = try parser.parse(bytes.span)
      #expect(JSON(json: view) == value)
      #expect(try view.decode(JSON.self) == value)
      var writer = JSONWriter()
      try writer.encode(value)
      #expect(writer.output.array == Array(value.jsonText.utf8))
      // A view spliced into a new text keeps its bytes.
      var splice = JSONWriter()
      splice.beginArray()
      splice.raw(view)
      splice.raw(view)
      splice.endArray()
      let raw = view.rawText
      #expect(String(decoding: splice.output.array, as: UTF8.self) == "[\(raw),\(raw)]")
    }
  }

  @Test("Long strings survive with escapes at any place of their chunks")
  func longStrings() throws {
    for unit in ["ạ", "é\n", "a\"", "😀", "\u{1}ế", "Hà Nội \\ "] {
      for count in [1, 1000, 16_380, 16_384, 16_385, 40_000] {
        let string =
          String(repeating: "x", count: count % 7) + String(repeating: unit, count: count / unit.utf8.count + 1)
        #expect(try read(String.self, string.jsonText) == string)
        let escaped =
          "\"" + string.utf16.map { "\\u" + String(String(0x10000 + Int($0), radix: 16).dropFirst()) }.joined() + "\""
        #expect(try read(String.self, escaped) == string)
        #expect(try read([String: Int].self, "{\(escaped):1}") == [string: 1])
      }
    }
  }

  /// Reads texts, one a line, and answers each with `!` when Python refuses it, or else with the value as Python writes it.
  private static let script = """
    import json, sys
    def refuse(name): raise ValueError(name)
    for line in sys.stdin.buffer:
        try:
            text = line[:-1].decode('utf-8')
            value = json.loads(text, parse_constant=refuse, parse_int=lambda t: t, parse_float=lambda t: t)
            out = json.dumps(value, ensure_ascii=False, separators=(',', ':'))
            out.encode('utf-8')
        except (ValueError, UnicodeError):
            out = '!'
        print(out)
    """

  /// The value with its numbers as strings, as the script writes them.
  private func likePython(_ value: JSON) -> JSON {
    switch value {
    case .number(let number): .string(number.text)
    case .array(let elements): .array(elements.map(likePython))
    case .object(let object): .object(JSONObject(object.members.map { ($0.key, likePython($0.value)) }))
    default: value
    }
  }

  /// Good texts, and as many with a few bytes changed.
  private func samples() -> [[UInt8]] {
    var generator = RandomJSON(seed: 99)
    var samples: [[UInt8]] = []
    let bytes = Array("[]{}\",:\\u0019eE+-. tfn\t".utf8) + [0x80, 0xC3, 0xFF, 0x00, 0x1F]
    for _ in 0..<4000 {
      let text = generator.text(generator.value(depth: 3)).utf8.map {
        $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0
      }
      samples.append(text)
      var changed = text
      for _ in 0...generator.random.next(2) where !changed.isEmpty {
        let position = generator.random.next(changed.count)
        let byte = bytes[generator.random.next(bytes.count)]
        switch generator.random.next(3) {
        case 0: changed[position] = byte
        case 1: changed.insert(byte, at: position)
        default: changed.remove(at: position)
        }
      }
      samples.append(changed)
    }
    return samples
  }

  @Test("Python reads every text the same, or refuses the same", .enabled(if: Python.path != nil))
  func python() throws {
    let samples = samples()
    let python = try #require(Python.path)
    let answers = try Python.run(python, Self.script, input: samples.flatMap { $0 + [0x0A] })
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    #expect(answers.count == samples.count + 1)
    var parser = JSONParser()
    var refused = 0
    for (sample, answer) in zip(samples, answers) {
      let text = String(decoding: sample, as: UTF8.self)
      do throws(JSONError) {
        let value = likePython(JSON(json: try parser.parse(sample.span)))
        #expect(value.jsonText == (try? JSON(parsing: String(decoding: answer, as: UTF8.self)).jsonText), "\(text)")
      } catch {
        refused += 1
        #expect(Array(answer) == [UInt8(ascii: "!")], "\(text): \(error)")
      }
    }
    #expect(refused > 1000)
  }
}

/// The machine's Python, when it has one.
enum Python {
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Runs `script` with `input` on standard input and gives what it prints.
  static func run(_ python: String, _ script: String, input: [UInt8]) throws -> Data {
    let directory = FileManager.default.temporaryDirectory.appending(path: "json-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let inputFile = directory.appending(path: "input")
    let outputFile = directory.appending(path: "output")
    try Data(input).write(to: inputFile)
    try Data().write(to: outputFile)
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-X", "utf8", "-c", script]
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    try process.run()
    process.waitUntilExit()
    return try Data(contentsOf: outputFile)
  }
}
