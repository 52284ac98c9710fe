"""Organisations, units, people, positions and what they may do."""
