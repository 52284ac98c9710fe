"""Reading the image of a page: light, ink, skew, columns, tables, stamps, words."""
