"""Stored documents: originals, readings, validity, internal or public."""
