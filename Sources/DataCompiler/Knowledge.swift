internal import ArticleKit
internal import Foundation

/// `knowledge`: checks `Data/entities.tsv` and `Data/aliases.tsv` and compiles them into `knowledge.bin`.
struct Knowledge {
  static let command = Command(
    name: "knowledge",
    summary: "[--check | --speed] [--root DIR]: validate Data/ and write (or compare) knowledge.bin, or time lookups"
  ) { arguments in
    let root = option("--root", arguments) ?? "."
    let bytes = try compile(root)
    if arguments.contains("--speed") { return try speed(root) }
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

  /// Prints how long lookups take on the knowledge base filled up to 100,000 names with made-up persons, one thread.
  static func speed(_ root: String) throws {
    var rows = try rows(root)
    let families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương"]
    let syllables = try read("\(root)/Data/vi_syllables.txt").split(separator: "\n").map(\.capitalized)
    var generator = SplitMix(state: 7)
    while rows.aliases.count < 100_000 {
      let id = "made.\(rows.aliases.count)"
      func pick(_ list: [String]) -> String { list[Int(generator.next() % UInt64(list.count))] }
      let name = "\(pick(families)) \(pick(syllables)) \(pick(syllables))"
      rows.entities.append(KnowledgeEntity(id: id, type: .person, name: name, country: "VN"))
      rows.aliases.append(KnowledgeAlias(name: name, entity: id, kind: .canonical))
    }
    let bytes = KnowledgeBuilder(letters: Letters.bytes()).bytes(entities: rows.entities, aliases: rows.aliases)
    let lookup = EntityLookup(KnowledgeBase(Blob(immortalCopyOf: bytes)))
    let queries: [(String, [String])] = [
      ("exact", ["Tập Cận Bình", "Kazakhstan", "CSTO", "Vladimir Putin"]),
      ("without diacritics", ["tap can binh", "vo nguyen giap", "ha noi"]),
      ("prefix", ["tap", "vladimir", "tran", "n"]),
      ("typing errors", ["tap cann binh", "Vladimri Puttin", "Kasakhstan", "vo nguyne giap"]),
    ]
    for (name, list) in queries {
      var best = Double.infinity
      for _ in 0..<5 {
        let start = ContinuousClock.now
        for _ in 0..<20 { for query in list { _ = lookup.lookup(query) } }
        best = min(best, (ContinuousClock.now - start) / .microseconds(20 * list.count))
      }
      print(String(format: "%@: %.1f µs a lookup among %d names", name, best, rows.aliases.count))
    }
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
