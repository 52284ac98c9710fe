"""What `scripts/messages.py` gathers out of modules and templates, and what it keeps of a catalogue."""

from __future__ import annotations

import importlib
from types import ModuleType

import polib
import pytest
from django.conf import settings

SCRIPTS = settings.PACKAGE.parent.parent / "scripts"
IMPORTS = "from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext\n"


@pytest.fixture
def sources(monkeypatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("message_sources")


@pytest.fixture
def messages(sources) -> ModuleType:
    return importlib.import_module("messages")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("Lưu")', [("Lưu", "", None)]),  # under whatever name it was imported
        ('gettext_lazy("Chưa " "xong")', [("Chưa xong", "", None)]),  # pieces are one string
        ('_("Còn %(n)d") % {"n": _("hai")}', [("Còn %(n)d", "", None), ("hai", "", None)]),  # one inside another
        ('ngettext("một %(n)d", "nhiều %(n)d", 2)', [("một %(n)d", "nhiều %(n)d", None)]),
        ('pgettext("phím", "Thoát")', [("Thoát", "", "phím")]),
        ('print("Chào")', []),  # not looked up
    ],
)
def test_modules(sources, source, found):
    assert [(one.msgid, one.plural, one.context) for one in sources.in_python(IMPORTS + source, "a.py")] == found


@pytest.mark.parametrize("source", ["_(name)", '_(f"Chào {name}")', '_("Chào " + name)'])
def test_a_msgid_put_together_at_run_time_is_refused(sources, source):
    with pytest.raises(sources.NotPlain, match=r"a\.py:2"):
        list(sources.in_python(IMPORTS + source, "a.py"))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "Lưu (nháp)" %}', ["Lưu (nháp)"]),  # a bracket does not end it
        ("<b title=\"{% translate 'Nói “được”' %}\">x</b>", ["Nói “được”"]),
        ("{% blocktranslate with day=x %}Ngày {{ day }}: 5%{% endblocktranslate %}", ["Ngày %(day)s: 5%%"]),
        ("{% blocktranslate trimmed %}\n  Hai\n  dòng\n{% endblocktranslate %}", ["Hai dòng"]),
        ('{{ done|yesno:_("Có,Không") }}', ["Có,Không"]),  # an argument of a filter
        ('{{ label|default:_("Gửi") }} gettext(x)', ["Gửi"]),  # plain text is no call
        ("{% comment %}{% translate 'Cũ' %}{% endcomment %}", []),
    ],
)
def test_templates(sources, source, found):
    assert [one.msgid for one in sources.in_template(source, "a.html")] == found


def test_what_is_translated_stays_and_what_nobody_uses_goes(sources, messages):
    message = sources.Message
    kept = polib.POFile()
    kept.append(polib.POEntry(msgid="Lưu", msgstr="Save"))
    kept.append(polib.POEntry(msgid="Cũ", msgstr="Old"))
    made = messages.extracted([message("Mới", files=["b.py"]), message("Lưu", files=["a.py"])], kept)
    assert [(entry.msgid, entry.msgstr) for entry in made] == [("Mới", ""), ("Lưu", "Save")]
    assert str(messages.extracted([message("Lưu", files=["a.py"])], made)) == str(
        messages.extracted([message("Lưu", files=["a.py"])], kept)
    )
