"""The sample commune."""
