"""Approved answers and procedures as sources of knowledge."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lantoa.answers.content import entry_of
from lantoa.answers.models import Piece, Procedure, Question
from lantoa.library.knowledge import Entry

MODELS: dict[str, type[Question] | type[Procedure]] = {model.KIND: model for model in (Question, Procedure)}


class Pieces:
    """The live content of one model; see KnowledgeSource."""

    def __init__(self, model: type[Question] | type[Procedure]) -> None:
        self.kind = model.KIND
        self._model = model

    def entries(self, keys: Collection[str] | None) -> Iterator[Entry]:
        """What is approved and not withdrawn."""
        rows = self._model.objects.select_related("organisation").exclude(live={})
        if keys is not None:
            rows = rows.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
        for row in rows.iterator(chunk_size=500):
            piece: Piece = row
            entry = entry_of(piece)
            if entry is not None:
                yield entry
