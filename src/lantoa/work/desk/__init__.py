"""The desk's pages of work."""
