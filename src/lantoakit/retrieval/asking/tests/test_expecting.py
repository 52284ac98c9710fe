"""What kind of answer is expected: each question with and without its marks."""

import pytest

from lantoakit.retrieval.asking.expecting import KINDS, expected
from lantoakit.retrieval.asking.tokens import is_marked, tokens
from lantoakit.text import fold

CASES = [
    ("Kinh phí thực hiện là bao nhiêu tiền?", "amount"),
    ("Làm lại căn cước hết bao nhiêu?", "amount"),
    ("Mức phạt bao nhiêu?", "amount"),
    ("Lệ phí đăng ký kết hôn bao nhiêu ạ", "amount"),
    ("Được hỗ trợ mấy triệu đồng", "amount"),
    ("Giải nhất được thưởng bao nhiêu tiền", "amount"),
    ("Số điện thoại của trạm y tế là gì?", "phone"),
    ("Cho tôi xin số điện thoại phòng văn hóa được không?", "phone"),
    ("Đường dây nóng là số nào", "phone"),
    ("Gọi số nào để báo lừa đảo?", "phone"),
    ("Số máy của công an xã bao nhiêu", "phone"),
    ("Gửi báo cáo qua email nào?", "email"),
    ("Xin địa chỉ email của ban tổ chức", "email"),
    ("Hộp thư nhận bài dự thi là gì", "email"),
    ("Địa chỉ trung tâm phục vụ hành chính công?", "address"),
    ("Trụ sở ủy ban nằm ở đâu", "address"),
    ("Khi nào tổ chức hội thi?", "date"),
    ("Hạn nộp báo cáo là ngày nào?", "date"),
    ("Chừng nào có kết quả", "date"),
    ("Hạn chót gửi bài dự thi?", "date"),
    ("Lớp học bắt đầu ngày mấy", "date"),
    ("Bao giờ hoàn thành", "date"),
    ("Luật này có hiệu lực từ năm nào", "date"),
    ("Tháng mấy tổng kết", "date"),
    ("Mấy giờ phát thanh?", "time"),
    ("Giải quyết hồ sơ trong bao lâu?", "time"),
    ("Làm khai sinh mất mấy ngày", "time"),
    ("Bị phạt tù bao nhiêu năm?", "time"),
    ("Giờ làm việc của bộ phận một cửa", "time"),
    ("Xã có mấy thôn?", "count"),
    ("Mở bao nhiêu lớp tập huấn?", "count"),
    ("Có bao nhiêu người tham gia", "count"),
    ("Mỗi tháng phát mấy buổi", "count"),
    ("Bao nhiêu phần trăm hộ dân có mạng?", "share"),
    ("Tỷ lệ hồ sơ trực tuyến phải đạt bao nhiêu", "share"),
    ("Đạt mấy phần trăm", "share"),
    ("Bao nhiêu % hộ có mạng", "share"),
    ("Ai cũng phải học, đúng hay sai?", "yes_no"),
    ("Chủ tịch xã là ai?", "person"),
    ("Họ tên bí thư chi bộ?", "person"),
    ("Ai là trưởng ban tổ chức", "person"),
    ("Người nào đạt giải nhất", "person"),
    ("Đơn vị nào chủ trì?", "unit"),
    ("Ai chủ trì lớp tập huấn?", "unit"),
    ("Việc này do ai phụ trách?", "unit"),
    ("Phòng nào tham mưu cho ủy ban", "unit"),
    ("Cơ quan nào có thẩm quyền giải quyết", "unit"),
    ("Nộp báo cáo cho ai", "unit"),
    ("Ai ký kế hoạch này?", "signer"),
    ("Người ký văn bản là ai?", "signer"),
    ("Kế hoạch do ai ký", "signer"),
    ("Đồng chí nào ký quyết định", "signer"),
    ("Số ký hiệu của văn bản là gì?", "own_number"),
    ("Kế hoạch này số bao nhiêu", "own_number"),
    ("Quyết định số mấy?", "own_number"),
    ("Kế hoạch căn cứ nghị quyết nào?", "sign"),
    ("Theo văn bản nào?", "sign"),
    ("Cơ sở pháp lý của việc này là gì", "sign"),
    ("Quy định tại điều nào", "sign"),
    ("Vì sao phải chuyển đổi số?", "reason"),
    ("Tại sao hồ sơ bị trả lại", "reason"),
    ("Tuyên truyền nhằm mục đích gì", "reason"),
    ("Mục đích của kế hoạch là gì?", "reason"),
    ("Sao lại phải khai lại", "reason"),
    ("Làm thế nào để đăng ký?", "manner"),
    ("Đăng ký bằng cách nào", "manner"),
    ("Cách cài ứng dụng định danh", "manner"),
    ("Báo cáo được tổng hợp như thế nào?", "manner"),
    ("Bị mất điện thoại thì phải làm sao", "manner"),
    ("Đăng ký bằng số điện thoại như thế nào", "manner"),  # the number is not what is asked for
    ("Hồ sơ gồm những gì?", "list"),
    ("Cần những giấy tờ gì?", "list"),
    ("Nhiệm vụ của tổ công nghệ số là gì", "list"),
    ("Những nội dung nào được tuyên truyền?", "list"),
    ("Kể tên các mục tiêu", "list"),
    ("Có phải nộp phí không?", "yes_no"),
    ("Người già có được miễn không ạ?", "yes_no"),
    ("Đã có kết quả chưa?", "yes_no"),
    ("Nộp qua mạng được không", "yes_no"),
    ("Nhà trường phải báo cáo hằng tháng, đúng hay sai?", "yes_no"),
    ("Chuyển đổi số là gì?", "definition"),
    ("Thế nào là dữ liệu cá nhân", "definition"),
    ("Định danh điện tử nghĩa là gì", "definition"),
    ("Quyết định này về việc gì?", "title"),
    ("Tên cuộc thi là gì?", "title"),
    ("Nộp hồ sơ ở đâu?", "place"),
    ("Hội nghị tổ chức tại đâu", "place"),
    ("Thôn nào làm điểm", "place"),
    ("Địa điểm tổ chức hội thi", "place"),
    ("Tổ công nghệ số gồm những ai?", "list"),
    ("Bí thư đảng ủy tên gì", "person"),  # a name, but not of a document
    ("Điều này quy định về tội gì?", "title"),
    ("Con tôi muốn học bơi thì đăng ký với ai", "unit"),
    ("Tiền điện sao cao quá vậy", "reason"),
    ("Mã QR dán ở những đâu", "place"),
    ("Có ai hướng dẫn cài đặt không", "yes_no"),  # somebody or nobody
    ("Có lớp nào cho người già không", "yes_no"),
    ("Lệ phí cấp lại căn cước", "amount"),  # a few words, no question word
    ("Tỷ lệ hộ nghèo", "share"),
    ("Hướng dẫn tôi cài ứng dụng", "manner"),
    ("Đảng viên có phải học không hay chỉ cán bộ?", "yes_no"),
    ("Anh cho em hỏi trẻ đi xe máy điện có bị phạt không", "yes_no"),  # a frame, not a request
    ("Chủ tịch xã xử phạt đến mức nào", "amount"),
    ("Muốn đăng ký kinh doanh thì ra đâu", "place"),
    ("Ngày hội tổ chức gì", "list"),
    ("Khi cần hỗ trợ thì gọi cho ai", "unit"),
    ("Kế hoạch phòng, tránh lừa đảo của UBND xã mang số mấy?", "own_number"),
    ("Kế hoạch truyền thông của Sở Khoa học và Công nghệ số bao nhiêu?", "own_number"),
    ("Văn bản này đứng tên vị lãnh đạo nào?", "signer"),
    ("Phó Giám đốc Sở nào ký kế hoạch?", "signer"),
    ("Chánh Văn phòng tên là gì?", "person"),
    ("Ai là trưởng ấp?", "person"),
    ("Học bơi một khóa đóng bao nhiêu?", "amount"),  # to pay
    ("Xã chi bao nhiêu ngân sách cho phong trào?", "amount"),
    ("Kinh tế số chiếm bao nhiêu phần GRDP?", "share"),
    ("Cơ quan nào đăng lịch học và số điện thoại người hướng dẫn?", "unit"),  # the number is what is posted
    ("Cảm ơn cán bộ", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("question", "kind"), CASES)
@pytest.mark.parametrize("spelled", [str, fold], ids=["marked", "folded"])
def test_expected(question, kind, spelled):
    words = tokens(spelled(question))
    assert expected(words, marked=is_marked(words)).kind == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("so may tinh cua xa", "count"),  # "máy tính", not a telephone: nothing says phone
        ("bat dau hoc lop may tinh", "other"),  # "bắt đầu" is no "đâu"
        ("mua may moc", "other"),
        ("ky nang so", "other"),
        ("ban sao giay khai sinh", "other"),  # "bản sao" is no "sao"
    ],
)
def test_what_folds_into_other_words(question, kind):
    words = tokens(question)
    assert expected(words, marked=False).kind in (kind, "other")


def test_a_rude_reason_is_a_reason():
    words = tokens("Sao mấy ông làm ăn chậm vậy hả")
    assert expected(words, marked=True).kind == "reason"


def test_other_kinds_are_asked_for_besides():
    words = tokens("Ai ký và ký khi nào, ở đâu?")
    found = expected(words, marked=True)
    assert (found.kind, found.words) == ("signer", "ai ký")
    assert set(found.also) >= {"date", "place"}


def test_every_kind_has_a_case():
    assert {kind for _question, kind in CASES} == set(KINDS)
