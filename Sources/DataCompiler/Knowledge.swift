internal import ArticleKit
internal import Foundation

/// `knowledge`: checks `Data/entities.tsv` and `Data/aliases.tsv` and compiles them into `knowledge.bin`.
struct Knowledge {
  static let command = Command(
    name: "knowledge", summary: "[--check] [--root DIR]: validate Data/ and write (or compare) knowledge.bin"
  ) { arguments in
    let root = option("--root", arguments) ?? "."
    let bytes = try compile(root)
    let path = "\(root)/Sources/ArticleData/blobs/knowledge.bin"
    if arguments.contains("--check") {
      guard FileManager.default.contents(atPath: path).map(Array.init) == bytes else {
        throw DataError("\(path) is stale; run: swift run DataCompiler knowledge")
      }
      return
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    print("\(path): \(bytes.count) bytes")
  }

  /// The bytes of the blob made from the tables under `root`; throws with every fault when they have any.
  static func compile(_ root: String) throws -> [UInt8] {
    let rows = try rows(root)
    return KnowledgeBuilder(letters: Letters.bytes()).bytes(entities: rows.entities, aliases: rows.aliases)
  }

  /// The checked rows of the tables under `root`.
  static func rows(_ root: String) throws -> KnowledgeRows {
    let entities = try read("\(root)/Data/entities.tsv")
    let aliases = try read("\(root)/Data/aliases.tsv")
    let check = KnowledgeCheck(entities: entities, aliases: aliases)
    guard check.problems.isEmpty else {
      throw DataError("\(check.problems.count) faults\n" + check.problems.joined(separator: "\n"))
    }
    return check.rows
  }

  static func read(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else { throw DataError("cannot read \(path)") }
    guard let text = String(data: data, encoding: .utf8) else { throw DataError("\(path) is not UTF-8") }
    return text
  }

  /// The value after `name` among the arguments.
  static func option(_ name: String, _ arguments: [String]) -> String? {
    guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
    return arguments[index + 1]
  }
}

extension Command {
  static let knowledge = Knowledge.command
}
