internal import Foundation

/// `news-abstracts.jsonl.gz`: articles cut into words, whose syllables `_` joins, with every mark set apart.
struct NewsAbstracts {
  struct Article {
    var id: String
    var title: String
    var abstract: String
    var sentences: [String]

    /// The abstract and the sentences after it up to about 1,100 code points, written as news writes them, but for a space
    /// before a per cent sign: the marks of names count it.
    var opening: String {
      var parts = [abstract]
      var length = abstract.unicodeScalars.count
      for sentence in sentences where length < 1100 {
        parts.append(sentence)
        length += sentence.unicodeScalars.count
      }
      return WordSpacing.joined(parts.joined(separator: " "), apart: "%")
    }
  }

  let articles: [Article]

  /// Reads the file in a folder.
  init(in folder: String) throws {
    let path = "\(folder)/news-abstracts.jsonl.gz"
    articles = try Gzip.text(path).split(separator: "\n").map { line in
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let id = row["id"] as? String, let title = row["title"] as? String, let abstract = row["abstract"] as? String,
        let sentences = row["sentences"] as? [String]
      else { throw DataError("\(path): expected id, title, abstract and sentences") }
      return Article(id: id, title: title, abstract: abstract, sentences: sentences)
    }
  }

  /// Titles, abstracts and sentences as words in small letters, every number the same word.
  var sentences: [[String]] {
    articles.flatMap { [$0.title, $0.abstract] + $0.sentences }.map { sentence in
      sentence.split(whereSeparator: \.isWhitespace).map { word in
        let isNumber = word.contains(where: \.isNumber) && word.allSatisfy { $0.isNumber || ".,/:-".contains($0) }
        return isNumber ? "0" : word.lowercased()
      }
    }
  }
}
