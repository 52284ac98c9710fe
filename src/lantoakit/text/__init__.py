"""Vietnamese text: one Unicode form, one tone placement, folding for search, syllables and sentences."""

from lantoakit.text.normal import fold, legible, nfc, normalise_tones
from lantoakit.text.segment import Sentence, sentences, syllables

__all__ = ["Sentence", "fold", "legible", "nfc", "normalise_tones", "sentences", "syllables"]
