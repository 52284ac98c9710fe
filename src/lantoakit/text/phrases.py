"""Fixed phrases of administrative documents: bodies, offices, formulas, words that always go together.

They are spelled here once and for all, so that a misread mark can be told ("Mặt trận Tố quốc"). Only phrases stand here
whose letters without marks spell nothing else. No name of a place or person is among them.
"""

from itertools import product

_LEVELS = ("tỉnh", "thành phố", "xã", "phường", "huyện", "quận", "thị xã", "đặc khu")
_HEADS = (
    "ủy ban nhân dân", "hội đồng nhân dân", "UBND", "HĐND", "MTTQ", "công an", "mặt trận tổ quốc", "đảng ủy", "đảng bộ",
    "chủ tịch UBND", "đoàn thanh niên", "hội nông dân", "hội phụ nữ", "hội liên hiệp phụ nữ", "hội cựu chiến binh",
    "hội người cao tuổi", "hội chữ thập đỏ", "văn phòng UBND", "trên địa bàn",
)  # fmt: skip
_BODIES = """
ủy ban nhân dân
hội đồng nhân dân
ủy ban mặt trận tổ quốc việt nam
mặt trận tổ quốc
đảng cộng sản việt nam
đoàn thanh niên cộng sản hồ chí minh
đoàn thanh niên
hội liên hiệp phụ nữ
hội nông dân
hội cựu chiến binh
hội người cao tuổi
hội chữ thập đỏ
liên đoàn lao động
các tổ chức chính trị - xã hội
chính trị - xã hội
ban chấp hành
ban thường vụ
ban chỉ đạo
bộ chính trị
ban bí thư
tỉnh ủy
thành ủy
đảng ủy
huyện ủy
thường trực đảng ủy
thủ tướng chính phủ
bộ khoa học và công nghệ
bộ thông tin và truyền thông
bộ giáo dục và đào tạo
bộ công an
bộ nội vụ
sở khoa học và công nghệ
sở văn hóa, thể thao và du lịch
sở giáo dục và đào tạo
sở nội vụ
sở tài chính
phòng văn hóa - xã hội
phòng kinh tế
phòng kinh tế, hạ tầng và đô thị
văn phòng hđnd và ubnd
trung tâm phục vụ hành chính công
trung tâm cung ứng dịch vụ công
trung tâm dịch vụ tổng hợp
ban chỉ huy quân sự
công an xã
trạm y tế
trường tiểu học
trường mầm non
trường trung học cơ sở
tổ công nghệ số cộng đồng
"""
_OFFICES = """
chủ tịch
phó chủ tịch
bí thư
phó bí thư
giám đốc
phó giám đốc
hiệu trưởng
chánh văn phòng
trưởng ban
phó trưởng ban
trưởng phòng
trưởng thôn
"""
_FORMULAS = """
cộng hòa xã hội chủ nghĩa việt nam
độc lập - tự do - hạnh phúc
nơi nhận
tổ chức thực hiện
mục đích, yêu cầu
mục đích
yêu cầu
kế hoạch
nhiệm vụ và giải pháp
kinh phí thực hiện
phụ lục
kèm theo
căn cứ
nghị quyết
nghị định
thông tư
hướng dẫn
chương trình
quyết định
báo cáo
trên đây là
nghiêm túc thực hiện
như sau
"""
_WORDS = """
chuyển đổi số
đổi mới sáng tạo
khoa học, công nghệ
dịch vụ công trực tuyến
trực tuyến
tuyên truyền
phổ biến
tổ chức
tổng hợp
tổng kết
địa bàn
đơn vị
cơ quan, đơn vị
cơ quan
chủ trì, phối hợp
chủ trì
phối hợp
triển khai
thực hiện
hồ sơ
sổ tay
hỗ trợ
thủ tục hành chính
cán bộ, công chức
công chức, viên chức
nhân dân
quốc gia
truyền thông
truyền thanh
phát thanh
thông tin điện tử
trang thông tin điện tử
nghị quyết số
quyết định số
kế hoạch số
công văn số
kỹ năng số
công nghệ số
xã hội số
kinh tế số
chính quyền số
thường xuyên
hằng tháng
hằng quý
hằng năm
trước ngày
hoàn thành
thời gian
nội dung nhiệm vụ
nhiệm vụ
an ninh
kiểm tra
nghi thức
thẩm định
khẩu hiệu
lồng ghép
dân chủ, bình đẳng
các chi bộ
chi bộ trực thuộc
tập huấn
bồi dưỡng
đôn đốc
kiểm tra, giám sát
giám sát
tham mưu
ngân sách nhà nước
nguồn kinh phí
hợp pháp khác
đẩy mạnh
phê duyệt
ban hành
thiết thực, hiệu quả
nâng cao nhận thức
nâng cao
người dân
đoàn viên, hội viên
đồng bào dân tộc thiểu số
dân tộc thiểu số
mạng xã hội
không gian mạng
an toàn thông tin
học sinh
giáo viên
cơ sở
phong trào
bình dân học vụ số
"""


def _lines(words: str) -> list[str]:
    return [line for line in words.strip().split("\n") if line]


BODIES: frozenset[str] = frozenset(
    [*_lines(_BODIES), *_lines(_OFFICES), *(f"{head} {level}" for head, level in product(_HEADS, _LEVELS))]
)
PHRASES: frozenset[str] = frozenset([*_lines(_FORMULAS), *_lines(_WORDS)])
