"""The words by which Vietnamese documents name bodies and offices, and how far such a name goes.

No name of a body, place or person stands here: only the nouns that head such names and the words that end them.
"""

import re

from lantoakit.text.letters import LOWER

_DETERMINER = r"(?:(?:các|những|một số|mỗi|từng|toàn thể|tập thể|toàn bộ)\s+)"
_ROLE = r"(?:(?:lãnh đạo|đại diện|người đứng đầu|cán bộ|thường trực)\s+)"
# Nouns that may be used of a body by themselves. Behind some, a second word makes quite another word.
_NOUNS = (
    r"[uủ][ỷy] ban|ubnd|ubmttq\w*|ub(?= ?mttq)|ủy mttq\w*|hđnd|hội đồng(?! ý)|thường trực|đảng [uủ][ỷy]|đảng bộ"
    r"|(?:huyện|tỉnh|thành|quận|thị|cấp) [uủ][ỷy]|ban(?! hành| đầu| bố| phát)|bch|bgh|bcđ|btv|btt"
    r"|phòng(?!,? chống| ngừa| cháy| tránh| dịch| thủ| vệ| trừ)|sở(?! hữu| thích| dĩ)|bộ(?! máy| sách| phận"
    r"| đội\b| tiêu chí| nhận)"
    r"|bộ phận|cục|chi cục|tổng cục|vụ(?! việc| án| mùa)|viện(?! dẫn| trợ)|học viện|trung tâm|văn phòng|vp|công an"
    r"|quân sự|bộ chỉ huy|trường(?! hợp| kỳ| tồn)|nhà trường|trạm|đài(?! thọ)|hội(?! nghị| thảo| thi| nhập| họp"
    r"| diễn| tụ| chợ)"
    r"|đoàn(?! kết| viên\b)|đoàn viên|đoàn thể|mặt trận|mttq\w*|liên đoàn|công đoàn|cơ quan|đơn vị|tổ(?! chức)"
    r"|(?:(?<=các )|(?<=những )|(?<=từng )|(?<=mỗi ))tổ chức|tổ chức(?=[,;/]| chính trị| đảng| đoàn thể"
    r"| tôn giáo| xã hội| thành viên)"
    r"|thôn|ấp|khu phố|khu dân cư|khu(?! vực)|xóm|bản(?! tin| sắc| thân| chất| quyền| đồ| án)|buôn(?! bán| lậu)"
    r"|làng|tdp"
    r"|chi bộ|chi hội|chi đoàn|chủ tịch|phó chủ tịch|đồng chí|đ/c|thủ trưởng|trưởng(?! thành)|phó trưởng|giám đốc"
    r"|phó giám đốc|hiệu trưởng|bí thư|chánh văn phòng|cổng thông tin|báo(?! cáo| chí| hiệu| động| đảm| tường"
    r"| tin| vụ| giá| ơn| danh| nguy)|tạp chí"
    r"|ngân hàng|công ty|tập đoàn|tổng công ty|doanh nghiệp|bưu điện|viễn thông|bệnh viện|kho bạc|thuế|chi nhánh"
    r"|hợp tác xã|htx|chuyên viên|cán bộ|công chức|viên chức|kế toán|ông|bà(?! con)|thành viên|khối(?! lượng)|ngành"
    r"|địa phương|xã(?! hội)|phường|huyện|thị xã|thành phố|tỉnh|đặc khu|giáo viên|gvcn|nhà văn hóa|nhà văn hoá|thư viện"
    r"|bảo tàng|tòa án|toà án|thanh tra|hạt kiểm lâm|đội(?! ngũ)|điện lực|đại học|cao đẳng|mạng lưới|câu lạc bộ|clb"
    r"|lực lượng|hộ gia đình|cộng tác viên|tuyên truyền viên|báo cáo viên|học sinh|sinh viên|cha mẹ học sinh|phụ huynh"
    r"|gia đình|người dân|nhân dân|chính phủ|quốc hội|thủ tướng|tổng bí thư|chủ nhiệm|tổng|chính quyền|già làng"
    r"|người có uy tín|chức sắc|nghệ nhân|cơ sở(?! dữ liệu| hạ tầng| vật chất)|trang thông tin|kiểm lâm"
    r"|biên phòng|y tế(?= xã)"
)
HEAD = re.compile(rf"{_DETERMINER}?{_ROLE}?{_DETERMINER}?(?:{_NOUNS})(?![^\W\d_])", re.IGNORECASE)
_HAS_DETERMINER = re.compile(_DETERMINER, re.IGNORECASE)
# A name may have one of these behind its first noun ("Ban Chỉ đạo", "Trung tâm cung ứng …", "Tổ tuyên truyền").
_NAMED = re.compile(
    r"(?:[uủ][ỷy] ban|ban|trung tâm|tổ|phòng|đài|hội|đội|cục|chi cục|văn phòng|sở|bộ|bộ phận|viện|chuyên viên"
    r"|cơ quan|tổ chức|báo)$",
    re.IGNORECASE,
)
# Behind a further noun only these are part of the name ("Thường trực Ban chỉ đạo"); "Giám đốc Sở phân công" ends.
_NAMED_BY = re.compile(r" (?:chỉ đạo|chỉ huy|quản lý|cung ứng|điều hành|biên tập|giúp việc)(?![^\W\d_])")
# Verbs and prepositions that end a name. Only in small letters: capitals are part of it.
_STOP = re.compile(
    r"(?:chủ trì|chủ động|phối hợp|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|có kế hoạch|có văn bản"
    r"|có biện pháp|tham mưu"
    r"|tham gia|căn cứ|theo dõi|theo (?:chức năng|nhiệm vụ|quy định|thẩm quyền|kế hoạch|lĩnh vực)|tổ chức|triển khai"
    r"|thực hiện|xây dựng|ban hành|hướng dẫn|đôn đốc|kiểm tra|giám sát|tổng hợp|báo cáo|bố trí|cân đối|tuyên truyền"
    r"|vận động|chỉ đạo|chỉ huy|bám sát|tích cực|tăng cường|đẩy mạnh|quán triệt|phổ biến|rà soát|lập (?=dự toán"
    r"|danh sách|kế hoạch|hồ sơ|biên bản|nhóm|tổ |các )"
    r"|thường xuyên|kịp thời"
    r"|nghiêm túc|khẩn trương|tiếp tục|cung cấp|cung ứng|thông tin(?=,| (?:tuyên truyền|kịp thời|rộng rãi|về"
    r"|cho|đến|đầy đủ))|đăng tải|đưa tin|phản ánh|đề xuất|trình (?=[A-ZĐ]|cấp|lãnh đạo|chủ tịch|ủy ban)"
    r"|thẩm định|quản lý|duy trì"
    r"|phát động|phát huy|phân công|cử (?=cán bộ|người|công chức|đại diện|giáo viên|báo cáo viên|[A-ZĐ])|gửi"
    r"|nâng cao|tạo điều kiện|đảm bảo|bảo đảm|hỗ trợ|khuyến khích|lồng ghép"
    r"|lựa chọn"
    r"|chuẩn bị|đào tạo|tập huấn|bồi dưỡng|giúp|xem xét|quyết định|phê duyệt|yêu cầu|đề nghị|tiến hành"
    r"|trực tiếp|định kỳ"
    r"|nghiên cứu|ứng dụng|vận hành|phụ trách công tác|làm (?:tốt|đầu mối|việc)|đưa|mở|viết|sử dụng|khai thác|niêm yết"
    r"|nhận|tiếp nhận|huy động|giới thiệu|biểu dương|tập trung|động viên|nắm|rà|kiện toàn|thành lập|ký (?=kết"
    r"|cam kết)|xử lý|giải quyết"
    r"|quan tâm|nhằm|để|khi|trước|sau|từ|tới|đến|với|về|bằng|qua|thông qua|trong (?:việc|công tác|quá trình|đó"
    r"|năm|tháng)"
    r"|sẽ|đã|cần|phải|được|là|tại (?!xã|phường|thôn)|định hướng|sửa đổi|bổ sung|cập nhật|thi hành|quy định"
    r"|công bố|thông báo"
    r"|biên soạn|biên tập|sản xuất|bảo vệ|phản bác|phát hiện|ngăn chặn|trao đổi|phân bổ|cấp phát|thanh toán"
    r"|khảo sát|lấy ý kiến|lan tỏa|thúc đẩy|vận dụng|chia sẻ|hoàn thiện|khắc phục|kêu gọi|xác định|đầu tư|cải thiện"
    r"|sơ kết|tổng kết|khen thưởng|phấn đấu|kết nối|cài đặt|tư vấn|đồng hành|lắp đặt|trang bị|đối chiếu"
    r"|thống nhất|hiệp thương|thảo luận|giao (?=cho|nhiệm vụ|[A-ZĐ])|ghi|đăng (?!ký)|thu thập|thống kê|đánh giá"
    r"|tìm hiểu|in (?=ấn|tờ|sao|pa|băng)|phát hành|treo"
    r"|cổ động|kẻ vẽ"
    r"|và (?=tổ chức thực hiện|triển khai|thực hiện|hướng dẫn)|dự toán|rà soát|chấp hành|hoàn thành|tiếp cận"
    r"|nâng|tự|hằng|hàng|kết quả|tình hình|danh sách|các nội dung)"
    r"(?![^\W\d_])(?! (?:xã|phường|huyện|tỉnh|thành phố|đặc khu|cấp xã|cấp tỉnh)(?![^\W\d_]))",
)
# The same words end a name that ends the line: "Trung tâm Dịch vụ tổng hợp".
_AT_END = re.compile(r"(?:tổng hợp|thông tin|quản lý|hỗ trợ|truyền thông|kiểm tra|giám sát)\s*(?:$|[;:,.\n])")
_WORD = re.compile(r"[^\s,;:.()“”\"…]+(?:\.(?=\w)[^\s,;:.()“”\"…]+)*")
# Behind "xã" and the like comes the place's name or a qualifier; any other word is a verb, known or not.
_LEVEL = re.compile(r"(?<![^\W\d_])(?:xã|phường|tỉnh|huyện|thị xã|thành phố|đặc khu)$")
_GOES_ON = re.compile(
    rf"[^{LOWER}]|(?:và|hoặc|cùng|thuộc|trực thuộc|trên|có|liên quan|trong|quản lý|theo|của|thông minh|hội"
    rf"|đảo)(?![^\W\d_])"
)
# "có liên quan" and "được giao" qualify a noun; they do not end the name.
_QUALIFIER = re.compile(r"(?:có liên quan|liên quan|được phân công phụ trách|trên địa bàn)\b")
_LEFT_OUT = re.compile(
    r"(?:và\s+)?(?:(?:kính\s+)?đề nghị|yêu cầu|đối với|giao(?: cho)?|phân công|mời|trách nhiệm (?:của|đối với)"
    r"|nhiệm vụ của)\s*:?\s+",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:nghị quyết|quyết định|chỉ thị|hướng dẫn|chương trình|kế hoạch|đề án|công văn|thông báo|kết luận|luật"
    r"|nghị định|thông tư)\b",
    re.IGNORECASE,
)
MOST = 400  # characters that the name of one or several bodies takes at most


