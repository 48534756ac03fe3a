/// A number with its unit: money, a share, a measure or a count.
public struct AmountMention: Sendable, Hashable {
  /// The number and its unit, without a qualifier before it (bytes).
  public var span: Span
  public var kind: Kind
  /// The number in ``unit``: "28 tỷ USD" is 28,000,000,000 USD. The lower end of a range.
  public var value: Double
  /// The upper end of a range ("150.000-200.000 đồng").
  public var upperValue: Double?
  /// A currency as ISO 4217, a measure as its symbol ("km", "m2", "%"), a count as the counted noun in lower case.
  public var unit: String
  /// The value, and a range's upper end, in the base unit of the kind (m, m2, l, kg, s, …); money and counts stay as they are.
  public var baseValue: Double
  public var baseUpperValue: Double?
  public var baseUnit: String
  public var qualifier: Qualifier
  /// The words of the qualifier ("hơn", "ít nhất"; bytes).
  public var qualifierSpan: Span?
  /// How sure the reading is, 0 to 1.
  public var confidence: Float

  /// What is measured.
  public enum Kind: String, Sendable, CaseIterable {
    case money, percent, count, length, area, volume, mass, speed, temperature, energy, power, data, duration, age
  }

  /// How the text hedges the number.
  public enum Qualifier: String, Sendable, CaseIterable {
    case exact
    /// khoảng, about
    case approximately
    /// gần, nearly: a little less
    case nearly
    /// hơn, more than
    case moreThan
    /// dưới, less than
    case lessThan
    /// ít nhất, at least
    case atLeast
    /// tối đa, up to
    case atMost
    /// hàng chục nghìn: an order of magnitude
    case order
  }

  /// The currency's ISO 4217 code when the amount is money.
  public var currency: String? { kind == .money ? unit : nil }
}

/// A unit as amounts are normalised to it.
struct AmountUnit: Sendable {
  var kind: AmountMention.Kind
  var symbol: String
  /// How many base units one of it is.
  var factor = 1.0
  var base = ""

  init(_ kind: AmountMention.Kind, _ symbol: String, _ factor: Double = 1, _ base: String? = nil) {
    self.kind = kind
    self.symbol = symbol
    self.factor = factor
    self.base = base ?? symbol
  }
}

/// The words for units and the words that hedge.
struct AmountLexicon: Sendable {
  static let shared = AmountLexicon()

  let units: PhraseLexicon<AmountUnit>
  let qualifiers: PhraseLexicon<AmountMention.Qualifier>
  /// Currencies written before the number.
  let currencyPrefixes: PhraseLexicon<AmountUnit>

  private init() {
    units = PhraseLexicon(.unit, AmountLexicon.unitWords + AmountLexicon.counted)
    qualifiers = PhraseLexicon(.qualifier, AmountLexicon.qualifierWords)
    currencyPrefixes = PhraseLexicon(.currency, AmountLexicon.prefixWords)
  }

  /// The currency a symbol stands for.
  static func currency(_ mark: Int) -> String? {
    switch mark {
    case 0x24: "USD"
    case 0x20AC: "EUR"
    case 0xA3: "GBP"
    case 0xA5: "JPY"
    case 0x20AB: "VND"
    case 0x20BD: "RUB"
    case 0x20A9: "KRW"
    case 0x20B9: "INR"
    case 0x20B8: "KZT"
    case 0xE3F: "THB"
    default: nil
    }
  }

