"""Pages of the field (phone) and the files of evidence."""
