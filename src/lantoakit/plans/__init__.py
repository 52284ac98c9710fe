"""Document -> Plan: what a plan of a Vietnamese body says, every field with its place.

>>> from lantoakit import documents
>>> text = "KẾ HOẠCH\\nTuyên truyền\\nI. TỔ CHỨC THỰC HIỆN\\n1. Công an xã: Kiểm tra các thôn."
>>> plan = from_document(documents.read(text.encode(), name="a.txt"))
>>> [(unit.value for unit in task.lead).__next__() for task in plan.tasks]
['Công an xã']
"""

from lantoakit.plans.apart import read_apart
from lantoakit.plans.model import Deadline, Plan, Task, Value
from lantoakit.plans.reading import from_document, read

__all__ = ["Deadline", "Plan", "Task", "Value", "from_document", "read", "read_apart"]
