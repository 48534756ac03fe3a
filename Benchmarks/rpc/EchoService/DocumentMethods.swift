internal import RPCCore

extension EchoService {
  static var documentMethods: [Method<EchoService>] {
    [
      Method(
        "document/set", ordering: .edits(["document"]), description: MethodDescription("Sets the text of a document."),
        handler: .notification { service, params, _ in
          var reader = try params.object()
          service.documents[try reader.string("document")] = try reader.string("text")
        }),
      Method(
        "document/get", ordering: .reads(["document"]),
        description: MethodDescription("Answers with the text that a document had when the request was read."),
        handler: .heavy { service, params, _ in
          var reader = try params.object()
          let text = service.documents[try reader.string("document")]
          return { _, result in result.write(text) }
        }),
      Method(
        "document/snapshot", description: MethodDescription("As document/get, but edits do not end it."),
        handler: .heavy { service, params, _ in
          var reader = try params.object()
          let text = service.documents[try reader.string("document")]
          return { _, result in result.write(text) }
        }),
    ]
  }

  static var clientMethods: [Method<EchoService>] {
    [
      Method(
        "notify", description: MethodDescription("Sends notifications before it answers."),
        handler: .inline { _, params, context, result in
          var reader = try params.object()
          let times = try reader.intIfPresent("times") ?? 1
          for time in 0..<max(0, times) {
            context.client.notify("noted") { writer in writer.object { $0.member("time", time) } }
          }
          result.int(times)
        }),
      Method(
        "ask", description: MethodDescription("Asks the client a question; `answers` tells what it said."),
        handler: .inline { _, params, context, result in
          var reader = try params.object()
          let seconds = try reader.intIfPresent("seconds") ?? 30
          context.client.request("question", seconds: seconds) {
            $0.object { $0.member("what", "colour") }
          } reply: {
            service, answer, _ in
            switch answer {
            case .success(let value): service.answers.append(value)
            case .failure(let error): service.answers.append(.string("error \(error.code.value)"))
            }
          }
          result.bool(true)
        }),
      Method(
        "answers", description: MethodDescription("Answers with what the client has answered."),
        handler: .inline { service, _, _, result in result.write(JSON.array(service.answers)) }),
      Method(
        "later", description: MethodDescription("Notifies from a worker, after a pause."),
        handler: .inline { _, params, context, result in
          var reader = try params.object()
          let name = try reader.stringIfPresent("name") ?? "later"
          let milliseconds = try reader.intIfPresent("milliseconds") ?? 0
          context.client.background(name, after: milliseconds) { context in
            context.client.notify("came") { writer in writer.object { $0.member("name", name) } }
          }
          result.bool(true)
        }),
    ]
  }
}
