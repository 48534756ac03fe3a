import ArticleKit
import Foundation
import Testing

/// A page of Tests/Fixtures/articles with the role of every line.
struct LabelledFixture: CustomTestStringConvertible, Sendable {
  let name: String
  let text: String
  /// Line (from 1) and role.
  let roles: [(line: Int, role: String)]
  var testDescription: String { name }

  static let all: [LabelledFixture] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/articles")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { file in
      let name = String(file.dropLast(4))
      guard let text = try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8),
        let labels = try? String(contentsOf: folder.appendingPathComponent(name + ".labels.tsv"), encoding: .utf8)
      else { return nil }
      let rows = labels.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: "\t") }
      return LabelledFixture(
        name: name, text: text, roles: rows.compactMap { $0.count > 1 ? (Int($0[0]) ?? 0, String($0[1])) : nil })
    }
  }()

  /// Lines whose block has another role than the label says, and how many have the same.
  func compare(_ text: String) -> (wrong: [String], right: Int) {
    let article = ArticleParser.parse(SourceText(text))
    var starts = [0]
    for (at, byte) in article.source.utf8.enumerated() where byte == 0x0A { starts.append(at + 1) }
    var wrong: [String] = []
    var right = 0
    for (line, role) in roles where line <= starts.count {
      let end = line < starts.count ? starts[line] : article.source.utf8.count
      let block = article.blocks.first { $0.content.start < end && $0.content.end > starts[line - 1] }
      if block?.label.rawValue == role {
        right += 1
      } else {
        wrong.append("\(line): \(role), not \(block?.label.rawValue ?? "-")")
      }
    }
    return (wrong, right)
  }
}

@Suite("Labelled pages")
struct LabelledPagesTests {
  @Test("Nearly every line of a labelled page gets its role", arguments: LabelledFixture.all)
  func roles(page: LabelledFixture) {
    let (wrong, right) = page.compare(page.text)
    #expect(right * 100 >= page.roles.count * 72, "\(wrong)")
  }

  @Test("Of all labelled lines, at least 94 in 100 get their role")
  func allRoles() {
    let results = LabelledFixture.all.map { $0.compare($0.text) }
    let right = results.reduce(0) { $0 + $1.right }
    let all = LabelledFixture.all.reduce(0) { $0 + $1.roles.count }
    #expect(all > 250)
    #expect(right * 100 >= all * 94, "\(right) of \(all): \(results.flatMap(\.wrong))")
  }

  @Test("CR LF and decomposed letters change no more than a few roles", arguments: LabelledFixture.all)
  func otherSpellings(page: LabelledFixture) {
    let plain = page.compare(page.text).right
    let unix = page.text.replacingOccurrences(of: "\r\n", with: "\n")
    #expect(page.compare(unix.replacingOccurrences(of: "\n", with: "\r\n")).right == page.compare(unix).right)
    let decomposed = page.compare(page.text.decomposedStringWithCanonicalMapping).right
    #expect(abs(decomposed - plain) * 10 <= page.roles.count, "\(plain) and \(decomposed)")
  }

  @Test("A page without an article has no headline, no body to speak of, and little confidence")
  func indexPage() throws {
    let page = try #require(LabelledFixture.all.first { $0.name == "trang-muc-luc" })
    let article = ArticleParser.parse(SourceText(page.text))
    #expect(article.confidence < 0.5)
    #expect(article.headline == nil)
  }
}

@Suite("Hostile pages")
struct HostilePageTests {
  @Test("Looking for repeated lines takes a bounded number of steps a line, even when all of them collide")
  func boundedProbes() {
    let lines = 20_000
    let text = (0..<lines).map { "dòng \($0 % 3)" }.joined(separator: "\n")
    let article = ArticleParser.parse(SourceText(text))
    #expect(article.blocks.count == lines)
  }

  @Test("A page of nothing but signs, colons or one endless line is read")
  func oddPages() {
    let odd = [
      String(repeating: ":", count: 5_000), String(repeating: "a: ", count: 3_000),
      String(repeating: "\u{301}", count: 999),
    ]
    for text in odd + [String(repeating: "Ảnh: ", count: 2_000), String(repeating: "\n:\n", count: 2_000)] {
      let article = ArticleParser.parse(SourceText(text))
      #expect(article.blocks.last?.span.end == text.utf8.count)
    }
  }

  @Test("A few sentences without a page around them are the body")
  func fewSentences() {
    let article = ArticleParser.parse(
      SourceText("Mưa lớn ở Huế trong đêm qua. Sông Hương lên nhanh và tràn bờ ở nhiều nơi."))
    #expect(article.body.count == 1)
    #expect(article.sentences.count == 2)
  }
}
