"""Reading and writing Vietnamese administrative documents: pure Python, no Django."""
