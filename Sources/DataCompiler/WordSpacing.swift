internal import Foundation

/// Undoes the cutting of a text into words: "Hà_Nội , ngày 1" becomes "Hà Nội, ngày 1".
enum WordSpacing {
  /// - Parameter apart: a sign that keeps the space before it.
  static func joined(_ text: String, apart: String? = nil) -> String {
    var text = text.replacingOccurrences(of: "_", with: " ")
    for sign in [",", ".", ";", ":", "!", "?", "”", ")", "%", "…"] where sign != apart {
      text = text.replacingOccurrences(of: " " + sign, with: sign)
    }
    for sign in ["“", "("] { text = text.replacingOccurrences(of: sign + " ", with: sign) }
    return text
  }
}