  private static let unitWords: [(String, AmountUnit)] = [
    ("đồng,đ,vnđ,vnd,đồng việt nam,việt nam đồng", AmountUnit(.money, "VND")),
    ("usd,đô la,đô la mỹ,đôla,đôla mỹ,đô,dollar,dollars,us dollars,mỹ kim", AmountUnit(.money, "USD")),
    ("eur,euro,euros,ơ rô", AmountUnit(.money, "EUR")),
    ("gbp,bảng,bảng anh,pounds,pounds sterling", AmountUnit(.money, "GBP")),
    ("jpy,yên,yên nhật,yen,yens", AmountUnit(.money, "JPY")),
    ("cny,rmb,nhân dân tệ,tệ,ndt,yuan", AmountUnit(.money, "CNY")),
    ("krw,won", AmountUnit(.money, "KRW")),
    ("rub,rúp,rúp nga,ruble,rubles,roubles", AmountUnit(.money, "RUB")),
    ("thb,baht,bạt,bath", AmountUnit(.money, "THB")),
    ("inr,rupee,rupees", AmountUnit(.money, "INR")),
    ("kzt,tenge", AmountUnit(.money, "KZT")),
    ("aud,đô la úc", AmountUnit(.money, "AUD")),
    ("cad,đô la canada", AmountUnit(.money, "CAD")),
    ("sgd,đô la singapore", AmountUnit(.money, "SGD")),
    ("hkd,đô la hong kong", AmountUnit(.money, "HKD")),
    ("chf,franc thụy sĩ,swiss francs", AmountUnit(.money, "CHF")),
    ("kíp,kip", AmountUnit(.money, "LAK")), ("riel", AmountUnit(.money, "KHR")),
    ("phần trăm,percent,per cent,pct", AmountUnit(.percent, "%")),
    ("điểm phần trăm,percentage points", AmountUnit(.percent, "pp")),
    (
      "km,cây số,kilômét,ki lô mét,kilomet,kilometres,kilometers,kilometre,kilometer",
      AmountUnit(.length, "km", 1000, "m")
    ),
    ("m,mét,metres,meters,metre,meter", AmountUnit(.length, "m")),
    ("cm,xăng ti mét,centimet,phân,centimetres,centimeters", AmountUnit(.length, "cm", 0.01, "m")),
    ("mm,milimét,milimet,ly,millimetres,millimeters", AmountUnit(.length, "mm", 0.001, "m")),
    ("hải lý,nautical miles", AmountUnit(.length, "nmi", 1852, "m")),
    ("dặm,miles,mile", AmountUnit(.length, "mi", 1609.344, "m")),
    ("feet,foot,ft", AmountUnit(.length, "ft", 0.3048, "m")), ("inch,inches", AmountUnit(.length, "in", 0.0254, "m")),
    ("mét vuông,square metres,square meters", AmountUnit(.area, "m2")),
    (
      "km vuông,kilômét vuông,cây số vuông,square kilometres,square kilometers",
      AmountUnit(.area, "km2", 1_000_000, "m2")
    ),
    ("ha,héc ta,hecta,hécta,hectares,hectare", AmountUnit(.area, "ha", 10_000, "m2")),
    ("acres,acre,mẫu anh", AmountUnit(.area, "acre", 4046.856, "m2")),
    ("tấn,tonnes,tonne,metric tons,tons", AmountUnit(.mass, "t", 1000, "kg")),
    ("tạ", AmountUnit(.mass, "tạ", 100, "kg")),
    ("kg,ký,kí,kilôgam,ki lô gam,cân,kilograms,kilos", AmountUnit(.mass, "kg")),
    ("lạng", AmountUnit(.mass, "lạng", 0.1, "kg")), ("gam,gram,grams,gr", AmountUnit(.mass, "g", 0.001, "kg")),
    ("mg,miligam,milligrams", AmountUnit(.mass, "mg", 0.000_001, "kg")),
    ("lượng,cây vàng", AmountUnit(.mass, "lượng", 0.0375, "kg")),
    ("ounce,ounces,oz", AmountUnit(.mass, "ozt", 0.031_103_5, "kg")),
    ("lít,litres,liters,l", AmountUnit(.volume, "l")), ("ml,mililít", AmountUnit(.volume, "ml", 0.001, "l")),
    ("mét khối,khối,cubic metres,cubic meters", AmountUnit(.volume, "m3", 1000, "l")),
    ("thùng dầu,barrels", AmountUnit(.volume, "bbl", 158.987_294_928, "l")),
    ("độ c,độ,degrees", AmountUnit(.temperature, "°C")),
    ("kwh", AmountUnit(.energy, "kWh")), ("mwh", AmountUnit(.energy, "MWh", 1000, "kWh")),
    ("kw", AmountUnit(.power, "kW", 1000, "W")), ("mw,megawatts", AmountUnit(.power, "MW", 1_000_000, "W")),
    ("gw,gigawatts", AmountUnit(.power, "GW", 1_000_000_000, "W")),
    ("mã lực,horsepower", AmountUnit(.power, "hp", 735.5, "W")),
    ("kb", AmountUnit(.data, "kB", 1000, "B")), ("mb", AmountUnit(.data, "MB", 1_000_000, "B")),
    ("gb", AmountUnit(.data, "GB", 1_000_000_000, "B")), ("tb", AmountUnit(.data, "TB", 1_000_000_000_000, "B")),
    ("mbps", AmountUnit(.data, "Mbit/s")),
    ("giây,seconds,second", AmountUnit(.duration, "s")), ("phút,minutes,minute", AmountUnit(.duration, "min", 60, "s")),
    ("giờ,tiếng,tiếng đồng hồ,giờ đồng hồ,hours,hour", AmountUnit(.duration, "h", 3600, "s")),
    ("ngày,days,day", AmountUnit(.duration, "d", 86_400, "s")),
    ("tuần,weeks,week", AmountUnit(.duration, "wk", 604_800, "s")),
    ("tháng,months,month", AmountUnit(.duration, "mo", 2_629_746, "s")),
    ("năm,years,year", AmountUnit(.duration, "a", 31_556_952, "s")),
    ("tuổi,years old,year old", AmountUnit(.age, "a")),
  ]

