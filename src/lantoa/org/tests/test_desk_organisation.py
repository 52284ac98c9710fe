"""Tổ chức, Nhật ký, Thiết lập on the desk: through services, scoped, with nothing typed lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.org.models import Position, Unit, User
from lantoa.org.services import organisation as organisation_service
from lantoa.org.services import positions, units
from lantoa.org.services.positions import NewPosition
from lantoa.shared import preferences
from lantoa.shared.errors import PermissionRefused
from lantoa.shared.models import AuditEntry


@pytest.fixture
def officer(commune, sign_in):
    return sign_in(commune.people["officer"])


@pytest.fixture
def administrator(commune, sign_in):
    return sign_in(commune.people["administrator"])


def unit_data(unit, **changes):
    return {"name": unit.name, "kind": unit.kind, "parent_id": "", "aliases": "", "version": unit.version} | changes


def test_a_unit_is_added_with_its_names_and_recorded(commune, officer):
    data = {"name": "Thôn Mới", "kind": "hamlet", "parent_id": "", "aliases": "T. Mới\n\nthôn mới xã Minh Họa"}
    answer = officer.post(reverse("org_units:add"), data)
    assert answer.status_code == 302
    unit = Unit.objects.get(name="Thôn Mới")
    assert unit.aliases.count() == 2
    assert AuditEntry.objects.filter(action="org.unit_add", target_id=str(unit.pk)).exists()
    # sent twice by an impatient finger: still one
    officer.post(reverse("org_units:add"), data)
    assert Unit.objects.filter(name="Thôn Mới").count() == 1


def test_a_refused_form_comes_back_filled_with_a_summary(commune, officer):
    data = {"name": "Phòng Kinh tế", "kind": "hamlet", "parent_id": "", "aliases": "chữ đã gõ"}
    answer = officer.post(reverse("org_units:add"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="error-summary"' in page
    assert "chữ đã gõ" in page
    assert 'href="#id_name"' in page


def test_what_another_saved_meanwhile_is_shown_beside_what_was_typed(commune, officer):
    unit = commune.units["hamlet"]
    seen = unit.version
    units.change(
        actor=commune.actor("officer"), unit=unit, version=seen, kind=unit.kind, name="Thôn Bến Đò Mới", aliases=[]
    )
    url = reverse("org_units:change", args=[unit.pk])
    answer = officer.post(url, unit_data(unit, name="Thôn Bến Đò Cũ", version=seen))
    assert answer.status_code == 409
    (difference,) = answer.context["differences"]
    assert (difference.typed, difference.stored) == ("Thôn Bến Đò Cũ", "Thôn Bến Đò Mới")
    # having seen both, the person may save again
    again = officer.post(url, unit_data(unit, name="Thôn Bến Đò Cũ", version=answer.context["form"]["version"].value()))
    assert again.status_code == 302
    unit.refresh_from_db()
    assert unit.name == "Thôn Bến Đò Cũ"


def test_readers_see_a_unit_and_cannot_save_it(commune, sign_in):
    reader, unit = sign_in(commune.people["auditor"]), commune.units["hamlet"]
    url = reverse("org_units:change", args=[unit.pk])
    assert "Lưu</button>" not in reader.get(url).content.decode()
    assert reader.post(url, unit_data(unit, name="Đổi tên")).status_code == 403


def test_two_units_become_one(commune, officer):
    old, into = commune.units["hamlet2"], commune.units["hamlet"]
    answer = officer.post(reverse("org_units:merge", args=[old.pk]), {"into": into.pk, "version": old.version})
    assert answer.status_code == 302
    old.refresh_from_db()
    assert not old.is_active


def test_a_unit_with_people_is_not_taken_out_of_use(commune, officer):
    unit = commune.units["hamlet"]
    url = reverse("org_units:deactivate", args=[unit.pk])
    answer = officer.post(url, {"version": unit.version})
    assert answer.status_code == 422
    assert "bàn giao" in answer.content.decode().lower()


def test_an_officer_gives_unit_roles_and_no_higher_ones(commune, officer, administrator):
    data = {"full_name": "Trần Thị Lành", "phone": "0912 345 678", "email": "", "unit_id": commune.units["hamlet2"].pk}
    data |= {"role": "administrator", "title": "Trưởng thôn Đình", "starts_on": "2026-01-01", "ends_on": ""}
    assert officer.post(reverse("org_people:add"), data).status_code == 422  # not among the choices
    assert officer.post(reverse("org_people:add"), data | {"role": "unit_head"}).status_code == 302
    assert Position.objects.get(title="Trưởng thôn Đình").user.full_name == "Trần Thị Lành"
    assert administrator.post(reverse("org_people:add"), data | {"full_name": "Lê A", "phone": ""}).status_code == 302


def test_a_position_is_handed_over_to_a_new_person(commune, officer):
    position = commune.people["unit_head"].positions.get()
    today = timezone.localdate()
    data = {"on": today.isoformat(), "to_user": "", "full_name": "Ngô Văn Bình", "phone": "0987654321", "email": ""}
    answer = officer.post(reverse("org_positions:hand_over", args=[position.pk]), data)
    assert answer.status_code == 302
    position.refresh_from_db()
    assert position.ends_on == today - timedelta(days=1)
    assert position.handed_over_to.user.full_name == "Ngô Văn Bình"


def test_a_successor_of_a_later_day_is_shown_with_the_day(commune, officer):
    position = commune.people["unit_head"].positions.get()
    day = timezone.localdate() + timedelta(days=6)
    data = {"on": day.isoformat(), "to_user": "", "full_name": "Ngô Văn Bình", "phone": "0987654321", "email": ""}
    assert officer.post(reverse("org_positions:hand_over", args=[position.pk]), data).status_code == 302
    successor = User.objects.get(full_name="Ngô Văn Bình")
    people = officer.get(reverse("org_people:index")).content.decode()
    assert f"{position.title} (từ {day:%d/%m/%Y})" in people
    assert "Không còn chức danh" not in people
    page = officer.get(reverse("org_people:person", args=[successor.pk])).content.decode()
    assert f"Từ {day:%d/%m/%Y}" in page
    assert "Đang giữ" not in page


@pytest.mark.parametrize(("role", "whom"), [("officer", "của xã"), ("administrator", "khác")])
def test_whom_to_ask_about_ones_own_position(commune, sign_in, role, whom):
    person = commune.people[role]
    page = sign_in(person).get(reverse("org_people:person", args=[person.pk])).content.decode()
    assert f"Cần đổi thì nhờ người quản trị {whom}." in page
    given = NewPosition("unit_head", "Trưởng thôn Đình", timezone.localdate(), commune.units["hamlet2"].pk, None)
    with pytest.raises(PermissionRefused, match=f"Nhờ người quản trị {whom} làm việc này"):
        positions.give(actor=commune.actor(role), organisation_id=commune.organisation.pk, user=person, position=given)


def test_how_a_position_is_called_is_corrected(commune, officer):
    """From the page of its holder; a title without words is refused, and comes back as it was typed."""
    person = commune.people["unit_head"]
    position, page = person.positions.get(), reverse("org_people:person", args=[person.pk])
    url = reverse("org_positions:retitle", args=[position.pk])
    assert url in officer.get(page).content.decode()
    assert officer.get(url).context["form"]["title"].value() == position.title
    assert officer.post(url, {"title": "  "}).status_code == 422
    answer = officer.post(url, {"title": "Trưởng thôn  Bến Đò"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Trưởng thôn Bến Đò" in answer.content.decode()
    assert AuditEntry.objects.filter(action="org.position_retitle").count() == 1


def test_an_officer_corrects_no_title_of_a_higher_role(commune, officer):
    person = commune.people["approver"]
    url = reverse("org_positions:retitle", args=[person.positions.get().pk])
    assert url not in officer.get(reverse("org_people:person", args=[person.pk])).content.decode()
    assert officer.post(url, {"title": "Chủ tịch"}).status_code == 403


@pytest.mark.parametrize(
    ("to_user", "full_name"),
    [
        ("", ""),  # nobody named
        ("somebody", "Ngô Văn Bình"),  # two named
    ],
)
def test_a_hand_over_names_exactly_one_receiver(commune, officer, to_user, full_name):
    position = commune.people["unit_head"].positions.get()
    receiver = commune.people["unit_member"].pk if to_user else ""
    data = {"on": "2026-11-01", "to_user": receiver, "full_name": full_name, "phone": "", "email": ""}
    assert officer.post(reverse("org_positions:hand_over", args=[position.pk]), data).status_code == 422


def test_a_password_link_is_shown_once_and_not_kept(commune, administrator):
    person = commune.people["unit_head"]
    answer = administrator.post(reverse("org_people:password", args=[person.pk]), {"version": person.version})
    assert "no-store" in answer["Cache-Control"]
    assert "/tai-khoan/password/reset/key/" in answer.content.decode()


def test_settings_are_stored_and_what_did_not_change_is_not_recorded(commune, administrator):
    page = administrator.get(reverse("org_settings"))
    data = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    data = {name: value for name, value in data.items() if value is not False}
    assert administrator.post(reverse("org_settings"), data | {"org__idle_minutes": "20"}).status_code == 302
    assert preferences.get("org.idle_minutes", commune.organisation.pk) == 20
    assert AuditEntry.objects.filter(action="org.setting").count() == 1
    journal = administrator.get(reverse("org_journal")).content.decode()
    assert "Máy tính tự khóa sau (phút)" in journal and "org.idle_minutes" not in journal
    assert administrator.post(reverse("org_settings"), data | {"org__idle_minutes": "0"}).status_code == 422


def test_two_administrators_change_settings_at_once(commune, administrator):
    """The second is told, sees both values, keeps what they typed, and may save it then."""
    url = reverse("org_settings")
    form = administrator.get(url).context["form"]
    seen = {name: form[name].value() for name in form.fields if form[name].value() is not False}
    assert administrator.post(url, seen | {"org__idle_minutes": "20"}).status_code == 302
    answer = administrator.post(url, seen | {"org__idle_minutes": "30", "org__field_idle_minutes": "90"})
    assert answer.status_code == 409
    typed = {one.label: (one.typed, one.stored) for one in answer.context["differences"]}
    assert typed == {
        "Máy tính tự khóa sau (phút)": ("30", "20"),
        "Điện thoại hỏi lại mã PIN sau (phút)": ("90", "60"),
    }
    again = answer.context["form"]
    assert again["org__idle_minutes"].value() == "30"
    assert preferences.get("org.idle_minutes", commune.organisation.pk) == 20
    kept = {name: again[name].value() for name in again.fields if again[name].value() is not False}
    assert administrator.post(url, kept).status_code == 302
    assert preferences.get("org.idle_minutes", commune.organisation.pk) == 30
    assert preferences.get("org.field_idle_minutes", commune.organisation.pk) == 90


def test_a_clash_of_two_windows_leaves_what_the_second_person_never_touched(commune, administrator):
    url = reverse("org_settings")
    page = administrator.get(url)
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not False}
    sent |= {"seen": page.context["seen"], "org__field_idle_minutes": 90}
    assert 'name="seen"' in page.content.decode()
    organisation_service.set_preferences(
        actor=commune.actor("administrator"), organisation_id=commune.organisation.pk, seal=sent["version"],
        values={"org.idle_minutes": 20, "library.ask_model": True},
    )  # fmt: skip
    answer = administrator.post(url, sent)
    (difference,) = answer.context["differences"]
    assert (difference.typed, difference.stored) == ("90", "60")
    again = answer.context["form"]
    kept = {name: again[name].value() for name in again.fields if again[name].value() is not False}
    assert administrator.post(url, {**kept, "seen": answer.context["seen"]}).status_code == 302
    values = preferences.in_force(commune.organisation.pk)
    assert (values["org.idle_minutes"], values["org.field_idle_minutes"]) == (20, 90)
    assert values["library.ask_model"] is True


def test_a_unit_keeps_the_names_that_another_gave_it_meanwhile(commune, officer):
    unit = commune.units["hamlet"]
    url = reverse("org_units:change", args=[unit.pk])
    page = officer.get(url)
    units.change(
        actor=commune.actor("officer"), unit=unit, version=unit.version, kind=unit.kind, name=unit.name,
        aliases=["Bến Đò", "thôn Đò"],
    )  # fmt: skip
    sent = unit_data(unit, name="Thôn Bến Đò Cũ", version=page.context["form"]["version"].value())
    answer = officer.post(url, {**sent, "seen": page.context["seen"]})
    assert [one.typed for one in answer.context["differences"]] == ["Thôn Bến Đò Cũ"]
    assert "thôn Đò" in answer.context["form"]["aliases"].value()


def test_the_record_shows_ones_own_organisation_only(commune, other_commune, administrator):
    for one in (commune, other_commune):
        units.add(
            actor=one.actor("officer"),
            organisation_id=one.organisation.pk,
            kind="hamlet",
            name=f"Thôn của {one.organisation}",
        )
    page = administrator.get(reverse("org_journal"), {"target_type": "org.unit"}).content.decode()
    assert "Thôn của xã Minh Họa" in page
    assert "Thêm đơn vị" in page
    assert "Láng Giềng" not in page


LISTS = ("org_units:index", "org_people:index", "org_journal")


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_the_same_however_long(commune, administrator, django_assert_num_queries, name):
    here = {"actor": commune.actor("officer"), "organisation_id": commune.organisation.pk, "kind": "hamlet"}
    units.add(name="Thôn đầu", aliases=["Đ"], **here)  # one row of every list
    administrator.get(reverse(name))  # warm: templates and caches of this process
    with CaptureQueriesContext(connection) as few:
        administrator.get(reverse(name))
    for number in range(12):
        unit = units.add(name=f"Thôn {number}", aliases=[f"T{number}"], **here)
        user = User.objects.create_user(username=f"u{number}", full_name=f"Người {number}", folded=f"nguoi {number}")
        Position.objects.create(
            user=user,
            organisation=commune.organisation,
            unit=unit,
            role="unit_head",
            title="Trưởng thôn",
            starts_on=timezone.localdate(),
        )
    with django_assert_num_queries(len(few)):
        administrator.get(reverse(name))


def test_the_search_finds_without_diacritics(commune, officer):
    page = officer.get(reverse("org_units:index"), {"q": "ben do"})
    assert [unit.name for unit in page.context["object_list"]] == ["Thôn Bến Đò"]
