/// The words that introduce speech and speakers, in Vietnamese and English.
struct SpeechLexicon: Sendable {
  static let shared = SpeechLexicon()

  let verbs: PhraseLexicon<Verb>
  let titles: PhraseLexicon<Title>
  /// Words that may stand between a speaker and the verb.
  let adverbs: PhraseLexicon<Bool>
  /// Words no name or title contains; they end a noun phrase.
  let stops: PhraseLexicon<Bool>
  /// Words of two syllables inside names of offices and organisations, of which only the first has a capital.
  let continuations: PhraseLexicon<Bool>
  /// Generic heads that stand before a place within a title ("Chủ tịch UBND tỉnh Thái Nguyên").
  let places: PhraseLexicon<Bool>

  /// How a reporting verb may be used.
  enum Verb: Sendable {
    /// Introduces statements with and without marks.
    case statement
    /// Introduces statements without marks only with "rằng" or a colon; alone it is as often a noun.
    case weak
    /// Introduces words in marks only ("gọi", "viết").
    case marked
    /// The speaker follows: "dẫn lời ông Nam".
    case citing
    /// "theo", "according to": the speaker follows and there is no verb.
    case source
    /// A phrase with a reporting verb in it that reports nothing ("nói chung").
    case other
  }

  /// What a word before a name says of its bearer.
  enum Title: Sendable {
    /// A form of address that also serves as a pronoun ("ông").
    case pronoun
    /// An office, a rank or a profession.
    case office
    /// The head of an organisation's or a medium's name.
    case organisation
    /// "ông này", "người này"
    case anaphor
  }

  private init() {
    verbs = PhraseLexicon(.verb, SpeechLexicon.verbWords)
    continuations = PhraseLexicon(
      .name,
      [
        (
          "ngoại giao,quốc phòng,nội vụ,tài chính,hàng không,lực lượng,biên phòng,giám sát,hải quan,giao thông,vận tải,xây dựng,công thương,"
            + "nhân quyền,kinh tế,văn hóa,thông tin,truyền thông,tuyên giáo,nhân dân,quốc gia,trung ương,an ninh,thương mại,nông nghiệp,"
            + "môi trường,tài nguyên,y tế,giáo dục,đào tạo,khoa học,công nghệ,dân tộc,tư pháp,ngân hàng,chứng khoán,dầu khí,điện lực,thể thao,"
            + "bóng đá,thanh tra,kiểm sát,tòa án,điều tra,hàng hải,đường sắt,du lịch,lao động,xã hội,báo chí,tân hoa xã,kế hoạch,đầu tư,"
            + "chính sách,quân sự,hòa bình,phát triển,nhà nước,thị trường,thực phẩm,dược phẩm,bảo an,liên hợp quốc,châu âu,châu á,châu phi",
          true
        )
      ])
    places = PhraseLexicon(.name, [("tỉnh,thành phố,huyện,quận,xã,phường,thị xã,bang,vùng,nước,liên bang", true)])
    titles = PhraseLexicon(.title, SpeechLexicon.titleWords)
    adverbs = PhraseLexicon(
      .adverb,
      [
        (
          "đã,cũng,từng,vẫn,còn,lại,tiếp tục,vừa,mới,sẽ,đang,chỉ,rất,liền,luôn,bèn,đều,thẳng thắn,nhiều lần,một lần nữa,hôm nay,hôm qua,"
            + "được dẫn lời,bị dẫn lời,cùng,chính thức,công khai,thẳng,sau đó,sau này,trước đó,trước đây,tự tin,vui mừng,xúc động,cho,ra,lên tiếng,buồn bã,"
            + "also,later,then,has,had,have,further,reportedly,once,repeatedly,again,publicly,already", true
        )
      ])
    stops = PhraseLexicon(
      .stop,
      [
        (
          "của,và,với,tại,ở,trong,trên,từ,đến,tới,cho,về,theo,để,khi,nếu,vì,do,bởi,là,rằng,mà,thì,nhưng,song,còn,sau,trước,ngày,hôm,vào,"
            + "không,đã,sẽ,đang,có,được,bị,này,đó,ấy,những,các,một,nhiều,hơn,như,cùng,giữa,qua,bằng,tuy nhiên,tuy,ngoài,dù,đối,nhằm,hiện,"
            + "the,of,and,with,in,at,on,to,for,from,by,that,who,which,as,but,if,is,was,are,were,has,had,after,before,when,while",
          true
        )
      ])
  }