def starts_body(text: str, at: int = 0) -> bool:
    """Whether a name of a body begins at `text[at]`."""
    return HEAD.match(text, at) is not None


def without_request(text: str) -> int:
    """Return where the name begins behind "Đề nghị", "Giao", "Đối với", "Trách nhiệm của" and the like."""
    at = 0
    while found := _LEFT_OUT.match(text, at):
        at = found.end()
    return at


def body_end(text: str, at: int = 0) -> int:
    """Return where the name (or list of names) that begins at `text[at]` ends; `at` if none begins there.

    >>> t = "Phòng Kinh tế, Hạ tầng và Đô thị phối hợp với các thôn"
    >>> t[: body_end(t)]
    'Phòng Kinh tế, Hạ tầng và Đô thị'
    """
    head = HEAD.match(text, at)
    if head is None:
        return at
    end = _word_end(text, head.end())
    limit = min(len(text), at + MOST)
    named = bool(_NAMED.search(head.group())) and not _HAS_DETERMINER.match(head.group())
    while end < limit:
        place = _skip_joint(text, end)
        if place is None:
            break
        if not named and _STOP.match(text, place) and not (_QUALIFIER.match(text, place) or _AT_END.match(text, place)):
            break
        noun, word = HEAD.match(text, place), _WORD.match(text, place)
        if noun is None and _LEVEL.search(text, max(at, end - 10), end) and _GOES_ON.match(text, place) is None:
            break
        if word is None:
            break
        end = _word_end(text, noun.end()) if noun else word.end()
        named = bool(noun and noun.group()[:1].isupper() and _NAMED_BY.match(text, end))
    return at + len(_trimmed(text[at:end]))


