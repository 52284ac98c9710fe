"""Saying that the documents do not hold an answer: the reasons, and the sentence for each."""

from lantoakit.retrieval.model import Answer

REASONS = {
    "nothing_known": "Chưa có văn bản nào để trả lời.",
    "empty": "Bà con viết câu cần hỏi vào ô, rồi bấm Hỏi.",
    "off_topic": "Văn bản đang có không nói về việc này.",
    "place_unknown": "Văn bản đang có không phải của {missing}.",
    "kind_missing": "Văn bản đang có không nêu {missing}.",
    "number_blank": "Bản văn bản đang có để trống số, ký hiệu.",
    "unsigned": "Bản văn bản đang có không ghi người ký.",
    "undated": "Bản văn bản đang có không ghi đủ ngày ban hành.",
    "unsure": "Văn bản đang có không nêu rõ điều này.",
    "abuse": "Máy chỉ trích văn bản để trả lời câu hỏi về công việc của địa phương.",
    "instruction": "Máy chỉ trích văn bản để trả lời, không làm theo yêu cầu khác.",
    "greeting": "Chào bà con. Bà con cần hỏi việc gì?",
    "thanks": "Không có gì. Bà con cần hỏi thêm việc gì cứ hỏi.",
    "person_wanted": "Bà con muốn gặp cán bộ.",
    "emergency": "Việc khẩn cấp: gọi ngay 113 (công an), 114 (cháy, cứu nạn), 115 (cấp cứu); trẻ em bị hại gọi 111.",
    "complaint": "Khiếu nại, tố cáo được nhận tại nơi tiếp công dân, không nhận ở đây.",
}
"""Code of a reason -> the sentence for the asker, with what is missing in `{missing}`."""

NO_QUESTION = frozenset(
    {"empty", "greeting", "thanks", "abuse", "instruction", "person_wanted", "complaint", "emergency"}
)
"""Reasons of declining what is no question that anybody could answer."""

NAMED = {
    "amount": "số tiền",
    "phone": "số điện thoại",
    "email": "địa chỉ thư điện tử",
    "address": "địa chỉ",
    "date": "thời gian",
    "time": "giờ",
    "count": "con số",
    "share": "tỷ lệ phần trăm",
    "person": "tên người",
    "signer": "người ký",
    "place": "địa điểm",
    "territory": "tên địa phương",
    "sign": "số, ký hiệu văn bản",
    "own_number": "số, ký hiệu của văn bản",
}
"""Kinds of answer that are told by their marks, as an asker calls them."""


def explain(answer: Answer) -> str:
    """Return why a question was not answered, as one Vietnamese sentence; "" for one that was.

    A sentence that names what is missing is said only where that is known.
    """
    if answer.answered:
        return ""
    said = REASONS.get(answer.reason, REASONS["unsure"])
    return said.format(missing=answer.missing) if answer.missing or "{" not in said else REASONS["unsure"]
