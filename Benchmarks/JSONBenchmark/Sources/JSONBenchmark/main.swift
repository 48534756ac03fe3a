// Measures RPCCore's JSON: megabytes of text a second, best of many runs, and the ratio to copying the text in the same run.
//
//     swift run -c release --package-path Benchmarks/JSONBenchmark JSONBenchmark [--runs N] [filter]
//
// `--runs` fixes the number of runs, for counting instructions with callgrind.

import RPCCore

struct Options {
  var runs: Int?
  var filter: String?

  init(_ arguments: [String]) {
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument == "--runs" { runs = rest.popFirst().flatMap { Int($0) } } else { filter = argument }
    }
  }

  /// Whether the filter is part of `name` or `name` a part of it.
  func match(_ name: String) -> Bool {
    guard let filter else { return true }
    return name.contains(filter) || filter.hasPrefix(name)
  }

  /// Seconds of the fastest of the runs that fit into a moment.
  func fastest(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var best = Double.infinity
    var done = 0
    while runs.map({ done < $0 }) ?? (done < 5 || start.duration(to: clock.now) < .milliseconds(400)) {
      let time = try clock.measure(body)
      best = min(best, Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
      done += 1
    }
    return best
  }
}

func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
  let blanks = String(repeating: " ", count: max(0, width - text.count))
  return left ? blanks + text : text + blanks
}

final class Benchmark {
  let sample: String
  let bytes: [UInt8]
  let options: Options
  /// Seconds that a copy of the text takes.
  lazy var copy: Double = {
    var buffer = ByteBuffer(capacity: bytes.count)
    return options.fastest {
      buffer.removeAll()
      buffer.append(bytes)
    }
  }()

  init(_ sample: String, _ bytes: [UInt8], _ options: Options) {
    self.sample = sample
    self.bytes = bytes
    self.options = options
  }

  func run(_ work: String, _ body: () throws -> Void) throws {
    guard options.match("\(sample) \(work)") else { return }
    let time = try options.fastest(body)
    let rate = Int(Double(bytes.count) / time / 1e6)
    let ratio = (time / copy * 10).rounded() / 10
    print(
      pad(sample, 20), pad(work, 26), pad(String(rate), 8, left: true), "MB/s", pad("\(ratio)", 8, left: true), "× copy"
    )
  }

  /// Parsing, reading and echoing through `Value`.
  func through<Value: JSONReadable & JSONWritable>(_ name: String, _ type: Value.Type) throws {
    guard options.match(sample) else { return }
    let bytes = bytes
    var parser = JSONParser()
    var writer = JSONWriter()
    try run("parse → \(name)") { _ = try parser.parse(bytes.span).read(Value.self) }
    let value = try parser.parse(bytes.span).read(Value.self)
    try run("\(name) → text") {
      writer.startText()
      writer.output.removeAll()
      writer.write(value)
    }
    try run("parse → \(name) → text") {
      writer.startText()
      writer.output.removeAll()
      writer.write(try parser.parse(bytes.span).read(Value.self))
    }
  }

  func parse() throws {
    let bytes = bytes
    var parser = JSONParser()
    try run("parse (tape)") { try parser.validate(bytes.span) }
  }

  func codable() throws {
    guard options.match(sample) else { return }
    let bytes = bytes
    var parser = JSONParser()
    var writer = JSONWriter()
    try run("parse → Codable") { _ = try parser.parse(bytes.span).decode(CodableTree.self) }
    let value = try parser.parse(bytes.span).decode(CodableTree.self)
    try run("Codable → text") {
      writer.startText()
      writer.output.removeAll()
      try writer.encode(value)
    }
  }
}

do {
  let options = Options(CommandLine.arguments)
  for size in [100_000, 1_000_000, 16_000_000] {
    let tree = Benchmark("tree \(size / 1000) KB", Samples.tree(bytes: size), options)
    try tree.parse()
    try tree.through("types", Tree.self)
    try tree.through("JSON", JSON.self)
    try tree.codable()
  }
  for size in [20_000, 16_000_000] {
    for (name, bytes) in [
      ("english", Samples.english(bytes: size)), ("vietnamese", Samples.vietnamese(bytes: size)),
      ("escaped", Samples.escaped(bytes: size)),
    ] {
      let text = Benchmark("\(name) \(size / 1000) KB", bytes, options)
      try text.parse()
      try text.through("types", Document.self)
      try text.through("JSON", JSON.self)
    }
  }
} catch {
  print("failed: \(error)")
}
