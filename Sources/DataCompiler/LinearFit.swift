internal import Foundation

/// Fits linear models by ridge regression; the same rows in the same order always give the same weights.
enum LinearFit {
  /// Ridge regression on standardised features, without an intercept in the result.
  ///
  /// - Parameters:
  ///   - rows: the features of each row, all of one width.
  ///   - penalty: how strongly weights are drawn to 0, in rows' worth of evidence.
  /// - Returns: weights for the features as they are.
  static func ridge(_ rows: [[Float]], _ targets: [Double], penalty: Double) -> [Float] {
    guard let width = rows.first?.count else { return [] }
    let total = Double(rows.count)
    var means = [Double](repeating: 0, count: width)
    for row in rows { for index in 0..<width { means[index] += Double(row[index]) / total } }
    let scales = deviations(rows, means)
    let target = targets.reduce(0, +) / total
    var normal = Symmetric(width)
    var right = [Double](repeating: 0, count: width)
    var scaled = [Double](repeating: 0, count: width)
    for (number, row) in rows.enumerated() {
      for index in 0..<width { scaled[index] = (Double(row[index]) - means[index]) / scales[index] }
      normal.add(scaled)
      for index in 0..<width { right[index] += scaled[index] * (targets[number] - target) }
    }
    normal.addDiagonal(penalty)
    return zip(normal.solve(right), scales).map { Float($0 / $1) }
  }

  /// The standard deviation of each feature; 1 for one that never varies.
  private static func deviations(_ rows: [[Float]], _ means: [Double]) -> [Double] {
    var squares = [Double](repeating: 0, count: means.count)
    for row in rows {
      for index in means.indices {
        let distance = Double(row[index]) - means[index]
        squares[index] += distance * distance / Double(rows.count)
      }
    }
    return squares.map { $0 > 1e-12 ? $0.squareRoot() : 1 }
  }
}

/// A symmetric positive definite matrix, and the solution of its linear system by Cholesky's decomposition.
private struct Symmetric {
  private let width: Int
  private var values: [Double]

  init(_ width: Int) {
    self.width = width
    values = [Double](repeating: 0, count: width * width)
  }

  /// Adds the vector's outer product with itself.
  mutating func add(_ vector: [Double]) {
    for row in 0..<width where vector[row] != 0 {
      for column in 0...row { values[row * width + column] += vector[row] * vector[column] }
    }
  }

  mutating func addDiagonal(_ value: Double) {
    for index in 0..<width { values[index * width + index] += value }
  }

  func solve(_ right: [Double]) -> [Double] {
    var lower = values
    for row in 0..<width {
      for column in 0...row {
        var sum = lower[row * width + column]
        for inner in 0..<column { sum -= lower[row * width + inner] * lower[column * width + inner] }
        lower[row * width + column] =
          row == column ? max(sum, 1e-12).squareRoot() : sum / lower[column * width + column]
      }
    }
    var solution = right
    for row in 0..<width {
      for inner in 0..<row { solution[row] -= lower[row * width + inner] * solution[inner] }
      solution[row] /= lower[row * width + row]
    }
    for row in (0..<width).reversed() {
      for inner in row + 1..<max(width, row + 1) { solution[row] -= lower[inner * width + row] * solution[inner] }
      solution[row] /= lower[row * width + row]
    }
    return solution
  }
}
