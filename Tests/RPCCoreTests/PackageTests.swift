import Testing

@testable import RPCCore
