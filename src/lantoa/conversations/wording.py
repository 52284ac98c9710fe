"""What the machine says in its own voice. Stored with the message, so it is Vietnamese for everybody."""

from __future__ import annotations

from lantoa.conversations import preferences as rows
from lantoa.conversations import speech
from lantoa.conversations.showing import MOST
from lantoa.conversations.written import is_written
from lantoa.org.models import Organisation
from lantoa.shared import preferences
from lantoakit.retrieval import Answer
from lantoakit.retrieval.answering.declining import NO_QUESTION, explain

ERASED_COMPLAINT = "(Nội dung khiếu nại, tố cáo không lưu ở đây.)"
"""Stands where a complaint was written: it is not taken in, so it is not kept either."""
ERASED_EMERGENCY = "(Việc khẩn cấp, lời kể không lưu ở đây.)"
"""Stands where somebody told of harm: it names victims, and is nothing for a list."""
ERASED = {speech.COMPLAINT: ERASED_COMPLAINT, speech.EMERGENCY: ERASED_EMERGENCY}
"""By kind of what was said: what is kept in place of the words."""

COURTESIES = {
    speech.GREETING: "Chào bà con. Bà con cần hỏi việc gì ở xã? Viết như nói thường ngày, không cần dấu cũng được.",
    speech.THANKS: "Không có gì. Cần hỏi thêm thì bà con cứ viết tiếp ở đây.",
    speech.ABUSE: "Tôi là máy, chỉ tra được văn bản. Bà con viết lại việc cần hỏi, hoặc bấm Gặp người.",
    speech.INSTRUCTION: "Tôi chỉ đọc lại văn bản để trả lời, không làm theo lệnh khác. Bà con cần hỏi việc gì ở xã?",
    speech.PERSON: "Được. Bà con bấm Chuyển cho cán bộ (ở dưới, hoặc sau nút Gặp người); không cần cho biết tên.",
}
AT_KIOSK = {
    speech.PERSON: "Được. Bà con bấm Gặp người để xem giờ làm việc, chỗ tiếp và số điện thoại của xã.",
}
"""Courtesies where no officer can be waited for."""
ASKED_PERSON = "Đã chuyển cho cán bộ. Bà con cứ viết thêm ở đây nếu cần; câu trả lời của cán bộ hiện ngay tại đây."
STOPPED_WAITING = "Đã thôi chuyển cho cán bộ. Máy trả lời tiếp."
ADDED = "Đã ghi thêm cho cán bộ."
TAKEN = "Cán bộ đã nhận, đang xem câu hỏi."
HANDED_BACK = "Cán bộ đã trả lời xong. Từ đây máy trả lời tiếp; cần gặp người thì bấm Gặp người."
CLOSED = "Cuộc hỏi đáp đã xong. Cần hỏi thêm, bà con cứ viết tiếp."

_NUMBERS = {1: "một", 2: "hai", 3: "ba", 4: "bốn"}
NO_GUESS = "Tôi không trả lời thay."
"""Said after why there is no answer: what the documents leave open nobody makes up."""


def lead_of(answer: Answer) -> str:
    """The sentence before an answer.

    >>> lead_of(Answer("?", answered=False, reason="kind_missing", missing="số điện thoại"))
    'Văn bản đang có không nêu số điện thoại. Tôi không trả lời thay.'
    """
    if not answer.answered:
        said = explain(answer)
        return said if answer.reason in NO_QUESTION else f"{said} {NO_GUESS}"
    shown = answer.quotations[:MOST]
    sources = {one.source.key for one in shown}
    own = sum(is_written(key) for key in sources)
    if len(shown) == 1:
        return "Xã đã soạn câu trả lời cho việc này như sau." if own else "Văn bản trả lời câu này như sau."
    return f"Có {_number(len(shown))} chỗ {_where(len(sources) - own, own)} trả lời câu này."


def _where(documents: int, own: int) -> str:
    """In how many documents, and in how many answers that the commune wrote.

    >>> _where(2, 0), _where(1, 1)
    ('trong hai văn bản', 'trong một văn bản và một bài xã đã duyệt')
    """
    named = [f"{_number(documents)} văn bản"] if documents else []
    named += [f"{_number(own)} bài xã đã duyệt"] if own else []
    return f"trong {' và '.join(named)}"


def _number(count: int) -> str:
    return _NUMBERS.get(count, str(count))


def complaint(organisation: Organisation) -> str:
    """Where complaints and denunciations are taken: the citizens' reception."""
    place, hours = reception_of(organisation)
    said = f"Khiếu nại, tố cáo phải do người có trách nhiệm tiếp, máy không nhận được. Bà con đến {place}"
    said += f", {hours}." if hours else "."
    return f"{said} Điều vừa viết không được lưu ở đây."


def emergency(organisation: Organisation) -> str:
    """Whom to call at once, before anything else is said."""
    said = (
        "Gọi ngay: 113 công an, 114 cháy và cứu nạn, 115 cấp cứu; trẻ em bị hại hay bị đánh gọi 111. "
        "Đang nguy hiểm thì ra chỗ đông người trước rồi gọi."
    )
    phone = organisation.phone.strip()
    here = f" Số của xã: {phone}." if phone else ""
    return f"{said}{here} Muốn có người trò chuyện, bà con bấm Gặp người. Điều vừa viết không được lưu ở đây."


def reception(organisation: Organisation) -> str:
    """The same for who asked how to complain: one sentence below the answer."""
    place, hours = reception_of(organisation)
    return f"Nơi nhận khiếu nại, tố cáo của xã: {place}{f', {hours}' if hours else ''}."


def reception_of(organisation: Organisation) -> tuple[str, str]:
    """Place and hours of the citizens' reception (trụ sở tiếp công dân), as a clerk says them."""
    values = preferences.in_force(organisation.pk)
    place = values[rows.RECEPTION_PLACE.name].strip() or organisation.address.strip()
    return (f"nơi tiếp công dân của xã: {place}" if place else "nơi tiếp công dân tại trụ sở Ủy ban nhân dân"), values[
        rows.RECEPTION_HOURS.name
    ].strip()
