"""What a person asks: typing repaired, words with their other names, what kind of answer is expected.

>>> asked = understand("cho e hoi sdt tram y te xa")
>>> asked.cleaned, asked.expected.kind, asked.speech
('cho em hoi số điện thoại tram y te xa', 'phone', 'question')
>>> in_context("còn khi nào?", before="Lớp tập huấn tổ chức ở đâu?")
'Lớp tập huấn tổ chức khi nào?'
"""

from lantoakit.retrieval.asking.expecting import Expected
from lantoakit.retrieval.asking.following import in_context
from lantoakit.retrieval.asking.understanding import Asked, Term, understand
from lantoakit.retrieval.asking.words import Alternative

__all__ = ["Alternative", "Asked", "Expected", "Term", "in_context", "understand"]