def _word_end(text: str, at: int) -> int:
    """Return the end of the word that goes on at `at` ("HĐND" in "HĐND&UBND")."""
    rest = _WORD.match(text, at) if at < len(text) and text[at] in "&/-" else None
    return rest.end() if rest else at


def _skip_joint(text: str, end: int) -> int | None:
    """Return where the next word of the name begins, None where the name cannot go on."""
    rest = text[end : end + 3]
    if rest.startswith(", "):
        place = end + 2
        following = text[place : place + 1]
        if _DOCUMENT.match(text, place):
            return None
        return place if following.isupper() or starts_body(text, place) else None
    if rest.startswith("; ") and starts_body(text, end + 2):
        return end + 2
    if rest[:1] == " " and rest[1:2] not in ("(", "[", "“", '"', ""):
        return end + 1
    return None


def _trimmed(name: str) -> str:
    """Return the name without a joint at its end."""
    while True:
        shorter = re.sub(r"(?:\s+(?:và|hoặc|cùng|của|trong|tại|do|cho)|[\s,;–-]+)$", "", name)
        if shorter == name:
            return name
        name = shorter


def split_bodies(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the single names in `text[start:end]`.

    Split at ";", at "và" between two bodies and at a comma between two qualified nouns. A collective ("các phòng, ban,
    trung tâm") and a proper name with a comma or "và" inside are one.

    >>> t = "Ủy ban MTTQ và các tổ chức chính trị - xã hội; phòng chuyên môn"
    >>> [t[a:b] for a, b in split_bodies(t, 0, len(t))]
    ['Ủy ban MTTQ', 'các tổ chức chính trị - xã hội', 'phòng chuyên môn']
    """
    found: list[tuple[int, int]] = []
    begin = start
    for joint in re.finditer(r"\s*;\s*(?:và\s+)?|\s+(?:và|cùng với|cùng)\s+|,\s+", text[start:end]):
        left, right = start + joint.start(), start + joint.end()
        if left > begin and _parts(text, joint.group().strip(), begin=begin, left=left, right=right, end=end):
            found.append((begin, left))
            begin = right
    if begin < end:
        found.append((begin, end))
    return found


def _parts(text: str, joint: str, *, begin: int, left: int, right: int, end: int) -> bool:
    if joint.startswith(";"):
        return True
    noun = HEAD.match(text, right)
    if noun is None or noun.end() > end:
        return False
    before = text[begin:left]
    if re.match(r"văn phòng", before, re.IGNORECASE) and re.search(r"(?:HĐND|Hội đồng nhân dân|Đoàn ĐBQH)$", before):
        return False
    if _HAS_DETERMINER.match(noun.group()):
        return joint != "," or _qualified(before, last=True)
    after = re.split(r"[,;]|\svà\s", text[right:end], maxsplit=1)[0]
    if joint == ",":
        return _qualified(before, last=True) and _qualified(after)
    return noun.group()[:1].isupper() and _qualified(before) and (_qualified(after) or noun.group().isupper())


def _qualified(name: str, *, last: bool = False) -> bool:
    """Whether a name has more than its noun; `last` looks at what stands behind its last comma."""
    if last:
        name = re.split(r",\s+", name)[-1]
    noun = HEAD.match(name)
    return (noun is not None and bool(name[noun.end() :].strip(" ,;"))) or (noun is None and len(name.split()) > 1)
