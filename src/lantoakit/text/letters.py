"""Vietnamese letters for character classes of regular expressions: no range of code points holds one case alone."""

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LOWER = "a-z" + _MARKED
UPPER = "A-Z" + _MARKED.upper()
