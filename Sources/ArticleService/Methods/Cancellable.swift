internal import ArticleKit
internal import RPCCore

/// Runs an analysis that may be cancelled, and says so in the protocol's own way.
func cancellable<Result>(_ analysis: () throws(AnalysisCancelled) -> Result) throws(Cancelled) -> Result {
  do {
    return try analysis()
  } catch {
    throw Cancelled()
  }
}
