internal import ArticleKit

/// How often the fields of an article are found and right, on pages whose fields are known.
struct FieldScore: CustomStringConvertible {
  private struct Tally {
    var known = 0
    var right = 0
    mutating func add(_ isRight: Bool) {
      known += 1
      if isRight { right += 1 }
    }
    var text: String { known == 0 ? "–" : "\(right)/\(known)" }
  }

  private var headline = Tally()
  private var byline = Tally()
  private var standfirst = Tally()
  private var date = Tally()
  private(set) var misses: [String] = []

  var isEmpty: Bool { headline.known + byline.known + standfirst.known + date.known == 0 }
  var description: String {
    "headline \(headline.text)  byline \(byline.text)  standfirst \(standfirst.text)  date \(date.text)"
  }

  /// Fields that the page's text does not hold are not counted.
  mutating func add(_ page: GoldPage, _ article: Article) {
    func text(_ field: Article.Field?) -> String { field.map { article.source[$0.span] } ?? "" }
    let pageWords = " " + Self.key(page.text) + " "
    if !page.title.isEmpty, pageWords.contains(" " + Self.key(page.title) + " ") {
      check(
        \.headline, "headline", page, Self.key(text(article.headline)) == Self.key(page.title), text(article.headline))
    }
    let authors = page.authors.map(Self.key).filter { !$0.isEmpty && pageWords.contains(" " + $0 + " ") }
    if !authors.isEmpty {
      let found = article.authors.map { Self.key(article.source[$0.span]) }
      check(\.byline, "byline", page, authors.allSatisfy(found.contains), text(article.byline))
    }
    if let lead = page.blocks.first(where: { $0.kind == "lead" })?.text, pageWords.contains(" " + Self.key(lead) + " ")
    {
      let found = article.standfirst.map { article.source[article.blocks[$0.block].content] } ?? ""
      check(\.standfirst, "standfirst", page, Self.key(found) == Self.key(lead), found)
    }
    if let day = Self.day(page.date), Self.states(page.text, day) {
      check(
        \.date, "date", page, article.timestamps.contains { Self.states(text($0), day) }, text(article.timestamps.first)
      )
    }
  }

  private mutating func check(
    _ tally: WritableKeyPath<FieldScore, Tally>, _ name: String, _ page: GoldPage, _ isRight: Bool, _ found: String
  ) {
    self[keyPath: tally].add(isRight)
    if !isRight { misses.append("\(page.id) \(name): \(found.prefix(100))") }
  }

  private static func key(_ text: String) -> String {
    ShingleScore.words(Folding.fold(text, .bare)).joined(separator: " ")
  }

  /// Year, month and day of an ISO 8601 date.
  private static func day(_ date: String) -> [Int]? {
    let parts = date.prefix(10).split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? parts : nil
  }

  /// Whether a line of the text states the day in figures.
  private static func states(_ text: String, _ day: [Int]) -> Bool {
    text.split(separator: "\n").contains { line in
      guard line.utf8.count < 200 else { return false }
      let numbers = ShingleScore.words(String(line)).compactMap { Int($0) }
      return day.allSatisfy(numbers.contains)
    }
  }
}
