/// Thrown by a long analysis whose caller asked it to stop.
public struct AnalysisCancelled: Error, Sendable, Equatable {
  public init() {}
}
