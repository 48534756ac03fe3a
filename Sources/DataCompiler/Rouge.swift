internal import ArticleKit
internal import Foundation

/// ROUGE-1, ROUGE-2 and ROUGE-L F1 on syllables (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004).
///
/// Tokens are maximal runs of letters and digits of the text in NFC and lower case, "_" read as a space. Several references
/// are averaged.
struct Rouge: Sendable, Equatable {
  var one = 0.0
  var two = 0.0
  var longest = 0.0

  var mean: Double { (one + two + longest) / 3 }

  static func + (a: Rouge, b: Rouge) -> Rouge {
    Rouge(one: a.one + b.one, two: a.two + b.two, longest: a.longest + b.longest)
  }

  func scaled(by factor: Double) -> Rouge { Rouge(one: one * factor, two: two * factor, longest: longest * factor) }

  /// The tokens of a text.
  static func tokens(_ text: String) -> [String] {
    let bytes = Normalization.nfc(Array(text.utf8)[...])
    var tokens: [String] = []
    var run = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).lowercased().unicodeScalars {
      if isWord(scalar) {
        run.append(scalar)
      } else if !run.isEmpty {
        tokens.append(String(run))
        run.removeAll()
      }
    }
    if !run.isEmpty { tokens.append(String(run)) }
    return tokens
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// The scores of a summary, cut to `budget` tokens when one is given.
  static func score(_ summary: String, _ references: [String], budget: Int? = nil) -> Rouge {
    let cut = Array(tokens(summary).prefix(budget ?? .max))
    let each = references.map { score(cut, tokens($0)) }
    return each.reduce(Rouge(), +).scaled(by: 1 / Double(max(each.count, 1)))
  }

  /// The scores of tokens against the tokens of one reference.
  static func score(_ summary: [String], _ reference: [String]) -> Rouge {
    Rouge(
      one: overlap(summary, reference, 1), two: overlap(summary, reference, 2),
      longest: f1(longestCommonSubsequence(summary, reference), summary.count, reference.count))
  }

  private static func overlap(_ summary: [String], _ reference: [String], _ length: Int) -> Double {
    func grams(_ tokens: [String]) -> [[String]: Int] {
      guard tokens.count >= length else { return [:] }
      var counts: [[String]: Int] = [:]
      for start in 0...tokens.count - length { counts[Array(tokens[start..<start + length]), default: 0] += 1 }
      return counts
    }
    let ours = grams(summary)
    let theirs = grams(reference)
    let common = ours.reduce(0) { $0 + min($1.value, theirs[$1.key] ?? 0) }
    return f1(common, max(summary.count - length + 1, 0), max(reference.count - length + 1, 0))
  }

  private static func f1(_ common: Int, _ ours: Int, _ theirs: Int) -> Double {
    guard common > 0, ours > 0, theirs > 0 else { return 0 }
    let precision = Double(common) / Double(ours)
    let recall = Double(common) / Double(theirs)
    return 2 * precision * recall / (precision + recall)
  }

  static func longestCommonSubsequence(_ first: [String], _ second: [String]) -> Int {
    var row = [Int](repeating: 0, count: second.count + 1)
    for token in first {
      var diagonal = 0
      for (column, other) in second.enumerated() {
        let above = row[column + 1]
        row[column + 1] = token == other ? diagonal + 1 : max(above, row[column])
        diagonal = above
      }
    }
    return row.last ?? 0
  }
}
