"""The lists of work taken along as XLSX: the rows of the screen, of all pages, under its filters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.org.testing import list_file, parsed
from lantoa.plans.models import Mode
from lantoa.work import services
from lantoa.work.models import Slip, WorkItem
from lantoa.work.testing import make_work

TODAY = timezone.localdate()
SHOWN = 24  # words of a task on the screen


@pytest.fixture
def officer(commune, sign_in):
    return sign_in(commune.people["officer"])


@pytest.fixture
def much(work):
    """More than a page: late, soon, without a day, only asked for, with a target, with evidence, done."""
    units = ("hamlet", "hamlet2", "culture")
    for n in range(57):
        dated = {"deadline_on": TODAY + timedelta(days=n - 5)} if n % 3 else {}
        mode = Mode.REQUESTED if n % 11 == 0 else Mode.ASSIGNED
        item = work.item(
            units[n % 3], text=f"Việc số {n:02}: " + "vận động hộ dân tham gia " * (n % 9), mode=mode, **dated
        )
        if n % 7 == 0:
            WorkItem.objects.filter(pk=item.pk).update(progress_total=50, progress_measure="hộ", progress_done=n)
        if n % 13 == 0:
            services.send_proof(
                actor=work.commune.actor("officer"), item_id=item.pk, client_key=f"key-{n:08}", happened_on=TODAY,
                text="Đã làm", received="phone", reported_by="Trưởng thôn",
            )  # fmt: skip
    return work


def texts(cells) -> list[str]:
    return [" ".join(cell.text_content().split()) for cell in cells]


def on_screen(client, query) -> list[list[str]]:
    """The rows of every page of the board, each cell without what stands small below it."""
    rows: list[list[str]] = []
    for page in range(1, 9):
        tree = parsed(client.get(reverse("work_board"), {**query, "p": page}).content)
        for small in tree.xpath("//*[contains(@class, 'board-place')]"):
            small.getparent().remove(small)
        rows += [texts(row.xpath("th | td")) for row in tree.xpath("//table[contains(@class, 'board')]/tbody/tr")]
        if not tree.xpath("//nav[contains(@class, 'desk-pages')]//a[contains(., 'Trang sau')]"):
            return rows
    raise AssertionError("no last page")


def as_shown(row) -> list[str]:
    """A row of the file as the screen has it."""
    text, lead, due, state, mode, done, total, measure, *_ = row
    words = text.split()
    shown = " ".join(words[:SHOWN]) + ("…" if len(words) > SHOWN else "")
    number = lambda value: f"{value:g}".replace(".", ",")  # noqa: E731
    return [
        shown,
        lead,
        f"{due:%d/%m/%Y}" if hasattr(due, "year") else due,
        f"{state} Đề nghị" if mode == "Đề nghị" and state != "Đề nghị phối hợp" else state,
        f"{number(done)}/{number(total)} {measure}" if total else "",
    ]


QUERIES = [
    {},  # two pages, late first
    {"state": "all"},
    {"due": "late"},
    {"due": "undated", "q": "so 3"},  # found without diacritics
    {"due": "requested"},
    {"state": "doing"},
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_file_has_the_rows_of_the_screen(much, officer, query):
    rows = on_screen(officer, query)
    made = list_file(officer.get(reverse("work_board"), {**query, "tep": "xlsx"}).content)
    assert rows and [as_shown(row) for row in made.rows] == rows


def test_filters_by_unit_are_those_of_the_screen_and_the_file_says_them(much, officer):
    query = {"unit": much.commune.units["culture"].pk, "state": "all"}
    made = list_file(officer.get(reverse("work_board"), {**query, "tep": "xlsx"}).content)
    assert [as_shown(row) for row in made.rows] == on_screen(officer, query)
    assert {row[1] for row in made.rows} == {"Phòng Văn hóa - Xã hội"}
    assert made.note == "Đơn vị chủ trì: Phòng Văn hóa - Xã hội; Tình trạng: Tất cả"


def test_the_file_says_how_much_evidence_waits_and_of_which_plan(much, officer):
    made = list_file(officer.get(reverse("work_board"), {"tep": "xlsx"}).content)
    place = {name: made.head.index(name) for name in ("Việc", "Minh chứng mới", "Kế hoạch", "Mục")}
    waiting = {row[place["Việc"]][:10]: row[place["Minh chứng mới"]] for row in made.rows}
    assert {name for name, count in waiting.items() if count} == {f"Việc số {n:02}" for n in (0, 13, 26, 39, 52)}
    assert {(row[place["Kế hoạch"]], row[place["Mục"]]) for row in made.rows} == {("27/KH-UBND", "IV.6.b")}


def test_the_buttons_carry_the_filters(much, officer):
    tree = parsed(officer.get(reverse("work_board"), {"due": "late", "p": "1"}).content)
    (button,) = tree.xpath("//a[@class='desk-file']/@href")
    assert button == "?due=late&tep=xlsx"
    answer = officer.get(reverse("work_board") + button)
    assert answer["Content-Disposition"].startswith('attachment; filename="cong-viec-')


def test_the_number_of_queries_does_not_grow(work, officer, django_assert_max_num_queries):
    for n in range(40):
        work.item(text=f"Việc số {n}")
    with django_assert_max_num_queries(16):
        officer.get(reverse("work_board"), {"tep": "xlsx"})


def test_slips_are_those_of_the_screen(work, officer):
    work.item("hamlet"), work.item("hamlet2")
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
    services.open_slips(organisation=work.commune.organisation, today=TODAY.replace(day=14))
    assert Slip.objects.count() >= 2
    tree = parsed(officer.get(reverse("work_slips")).content)
    shown = [texts(row.xpath("th | td")) for row in tree.xpath("//table/tbody/tr")]
    made = list_file(officer.get(reverse("work_slips"), {"tep": "xlsx"}).content)
    rows = [
        [unit, month, f"{due:%d/%m/%Y}", state, f"{told}/{all_}"]
        for unit, month, due, state, told, all_, _ in made.rows
    ]
    assert rows == shown


def test_the_files_hold_ones_own_organisation_only(work, other_commune, officer):
    work.item(text="Việc của xã")
    make_work(other_commune).item(text="Việc của xã bên")
    for commune in (work.commune, other_commune):
        WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
        services.open_slips(organisation=commune.organisation, today=TODAY.replace(day=14))
    board = list_file(officer.get(reverse("work_board"), {"tep": "xlsx", "state": "all"}).content)
    assert [row[0] for row in board.rows] == ["Việc của xã"]
    slips = list_file(officer.get(reverse("work_slips"), {"tep": "xlsx"}).content)
    assert len(slips.rows) == Slip.objects.filter(organisation=work.commune.organisation).count()


@pytest.mark.parametrize("role", ["unit_head", "unit_member"])
def test_who_may_not_see_the_lists_gets_no_file(work, sign_in, role):
    client = sign_in(work.commune.people[role])
    for name in ("work_board", "work_slips"):
        assert client.get(reverse(name), {"tep": "xlsx"}).status_code in (302, 403)
