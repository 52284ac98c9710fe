"""The examples of the kit's page are run as they are printed."""

import doctest
from pathlib import Path

KIT = Path(__file__).parents[2] / "docs" / "howto" / "kit.md"


def test_the_examples_of_the_kit_give_what_they_show() -> None:
    words = KIT.read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(words.replace("```", ""), {}, KIT.name, str(KIT), 0)
    results = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples)
    assert results.attempted > 15
    assert results.failed == 0