  private static let verbWords: [(String, Verb)] = [
    (
      "nói,nói rõ,nói thêm,cho biết,cho biết thêm,cho hay,cho rằng,cho là,khẳng định,nhấn mạnh,tuyên bố,"
        + "nhận định,kể rằng,thừa nhận,cảnh báo,xác nhận,lập luận,thắc mắc,bộc bạch,khuyến cáo,dự báo,dự đoán,"
        + "nêu quan điểm,quả quyết,tin rằng,nghĩ rằng,bày tỏ hy vọng,chỉ rõ,tỏ ý,khai nhận,lý giải,đưa tin,"
        + "loan tin,loan báo,said,says,told,added,stated,announced,declared,explained,warned,insisted,argued,"
        + "claimed,noted,acknowledged,admitted,denied,replied,suggested,emphasized,emphasised,stressed,"
        + "confirmed,reported,predicted,revealed,recalled,remarked,promised,pledged",
      .statement
    ),
    (
      "phát biểu,thông báo,thông tin,chia sẻ,bày tỏ,đánh giá,nhận xét,giải thích,kể,kể lại,trả lời,đáp,"
        + "phủ nhận,cáo buộc,tố cáo,kêu gọi,đề nghị,đề xuất,cam kết,hứa,lưu ý,nhắc lại,bình luận,tiết lộ,"
        + "phân tích,than thở,tâm sự,khuyên,nêu rõ,hy vọng,hi vọng,chỉ ra,báo cáo,trình bày,khai,công bố,"
        + "phàn nàn,bức xúc,góp ý,phản đối,đòi hỏi",
      .weak
    ),
    (
      "gọi,gọi là,viết,viết trên,viết rằng,ví von,ví,mô tả,miêu tả,hỏi,thốt lên,hét,hét lên,reo lên,đặt câu hỏi,ghi,ghi rõ,chỉ trích,hô,"
        + "lên án,ca ngợi,khen,chê,ngợi ca,hô vang,kết luận,yêu cầu,muốn,quyết tâm,lo ngại,coi,xem,cam đoan,thề,thúc đẩy,trích,khoe,mỉa mai,"
        + "called,calls,wrote,writes,asked,asks,described,cried,shouted,posted,tweeted,concluded,criticised,criticized,praised",
      .marked
    ),
    ("dẫn lời,trích lời,dẫn phát biểu của,dẫn lời của,theo lời,theo lời của,quoted,quoting,citing,cited", .citing),
    ("theo,according to,in the words of", .source),
    (
      "nói lên,khen thưởng,khen tặng,đánh giá của,nhận định của,thông tin của,được cho là,được cho rằng,bị cho là,được coi là,được gọi là,được xem là,bị cáo buộc,bị tố cáo,hứa hẹn,lời hứa,lời khuyên,lời kể,kê khai,triển khai,công khai,khai tử,khai thác,khai báo,khai trương,khai mạc,khai giảng,khai sinh,"
        + "hội nghị,cơ quan báo cáo,nói chung,nói riêng,nói trên,nói chuyện,nói dối,nói tiếng,kể từ,kể cả,kể trên,theo dõi,theo đuổi,theo đó,theo hướng,theo kế hoạch,theo quy định,"
        + "theo học,theo chân,theo luật,theo dự kiến,theo từng,theo cách,theo như,coi như,xem xét,xem phim,gọi điện,gọi vốn,thông tin về,trả lời phỏng vấn,"
        + "đáp ứng,đáp trả,kể chuyện,viết tắt,hỏi thăm,đánh giá cao,báo cáo của,thông báo của,tuyên bố chung,tuyên bố của,phát biểu của,thông tin từ,"
        + "ghi nhận,ghi bàn,ghi hình,được biết,muốn nói,phải nói,có thể nói,đề nghị của,yêu cầu của,bài phát biểu,bản báo cáo,cuộc nói chuyện",
      .other
    ),
  ]

