import Foundation
import Testing

@testable import DataCompiler

@Suite("Compiling the knowledge base")
struct KnowledgeTests {
  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test("The compiled knowledge base is that of Data/")
  func blobIsFresh() throws {
    try Knowledge.command.run(["--check", "--root", Self.root])
  }

  private static let header = "id\ttype\tsubtype\tname_vi\tname_en\tcountry\tqid\tdescription\tsource\tlicence\textra\n"
  private static let aliasHeader = "alias\tentity_id\tkind\tambiguous\tflags\tprior\tsource\n"

  @Test(
    "A faulty row is named with its line and what was expected",
    arguments: [
      (
        "a.b\tLOC\tcity\tHuế\t\tVN\t\tx\tcurated\tCC0-1.0\t\na.b\tLOC\tcity\tHuế\t\tVN\t\tx\tcurated\tCC0-1.0\t",
        "Huế\ta.b\tcanonical\t0\t\t50\tcurated", "entities.tsv:3: the id \"a.b\" is used on line 2 already"
      ),
      ("a.b\tCITY\t\tHuế\t\t\t\t\tcurated\tCC0-1.0\t", "", "entities.tsv:2: unknown type \"CITY\""),
      ("a.b\tLOC\t\tHuế\t\tVNM\t\t\tcurated\tCC0-1.0\t", "", "no two-letter code"),
      ("a.b\tLOC\t\tHuế\t\tVN\t\t\tcurated\tGPL\t", "Huế\ta.b\tcanonical\t0\t\t50\tcurated", "the licence \"GPL\""),
      (
        "a.b\tPER\t\tA B\t\tVN\t\tThủ tướng (2018–2016)\tcurated\tCC0-1.0\t", "A B\ta.b\tcanonical\t0\t\t50\tc",
        "ends before it begins"
      ),
      (
        "a.b\tLOC\t\tHuế\t\tVN\t\t\tcurated\tCC0-1.0\t", "Huế\ta.c\tcanonical\t0\t\t50\tc", "\"a.c\" is not in entities"
      ),
      ("a.b\tLOC\t\tHuế\t\tVN\t\t\tcurated\tCC0-1.0\t", "Huê\u{0301}\ta.b\tcanonical\t0\t\t50\tc", "is not in NFC"),
      ("a.b\tLOC\t\tHuế\t\tVN\t\t\tcurated\tCC0-1.0\t", "Huế\ta.b\tnickname\t0\t\t50\tc", "unknown kind \"nickname\""),
      ("a.b\tLOC\t\tHuế\t\tVN\t\t\tcurated\tCC0-1.0\t", "", "has no canonical alias"),
      (
        "a.b\tLOC\t\tHuế\t\tVN\t\t\tc\tMIT\t\na.c\tLOC\t\tHuế\t\tVN\t\t\tc\tMIT\t",
        "Huế\ta.b\tcanonical\t0\t\t50\tc\nHuế\ta.c\tcanonical\t0\t\t50\tc", "with the same prior"
      ),
    ])
  func faults(entities: String, aliases: String, message: String) {
    let check = KnowledgeCheck(entities: Self.header + entities, aliases: Self.aliasHeader + aliases)
    #expect(check.problems.contains { $0.contains(message) }, "\(check.problems)")
  }
}
