"""Lists of the desk taken along as XLSX: the file says what the screen says, all pages of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lantoa.org.desk import files
from lantoa.org.desk.journal import moment
from lantoa.org.models import Unit, UnitAlias
from lantoa.org.services import units
from lantoa.org.testing import list_file, parsed
from lantoa.shared.models import AuditEntry

LISTS = ("org_units:index", "org_people:index", "org_journal")


@pytest.fixture
def administrator(commune, sign_in):
    return sign_in(commune.people["administrator"])


def said(value):
    """A cell as the screen writes it."""
    if value is None:
        return ""
    return f"{value:%H:%M %d/%m/%Y}" if hasattr(value, "hour") else str(value)


def texts(cells):
    return [" ".join(cell.text_content().split()) for cell in cells]


def on_screen(client, url, query):
    """Header and rows of every page of a list, as text."""
    head, rows = [], []
    for page in range(1, 9):
        tree = parsed(client.get(url, {**query, "p": page}).content)
        (table,) = tree.xpath("//table[contains(@class, 'desk-table')]")
        head = [title.rstrip(" ↑↓") for title in texts(table.xpath("thead//th"))]
        rows += [texts(row.xpath("th | td")) for row in table.xpath("tbody/tr")]
        if not tree.xpath("//nav[contains(@class, 'desk-pages')]//a[contains(., 'Trang sau')]"):
            break
    return head, rows


@pytest.fixture
def many_units(commune):
    """More than a page holds, some with aliases, some closed."""
    made = [
        Unit(organisation=commune.organisation, kind="hamlet", name=f"Thôn Số {n:02}", folded=f"thon so {n:02}",
             position=100 + n, is_active=n % 3 > 0)
        for n in range(60)
    ]  # fmt: skip
    made = Unit.objects.bulk_create(made)
    UnitAlias.objects.bulk_create(UnitAlias(unit=one, text=f"T. {one.pk}", folded=f"t {one.pk}") for one in made[::7])


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("org_units:index", {}),  # more than one page
        ("org_units:index", {"is_active": "False", "kind": "hamlet"}),  # filters
        ("org_units:index", {"q": "so 1", "ordering": "-folded"}),  # the search box, and an order of one's own
        ("org_people:index", {}),
        ("org_people:index", {"q": "officer"}),
        ("org_journal", {}),
        ("org_journal", {"target_type": "org.unit", "actor_name": "officer"}),
    ],
)
def test_the_file_agrees_with_the_screen(commune, administrator, many_units, name, query):
    for number in range(3):
        units.add(
            actor=commune.actor("officer"),
            organisation_id=commune.organisation.pk,
            kind="hamlet",
            name=f"=SUM({number})",  # text, whatever a spreadsheet would make of it
        )
    url = reverse(name)
    head, rows = on_screen(administrator, url, query)
    made = list_file(administrator.get(url, {**query, "tep": "xlsx"}).content)
    assert rows
    assert made.head == head
    assert [[said(cell) for cell in row] for row in made.rows] == rows


def test_the_button_carries_the_filters_and_the_file_says_them(commune, administrator, many_units):
    url, query = reverse("org_units:index"), {"q": "so", "is_active": "False", "p": "2"}
    tree = parsed(administrator.get(url, query).content)
    (button,) = tree.xpath("//a[@class='desk-file']")
    answer = administrator.get(url + button.get("href"))
    made = list_file(answer.content)
    assert made.title == "Đơn vị – xã Minh Họa"
    assert made.note == "Tên đơn vị: so; Tình trạng: Đã ngừng"
    assert len(made.rows) == 20  # of all pages, not of the second
    assert answer["Content-Disposition"].startswith('attachment; filename="don-vi-20')
    assert "no-store" in answer["Cache-Control"]


def test_a_file_is_vietnamese_whatever_the_language_of_the_page(commune, administrator):
    administrator.cookies["django_language"] = "en"
    made = list_file(administrator.get(reverse("org_units:index"), {"tep": "xlsx"}).content)
    assert made.head[0] == "Tên"


@pytest.mark.parametrize("name", LISTS)
def test_the_file_holds_ones_own_organisation_only(commune, other_commune, administrator, name):
    for one in (commune, other_commune):
        units.add(
            actor=one.actor("officer"),
            organisation_id=one.organisation.pk,
            kind="hamlet",
            name=f"Thôn của {one.organisation}",
        )
    other_commune.people["officer"].full_name = "Người Láng Giềng"
    other_commune.people["officer"].save()
    rows = list_file(administrator.get(reverse(name), {"tep": "xlsx"}).content).rows
    assert rows
    assert not [row for row in rows if "Láng Giềng" in str(row)]


def test_who_may_not_see_the_list_gets_no_file(commune, sign_in):
    officer = sign_in(commune.people["officer"])  # the record is the administrator's
    assert officer.get(reverse("org_journal"), {"tep": "xlsx"}).status_code == 403


def test_a_list_too_long_for_a_file_asks_to_narrow_it(commune, administrator, monkeypatch, many_units):
    monkeypatch.setattr(files, "MOST_ROWS", 30)
    url = reverse("org_units:index")
    answer = administrator.get(url, {"tep": "xlsx", "kind": "hamlet"}, follow=True)
    assert answer.redirect_chain == [(f"{url}?kind=hamlet", 302)]
    assert "Lọc bớt rồi tải lại" in answer.content.decode()
    assert administrator.get(url, {"tep": "xlsx", "q": "so 1"}).status_code == 200


def test_a_moment_of_the_record_is_a_moment_in_the_file(commune, administrator):
    units.add(actor=commune.actor("officer"), organisation_id=commune.organisation.pk, kind="hamlet", name="Thôn Mới")
    rows = list_file(administrator.get(reverse("org_journal"), {"tep": "xlsx"}).content).rows
    assert f"{rows[0][0]:%H:%M %d/%m/%Y}" == moment(AuditEntry.objects.get())
