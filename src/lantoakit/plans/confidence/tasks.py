"""What can be seen of a task: its words, who leads it, the table or the part of the document that it stands in."""

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from lantoakit.documents import Block
from lantoakit.documents.columns import role_of
from lantoakit.plans.model import Task
from lantoakit.text import body_words, fold
from lantoakit.text.bodies import body_end, starts_act, starts_body, without_request

if TYPE_CHECKING:
    from lantoakit.plans.confidence.sights import Look, Sights

ACTS = frozenset(body_words.STOPS) | {
    f"{word} {after}" for word, afters in body_words.STOPS_WITH.items() for after in body_words.listed(afters)
}
_LETTERS = re.compile(r"[^\W\d_]")
_JOINT = re.compile(r"\s*(?:[,;&/]|\bvà\b|\bcùng với\b|\bcùng\b|\bphối hợp\b)\s*")
_BRACKETS = re.compile(r"\([^()]*\)")
ASSIGNS = re.compile(r"to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai|giao nhiem vu|nhiem vu cua cac")
_ROLE = re.compile(r"(?:cac )?(?:co quan|don vi|bo phan) (?:chu tri|phoi hop|thuc hien|phu trach)|thanh phan")
_SCHEDULE = re.compile(r"(?:cac |noi dung va )?(?:lich|noi dung|hinh thuc|thoi gian|tien do|chuong trinh|muc tieu)")
_STRANGE = re.compile(r"địa điểm|tiêu chí|chỉ tiêu|số lượng|kinh phí|nơi |buổi|ngày, tháng", re.IGNORECASE)


class _Titles:
    """What the titles of one path say."""

    def __init__(self, titles: frozenset[str]) -> None:
        self.assigns = any(ASSIGNS.search(title) for title in titles)
        self.is_schedule = any(_SCHEDULE.match(title) for title in titles)
        self.is_role = any(_ROLE.match(title) for title in titles)
        self._sorted = sorted(titles)

    def begins(self, words: str) -> bool:
        """Whether one of them begins with these words."""
        at = bisect_left(self._sorted, words)
        return at < len(self._sorted) and self._sorted[at].startswith(words)


