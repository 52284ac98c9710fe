"""Receivers of this app: they only write rows or enqueue jobs."""
