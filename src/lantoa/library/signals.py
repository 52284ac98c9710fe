"""What the library tells the layers above; receivers only write rows or enqueue jobs."""

from django.dispatch import Signal

document_read = Signal()
"""Sent inside the transaction with `reading` (Reading, state done) when a reading is stored."""

reading_failed = Signal()
"""Sent inside the transaction with `reading` (Reading, state failed or cancelled)."""
