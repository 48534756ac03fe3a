internal import ArticleKit
internal import Foundation

/// Which record of the knowledge base each marked entity is, as `Data/name_links.tsv` says.
struct LinkGold {
  /// Per article and entity number the record's id; nil for entities that are not in the knowledge base.
  private let links: [String: [Int: String?]]

  /// Reads rows of article, entity number and id, or `-`; an id that the knowledge base does not have is an error.
  init(path: String, knowledge: KnowledgeBase) throws {
    var links: [String: [Int: String?]] = [:]
    for (number, line) in try Knowledge.read(path).split(separator: "\n").enumerated() where number > 0 {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, let entity = Int(fields[1]) else {
        throw DataError("\(path):\(number + 1): expected the id of an article, the number of an entity and its id or -")
      }
      guard fields[2] == "-" || knowledge.entity(id: fields[2]) != nil else {
        throw DataError("\(path):\(number + 1): the entity \"\(fields[2])\" is not in the knowledge base")
      }
      links[fields[0], default: [:]][entity] = fields[2] == "-" ? .some(nil) : fields[2]
    }
    self.links = links
  }

  /// The id of an entity of an article: nil inside when it is not in the knowledge base, nil outside when not said.
  func id(_ article: String, _ entity: Int) -> String?? { links[article]?[entity] }
}

/// How often entities get the right record.
///
/// An entity is looked for by its marked mentions: what was found for it is the entity that has most of them, the first
/// among equals; a mention counts when it overlaps a marked one.
struct LinkScore {
  /// Entities that are in the knowledge base, those found at all, and those with the right record.
  private(set) var wanted = 0
  private(set) var located = 0
  private(set) var right = 0
  /// Entities that are not in it, and those that got a record nevertheless.
  private(set) var unknown = 0
  private(set) var invented = 0
  private(set) var errors: [String] = []

  mutating func add(_ article: NameCorpus.Article, _ gold: LinkGold, _ found: [Entity]) {
    var owner: [(span: Span, entity: Int)] = []
    for (number, entity) in found.enumerated() { owner += entity.mentions.map { ($0.span, number) } }
    for number in Set(article.names.map(\.entity)).sorted() {
      guard let id = gold.id(article.id, number) else { continue }
      let spans = article.names.filter { $0.entity == number }.map(\.span)
      var votes: [Int: Int] = [:]
      for mention in owner where spans.contains(where: { $0.overlaps(mention.span) }) {
        votes[mention.entity, default: 0] += 1
      }
      let best = votes.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key
      let chosen = best.flatMap { found[$0].id }
      if let id {
        wanted += 1
        located += best == nil ? 0 : 1
        right += chosen == id ? 1 : 0
      } else {
        unknown += 1
        invented += chosen == nil ? 0 : 1
      }
      if chosen != id {
        let names = Set(spans.map { article.text[$0] }).sorted().joined(separator: " / ")
        let kind = best == nil ? "NOT FOUND" : id == nil ? "INVENTED" : chosen == nil ? "UNLINKED" : "WRONG"
        errors.append("\(kind)\t\(names)\t\(id ?? "-")\t\(chosen ?? "-")\t\(article.id)")
      }
    }
  }

  /// Of entities in the knowledge base: the right ones, of all and of those found; of links: the right ones.
  var line: String {
    func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : 100 * Double(part) / Double(whole) }
    let links = located - unlinked + invented
    return String(
      format: "right %.1f %% of %d known entities (%.1f %% of the %d found); of %d links %.1f %% right; "
        + "%d of %d unknown entities got a link",
      share(right, wanted), wanted, share(right, located), located, links, share(right, links), invented, unknown)
  }

  /// Known entities that were found and got no record.
  private var unlinked: Int { errors.count { $0.hasPrefix("UNLINKED") } }
}
