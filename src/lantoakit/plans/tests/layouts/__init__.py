"""One plan in many layouts: as text, as DOCX, as PDF by Typst and by LibreOffice. Invented bodies, places, people."""
