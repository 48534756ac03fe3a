internal import ArticleKit
internal import Foundation

/// A page as Benchmarks/accuracy/dump-pages.py writes it: what a reader pastes, and what is known of its article.
struct GoldPage: Sendable {
  let id: String
  let text: String
  /// The article's body, paragraphs parted by empty lines.
  let gold: String
  let title: String
  let authors: [String]
  let date: String
  /// Kind (title, lead, para, heading, caption…) and text, where the collection has them.
  let blocks: [(kind: String, text: String)]
}

/// The pages of one collection.
struct PageSet: Sendable {
  let name: String
  let pages: [GoldPage]

  /// All collections in a folder of `<name>.jsonl`, by name.
  static func all(in folder: String) throws -> [PageSet] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".jsonl") }.sorted()
    guard !names.isEmpty else {
      throw DataError("\(folder): no .jsonl file; make them with Benchmarks/accuracy/dump-pages.py")
    }
    return try names.map { name in
      let path = folder + "/" + name
      let content = try String(contentsOfFile: path, encoding: .utf8)
      let rows = content.split(separator: "\n")
      let pages = try rows.enumerated().map { number, row in
        guard let page = page(Data(row.utf8)) else { throw DataError("\(path):\(number + 1): not a page") }
        return page
      }
      return PageSet(name: String(name.dropLast(6)), pages: pages)
    }
  }

  private static func page(_ row: Data) -> GoldPage? {
    guard let object = try? JSONSerialization.jsonObject(with: row) as? [String: Any], let id = object["id"] as? String,
      let text = object["text"] as? String, let gold = object["gold"] as? String
    else { return nil }
    let blocks = (object["blocks"] as? [[String]] ?? []).compactMap { $0.count == 2 ? (kind: $0[0], text: $0[1]) : nil }
    return GoldPage(
      id: id, text: text, gold: gold, title: object["title"] as? String ?? "",
      authors: object["authors"] as? [String] ?? [], date: object["date"] as? String ?? "", blocks: blocks)
  }
}