  private static let titleWords: [(String, Title)] = [
    ("ông,bà,anh,chị,cô,chú,bác,cụ,em,thầy,mr,mrs,ms,sir,lord,lady,họ,he,she,they,cậu,nàng,tôi,i", .pronoun),
    (
      "người xưa,dân gian,ông này,bà này,anh này,chị này,ông ta,bà ta,anh ta,cô ta,ông ấy,bà ấy,anh ấy,cô ấy,chị ấy,người này,vị này,nhà lãnh đạo này,quan chức này,"
        + "cơ quan này,công ty này,tổ chức này,tờ báo này,chuyên gia này,cầu thủ này,nữ ca sĩ,nam ca sĩ,chàng trai,cô gái,người đàn ông,người phụ nữ,"
        + "nhân chứng,nạn nhân,nghi phạm,người dân,một quan chức,một nhân chứng,một nguồn tin,nguồn tin,giới chức,nhà chức trách,một chuyên gia,"
        + "the minister,the president,officials,the spokesman,the spokeswoman,the company,the ministry,the statement,a spokesman,a spokeswoman,"
        + "the court,police,the official",
      .anaphor
    ),
    (
      "tổng thống,phó tổng thống,thủ tướng,phó thủ tướng,chủ tịch,phó chủ tịch,chủ tịch nước,phó chủ tịch nước,chủ tịch quốc hội,tổng bí thư,bí thư,"
        + "phó bí thư,ngoại trưởng,bộ trưởng,thứ trưởng,đại sứ,phó đại sứ,tổng lãnh sự,người phát ngôn,phát ngôn viên,phát ngôn,thư ký báo chí,"
        + "thư ký,tổng thư ký,phó tổng thư ký,tổng giám đốc,phó tổng giám đốc,giám đốc,phó giám đốc,giám đốc điều hành,trưởng phòng,phó phòng,"
        + "trưởng khoa,trưởng bộ phận,trưởng ban,phó ban,phó trưởng ban,vụ trưởng,cục trưởng,phó cục trưởng,tổng cục trưởng,viện trưởng,"
        + "phó viện trưởng,hiệu trưởng,phó hiệu trưởng,thống đốc,thị trưởng,tỉnh trưởng,chánh án,chánh văn phòng,chủ nhiệm,cao ủy,cố vấn,trợ lý,"
        + "thượng nghị sĩ,hạ nghị sĩ,nghị sĩ,đại biểu,đại biểu quốc hội,dân biểu,ứng cử viên,ứng viên,thủ lĩnh,lãnh đạo,nhà lãnh đạo,lãnh tụ,"
        + "người đồng cấp,đồng chí,vua,quốc vương,nữ hoàng,thái tử,hoàng tử,công chúa,giáo hoàng,đức giáo hoàng,hồng y,tổng giám mục,giám mục,"
        + "linh mục,hòa thượng,thượng tọa,đại đức,ngài,phu nhân,đại tướng,thượng tướng,trung tướng,thiếu tướng,chuẩn tướng,đô đốc,phó đô đốc,"
        + "chuẩn đô đốc,thống chế,nguyên soái,tướng,đại tá,thượng tá,trung tá,thiếu tá,đại úy,thượng úy,trung úy,thiếu úy,tư lệnh,phó tư lệnh,"
        + "tham mưu trưởng,tổng tham mưu trưởng,tổng tư lệnh,chính ủy,chỉ huy,giáo sư,phó giáo sư,gs,pgs,ts,ths,tiến sĩ,thạc sĩ,viện sĩ,bác sĩ,bs,"
        + "kỹ sư,ks,luật sư,ls,nhà báo,phóng viên,chuyên gia,nhà phân tích,nhà bình luận,nhà nghiên cứu,học giả,nhà sử học,nhà khoa học,tỷ phú,doanh nhân,"
        + "nhà văn,nhà thơ,nhạc sĩ,họa sĩ,ca sĩ,diễn viên,đạo diễn,người mẫu,cầu thủ,huấn luyện viên,hlv,tiền đạo,tiền vệ,hậu vệ,thủ môn,nghệ sĩ,"
        + "nsnd,nsưt,cựu,nguyên,quyền,nhà ngoại giao,đặc phái viên,thẩm phán,công tố viên,cảnh sát trưởng,ngôi sao,danh thủ,tay vợt,lực sĩ,ceo,"
        + "president,vice president,prime minister,minister,foreign minister,defence minister,defense minister,secretary,secretary of state,"
        + "spokesman,spokeswoman,spokesperson,ambassador,governor,mayor,senator,general,colonel,captain,director,chairman,professor,dr,judge,"
        + "king,queen,prince,pope,chancellor,analyst,coach,chief executive",
      .office
    ),
    (
      "báo chí,truyền thông,dư luận,giới phân tích,giới quan sát,giới chuyên gia,bộ,bộ ngoại giao,bộ quốc phòng,bộ nội vụ,bộ tài chính,bộ công thương,bộ công an,bộ y tế,bộ giáo dục,bộ tư pháp,bộ xây dựng,sở,sở y tế,cục,"
        + "tổng cục,vụ,viện,ủy ban,hội đồng,hội,hiệp hội,liên đoàn,liên minh,tổ chức,quỹ,ngân hàng,tập đoàn,công ty,đảng,đại học,trường,trường đại học,"
        + "bệnh viện,tòa án,viện kiểm sát,quốc hội,hạ viện,thượng viện,chính phủ,chính quyền,đại sứ quán,quân đội,hãng tin,hãng thông tấn,hãng,"
        + "thông tấn xã,báo,tờ,tờ báo,nhật báo,tạp chí,đài,kênh,trang,cảnh sát,công an,cơ quan,ban,ban tổ chức,văn phòng,điện,nhà trắng,"
        + "thông cáo,tuyên bố chung,thông báo,nghiên cứu,báo cáo,ngoại giao,quốc phòng,nội vụ,tài chính,công thương,y tế,giáo dục,đào tạo",
      .organisation
    ),
  ]
}