class Tasks:
    """Looks at the tasks of one plan."""

    def __init__(self, look: "Look") -> None:
        self.look = look
        self.text = look.text
        self._seen: dict[int, Sights] = {}

    def of(self, number: int, family: str) -> "Sights":
        """Return what is seen of a task, for its value of a family."""
        if number not in self._seen:
            self._seen[number] = self._task(self.look.plan.tasks[number])
        seen = self._seen[number]
        return seen if family == "task" else {**seen, **{f"{name} of {family}": w for name, w in seen.items() if w}}

    def _task(self, task: Task) -> "Sights":
        start, end = task.text.start, task.text.end
        words = self.text[start:end]
        asked = without_request(words)
        count = words.count(" ") + 1
        block = self.look.block(start)
        above = [self._titles[path] for path in _ways(task.path) if path in self._titles]
        unit_first = starts_body(words, asked)
        acts = act_in(words[asked:])
        seen: Sights = {
            "task number": not _LETTERS.search(words),
            "task tiny": count < 4,
            "task brief": count < 8,
            "task name alone": unit_first and count < 60 and self._only_names(start + asked, end),
            "task no act": not acts,
            "task act first": starts_act(words[asked:]),
            "task unit first": unit_first,
            "task endless": words.rstrip()[-1:] not in ".;",
            "task colon": words.rstrip().endswith(":"),
            "task twice": self._texts.get(words, 0) > 1,
            "task no lead": not task.lead,
            "task many leads": len(task.lead) > 2,
            "task nowhere": not task.path,
            "task in appendix": task.path.split(".")[0] == "PL",
            "task not assigned": not any(one.assigns for one in above) and not self._headed(task, above),
            "task under schedule": any(one.is_schedule for one in above),
            "task under role": any(one.is_role for one in above),
        }
        seen.update(self._row(task, block) if block.cell else self._heading(task))
        return seen

    @cached_property
    def _titles(self) -> dict[str, "_Titles"]:
        """Return what the titles say that stand under each path: a number that is used again has several."""
        found: dict[str, set[str]] = {}
        for division in self.look.plan.outline:
            found.setdefault(division.path, set()).add(fold(division.title.value))
        return {path: _Titles(frozenset(titles)) for path, titles in found.items()}

    @cached_property
    def _texts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for task in self.look.plan.tasks:
            words = self.text[task.text.start : task.text.end]
            found[words] = found.get(words, 0) + 1
        return found

    def _only_names(self, at: int, end: int) -> bool:
        """Whether a stretch holds nothing but names of bodies."""
        while at < end:
            if not starts_body(self.text, at):
                return False
            at = min(body_end(self.text, at), end)
            while at < end and not self.text[at].isalnum():
                at += 1
            at += next((len(joint) for joint in ("và ", "cùng ") if self.text.startswith(joint, at)), 0)
        return True

    @staticmethod
    def _headed(task: Task, above: "list[_Titles]") -> bool:
        """Whether a division that the task stands in has who leads it as its title."""
        return bool(task.lead) and any(one.begins(fold(task.lead[0].value)) for one in above)

    def _heading(self, task: Task) -> "Sights":
        """Return what is seen of the line that names who leads."""
        if not task.lead:
            return {}
        lead = task.lead[0]
        if task.text.start <= lead.start < task.text.end:
            return {"task sentence": 1.0}
        block, here = self.look.block(lead.start), self.look.block(task.text.start)
        same = here.start == block.start
        rest = self.text[lead.start : task.text.start if same else block.end]
        for unit in task.lead:
            rest = rest.replace(self.text[unit.start : unit.end], " ", 1)
        rest = _JOINT.sub(" ", _BRACKETS.sub(" ", rest)).strip(" .:;-–")
        distance = self.look.number(task.text.start) - self.look.number(lead.start)
        left = bool(_LETTERS.search(rest))
        return {
            "task run-in": same,
            "lead rest": left and not starts_act(rest),
            "lead rest act": left and starts_act(rest),
            "lead far": min(distance / 12, 1.0),
            "lead below": distance > 1 and self._divided(lead.start, task),
        }

    def _divided(self, lead: int, task: Task) -> bool:
        """Whether a division with a heading of its own stands between the lead and the task."""
        start = task.text.start
        return any(lead < d.title.start < start and d.title.end <= start for d in self.look.plan.outline)

    @cached_property
    def _rows(self) -> dict[tuple[int, int], list[Block]]:
        found: dict[tuple[int, int], list[Block]] = {}
        for block in self.look.blocks:
            if block.cell:
                found.setdefault((block.cell.table, block.cell.row), []).append(block)
        return found

    @cached_property
    def _tables(self) -> dict[int, list[Task]]:
        found: dict[int, list[Task]] = {}
        for task in self.look.plan.tasks:
            cell = self.look.block(task.text.start).cell
            if cell:
                found.setdefault(cell.table, []).append(task)
        return found

    def _row(self, task: Task, block: Block) -> "Sights":
        cell = block.cell
        assert cell is not None
        used = [task.text, *task.lead, *task.coordinating, *([task.deadline] if task.deadline else [])]
        free = [b for b in self._rows[cell.table, cell.row] if not any(b.start <= u.start <= b.end for u in used)]
        heads = self._head_row(cell.table)
        unknown = [b for b in free if b.cell and role_of(heads.get(b.cell.column, "")) in (None, "text")]
        longer = [b for b in unknown if len(b.text) > task.text.end - task.text.start]
        here = self._tables[cell.table]
        acting = sum(starts_act(t.text.value) for t in here)
        return {
            "task in table": 1.0,
            "row longer cell": any(act_in(b.text) for b in longer),
            "row free cells": min(sum(1 for b in unknown if _LETTERS.search(b.text)) / 3, 1.0),
            "row strange lead": bool(task.lead) and not starts_body(self.text, task.lead[0].start),
            "row covers": cell.rows > 1,
            "row undated": task.deadline is None,
            "table coordinated": any(t.coordinating for t in here),
            "table noun": acting * 2 < len(here),
            "table words": min(sum(t.text.value.count(" ") + 1 for t in here) / len(here) / 20, 1.5),
            "table strange": bool(_STRANGE.search(" ".join(heads.values()))),
        }

    def _head_row(self, table: int) -> dict[int, str]:
        """Return the words over each column of a table."""
        first = min(row for t, row in self._rows if t == table)
        found: dict[int, str] = {}
        for row in (first, first + 1):
            for block in self._rows.get((table, row), []):
                if block.cell and (row == first or role_of(block.text)):
                    for column in range(block.cell.column, block.cell.column + min(block.cell.columns, 30)):
                        found[column] = f"{found.get(column, '')} {block.text}".strip()
        return found


def act_in(words: str) -> bool:
    """Whether a verb by which work is given stands among the first words."""
    low = [w.strip('.,;:()“”"').lower() for w in words[:160].split()[:18]]
    return any(" ".join(low[n : n + k]) in ACTS for n in range(len(low)) for k in (1, 2, 3))


def _ways(path: str) -> list[str]:
    """Return a path and all above it: "II.1.a", "II.1", "II"."""
    parts = path.split(".")
    return [".".join(parts[: n + 1]) for n in range(len(parts))]
