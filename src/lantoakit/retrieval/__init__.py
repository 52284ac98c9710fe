"""Passages -> index -> answers that quote what documents say, word for word, or that they do not say it."""

from lantoakit.retrieval.model import Answer, Passage, Quotation, Source, Standing

__all__ = ["Answer", "Passage", "Quotation", "Source", "Standing"]
