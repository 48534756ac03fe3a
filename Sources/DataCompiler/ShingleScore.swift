internal import Foundation

/// The article-extraction benchmark's measure: shared runs of four words, each page normalised to one, then averaged.
///
/// F1 is that of the two averages (scrapinghub/article-extraction-benchmark).
struct ShingleScore: Sendable {
  var precision = 0.0
  var recall = 0.0
  var f1 = 0.0
  /// The tenth percentile of the per-page F1.
  var tenthPercentile = 0.0
  var pages = 0

  struct Counts: Sendable {
    var both = 0.0
    var extra = 0.0
    var missed = 0.0
    var f1: Double { both + extra + missed == 0 ? 1 : 2 * both / (2 * both + extra + missed) }
  }

  init(_ rows: [Counts]) {
    pages = rows.count
    let precisions = rows.filter { $0.both + $0.extra > 0 }.map { $0.both / ($0.both + $0.extra) }
    let recalls = rows.filter { $0.both + $0.missed > 0 }.map { $0.both / ($0.both + $0.missed) }
    precision = precisions.isEmpty ? 0 : precisions.reduce(0, +) / Double(precisions.count)
    recall = recalls.isEmpty ? 0 : recalls.reduce(0, +) / Double(recalls.count)
    f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    let sorted = rows.map(\.f1).sorted()
    tenthPercentile = sorted.isEmpty ? 0 : sorted[sorted.count / 10]
  }

  /// Compares a body with the gold one.
  static func compare(gold: String, predicted: String) -> Counts {
    let right = shingles(gold)
    let mine = shingles(predicted)
    var both = 0
    for (shingle, count) in mine { both += min(count, right[shingle] ?? 0) }
    let extra = mine.values.reduce(0, +) - both
    let missed = right.values.reduce(0, +) - both
    let sum = Double(both + extra + missed)
    return sum == 0
      ? Counts() : Counts(both: Double(both) / sum, extra: Double(extra) / sum, missed: Double(missed) / sum)
  }

  /// Every run of four words with its count; a shorter text is one run. A word is a run of letters, digits and underscores.
  static func shingles(_ text: String) -> [[String]: Int] {
    let words = words(text)
    var counts: [[String]: Int] = [:]
    if words.isEmpty { return counts }
    for start in 0..<max(1, words.count - 3) {
      counts[Array(words[start..<min(start + 4, words.count)]), default: 0] += 1
    }
    return counts
  }

  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isWordScalar(scalar) {
        word.append(scalar)
      } else if !word.isEmpty {
        words.append(String(word))
        word = String.UnicodeScalarView()
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  /// What the benchmark's `\w` matches: letters, digits of all kinds and the underscore, but no combining mark.
  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber,
      .otherNumber:
      return true
    default: return false
    }
  }
}
