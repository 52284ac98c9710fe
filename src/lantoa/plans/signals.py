"""What plans tell the layers above; receivers only write rows or enqueue jobs."""

from django.dispatch import Signal

tasks_confirmed = Signal()
"""Sent inside the transaction with `plan`, `tasks` (list of PlanTask in state confirmed) and `actor`.

May come again for the same tasks (a corrected task is confirmed anew): what receivers make is keyed by task and unit.
"""

tasks_withdrawn = Signal()
"""Sent inside the transaction with `plan`, `tasks` and `actor`: they are no longer work."""

plan_issued = Signal()
"""Sent inside the transaction with `plan` and `actor`."""

plan_ended = Signal()
"""Sent inside the transaction with `plan` and `actor`."""

plan_discarded = Signal()
"""Sent inside the transaction with `plan` and `actor`, before its rows go: receivers withdraw the work and let
go of the plan and its tasks, or raise WrongState where results hang on them."""
