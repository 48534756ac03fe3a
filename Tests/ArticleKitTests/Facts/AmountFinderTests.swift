import Testing

@testable import ArticleKit

/// The amounts of `text` as "surface=value unit", with the qualifier when there is one.
private func amounts(_ text: String) -> [String] {
  let source = SourceText(text)
  let dates = DateFinder.dates(in: source, publishedAt: CalendarDay(year: 2024, month: 11, day: 27))
  return AmountFinder.amounts(in: source, besides: dates).map { amount in
    let upper = amount.upperValue.map { "..\(number($0))" } ?? ""
    let qualifier = amount.qualifier == .exact ? "" : " (\(amount.qualifier.rawValue))"
    return "\(source[amount.span])=\(number(amount.value))\(upper) \(amount.unit)\(qualifier)"
  }
}

private func number(_ value: Double) -> String {
  value == value.rounded() && value < 1e15 ? String(Int(value)) : String(value)
}

@Suite("Amounts")
struct AmountFinderTests {
  @Test(
    "Money",
    arguments: [
      ("Kim ngạch đạt 28 tỷ USD.", "28 tỷ USD=28000000000 USD"),
      ("Kim ngạch đã đạt hơn 20 tỷ USD.", "20 tỷ USD=20000000000 USD (moreThan)"),
      ("Giá vé 150.000-200.000 đồng.", "150.000-200.000 đồng=150000..200000 VND"),
      ("Lương từ 10 đến 12 triệu đồng mỗi tháng.", "10 đến 12 triệu đồng=10000000..12000000 VND"),
      ("Vốn 1,2 nghìn tỷ đồng.", "1,2 nghìn tỷ đồng=1200000000000 VND"),
      ("Thưởng 2 triệu rưỡi đồng.", "2 triệu rưỡi đồng=2500000 VND"),
      ("Nợ 3 tỷ 200 triệu đồng.", "3 tỷ 200 triệu đồng=3200000000 VND"),
      ("Phạt gần 500 euro.", "500 euro=500 EUR (nearly)"),
      ("Doanh thu 1.250 tỷ đồng, tăng nhẹ.", "1.250 tỷ đồng=1250000000000 VND"),
      ("Tiền thuê năm triệu đồng.", "năm triệu đồng=5000000 VND"),
      ("Khoản vay 5 triệu đô la Mỹ.", "5 triệu đô la Mỹ=5000000 USD"),
      ("The deal is worth $5.4 billion.", "$5.4 billion=5400000000 USD"),
      ("Ngân sách dưới 900 nghìn bảng Anh.", "900 nghìn bảng Anh=900000 GBP (lessThan)"),
      ("Hàng chục tỷ đồng bị mất.", "Hàng chục tỷ đồng=10000000000 VND (order)"),
    ])
  func money(_ text: String, _ expected: String) {
    #expect(amounts(text) == [expected])
  }

  @Test(
    "Shares",
    arguments: [
      ("Cổ phần chiếm 0,47% vốn.", "0,47%=0.47 %"), ("Tăng khoảng 5-7% so với trước.", "5-7%=5..7 % (approximately)"),
      ("Giảm 12 phần trăm.", "12 phần trăm=12 %"), ("Giảm 2,5 điểm phần trăm.", "2,5 điểm phần trăm=2.5 pp"),
      ("Rates rose 3.25 percent.", "3.25 percent=3.25 %"),
    ])
  func shares(_ text: String, _ expected: String) {
    #expect(amounts(text) == [expected])
  }

  @Test(
    "Measures",
    arguments: [
      ("Cách thành phố 185km.", "185km=185 km"), ("Đoạn đường dài khoảng 200m.", "200m=200 m (approximately)"),
      ("Khu đất 3.500 m2.", "3.500 m2=3500 m2"), ("Rừng rộng 12,5 ha.", "12,5 ha=12.5 ha"),
      ("Tàu chở 8,4 triệu tấn than.", "8,4 triệu tấn=8400000 t"), ("Xe chạy 80 km/giờ.", "80 km/giờ=80 km/h"),
      ("Nhiệt độ 39 độ C.", "39 độ C=39 °C"), ("Dự án kéo dài 3 năm.", "3 năm=3 a"), ("Ông 62 tuổi.", "62 tuổi=62 a"),
      ("Công suất 600 MW.", "600 MW=600 MW"),
    ])
  func measures(_ text: String, _ expected: String) {
    #expect(amounts(text) == [expected])
  }

  @Test(
    "Counts",
    arguments: [
      ("Vụ việc làm ít nhất 7 người bị thương.", "7 người=7 người (atLeast)"),
      ("Có hơn 300 hợp đồng.", "300 hợp đồng=300 hợp đồng (moreThan)"),
      ("Hai mươi lăm học sinh được khen.", "Hai mươi lăm học sinh=25 học sinh"),
      ("Hàng chục nghìn sinh viên theo học.", "Hàng chục nghìn sinh viên=10000 sinh viên (order)"),
      ("Kiểm soát thêm 2 ngôi làng.", "2 ngôi làng=2 ngôi làng"),
      ("Toàn tỉnh có 531.000 hộ nghèo.", "531.000 hộ nghèo=531000 hộ nghèo"),
      ("Some 1,200 people gathered.", "1,200 people=1200 people (approximately)"),
      ("Một trăm linh năm xe máy bị giữ.", "Một trăm linh năm xe máy=105 xe máy"),
    ])
  func counts(_ text: String, _ expected: String) {
    #expect(amounts(text) == [expected])
  }

  @Test("Measures come with their base unit")
  func base() throws {
    let amount = try #require(AmountFinder.amounts(in: SourceText("Đường dài 12,5 km.")).first)
    #expect(amount.kind == .length)
    #expect(amount.baseValue == 12_500)
    #expect(amount.baseUnit == "m")
  }

  @Test("The habit of the text decides what a single separator means")
  func separators() {
    #expect(amounts("Growth was 2.5% and exports rose 1.250 million tons.").last == "1.250 million tons=1250000 t")
    #expect(amounts("Tăng 2,5%, đạt 1.250 tấn.").last == "1.250 tấn=1250 t")
    #expect(amounts("Tổng 1.234.567,5 tấn.") == ["1.234.567,5 tấn=1234567.5 t"])
    #expect(amounts("A total of 1,234,567.5 tons.") == ["1,234,567.5 tons=1234567.5 t"])
  }

  @Test(
    "Labels, dates and versions are no amounts",
    arguments: [
      "Ông sống ở quận 9.", "Chuyến bay VN 1641.", "Ngày 5 tháng 6 năm 2013.", "Lần thứ 3 người ta thử.",
      "Điện thoại iPhone 5.",
      "Thông tư số 64/2013/TT-BTC.", "Tỷ số 2-1.", "Điều 4 khoản 2.", "3 năm trước.",
    ])
  func notAmounts(_ text: String) {
    #expect(amounts(text) == [])
  }

  @Test("Numbers beyond any size end in no amount instead of a fault")
  func enormous() {
    #expect(amounts("Có 99999999999999999999999999 người.") == [])
    #expect(amounts(String(repeating: "9", count: 400) + "." + String(repeating: "9", count: 400) + "%").count <= 1)
    #expect(amounts(String(repeating: "nghìn tỷ ", count: 500)).isEmpty)
    #expect(amounts("vài " + String(repeating: "tỷ ", count: 500) + "đồng").count <= 1)
  }
}
