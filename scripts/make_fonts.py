"""Make the project's fonts: one file per weight out of the subsets that @fontsource packages hold.

Browsers and Typst place a tone mark wrongly where a letter and its mark come from two files, so the subsets "latin",
"latin-ext" and "vietnamese" are merged. Needs `npm` (for `npm pack`), fontTools and brotli (development lock).

    python scripts/make_fonts.py             # fetch, merge, check, write
    python scripts/make_fonts.py --from DIR  # the packages are already unpacked in DIR/<family>/package

Writes WOFF2, licences and `fonts.css` for the web, and TTF for Typst. Sources: npm @fontsource/be-vietnam-pro and
@fontsource/tinos, both under the SIL Open Font License 1.1, without reserved font names.
"""

from __future__ import annotations

import argparse
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src/lantoa/shared/static/lantoa/fonts"
CSS = ROOT / "src/lantoa/shared/static/lantoa/fonts.css"
KIT = ROOT / "src/lantoakit/fonts"
SUBSETS = ("latin", "latin-ext", "vietnamese")
# Vietnamese letters that stack two marks or carry a horn: each must have a glyph of its own with an outline.
MUST_HAVE = "ăâđêôơưĂÂĐÊÔƠƯệỗặẵữợằẩễỔỆỖẶỮỢỲỵ₫“”‘’–…0123456789"
# What is kept of "latin-ext": European letters and marks. Phonetic and medievalist blocks would double the size.
KEPT_RANGES = ((0x20, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x2212), (0x2C6, 0x2DD))


@dataclass(frozen=True)
class Face:
    """One weight of a family: `web` writes WOFF2 and a rule of CSS, `kit` writes TTF."""

    weight: int
    italic: bool = False
    kit: bool = False
    web: bool = True

    @property
    def style(self) -> str:
        return "italic" if self.italic else "normal"


@dataclass(frozen=True)
class Family:
    name: str
    slug: str
    version: str
    faces: tuple[Face, ...]


FAMILIES = (
    Family(
        "Be Vietnam Pro",
        "be-vietnam-pro",
        "5.3.0",
        (Face(400, kit=True), Face(500), Face(600), Face(700, kit=True), Face(800)),
    ),
    Family(
        "Tinos",
        "tinos",
        "5.3.0",
        (
            Face(400, kit=True),
            Face(700, kit=True),
            Face(400, italic=True, kit=True),
            Face(700, italic=True, kit=True, web=False),  # "Nơi nhận:" of a printed document
        ),
    ),
)


def fetch(family: Family, into: Path) -> None:
    """Download the family's npm package and unpack it to `into/<slug>/package`."""
    target = into / family.slug
    target.mkdir()
    name = f"@fontsource/{family.slug}@{family.version}"
    subprocess.run(["npm", "pack", name, "--pack-destination", str(target), "--silent"], check=True)
    (archive,) = target.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")


def trimmed(path: Path, into: Path) -> Path:
    """A TTF copy of one subset that holds the kept ranges only. `fontTools.merge` reads files, not fonts."""
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(layout_features=["*"], hinting=True, notdef_outline=True, recalc_timestamp=False)
    subsetter = subset.Subsetter(options)
    kept = {code for code in font.getBestCmap() if any(low <= code <= high for low, high in KEPT_RANGES)}
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    font.flavor = None
    out = into / f"{path.stem}.ttf"
    font.save(out)
    return out


def merged(family: Family, face: Face, package: Path) -> TTFont:
    """The face with all its subsets in one font; its own times stay, so the bytes are the same on every run."""
    names = [f"{family.slug}-{part}-{face.weight}-{face.style}.woff2" for part in SUBSETS]
    with tempfile.TemporaryDirectory() as scratch:
        parts = [str(trimmed(package / "files" / name, Path(scratch))) for name in names]
        font = merge.Merger().merge(parts)
    font.recalcTimestamp = False
    first = TTFont(package / "files" / names[0])
    font["head"].created, font["head"].modified = first["head"].created, first["head"].modified
    font["name"] = first["name"]
    font["OS/2"].usWeightClass = face.weight
    return font


def check(font: TTFont, what: str) -> None:
    """Raise ValueError where a Vietnamese letter has no glyph or an empty one."""
    cmap, glyphs = font.getBestCmap(), font["glyf"]
    bad = [letter for letter in MUST_HAVE if ord(letter) not in cmap or not glyphs[cmap[ord(letter)]].numberOfContours]
    if bad:
        raise ValueError(f"{what}: no outline for {' '.join(bad)}")


def rule(family: Family, face: Face, file: str) -> str:
    return (
        "@font-face {\n"
        f'  font-family: "{family.name}"; font-style: {face.style}; font-weight: {face.weight}; font-display: swap;\n'
        f'  src: url("fonts/{file}") format("woff2");\n'
        "}\n"
    )


def write_family(family: Family, package: Path) -> list[str]:
    """Write every face and the licence of a family; the rules of CSS for it."""
    rules = []
    for face in family.faces:
        font = merged(family, face, package)
        stem = f"{family.slug}-{face.weight}" + ("-italic" if face.italic else "")
        check(font, stem)
        if face.kit:
            font.flavor = None
            font.save(KIT / f"{stem}.ttf")
        if face.web:
            font.flavor = "woff2"
            font.save(WEB / f"{stem}.woff2")
            rules.append(rule(family, face, f"{stem}.woff2"))
    licence = (package / "LICENSE").read_text(encoding="utf-8")
    for folder in (WEB, KIT):
        (folder / f"{family.slug}-OFL.txt").write_text(licence, encoding="utf-8")
    return rules


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="source", type=Path, help="folder with <family>/package of each npm package")
    source: Path | None = parser.parse_args().source
    for folder in (WEB, KIT):
        folder.mkdir(parents=True, exist_ok=True)
    css = ["/* Made by scripts/make_fonts.py: all subsets in one file per weight, so marks stay on their letters. */\n"]
    with tempfile.TemporaryDirectory() as scratch:
        for family in FAMILIES:
            if source is None:
                fetch(family, Path(scratch))
            css += write_family(family, (source or Path(scratch)) / family.slug / "package")
    CSS.write_text("\n".join(css), encoding="utf-8")


if __name__ == "__main__":
    main()
