import Testing

@testable import ArticleService

@Suite("The command line")
struct CommandLineTests {
  private static let options = [
    CommandLineOption("json", ""), CommandLineOption("limit", value: "N", ""),
    CommandLineOption("type", value: "T", ""),
  ]

  @Test("Options stand before, between and after operands")
  func order() throws {
    let given = try CommandLineArguments(
      ["--limit", "3", "tập", "--json", "cận", "--type=person", "--type", "place"], known: Self.options)
    #expect(given.operands == ["tập", "cận"])
    #expect(given.has("json"))
    #expect(given.values("type") == ["person", "place"])
    #expect(try given.integer("limit", in: 1...10) == 3)
  }

  @Test("After two dashes everything is an operand, and one dash is standard input")
  func dashes() throws {
    let given = try CommandLineArguments(["-", "--", "--json"], known: Self.options)
    #expect(given.operands == ["-", "--json"])
  }

  @Test("A wrong command line says what is wrong", arguments: [["--jason"], ["--limit"], ["--json=yes"], ["-x"]])
  func wrong(arguments: [String]) {
    #expect(throws: UsageError.self) { try CommandLineArguments(arguments, known: Self.options) }
  }

  @Test("A number outside its range is refused", arguments: ["0", "11", "many", ""])
  func range(text: String) throws {
    let given = try CommandLineArguments(["--limit", text], known: Self.options)
    #expect(throws: UsageError.self) { try given.integer("limit", in: 1...10) }
  }

  @Test("Every command says how it is used")
  func usage() {
    for command in Command.all {
      #expect(command.usage.contains("usage: article-service \(command.name)"))
      for option in command.allOptions { #expect(command.usage.contains("--\(option.name)")) }
      #expect(Command.overview.contains(command.summary))
    }
  }
}

@Suite("Text for a terminal")
struct TerminalTextTests {
  @Test("A paragraph is wrapped at its width, with the label in its column")
  func wrap() {
    var sheet = TerminalText(columns: 24, isStyled: false)
    sheet.paragraph("Hà Nội mở thêm một tuyến tàu điện", label: "tin", indent: 6)
    #expect(sheet.output == "tin   Hà Nội mở thêm một\n      tuyến tàu điện\n")
  }

  @Test("A cell is cut with an ellipsis and filled up, in columns")
  func cell() {
    #expect(TerminalText.cell("Kazakhstan", width: 6) == "Kazak…")
    #expect(TerminalText.cell("Nga", width: 5) == "Nga  ")
    #expect(TerminalText.cell("北京市", width: 5) == "北京…")
    #expect(TerminalText.width("Hà Nội") == 6)
  }
}

@Suite("Which files may be read")
struct FileAccessTests {
  @Test(
    "A file URI is decoded",
    arguments: [
      ("file:///a/b%20c", "/a/b c"), ("file:/a", "/a"), ("file://localhost/a", "/a"), ("/a/b", "/a/b"),
      ("a.txt", "a.txt"),
      ("file:///H%C3%A0", "/Hà"),
    ])
  func decode(uri: String, path: String) {
    #expect(FileAccess.path(ofURI: uri) == path)
  }

  @Test(
    "Other schemes, other hosts and bad escapes name no file",
    arguments: [
      "https://example.org/a", "file://host/a", "file:///%zz", "file:///a%2", "file:///a%00b", "file:///%FF", "",
    ])
  func refuse(uri: String) {
    #expect(FileAccess.path(ofURI: uri) == nil)
  }

  @Test("Nothing is readable before a root is allowed, and nothing outside it after")
  func roots() throws {
    var access = FileAccess()
    #expect(throws: FileError.self) { try access.path(for: "/etc/passwd") }
    let isAllowed = access.allow("/usr/lib/..")
    #expect(isAllowed)
    #expect(try access.path(for: "/usr/bin/../bin/env").hasPrefix("/usr/"))
    #expect(throws: FileError.self) { try access.path(for: "/usr/../etc/passwd") }
  }
}
