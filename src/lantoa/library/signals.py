"""What the library tells the layers above; receivers only write rows or enqueue jobs."""

from django.dispatch import Signal

document_read = Signal()
"""Sent inside the transaction with `reading` (Reading, state done) when a reading is stored."""

reading_failed = Signal()
"""Sent inside the transaction with `reading` (Reading, state failed or cancelled).

With `reading.error_code == SECRET` the document is removed right afterwards in the same transaction: receivers let
go of it.
"""

SECRET = "secret_document"  # noqa: S105
"""Code of a reading that met a stamp of secrecy."""
