"""A paper of another body: its general words mean nobody here until a person says so."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lantoa.library.testing import make_document
from lantoa.plans import selectors, services
from lantoa.plans.matching import is_of_others
from lantoa.plans.models import Adoption, TaskState
from lantoa.plans.testing import make_plan, plan_text, task_with
from lantoa.shared.errors import NotFound, PermissionRefused, WrongState

pytestmark = pytest.mark.django_db

TASKS = ("1. Trưởng các thôn", "a) Treo băng rôn tại nhà văn hóa.", "2. Công an xã", "a) Trực đường dây nóng.")


@pytest.fixture
def foreign(commune):
    text = plan_text(TASKS).replace("XÃ MINH HỌA", "XÃ SƠN LÂM").replace("xã Minh Họa", "xã Sơn Lâm")
    document = make_document(commune, text, name="la.txt")
    return services.create_from_document(actor=commune.actor("officer"), document_id=document.pk)


def adopt(commune, plan, *, taken, role="officer"):
    return services.adopt(actor=commune.actor(role), plan_id=plan.pk, taken=taken)


def test_general_words_of_another_body_are_asked_about_and_a_units_own_name_is_not(foreign):
    assert foreign.adoption == Adoption.ASKED
    general, named = task_with(foreign, "băng rôn"), task_with(foreign, "đường dây nóng")
    assert (general.state, named.state) == (TaskState.UNSURE, TaskState.CLEAR)
    assert general.units.get().doubt == "tên chung trong văn bản của cơ quan khác"
    assert selectors.lead_names(general) == ["Trưởng các thôn"]


def test_the_answer_is_kept_and_can_be_another_one(foreign, commune):
    for _twice in range(2):
        adopt(commune, foreign, taken=True)
    task = task_with(foreign, "băng rôn")
    assert (task.state, selectors.lead_names(task)) == (TaskState.CLEAR, ["Thôn Bến Đò", "Thôn Đình"])
    assert adopt(commune, foreign, taken=False).adoption == Adoption.LEFT
    task.refresh_from_db()
    assert task.state == TaskState.UNSURE
    assert not task.units.get().units.exists()


def test_correcting_the_issuer_takes_the_question_away(foreign, commune):
    changed = services.change_plan(
        actor=commune.actor("officer"), plan_id=foreign.pk, version=foreign.version,
        values={"issuer": "UBND xã Minh Họa"},
    )  # fmt: skip
    assert changed.adoption == Adoption.OWN
    assert task_with(foreign, "băng rôn").state == TaskState.CLEAR


def test_who_may_answer_and_when(foreign, commune, other_commune):
    with pytest.raises(PermissionRefused):
        adopt(commune, foreign, taken=True, role="approver")
    with pytest.raises(NotFound):
        adopt(other_commune, foreign, taken=True)
    with pytest.raises(WrongState):
        adopt(commune, make_plan(commune), taken=True)


@pytest.mark.parametrize(
    ("issuer", "others"),
    [
        ("Ủy ban nhân dân xã Minh Họa", False),
        ("ĐẢNG ỦY XÃ MINH HỌA", False),
        ("Phòng Văn hóa - Xã hội", False),
        ("Ủy ban nhân dân xã", False),
        ("", False),
        ("Ủy ban nhân dân xã Sơn Lâm", True),
        ("Văn phòng UBND tỉnh", True),
    ],
)
def test_whose_paper_it_is(commune, issuer, others):
    assert is_of_others(issuer, commune.organisation) is others


def test_the_question_is_asked_where_tasks_are_reviewed(commune, foreign, sign_in):
    page = reverse("plans_desk:review", args=[foreign.pk])
    officer = sign_in(commune.people["officer"])
    html = officer.get(page).content.decode()
    assert "Có, giao cho đơn vị của xã" in html
    assert "Có, giao cho đơn vị của xã" not in sign_in(commune.people["auditor"]).get(page).content.decode()
    answer = officer.post(reverse("plans_desk:adopt", args=[foreign.pk]), {"taken": "yes", "back": "review"})
    assert answer.url == page
    assert "Giao việc cho đơn vị của xã?" not in officer.get(page).content.decode()
