/// Words that pages use about themselves: consent, subscription, comments, pictures.
///
/// One of them proves nothing; a line with several is seldom running text. Words are compared folded, without case and
/// diacritics, so that a language is helped by its neighbours' spelling; a language that is not here loses nothing.
struct CueWords: Sendable {
  /// What a word hints at; the raw value is its place in ``Counts``.
  enum Topic: Int, Sendable, CaseIterable { case consent, subscription, comments, pictures }

  /// For each topic, how many words of a line hint at it.
  typealias Counts = SIMD4<UInt8>

  private static let words: [(Topic, StaticString)] = [
    (
      .consent,
      """
      cookie|cookies|consent|consents|privacy|gdpr|ccpa|tracking|disclaimer|recaptcha|datenschutz|datenschutzerklärung|\
      datenschutzhinweise|datenschutzbestimmungen|einwilligung|einwilligen|einverstanden|personenbezogene|personenbezogenen|\
      drittanbieter|drittanbietern|drittplattformen|widerrufen|widerruf|zustimmung|zustimmen|dsgvo|\
      confidentialité|consentement|traceurs|privacidad|consentimiento|privacidade|consentimento|riservatezza|consenso|informativa|\
      privacybeleid|toestemming|personvern|samtykke|informasjonskapsler|integritetspolicy|samtycke|kakor|privatlivspolitik|\
      prywatności|ciasteczka|zgodę|soukromí|souhlas|súkromia|gizlilik|çerez|çerezler|конфиденциальности|согласие|куки|adatvédelmi|\
      sütik|evästeet|tietosuoja|confidențialitate|απορρήτου|kebijakan|privasi
      """
    ),
    (
      .subscription,
      """
      newsletter|newsletters|subscribe|subscribed|subscriber|subscribers|subscription|subscriptions|unsubscribe|unlimited|inbox|\
      paywall|premium|donate|donation|donations|sponsor|sponsored|advertiser|advertisement|affiliate|commission|podcast|podcasts|app|apps|\
      whatsapp|telegram|facebook|instagram|twitter|youtube|tiktok|linkedin|follow|login|signup|account|register|membership|\
      abo|abos|abonnement|abonnements|abonnieren|abonnenten|abonnent|digitalabo|probeabo|testabo|kostenlos|kostenlose|postfach|\
      anmelden|abonnez|abonné|abonnés|infolettre|boletín|boletines|suscríbete|suscripción|suscriptores|suscriptor|assine|\
      assinatura|assinante|assinantes|iscriviti|abbonati|abbonamento|nieuwsbrief|abonnee|abonnees|nyhetsbrev|nyhetsbrevet|nyhedsbrev|\
      prenumerera|prenumeration|abonner|abonnenter|biuletyn|subskrypcja|prenumerata|předplatné|předplatitel|bülten|abone|подписка|\
      подписаться|подпишитесь|рассылка|berlangganan|feliratkozás|hírlevél|tilaa|uutiskirje
      """
    ),
    (
      .comments,
      """
      comment|comments|commenter|commenters|commenting|reply|replies|moderated|moderation|moderators|netiquette|kommentar|\
      kommentare|kommentarfunktion|leserkommentare|netiquette|nutzer|moderation|commentaire|commentaires|réponses|comentario|\
      comentarios|comentário|comentários|commento|commenti|reactie|reacties|kommentarer|komentarz|komentarze|komentář|komentáře|\
      yorum|yorumlar|комментарий|комментарии|komentar|hozzászólás|kommentit|upvote|karma|posted|votes|likes
      """
    ),
    (
      .pictures,
      """
      photo|photos|photograph|photographs|photographer|photography|pictured|picture|image|images|getty|shutterstock|istock|unsplash|\
      flickr|screenshot|screengrab|illustration|infographic|courtesy|credit|caption|handout|foto|fotos|fotograf|bild|bilder|archivbild|\
      archivfoto|symbolbild|symbolfoto|aufnahme|abbildung|grafik|imago|alamy|epa|afp|ap|reuters|dpa|apa|keystone|belga|anp|ansa|efe|\
      lusa|tass|ntb|scanpix|ritzau|pap|ctk|xinhua|kyodo|yonhap|ttxvn|photographie|crédit|légende|fotografía|fotografia|imagen|imagem|\
      immagine|archivo|arquivo|archivio|beeld|bildet|zdjęcie|zdjęcia|snímek|fotoğraf|фото|изображение|kuva|poses|smiles
      """
    ),
  ]

  private static let mask = 4095
  /// Open addressing; a word's hash, its topic in the two lowest bits. Zero is empty.
  private let table: [UInt32]
  /// One bit for a word's low bits: most words end here.
  private let mayHave: [UInt64]

  static let shared = CueWords()

  private init() {
    var table = [UInt32](repeating: 0, count: Self.mask + 1)
    var mayHave = [UInt64](repeating: 0, count: 256)
    for (topic, list) in Self.words {
      for word in PagePhrases.words(of: list) {
        let key = word & ~3 | UInt32(topic.rawValue)
        var slot = Int(word >> 12) & Self.mask
        while table[slot] != 0, table[slot] & ~3 != key & ~3 { slot = (slot + 1) & Self.mask }
        table[slot] = key
        mayHave[Int(word >> 6 & 255)] |= 1 << UInt64(word & 63)
      }
    }
    self.table = table
    self.mayHave = mayHave
  }

  /// How many of a line's words hint at each topic, 255 at most.
  func counts(_ words: ArraySlice<UInt32>) -> Counts {
    var counts = Counts()
    for word in words where mayHave[Int(word >> 6 & 255)] >> UInt64(word & 63) & 1 == 1 {
      var slot = Int(word >> 12) & Self.mask
      while table[slot] != 0, table[slot] & ~3 != word & ~3 { slot = (slot + 1) & Self.mask }
      guard table[slot] != 0 else { continue }
      let topic = Int(table[slot] & 3)
      counts[topic] = max(counts[topic], counts[topic] &+ 1)
    }
    return counts
  }
}
