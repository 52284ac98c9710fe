"""Messages as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.conversations.knowledge import procedure_id
from lantoa.conversations.models import Kind, Message, Who
from lantoa.conversations.showing import Block, blocks


@dataclass(frozen=True, slots=True)
class Line:
    """One message: its blocks of quotations, what comes near to the question, what is read aloud.

    `guide` is the procedure that it quotes, which can be walked through."""

    message: Message
    blocks: tuple[Block, ...] = ()
    near: tuple[Block, ...] = ()
    reworded: str = ""
    guide: int | None = None

    @property
    def is_alone(self) -> bool:
        """Whether one source answers: its page is then one of the buttons below."""
        return len(self.blocks) == 1

    @property
    def is_rated(self) -> bool:
        return bool(self.message.feedback)

    @property
    def takes_rating(self) -> bool:
        return self.message.kind == Kind.ANSWER and bool(self.blocks)

    @property
    def aloud(self) -> str:
        """What a voice says: the sentence, the words of the documents, and where they stand."""
        said = [self.message.text, self.reworded]
        for block in self.blocks:
            rests = f"Dựa vào {block.name}" if block.is_written else block.name
            said += [block.words, f"{rests}. {'; '.join(block.places)}"]
        return "\n".join(one for one in said if one)


def lines_of(messages: Iterable[Message]) -> list[Line]:
    """Messages with their answers taken apart."""
    return [_line(message) for message in messages]


def _line(message: Message) -> Line:
    answer = message.answer or {}
    if message.who != Who.MACHINE or not answer:
        return Line(message)
    found = tuple(blocks(answer.get("quotes", ())))
    guides = [number for block in found if (number := procedure_id(block.source)) is not None]
    return Line(
        message,
        found,
        tuple(blocks(answer.get("near", ()))),
        answer.get("reworded", ""),
        guides[0] if guides else None,
    )
