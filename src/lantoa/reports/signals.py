"""What reports tell the layers above."""

from django.dispatch import Signal

report_frozen = Signal()
"""`report`, `actor`: the figures and words of a report were frozen."""

report_reopened = Signal()
"""`report`, `edition`, `actor`: a frozen report was taken up again; `edition` keeps what it was."""
