"""Settings and URLs of the project."""
