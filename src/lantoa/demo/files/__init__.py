"""Files of the sample commune: one plan as DOCX, PDF and text, and drawn evidence. `make.py` writes them."""
