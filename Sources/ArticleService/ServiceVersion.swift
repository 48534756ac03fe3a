/// Who the service says it is.
enum ServiceVersion {
  static let name = "article-service"
  /// Semantic version; CHANGELOG.md says what each holds.
  static let number = "0.1.0"
}
