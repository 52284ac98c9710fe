"""Pages of this app outside the desk."""
