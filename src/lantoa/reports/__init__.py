"""Periodic reports whose every number opens onto its records."""
