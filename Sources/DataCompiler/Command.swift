internal import Foundation

/// One thing the data compiler does. Each command lives in the file of the data it makes.
struct Command: Sendable {
  let name: String
  let summary: String
  let run: @Sendable ([String]) throws -> Void

  static let all: [Command] = [
    .facts,
    .knowledge,
    .lines,
    .links,
    .names,
    .summaries,
    .text,
    .evaluateText,
    .words,
  ]
}

/// A fault in a file or an argument, with the place and what was expected.
struct DataError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

func printError(_ message: String) {
  FileHandle.standardError.write(Data((message + "\n").utf8))
}
