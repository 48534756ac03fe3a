/// Set phrases of pages: "Xem nhiều", "Read more", "Ảnh:".
///
/// They are a help and no more: a page in a language that is not here is read by its shape alone.
/// Phrases are folded (no case, no diacritics), words parted by a space.
struct PagePhrases: Sendable {
  enum Use: UInt8, Sendable {
    case none, listHeader, commentHeader, prompt, footer, navigation, caption, byline, timestamp, advertisement, tags,
      commentMark, rubric
  }

  /// How a phrase must fill its line.
  private enum Place { case whole, opening }

  private static let whole: [(Use, StaticString)] = [
    (
      .listHeader,
      """
      xem nhieu|doc them|xem them|tin lien quan|bai lien quan|tin cung chuyen muc|cung chuyen muc|tin cung chu de|bai cung chu de|tin moi|tin noi bat|doc nhieu|\
      doc nhieu nhat|tin nong|moi nhat|tin moi nhat|co the ban quan tam|ban co the quan tam|tin khac|cac tin khac|tin doc nhieu|\
      tin cung muc|tin tuc lien quan|bai viet lien quan|tin cu hon|tin moi hon|cung chu de|chu de lien quan|dang chu y|nen doc|\
      tin tai tro|video noi bat|video|tin bai lien quan|xem tiep|goc nhin|related|related articles|related stories|related news|\
      related content|related posts|related topics|read more|read also|read next|more stories|more news|more from|most read|\
      most popular|popular|popular posts|trending|trending now|latest|latest news|latest stories|top stories|recommended|\
      recommended for you|you may also like|you might also like|more on this story|more on this topic|see also|editors picks|\
      editor s picks|must read|must reads|up next|recent posts|related links|related reading|also read|in this article|\
      table of contents|similar articles|further reading|what to read next|don t miss|keep reading|next article|previous article|\
      lire aussi|a lire aussi|les plus lus|sur le meme sujet|a lire|articles lies|mehr zum thema|lesen sie auch|auch interessant|\
      meistgelesen|das konnte sie auch interessieren|weitere artikel|lea tambien|te puede interesar|lo mas leido|mas leidas|\
      noticias relacionadas|leia tambem|leia mais|mais lidas|leggi anche|potrebbe interessarti|i piu letti|lees ook|meest gelezen|\
      czytaj takze|czytaj tez|czytaj wiecej|zobacz takze|zobacz tez|najnowsze|les ogsa|las ocksa|las mer|les mer|mest lest|\
      mest last|laes ogsa|mest laest|baca juga|berita terkait|terpopuler|ilgili haberler|cok okunanlar|читайте также|関連記事|\
      関連ニュース|あわせて読みたい|人気記事|ランキング|相关新闻|相关阅读|推荐阅读|延伸阅读|相關新聞|延伸閱讀|热门推荐
      """
    ),
    (
      .commentHeader,
      """
      binh luan|y kien|y kien ban doc|binh luan bai viet nay|binh luan hay|y kien cua ban|ban doc binh luan|comments|comment|\
      leave a comment|leave a reply|post a comment|add a comment|view comments|join the conversation|join the discussion|\
      show comments|commentaires|kommentare|comentarios|commenti|kommentarer|reacties|komentarze|コメント|评论|評論
      """
    ),
    (
      .prompt,
      """
      chia se|chia se bai viet|gui binh luan|viet binh luan|theo doi|luu bai|luu|sao chep lien ket|copy link|in bai|gui mail|nghe doc bai|quan tam|thich|\
      dang ky|dang nhap|share|share this|share this article|share this story|follow us|follow|subscribe|subscribe now|sign up|\
      print|email|save|tweet|facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|messenger|zalo|copy|link copied|\
      listen|listen to this article|share on facebook|share on twitter|share on linkedin|share on whatsapp|share via email|\
      get the app|download the app|newsletter|sign up for our newsletter|partager|teilen|compartir|condividi|compartilhar|\
      delen|dela|del|udostepnij|bagikan|paylas|シェア|ツイート|分享|分享到|read full story|continue reading|follow us on|\
      x|instagram|youtube|tiktok|threads|bluesky|flipboard|google news|add as preferred source|like|gift this article|give this article
      """
    ),
    (
      .footer,
      """
      phien ban di dong|lien he|lien he toa soan|lien he quang cao|gioi thieu|toa soan|dieu khoan su dung|chinh sach bao mat|ve dau trang|\
      len dau trang|rss|privacy policy|terms of service|terms of use|terms and conditions|contact us|about us|cookie policy|\
      all rights reserved|back to top|sitemap|site map|imprint|impressum|datenschutz|agb|mentions legales|aviso legal|\
      accessibility|cookie settings|manage cookies|advertise with us|do not sell my personal information|your privacy choices|\
      mobile version|desktop version
      """
    ),
    (
      .navigation,
      """
      trang chu|home|menu|search|tim kiem|skip to content|skip to main content|skip navigation|close|dong|login|log in|sign in|\
      toggle navigation|main menu|next|previous|danh muc|tat ca chuyen muc|accueil|startseite|inicio|english|my account|cart|\
      open menu|close menu|navigation|sections|edition|ホーム|首页|検索
      """
    ),
    (
      .advertisement,
      """
      advertisement|advertisements|quang cao|sponsored|sponsored content|ad|ads|advertising|promoted|paid content|article continues below this ad|\
      article continues after advertisement|story continues below advertisement|scroll to continue|anzeige|werbung|publicite|\
      publicidad|publicidade|pubblicita|reklama|annons|annonse|advertentie|reklam|iklan|広告|广告|remove ads|skip ad|tai tro
      """
    ),
    (
      .commentMark,
      "tra loi|reply|replies|thich tra loi|report abuse|bao cao vi pham|repondre|antworten|responder|rispondi|返信|回复"
    ),
    (
      .rubric,
      """
      thoi su|the gioi|kinh te|kinh doanh|the thao|giai tri|suc khoe|giao duc|khoa hoc|cong nghe|phap luat|doi song|xa hoi|van hoa|\
      du lich|xe|bat dong san|nha dat|chinh tri|quoc te|do thi|y te|moi truong|quan su|doi ngoai|phan tich|binh luan quoc te|\
      thi truong|tai chinh|chung khoan|ngan hang|doanh nghiep|dau tu|nong nghiep|bong da|am nhac|goc nhin|phong su|trong nuoc|\
      news|world|politics|business|sport|sports|technology|science|health|culture|opinion|entertainment|travel|economy|finance|\
      lifestyle|education|environment|us|uk|europe|asia|international|national|local|crime|weather|politik|wirtschaft|kultur|\
      wissen|panorama|monde|societe|economie|cultura|deportes|mundo|economia|politica|sociedad|esporte|cronaca|esteri
      """
    ),
  ]

