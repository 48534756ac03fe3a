internal import Foundation

/// Reads compressed files with the system's gzip.
enum Gzip {
  /// The text of a file; one that cannot be unpacked, or is no UTF-8, is an error.
  static func text(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0, let text = String(data: data, encoding: .utf8) else {
      throw DataError("\(path): cannot be read with gzip")
    }
    return text
  }
}
