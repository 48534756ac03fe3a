internal import ArticleKit
internal import Foundation

/// Articles with every name marked by hand.
struct NameCorpus {
  struct Article {
    var id: String
    var text: SourceText
    /// The day of publication, `yyyymmdd`.
    var day: Int
    var names: [Gold]

    /// Articles on one event share a group, and never stand on both sides of a split.
    var group: String {
      let parts = id.split(separator: "_")
      return parts.count >= 2 ? parts[0...1].joined(separator: "_") : id
    }
  }

  struct Gold: Hashable {
    var span: Span
    var type: EntityType
    var entity: Int
  }

  var articles: [Article]

  /// Reads JSON lines with `id`, `published`, `text` and `entities`: start and end in code points, type tag, entity number.
  init(path: String) throws {
    articles = []
    for (number, line) in try Knowledge.read(path).split(separator: "\n").enumerated() {
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let id = row["id"] as? String, let text = row["text"] as? String, let marks = row["entities"] as? [[Any]]
      else { throw DataError("\(path):\(number + 1): expected id, text and entities") }
      var offsets: [Int] = [0]
      for scalar in text.unicodeScalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
      var names: [Gold] = []
      for mark in marks {
        guard mark.count >= 4, let start = mark[0] as? Int, let end = mark[1] as? Int, let tag = mark[2] as? String,
          let type = EntityType(named: tag), let entity = mark[3] as? Int, start >= 0, start < end, end < offsets.count
        else { throw DataError("\(path):\(number + 1): a mark is not [start, end, type, entity]") }
        names.append(Gold(span: Span(offsets[start], offsets[end]), type: type, entity: entity))
      }
      let day = (row["published"] as? String).flatMap(KnowledgeRows.day) ?? 0
      articles.append(Article(id: id, text: SourceText(text), day: day, names: names.sorted { $0.span < $1.span }))
    }
  }

  /// Adds articles whose marks are kept apart from their texts: `Data/name_marks.tsv` holds per article its id and its
  /// marks (start, end in code points, type tag), `clusters` and `abstracts` the texts.
  mutating func add(marks path: String, clusters: String, abstracts: NewsAbstracts) throws {
    var texts: [String: String] = [:]
    for line in try Knowledge.read(clusters).split(separator: "\n") {
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let cluster = row["id"] as? String, let documents = row["docs"] as? [[String: Any]]
      else { throw DataError("\(clusters): expected id and docs") }
      for document in documents {
        if let id = document["id"] as? String, let body = document["body"] as? String {
          texts["\(cluster)_\(id)"] = body
        }
      }
    }
    for article in abstracts.articles { texts[article.id] = article.opening }
    let known = Set(articles.map(\.id))
    for (number, line) in try Knowledge.read(path).split(separator: "\n").enumerated() where number > 0 {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 2, let text = texts[String(fields[0])] else {
        throw DataError("\(path):\(number + 1): expected the id of an article and its marks")
      }
      if known.contains(String(fields[0])) { continue }
      var offsets: [Int] = [0]
      for scalar in text.unicodeScalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
      var names: [Gold] = []
      for mark in fields[1].split(separator: " ") {
        let parts = mark.split(separator: ":")
        guard parts.count == 3, let start = Int(parts[0]), let end = Int(parts[1]), start >= 0, start < end,
          end < offsets.count, let type = EntityType(named: String(parts[2]))
        else { throw DataError("\(path):\(number + 1): \"\(mark)\" is not start:end:TYPE") }
        names.append(Gold(span: Span(offsets[start], offsets[end]), type: type, entity: -names.count - 1))
      }
      articles.append(
        Article(id: String(fields[0]), text: SourceText(text), day: 0, names: names.sorted { $0.span < $1.span }))
    }
  }

  /// The first `measured` articles in `count` parts, groups kept together, in a fixed order.
  func folds(_ count: Int, of measured: Int) -> [[Int]] {
    var groups: [String] = []
    for article in articles where !groups.contains(article.group) { groups.append(article.group) }
    var folds = [[Int]](repeating: [], count: count)
    for (index, article) in articles[..<measured].enumerated() {
      folds[(groups.firstIndex(of: article.group) ?? 0) % count].append(index)
    }
    return folds
  }
}

/// Counts of right, found and wanted names.
struct NameScore {
  struct Count {
    var right = 0
    var found = 0
    var wanted = 0
    var precision: Double { found == 0 ? 0 : 100 * Double(right) / Double(found) }
    var recall: Double { wanted == 0 ? 0 : 100 * Double(right) / Double(wanted) }
    var f1: Double {
      precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }
  }

  var types: [EntityType: Count] = [:]
  var spans = Count()

  /// Strict: the same span and the same type.
  mutating func add(gold: [NameCorpus.Gold], found: [(span: Span, type: EntityType)]) {
    for type in EntityType.allCases {
      let wanted = Set(gold.filter { $0.type == type }.map(\.span))
      let got = Set(found.filter { $0.type == type }.map(\.span))
      types[type, default: Count()].right += wanted.intersection(got).count
      types[type, default: Count()].found += got.count
      types[type, default: Count()].wanted += wanted.count
    }
    let wanted = Set(gold.map(\.span))
    let got = Set(found.map(\.span))
    spans.right += wanted.intersection(got).count
    spans.found += got.count
    spans.wanted += wanted.count
  }

  /// The sum over `types`.
  func micro(_ chosen: [EntityType] = EntityType.allCases) -> Count {
    var sum = Count()
    for type in chosen {
      let count = types[type] ?? Count()
      sum.right += count.right
      sum.found += count.found
      sum.wanted += count.wanted
    }
    return sum
  }

  var table: String {
    func line(_ name: String, _ count: Count) -> String {
      let head = name.padding(toLength: 14, withPad: " ", startingAt: 0)
      return head
        + String(
          format: "P %6.2f  R %6.2f  F1 %6.2f  gold %d  found %d", count.precision, count.recall, count.f1,
          count.wanted, count.found)
    }
    var lines = EntityType.allCases.map { line($0.tag, types[$0] ?? Count()) }
    lines.append(line("micro", micro()))
    lines.append(line("PER+LOC+ORG", micro([.person, .place, .organisation])))
    lines.append(line("span", spans))
    return lines.joined(separator: "\n")
  }
}
