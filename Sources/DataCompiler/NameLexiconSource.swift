internal import ArticleKit
internal import Foundation

/// Makes the lexicon of the name tagger from `Data/` and from counts of news usage.
struct NameLexiconSource {
  let root: String
  let data: String
  let knowledge: KnowledgeBase
  let abstracts: NewsAbstracts

  /// Names marked in articles that are not measured.
  let marked: [String]

  func sections() throws -> [[UInt8]] {
    let runs = try runs()
    let usages = usages()
    return NameLexicon.bytes(
      words: try words(runs, usages), cues: try cues(), runs: runs.map { ($0.phrase, $0.value) }, units: try units(),
      compounds: try compounds(usages), outside: try outside())
  }

  /// The rows of a tab-separated file of `Data/` as dictionaries.
  private func rows(_ name: String) throws -> [[String: String]] {
    let lines = try Knowledge.read("\(root)/Data/\(name)").split(separator: "\n", omittingEmptySubsequences: true)
    guard let head = lines.first?.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) else {
      return []
    }
    return lines.dropFirst().map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(zip(head, fields)) { first, _ in first }
    }
  }

  /// The lines of a gzipped file of counts, `#` lines left out.
  private func counts(_ name: String) throws -> [[Substring]] {
    try Gzip.text("\(data)/data/statistics/\(name)").split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
  }

  private func words(
    _ runs: [Run], _ usages: [(phrase: [UInt64], usage: NameLexicon.Usage)]
  ) throws -> [(key: UInt64, bits: UInt32)] {
    var counts: [UInt64: (total: Int, capital: Int, articles: Int)] = [:]
    var order: [UInt64] = []
    for row in try self.counts("syllables.tsv.gz").dropFirst() where row.count >= 4 {
      let keys = knowledge.words(of: String(row[0]))
      guard keys.count == 1, let articles = Int(row[1]), let total = Int(row[2]), let capital = Int(row[3]) else {
        continue
      }
      if counts[keys[0]] == nil { order.append(keys[0]) }
      let old = counts[keys[0]] ?? (0, 0, 0)
      counts[keys[0]] = (old.total + total, old.capital + capital, old.articles + articles)
    }
    var bits: [UInt64: UInt32] = [:]
    for key in order {
      guard let count = counts[key] else { continue }
      let share = Double(count.capital) / Double(max(count.total, 1))
      let capital: UInt32 =
        share < 0.005
        ? 1 : share < 0.03 ? 2 : share < 0.12 ? 3 : share < 0.35 ? 4 : share < 0.7 ? 5 : share < 0.93 ? 6 : 7
      let frequency: UInt32 = count.articles < 30 ? 0 : count.articles < 300 ? 1 : count.articles < 3000 ? 2 : 3
      bits[key] = capital | frequency << 6
    }
    func flag(_ name: String, _ flag: UInt32) {
      for key in knowledge.words(of: name) {
        if bits[key] == nil { order.append(key) }
        bits[key, default: 0] |= flag
      }
    }
    for row in try rows("vi_family_names.tsv") { flag(row["name"] ?? "", NameLexicon.Word.family) }
    for row in try rows("vi_middle_names.tsv") { flag(row["name"] ?? "", NameLexicon.Word.middle) }
    for line in try Knowledge.read("\(root)/Data/vi_syllables.txt").split(separator: "\n") {
      flag(String(line), NameLexicon.Word.syllable)
    }
    for (key, more) in company(runs, isFamily: { (bits[$0] ?? 0) & NameLexicon.Word.family != 0 }) {
      if bits[key] == nil { order.append(key) }
      bits[key, default: 0] |= more << 8
    }
    for (phrase, usage) in usages where phrase.count == 1 {
      if bits[phrase[0]] == nil { order.append(phrase[0]) }
      bits[phrase[0], default: 0] |= NameLexicon.Word.bits(usage)
    }
    return order.map { ($0, bits[$0] ?? 0) }
  }

  /// Per word, from the runs it is part of: how often it ends a run that a family name opens (two bits), and the type
  /// of most of its runs with how many agree (four bits).
  private func company(_ runs: [Run], isFamily: (UInt64) -> Bool) -> [(key: UInt64, bits: UInt32)] {
    var given: [UInt64: Int] = [:]
    var types: [UInt64: [Int]] = [:]
    var order: [UInt64] = []
    for run in runs {
      for key in run.phrase where types[key] == nil {
        types[key] = [0, 0, 0]
        order.append(key)
      }
      if (2...4).contains(run.phrase.count), isFamily(run.phrase[0]), let last = run.phrase.last {
        given[last, default: 0] += 1
      }
      if run.value > 0, run.value < 10, (run.value - 1) % 3 == 2 {
        for key in run.phrase { types[key]?[Int(run.value - 1) / 3] += 1 }
      }
    }
    return order.sorted().map { key in
      let count = given[key] ?? 0
      let level: UInt32 = count >= 20 ? 3 : count >= 5 ? 2 : count >= 2 ? 1 : 0
      let votes = types[key] ?? [0, 0, 0]
      let total = votes.reduce(0, +)
      let best = (0..<3).max { votes[$0] < votes[$1] } ?? 0
      let share = total == 0 ? 0 : votes[best] * 10 / total
      let sure = total < 2 ? 0 : share >= 9 ? 2 : share >= 6 ? 1 : 0
      let code = total == 0 ? 0 : 1 + UInt32(best * 3 + sure)
      return (key, level | code << 2)
    }
  }

  /// The classes of use of words, by their syllables: those that occur five times or more in articles cut into words.
  private func usages() -> [(phrase: [UInt64], usage: NameLexicon.Usage)] {
    let bigrams = WordBigrams(abstracts.sentences)
    let coarse = WordClasses(of: bigrams, count: 62)
    let fine = WordClasses(of: bigrams, count: 400)
    var seen: Set<[UInt64]> = []
    return bigrams.words.enumerated().compactMap { index, word in
      let phrase = knowledge.words(of: word.replacingOccurrences(of: "_", with: " "))
      guard (1...4).contains(phrase.count), seen.insert(phrase).inserted else { return nil }
      return (phrase, NameLexicon.Usage(coarse: coarse[index] + 1, fine: fine[index] + 1))
    }
  }

  /// Words of two to four syllables that occur in twenty articles or more, or whose use is known.
  private func compounds(
    _ usages: [(phrase: [UInt64], usage: NameLexicon.Usage)]
  ) throws -> [(phrase: [UInt64], usage: NameLexicon.Usage)] {
    var compounds = usages.filter { $0.phrase.count > 1 }
    var seen = Set(compounds.map(\.phrase))
    for row in try counts("words.tsv.gz").dropFirst() where row.count >= 3 && row[0].contains(" ") {
      let phrase = knowledge.words(of: String(row[0]))
      if (2...4).contains(phrase.count), seen.insert(phrase).inserted { compounds.append((phrase, .unknown)) }
    }
    return compounds
  }

  /// Words of three thousand articles or more that stand in small letters neither inside a name that is marked or in the
  /// knowledge base nor in a head that opens names or goes on behind it.
  private func outside() throws -> [UInt64] {
    var surfaces = marked
    for row in try rows("aliases.tsv") { surfaces.append(row["alias"] ?? "") }
    for row in try rows("entities.tsv") { surfaces += ["name_vi", "name_en"].map { row[$0] ?? "" } }
    for row in try rows("name_cues.tsv") where CueClass(named: row["class"] ?? "")?.isHead == true {
      surfaces.append(row["title"] ?? "")
    }
    var inside: Set<UInt64> = []
    for surface in surfaces {
      for word in surface.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) where word.first?.isLowercase == true
      {
        inside.formUnion(knowledge.words(of: String(word)))
      }
    }
    return try counts("syllables.tsv.gz").dropFirst().compactMap { row in
      guard row.count >= 4, let articles = Int(row[1]), articles >= 3000 else { return nil }
      let keys = knowledge.words(of: String(row[0]))
      return keys.count == 1 && !inside.contains(keys[0]) ? keys[0] : nil
    }
  }

  private func cues() throws -> [(phrase: [UInt64], value: UInt8)] {
    var seen: Set<[UInt64]> = []
    var cues: [(phrase: [UInt64], value: UInt8)] = []
    for file in ["name_cues.tsv", "titles_roles.tsv"] {
      for row in try rows(file) {
        let phrase = knowledge.words(of: row["title"] ?? "")
        guard let cue = CueClass(named: row["class"] ?? ""), !phrase.isEmpty, seen.insert(phrase).inserted else {
          continue
        }
        cues.append((phrase, cue.rawValue))
      }
    }
    return cues
  }

  private struct Run {
    var phrase: [UInt64]
    var context: [(word: Substring, count: Double)]
    var known: EntityType?
    var value: UInt8 = 0
  }

  /// Runs of capitals with the type their company suggests: naive Bayes over the words before them, the likelihoods
  /// taken from the runs whose type the knowledge base knows.
  private func runs() throws -> [Run] {
    var runs: [Run] = []
    var seen: Set<[UInt64]> = []
    let lookup = EntityLookup(knowledge)
    var options = EntityLookup.Options()
    options.allowsTypos = false
    options.allowsPrefix = false
    for row in try counts("capital-runs.tsv.gz").dropFirst() where row.count >= 4 {
      guard let articles = Int(row[1]), articles >= 6 else { continue }
      let phrase = knowledge.words(of: String(row[0]))
      guard !phrase.isEmpty, phrase.count <= 6, seen.insert(phrase).inserted else { continue }
      var context: [(word: Substring, count: Double)] = []
      for part in row[3].split(separator: " ") {
        guard let colon = part.lastIndex(of: ":"), let count = Double(part[part.index(after: colon)...]) else {
          continue
        }
        context.append((part[..<colon], count))
      }
      let hits = lookup.lookup(String(row[0]), options).filter {
        $0.kind != .withoutDiacritics && $0.kind != .inputMethod
      }
      let known = hits.count == 1 ? hits[0].entity.type : nil
      runs.append(Run(phrase: phrase, context: context, known: known))
    }
    let types: [EntityType] = [.person, .place, .organisation]
    var counts: [Substring: [Double]] = [:]
    var totals = [Double](repeating: 0, count: 3)
    for run in runs {
      guard let known = run.known, let type = types.firstIndex(of: known) else { continue }
      let all = run.context.reduce(0) { $0 + $1.count }
      for entry in run.context {
        // Each run counts once, so that one very common name does not decide.
        counts[entry.word, default: [0, 0, 0]][type] += entry.count / max(all, 1)
        totals[type] += entry.count / max(all, 1)
      }
    }
    for (number, run) in runs.enumerated() {
      var scores = [0.0, 0.0, 0.0]
      let all = run.context.reduce(0) { $0 + $1.count }
      for entry in run.context {
        let seen = counts[entry.word] ?? [0, 0, 0]
        let weight = 4 * entry.count / max(all, 1)
        for type in 0..<3 { scores[type] += weight * log((seen[type] + 0.3) / (totals[type] + 30)) }
      }
      let order = (0..<3).sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
      let margin = scores[order[0]] - scores[order[1]]
      let strength = run.context.isEmpty ? -1 : margin > 4 ? 2 : margin > 1.5 ? 1 : 0
      let value = strength < 0 ? 10 : 1 + order[0] * 3 + strength
      runs[number].value = UInt8(value)
    }
    return runs
  }

  /// The names of administrative units without their heads, and the level.
  private func units() throws -> [(phrase: [UInt64], value: UInt8)] {
    let heads = ["Thành phố", "Tỉnh", "Huyện", "Quận", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu"]
    var levels: [[UInt64]: UInt8] = [:]
    var order: [[UInt64]] = []
    for row in try rows("vn_admin_units.tsv") {
      var name = row["name"] ?? ""
      if let head = heads.first(where: { name.hasPrefix($0 + " ") }) { name = String(name.dropFirst(head.count + 1)) }
      let phrase = knowledge.words(of: name)
      guard !phrase.isEmpty, name.first?.isNumber == false else { continue }
      let level: UInt8 = row["level"] == "province" ? 1 : row["level"]?.hasPrefix("district") == true ? 2 : 3
      if let old = levels[phrase] {
        if old != level { levels[phrase] = 4 }
      } else {
        levels[phrase] = level
        order.append(phrase)
      }
    }
    return order.map { ($0, levels[$0] ?? 3) }
  }
}