  private static let opening: [(Use, StaticString)] = [
    (
      .caption,
      "anh|nguon anh|nguon|hinh|hinh anh|do hoa|video|clip|photo|photos|image|picture|pic|credit|foto|photograph|graphic|file photo|bild|source|写真|图|图片"
    ),
    (
      .byline,
      "ban quoc te|ban khoa hoc|ban van hoa|ban the thao|ban thoi su|ban kinh te|ban xa hoi|ban bien tap|ban giao duc|by|written by|reported by|tac gia|bai viet|bai va anh|bai|thuc hien|nguoi viet|phong vien|pv|theo|bien tap|tong hop|nhom phong vien|von|par|por|di|da|autor|autore|story by|text|door|av|af|oleh|tekst"
    ),
    (
      .timestamp,
      "thu hai|thu ba|thu tu|thu nam|thu sau|thu bay|chu nhat|cap nhat|ngay dang|dang ngay|ngay cap nhat|published|updated|last updated|posted|first published|modified|last modified|publie|mis a jour|veroffentlicht|aktualisiert|publicado|actualizado|pubblicato|aggiornato|monday|tuesday|wednesday|thursday|friday|saturday|sunday|gepubliceerd|opublikowano|publicerad|publisert"
    ),
    (
      .prompt,
      "theo doi|moi ban doc|moi doc gia|tro thanh nguoi dau tien|moi quy vi|dang ky nhan|tai ung dung|nhan thong tin|doc bao|quet ma|hay dang ky|vui long|follow|follow us|sign up|subscribe|download our|get our|click here|join our|like us|share this|suivez|abonnez|folgen|abonnieren|siguenos|suscribete|segui|siga|iscriviti|get the latest|get unlimited|support our|donate|already a subscriber|create a free account|log in|register|want to|listen to|watch|add us"
    ),
    (
      .footer,
      "copyright|ban quyen|c copyright|all rights reserved|giay phep|co quan chu quan|tong bien tap|toa soan|tru so|dia chi|hotline|dien thoai|email|phone|chiu trach nhiem|ghi ro nguon|this site uses|we use cookies|this website uses|by using this site|tel|fax|lien he quang cao"
    ),
    (
      .tags,
      "tu khoa|tags|tag|the|topics|chu de|mots cles|schlagworte|etiquetas|filed under|keywords|more on|related topics"
    ),
    (
      .listHeader,
      "xem them|doc them|tin lien quan|read more|read also|see also|also read|more from|related|recommended|more on|lire aussi|lesen sie auch|lees ook|leia tambem|leggi anche|lea tambien|baca juga|czytaj takze|mehr zum thema|don t miss"
    ),
    (.commentMark, "reply to|tra loi"),
  ]

