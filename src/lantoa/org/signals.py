"""What the organisation tells the layers above; receivers only write rows or enqueue jobs."""

from django.dispatch import Signal

position_handed_over = Signal()
"""Sent inside the transaction with `old` and `new` (Position) and `actor`."""

unit_merged = Signal()
"""Sent inside the transaction with `old` and `new` (Unit) and `actor`."""

unit_closed = Signal()
"""Sent inside the transaction with `unit` and `actor`: it is taken out of use and nothing takes its place."""

unit_reopened = Signal()
"""Sent inside the transaction with `unit` and `actor`: it is in use again."""

setting_changed = Signal()
"""Sent inside the transaction with `name`, `value`, `organisation_id` and `actor`, for each setting that changed."""

organisation_renamed = Signal()
"""Sent before an `organisation` (Organisation) is saved under another name than the stored one."""
