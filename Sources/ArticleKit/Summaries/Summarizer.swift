/// Makes extractive summaries: ranks the sentences of one or several articles and takes the best that do not repeat each other.
///
/// The rank of a sentence is a weighted sum of what can be observed of it (``PassageFeature``); the weights are trained on
/// human summaries. The same articles and options always give the same summary. Time and memory are linear in the
/// length of the articles, but for sorting.
public enum Summarizer {
  /// A summary of `articles`.
  ///
  /// - Parameters:
  ///   - articles: one article, or several on one event.
  ///   - budget: how long the summary should be.
  ///   - rounding: how whole sentences meet a budget of words or a ratio.
  ///   - query: what the reader wants to know, in a few words; nil or empty for a general summary.
  ///   - style: running text, or points that are understood alone.
  ///   - progress: told now and then how many of how many sentences are done.
  ///   - isCancelled: asked now and then whether to stop.
  /// - Throws: ``AnalysisCancelled`` when `isCancelled` says so.
  public static func summarize(
    _ articles: [Article], budget: Summary.Budget = .sentences(3), rounding: Summary.Rounding = .up,
    query: String? = nil, style: Summary.Style = .runningText,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
    isCancelled: () -> Bool = { false }
  ) throws(AnalysisCancelled) -> Summary {
    try summarize(
      articles, budget, rounding, query: query, style: style, model: .builtIn, progress: progress,
      isCancelled: isCancelled)
  }

  package static func summarize(
    _ articles: [Article], _ budget: Summary.Budget, _ rounding: Summary.Rounding = .up, query: String? = nil,
    style: Summary.Style = .runningText, model: SummaryModel, progress: (Int, Int) -> Void = { _, _ in },
    isCancelled: () -> Bool = { false }
  ) throws(AnalysisCancelled) -> Summary {
    let total = articles.reduce(0) { $0 + $1.sentences.count }
    let set = try PassageSet(articles, model: model, isCancelled: isCancelled)
    progress(total / 2, total)
    let features = try FeatureTable(set, isCancelled: isCancelled)
    progress(total / 4 * 3, total)
    let budget = budget.inWords(of: set)
    let ranking = SentenceRanking(set, features, model, budget, query: query)
    let context = SentenceContext(articles, set, style)
    var selector = SentenceSelector(set, budget, rounding, context)
    try selector.select(ranking.order, isCancelled: isCancelled)
    let order = SentenceOrder(set, backbone: ranking.backbone, needsPrevious: context.needsPrevious)
      .merge(selector.taken)
    let matches = try PassageAlignment.matches(of: order, in: set, isCancelled: isCancelled)
    progress(total, total)
    let sentences = order.enumerated().map { position, index in
      let (text, antecedent) = context.text(of: index, after: position > 0 ? order[position - 1] : nil)
      let passage = set.passages[index]
      return Summary.Sentence(
        article: passage.article, span: passage.span, block: passage.block, text: text, antecedent: antecedent,
        score: ranking.relativeScore(index), reasons: ranking.reasons(index),
        support: matches[position].map { set.support($0) })
    }
    return Summary(sentences: sentences, words: selector.words, answersQuery: ranking.answersQuery)
  }
}
