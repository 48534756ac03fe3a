import Testing

@testable import ArticleKit
