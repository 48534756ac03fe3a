import Testing

@testable import DataCompiler
