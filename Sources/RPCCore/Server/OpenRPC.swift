extension Server {
  /// Writes the description of the service that `rpc.discover` answers with: OpenRPC 1.3.2.
  public func writeOpenRPC(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("openrpc", "1.3.2")
      writer.key("info")
      writer.object { writer in
        writer.member("title", title)
        writer.member("version", version)
        if !summary.isEmpty { writer.member("description", summary) }
      }
      writer.key("methods")
      writer.array { writer in
        for method in methods { method.writeOpenRPC(to: &writer) }
      }
      writer.key("components")
      writer.object { writer in
        writer.key("schemas")
        writer.object { writer in
          for (name, schema) in schemas() {
            writer.key(name)
            writer.write(schema)
          }
        }
      }
    }
  }
}

extension Method {
  fileprivate func writeOpenRPC(to writer: inout JSONWriter) {
    let description = description
    writer.object { writer in
      writer.member("name", name)
      writer.member("summary", description.summary)
      if !description.details.isEmpty { writer.member("description", description.details) }
      writer.member("paramStructure", "either")
      writer.key("params")
      writer.array { writer in
        for parameter in description.parameters { parameter.writeOpenRPC(to: &writer) }
      }
      if let result = description.result {
        writer.key("result")
        writer.object { writer in
          writer.member("name", result.name)
          if !result.summary.isEmpty { writer.member("summary", result.summary) }
          writer.member("schema", result.schema)
        }
      }
      if isRequest, !description.errors.isEmpty {
        writer.key("errors")
        writer.array { writer in
          for error in description.errors {
            writer.object { writer in
              writer.member("code", error.value)
              writer.member("message", error.meaning)
            }
          }
        }
      }
      if needsInitialize { writer.member("x-needs-initialize", true) }
      if isHeavy { writer.member("x-cancellable", true) }
    }
  }
}

extension Parameter {
  fileprivate func writeOpenRPC(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", name)
      if !summary.isEmpty { writer.member("summary", summary) }
      if isRequired { writer.member("required", true) }
      writer.member("schema", describedSchema)
      if let unit { writer.member("x-unit", unit) }
    }
  }
}
