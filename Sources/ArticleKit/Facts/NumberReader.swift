/// Reads numbers in digits and in Vietnamese and English words.
struct NumberReader {
  let tokens: [FactToken]
  var line: Range<Int>
  /// Whether a comma divides whole numbers from fractions, as in Vietnamese; a point does in English.
  let usesDecimalComma: Bool

  /// A number as it is written.
  struct Reading {
    var value: Double
    var end: Int
    /// Whether a scale word ("triệu") is part of it.
    var isScaled = false
    /// Whether it only gives an order of magnitude ("hàng chục").
    var isVague = false
    var isWords = false
  }

  init(tokens: [FactToken]) {
    self.tokens = tokens
    line = tokens.indices
    usesDecimalComma = NumberReader.usesDecimalComma(tokens)
  }

  /// The habit of the text, from the numbers that leave no doubt.
  private static func usesDecimalComma(_ tokens: [FactToken]) -> Bool {
    var comma = 0
    var index = 0
    while index + 2 < tokens.count {
      defer { index += 1 }
      let (whole, mark, part) = (tokens[index], tokens[index + 1], tokens[index + 2])
      guard mark.kind == .mark, whole.kind == .number, part.kind == .number, !mark.followsSpace, !part.followsSpace
      else { continue }
      let isGroup = part.count == 3 && whole.count <= 3 && whole.value != 0
      switch mark.value {
      case 44:
        let goesOn = index + 3 < tokens.count && tokens[index + 3].value == 44 && !tokens[index + 3].followsSpace
        comma += isGroup ? (goesOn ? -2 : 0) : 2
      // "22.10" may be a date.
      case 46: comma += isGroup ? 1 : (whole.count <= 2 && part.count == 2) ? 0 : -2
      default: break
      }
    }
    return comma >= 0
  }

  func term(_ index: Int) -> FactTerm { line.contains(index) ? tokens[index].term : .none }

  /// The number that begins at `index`; nil when none does.
  func number(_ index: Int) -> Reading? {
    guard line.contains(index) else { return nil }
    if tokens[index].kind == .number { return scaled(digits(index)) }
    switch tokens[index].term {
    case .vague, .nhung: return vague(index)
    case .number where tokens[index].key == NumberReader.four: return nil
    case .number, .nam, .tram, .muoi, .a: return words(index).flatMap { scaled($0) }
    case .nuaHalf where term(index + 1) == .scale: return scaled(Reading(value: 0.5, end: index + 1))
    default: return nil
    }
  }

  /// Digits with their separators.
  func digits(_ index: Int) -> Reading {
    var value = NumberReader.value(tokens[index])
    var end = index + 1
    let mark = separator(end)
    guard mark != 0 else { return Reading(value: value, end: end) }
    // More than one group, or one that the habit of the text makes a group of thousands.
    let groups = groupCount(end, mark)
    if groups > 0, tokens[index].count <= 3, tokens[index].value != 0, groups > 1 || isThousands(end, mark) {
      for _ in 0..<groups {
        value = value * 1000 + NumberReader.value(tokens[end + 1])
        end += 2
      }
      let decimal = separator(end)
      guard decimal != 0, decimal != mark else { return Reading(value: value, end: end) }
      return fraction(value, end)
    }
    guard separator(end + 2) == 0 || separator(end + 2) != mark else { return Reading(value: value, end: end) }
    return fraction(value, end)
  }

  private func fraction(_ value: Double, _ index: Int) -> Reading {
    var divisor = 1.0
    for _ in 0..<min(tokens[index + 1].count, 15) { divisor *= 10 }
    return Reading(value: value + NumberReader.value(tokens[index + 1]) / divisor, end: index + 2)
  }

  private static func value(_ token: FactToken) -> Double { token.value < 0 ? .infinity : Double(token.value) }

  /// A comma or point with digits right after it; 0 otherwise.
  private func separator(_ index: Int) -> Int {
    guard line.contains(index), line.contains(index + 1), tokens[index].kind == .mark, !tokens[index].followsSpace,
      tokens[index].value == 44 || tokens[index].value == 46, tokens[index + 1].kind == .number,
      !tokens[index + 1].followsSpace
    else { return 0 }
    return tokens[index].value
  }

  private func groupCount(_ index: Int, _ mark: Int) -> Int {
    var groups = 0
    var next = index
    while groups < 5, separator(next) == mark, tokens[next + 1].count == 3 {
      groups += 1
      next += 2
    }
    return groups
  }

  private func isThousands(_ index: Int, _ mark: Int) -> Bool {
    let isDecimalMark = (mark == 44) == usesDecimalComma
    return !isDecimalMark
  }

  /// `reading` with the scale words after it: "28 tỷ", "1,2 nghìn tỷ", "3 tỷ 200 triệu", "2 triệu rưỡi".
  private func scaled(_ reading: Reading) -> Reading {
    var reading = reading
    guard let power = scale(reading.end) else { return reading }
    var total = 0.0
    var current = reading.value * power.factor
    var last = power.factor
    reading.end = power.end
    reading.isScaled = true
    while true {
      if term(reading.end) == .ruoi {
        current += last / 2
        reading.end += 1
      }
      guard line.contains(reading.end),
        tokens[reading.end].kind == .number || [.number, .nam].contains(term(reading.end)),
        let part = tokens[reading.end].kind == .number ? digits(reading.end) : words(reading.end),
        let smaller = scale(part.end),
        smaller.factor < last
      else { break }
      total += current
      current = part.value * smaller.factor
      last = smaller.factor
      reading.end = smaller.end
    }
    reading.value = total + current
    return reading
  }

  /// One or two scale words ("triệu", "nghìn tỷ").
  private func scale(_ index: Int) -> (factor: Double, end: Int)? {
    guard term(index) == .scale || term(index) == .tram else { return nil }
    var factor = 1.0
    var end = index
    while term(end) == .scale || term(end) == .tram, end < index + 2 {
      factor *= NumberReader.power(tokens[end].value)
      end += 1
    }
    return (factor, end)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<min(max(exponent, 0), 18)).reduce(1.0) { value, _ in value * 10 }
  }

  /// "hàng chục nghìn", "vài trăm", "những trăm": an order of magnitude.
  private func vague(_ index: Int) -> Reading? {
    guard let power = scale(index + 1) else { return nil }
    var (factor, end) = power
    while let more = scale(end), factor < 1e15 {
      factor *= more.factor
      end = more.end
    }
    return Reading(value: factor, end: end, isScaled: true, isVague: true)
  }

  /// "ba", "mười hai", "hai mươi lăm", "một trăm linh năm": below a thousand.
  private func words(_ index: Int) -> Reading? {
    if term(index) == .a { return scale(index + 1) != nil ? Reading(value: 1, end: index + 1, isWords: true) : nil }
    var value = 0
    var end = index
    if let unit = unit(end), term(end + 1) == .tram {
      value = unit * 100
      end += 2
      if term(end) == .linh { end += 1 }
    }
    if let tens = unit(end), tens < 10, term(end + 1) == .muoi {
      value += tens * 10
      end += 2
      if let unit = unit(end), unit < 10 {
        value += unit
        end += 1
      }
    } else if let unit = unit(end) {
      value += unit
      end += 1
      if unit == 10, let more = self.unit(end), more < 10 {
        value += more
        end += 1
      }
    }
    return end > index ? Reading(value: Double(value), end: end, isWords: true) : nil
  }

  private func unit(_ index: Int) -> Int? { term(index) == .number || term(index) == .nam ? tokens[index].value : nil }

  /// "tư" means four only after another word for a number.
  private static let four = wordKey("tư")
}
