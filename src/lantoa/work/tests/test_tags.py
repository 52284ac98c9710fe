"""Tags of the pages of work: numbers as they are read."""

from decimal import Decimal

import pytest

from lantoa.work.models import WorkItem
from lantoa.work.templatetags.work import percent


@pytest.mark.parametrize(
    ("done", "total", "said"), [(40, 58, "69,0%"), (34, 58, "58,6%"), (1, 2000, "0,1%"), (0, 9, "0,0%")]
)
def test_a_share_is_rounded_half_up(done, total, said):
    assert percent(WorkItem(progress_done=Decimal(done), progress_total=Decimal(total))) == said
