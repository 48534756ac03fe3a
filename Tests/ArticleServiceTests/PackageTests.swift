import Testing

@testable import ArticleService
