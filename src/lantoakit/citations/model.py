"""A citation in the text, and a cited document with all its citations."""

from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True)
class Division:
    """A part of a cited document: its `unit` ("điểm", "khoản", "điều", "mục", "chương", "phần", "phụ lục") and the
    `labels` that are named of it, as printed ("a", "2", "IV"); none for an only appendix ("Phụ lục kèm theo …").
    """

    unit: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Citation:
    """One mention of a document. Offsets are code points of the text, end excluded.

    `form` tells how it is mentioned: "sign" (57-NQ/TW), "name" (a law by its name), "alias" (by words that the text
    defined: "sau đây gọi tắt là …") or "number" ("Nghị quyết 57"). `sign` is as printed without white space, that of
    the document meant for an alias or a number, empty for a law by name. `family` is "administrative", "normative",
    "letter" (công văn), "party", or empty without a sign. `kind`, `issued_on` (ISO, as much as is printed), `issuer`
    and `name` (of a law, its kind included) are None where the text beside the mention lacks them; `kind_place`,
    `date_place` and `issuer_place` are where they stand. `divisions` are the parts that are named before it, from the
    smallest to the largest; `divisions_place` is where.
    """

    sign: str
    family: str
    number: str
    year: int | None
    start: int
    end: int
    kind: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    kind_place: Place | None = None
    date_place: Place | None = None
    issuer_place: Place | None = None
    form: str = "sign"
    name: str | None = None
    divisions: tuple[Division, ...] = ()
    divisions_place: Place | None = None

    @property
    def opening(self) -> int:
        """Where the words of the mention begin: at its divisions, its kind or its sign."""
        places = [self.start, *(p[0] for p in (self.kind_place, self.divisions_place) if p)]
        return min(places)


@dataclass(frozen=True)
class Resource:
    """A cited document: its sign as first printed ("" for a law known by its name alone), all mentions in order, and
    what they together say of it.

    `misprint_of` is the sign that this one probably means, where one letter differs from a sign cited before.
    """

    sign: str
    citations: tuple[Citation, ...]
    kind: str | None
    issued_on: str | None
    issuer: str | None
    misprint_of: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Relation:
    """What one document does with another: `subject` is the citing document's mention, None for the text itself.

    `kind` is "rests_on" (căn cứ), "carries_out" (thực hiện, triển khai, thi hành), "amends" (sửa đổi), "supplements"
    (bổ sung), "replaces" (thay thế) or "repeals" (bãi bỏ, hủy bỏ); `start` and `end` are where that is said.
    """

    kind: str
    start: int
    end: int
    subject: Citation | None
    object: Citation
