"""Pages of reports on the desk."""