  /// Open addressing over the phrases' hashes; the use is in the low byte. Sixteen kilobytes.
  private let table: [UInt64]
  private static let mask = 2047
  private static let longest = 6

  static let shared = PagePhrases()

  private init() {
    var table = [UInt64](repeating: 0, count: Self.mask + 1)
    for (place, list) in [(Place.whole, Self.whole), (Place.opening, Self.opening)] {
      for (use, phrases) in list { Self.enter(phrases, use, place, &table) }
    }
    self.table = table
  }

  private static func enter(_ phrases: StaticString, _ use: Use, _ place: Place, _ table: inout [UInt64]) {
    let bytes = Array("\(phrases)|".utf8)
    var start = 0
    for at in bytes.indices where bytes[at] == 0x7C {
      defer { start = at + 1 }
      guard at > start else { continue }
      let words = hashes(of: bytes[start..<at])
      var slot = Int(truncatingIfNeeded: key(words[...], place) >> 8) & mask
      while table[slot] != 0 { slot = (slot + 1) & mask }
      table[slot] = key(words[...], place) & ~0xFF | UInt64(use.rawValue)
    }
  }

  /// The hashes of the words in a list of words parted by bars.
  static func words(of list: StaticString) -> [UInt32] { hashes(of: Array("\(list)".utf8)[...]) }

  private static func hashes(of phrase: ArraySlice<UInt8>) -> [UInt32] {
    var words: [UInt32] = []
    let bytes = Array(phrase)
    unsafe bytes.withUnsafeBufferPointer { text in
      var meter = LineMeter()
      _ = unsafe meter.measure(text, PageLine(start: 0, end: bytes.count), &words)
    }
    return words
  }

  private static func key(_ words: ArraySlice<UInt32>, _ place: Place) -> UInt64 {
    var hash: UInt64 = place == .whole ? 0xCBF2_9CE4_8422_2325 : 0x8422_2325_CBF2_9CE4
    for word in words { hash = mix(hash, word) }
    return finish(hash)
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt32) -> UInt64 { (hash ^ UInt64(word)) &* 0x9E37_79B9_7F4A_7C15 }
  @inline(__always)
  private static func finish(_ hash: UInt64) -> UInt64 { hash ^ (hash >> 31) }

  private func use(of key: UInt64) -> Use {
    var slot = Int(truncatingIfNeeded: key >> 8) & Self.mask
    while table[slot] != 0 {
      if table[slot] & ~0xFF == key & ~0xFF { return Use(rawValue: UInt8(truncatingIfNeeded: table[slot])) ?? .none }
      slot = (slot + 1) & Self.mask
    }
    return .none
  }

  /// What a line of these words is for when the whole of it is a set phrase.
  func wholeLine(_ words: ArraySlice<UInt32>) -> Use {
    guard !words.isEmpty, words.count <= 12 else { return .none }
    return use(of: Self.key(words, .whole))
  }

  /// What a line that begins with these words is for; the longest phrase counts.
  func opening(_ words: ArraySlice<UInt32>) -> Use {
    var hash: UInt64 = 0x8422_2325_CBF2_9CE4
    var found = Use.none
    for word in words.prefix(Self.longest) {
      hash = Self.mix(hash, word)
      let use = use(of: Self.finish(hash))
      if use != .none { found = use }
    }
    return found
  }
}
