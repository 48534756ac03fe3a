internal import RPCCore

extension EchoService {
  static var slowMethods: [Method<EchoService>] {
    [
      Method(
        "slow",
        description: MethodDescription(
          "Works for a while, and looks for cancellation all the time.",
          parameters: [Parameter("milliseconds", Schema.integer, "How long.", unit: "milliseconds", required: true)]),
        handler: .heavy { _, params, _ in
          var reader = try params.object()
          let milliseconds = try reader.int("milliseconds")
          return { context, result in
            context.progress.begin("slow")
            try spin(milliseconds) { try context.checkCancellation() }
            result.string("done")
          }
        }),
      Method(
        "stubborn", description: MethodDescription("Works for a while, and never looks for cancellation."),
        handler: .heavy { _, params, _ in
          var reader = try params.object()
          let milliseconds = try reader.int("milliseconds")
          return { _, result in
            spin(milliseconds) {}
            result.string("done")
          }
        }),
      Method(
        "work", description: MethodDescription("Echoes from a worker."),
        handler: .heavy { _, params, _ in
          let value = JSON(json: params)
          return { _, result in result.write(value) }
        }),
      Method(
        "big", description: MethodDescription("Answers with many bytes from a worker."),
        handler: .heavy { _, params, _ in
          var reader = try params.object()
          let bytes = min(max(try reader.int("bytes"), 0), 64 << 20)
          return { context, result in
            context.progress.begin("big")
            context.partialResult { $0.string("first") }
            result.string(String(repeating: "x", count: bytes))
          }
        }),
      Method(
        "talk", description: MethodDescription("Reports progress many times."),
        handler: .heavy { _, params, _ in
          var reader = try params.object()
          let times = try reader.int("times")
          return { context, result in
            context.progress.begin("talk", percentage: 0)
            for time in 0..<max(0, times) {
              try context.checkCancellation()
              context.progress.report("step", percentage: time)
            }
            result.int(times)
          }
        }),
      Method(
        "break", description: MethodDescription("Fails on a worker."),
        handler: .heavy { _, _, _ in
          { _, result in
            result.beginArray()
            throw RPCError(.requestFailed, "broken", data: ["why": "asked for"])
          }
        }),
      Method(
        "forget", description: MethodDescription("Drops the duty to answer."),
        handler: .deferred { _, _, _, _ in }),
    ]
  }

  /// Uses the processor for about `milliseconds`.
  private static func spin<Failure: Error>(_ milliseconds: Int, _ check: () throws(Failure) -> Void) throws(Failure) {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(milliseconds)
    while clock.now < end { try check() }
  }
}
