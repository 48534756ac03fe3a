// Speed of the text layer: swift run -c release --package-path Benchmarks/TextBenchmark TextBenchmark [FILE ...]
//
// Reads the articles given, or those of Tests/Fixtures/articles, and repeats them to two megabytes. Each figure is the best of
// some passes, beside the time that merely copying the same bytes takes.
import ArticleKit
import Foundation

/// The best processor time of `passes` runs of `body` (seconds).
func best(_ passes: Int = 15, _ body: () -> Void) -> Double {
  var shortest = Double.infinity
  for _ in 0..<passes {
    let start = processorTime()
    body()
    shortest = min(shortest, processorTime() - start)
  }
  return shortest
}

/// The processor time this process has used (seconds): other work on the machine does not count.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Keeps a result from being optimised away.
@_optimize(none) @inline(never) func use<T>(_ value: T) {}

func report(_ name: String, _ figure: String, _ goal: String = "") {
  print(name.padding(toLength: 34, withPad: " ", startingAt: 0), figure, goal)
}

func run() throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Tests/Fixtures/articles").path
  let given = Array(CommandLine.arguments.dropFirst())
  let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".txt") }.sorted() ?? []
  let files = given.isEmpty ? names.map { "\(folder)/\($0)" } : given
  let articles = files.compactMap { FileManager.default.contents(atPath: $0).map(Array.init) }
  guard !articles.isEmpty else {
    print("no articles to read")
    exit(1)
  }
  var bytes: [UInt8] = []
  while bytes.count < 2_000_000 { for article in articles { bytes += article + [0x0A] } }
  let text = try SourceText(validating: bytes)
  let megabytes = Double(bytes.count) / 1e6
  func speed(_ seconds: Double) -> String { String(format: "%7.0f MB/s", megabytes / seconds) }

  print(String(format: "%.2f MB, %d lines, %d tokens", megabytes, text.lineCount, Tokenizer.tokens(of: text).count))
  report("copy the bytes", speed(best { use(bytes.map { $0 ^ 1 }) }))
  report("validate, line and offset tables", speed(best { use(try? SourceText(validating: bytes)) }))
  report("tokens", speed(best { use(Tokenizer.tokens(of: text)) }), "goal 300")
  let composed = Normalization.nfc(bytes[...])
  for level in FoldingLevel.allCases {
    report("folding, \(level)", speed(best { use(Folding.fold(composed[...], level)) }), "goal 500")
  }
  // One article of the fixtures has its letters and marks apart, and has to be normalised first.
  report("folding, key, as it came", speed(best { use(Folding.fold(bytes[...], .key)) }))
  report("normalising", speed(best { use(Normalization.nfc(bytes[...])) }))
  let tokens = Tokenizer.tokens(of: text)
  report("sentences from text", speed(best { use(SentenceSplitter.sentences(of: text)) }), "goal 100")
  report("sentences from tokens", speed(best { use(SentenceSplitter.sentences(of: text, tokens)) }))
  report("words from text", speed(best(3) { use(WordSegmenter.words(of: text)) }))
  report("language from tokens", speed(best { use(LanguageIdentifier.identify(text, tokens)) }))

  let half = try SourceText(validating: Array(bytes.prefix(1_000_000)).dropLast(while: { $0 & 0xC0 == 0x80 }))
  let encodings = PositionEncoding.allCases
  let offsets = stride(from: 0, to: half.count, by: 997).map { $0 }
  let conversions = best {
    var sum = 0
    for offset in offsets {
      for encoding in encodings { sum &+= half.utf8Offset(half.offset(offset, in: encoding), from: encoding) }
    }
    use(sum)
  }
  report(
    "offset there and back", String(format: "%7.0f ns", conversions / Double(offsets.count * encodings.count) * 1e9))
  let positions = best {
    var sum = 0
    for offset in offsets { sum &+= half.utf8Offset(of: half.position(at: offset, in: .utf16), in: .utf16) }
    use(sum)
  }
  report("position there and back", String(format: "%7.0f ns", positions / Double(offsets.count) * 1e9))

  for (name, share) in [("start", 0.0), ("middle", 0.5), ("end", 1.0)] {
    var document = half
    let at = document.codePointStart(Int(Double(document.count) * share))
    document.replace(Span(at, at), with: "x")
    let seconds = best(400) {
      document.replace(Span(at, at + 1), with: "ế\n")
      document.replace(Span(at, at + 4), with: "x")
    }
    report("edit at the \(name) of 1 MB", String(format: "%7.1f µs", seconds / 2 * 1e6), "goal 50")
  }
}

try run()

extension Array where Element == UInt8 {
  /// Without the bytes at the end that satisfy `predicate`, and the one before them.
  fileprivate func dropLast(while predicate: (UInt8) -> Bool) -> [UInt8] {
    var end = count
    while end > 0, predicate(self[end - 1]) { end -= 1 }
    return Array(prefix(Swift.max(end - 1, 0)))
  }
}