  private static let countedNouns =
    "người,nạn nhân,chiếc,vụ,hộ,hộ dân,hộ nghèo,gia đình,học sinh,sinh viên,em,cháu,hành khách,khách,du khách,khách du lịch,lượt khách,"
    + "lượt,lượt người,doanh nghiệp,công ty,dự án,hợp đồng,thỏa thuận,căn,căn nhà,căn hộ,ngôi nhà,nhà,phòng,xe,ô tô,ôtô,xe máy,tàu,"
    + "máy bay,chuyến,chuyến bay,tên lửa,quả tên lửa,máy bay không người lái,uav,trận,bàn,bàn thắng,điểm,đơn vị,cổ phiếu,cổ phần,"
    + "tỉnh,tỉnh thành,xã,huyện,quốc gia,nước,ngôi làng,làng,thành phố,trường,trường học,bệnh viện,bệnh nhân,ca,ca nhiễm,ca tử vong,"
    + "cán bộ,công nhân,lao động,nhân viên,kỹ sư,bác sĩ,giáo viên,binh sĩ,lính,quân,sĩ quan,cảnh sát,cầu thủ,vận động viên,huy chương,"
    + "huy chương vàng,hcv,hcb,hcđ,đại biểu,ứng cử viên,thành viên,nghi can,nghi phạm,bị cáo,bị can,đối tượng,con,con bò,cây,quả,quyển,"
    + "cuốn,cuốn sách,bộ,bài,bài báo,bức ảnh,bức,trang,sản phẩm,thiết bị,điện thoại,máy,máy tính,tài khoản,thuê bao,cuộc gọi,cuộc,"
    + "cuộc gặp,lần,vòng,ghế,phiếu,phiếu bầu,mạng,thi thể,tín chỉ,suất,suất học bổng,giải,giải thưởng,hạng mục,công trình,cầu,tầng,"
    + "hecta rừng,vé,món,loại,nhóm,tổ chức,cơ sở,cửa hàng,siêu thị,chi nhánh,văn phòng,ngân hàng,trạm,làn xe,cửa,khẩu,viên,viên đạn,"
    + "tấm,chậu,bình,chai,hộp,gói,bao,thùng,container,kiện,văn kiện,văn bản,thanh tra viên,thanh sát viên,chuyên gia,nhà khoa học,"
    + "nhà báo,phóng viên,tay súng,phiến quân,chiến binh,dân thường,thường dân,trẻ em,phụ nữ,cụ,hồ sơ,đơn,đơn hàng,mẫu,mẫu xe,phim,tập"
  private static let englishNouns =
    "people,person,persons,victims,deaths,soldiers,troops,workers,employees,students,children,women,men,residents,passengers,"
    + "companies,firms,countries,states,cities,villages,houses,homes,cars,vehicles,ships,aircraft,planes,missiles,drones,votes,seats,"
    + "shares,cases,patients,schools,hospitals,projects,contracts,agreements,points,goals,members,officials,police officers,units,times"

  /// Nouns that numbers count, each its own unit.
  private static let counted: [(String, AmountUnit)] = (countedNouns + "," + englishNouns).split(separator: ",").map {
    (String($0), AmountUnit(.count, String($0)))
  }

  private static let qualifierWords: [(String, AmountMention.Qualifier)] = [
    ("hơn,trên,over,more than,above,quá,vượt", .moreThan), ("gần,nearly,almost,ngót,xấp xỉ", .nearly),
    ("khoảng,chừng,ước,ước tính,ước đạt,about,around,roughly,approximately,some,tầm,cỡ", .approximately),
    ("ít nhất,tối thiểu,at least,không dưới", .atLeast),
    ("tối đa,không quá,nhiều nhất,up to,at most,không vượt quá", .atMost),
    ("dưới,chưa đến,chưa tới,less than,under,fewer than,below", .lessThan),
  ]

  private static let prefixWords: [(String, AmountUnit)] = [
    ("usd,us", AmountUnit(.money, "USD")), ("eur", AmountUnit(.money, "EUR")), ("gbp", AmountUnit(.money, "GBP")),
    ("vnd", AmountUnit(.money, "VND")), ("jpy", AmountUnit(.money, "JPY")), ("cny,rmb", AmountUnit(.money, "CNY")),
  ]
}
