"""Kế hoạch on the desk: list and upload, review, one plan, its corrected versions, what goes out of it."""
