"""What work tells the layers above; receivers only write rows or enqueue jobs."""

from django.dispatch import Signal

evidence_recorded = Signal()
"""Sent inside the transaction with `evidence` and `actor`."""

item_done = Signal()
"""Sent inside the transaction with `item` and `actor`."""

item_given_again = Signal()
"""Sent inside the transaction with `item` and `actor`, when a withdrawn item is work again."""

evidence_erased = Signal()
"""Sent inside the transaction with `evidence`, the `words` that it held, and `actor`, when somebody erased a piece."""

words_erased = Signal()
"""Sent inside the transaction with the `erased` words (services.erasing.ErasedWords) and `actor`, when somebody erased
what a unit had written on a slip or in a request."""
