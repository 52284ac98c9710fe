"""Scans made on the spot: an administrative paper set by Typst, stamped, written on, laid askew and made noisy.

The same words come out as HTML, so that what is read in the scan can be held against what stands in the paper.
"""

import io
import json
import math
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import typst
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from lantoakit import fonts

SAMPLES = Path(__file__).parent / "samples"
RED, BLUE, BLACK = (205, 40, 50), (40, 60, 165), (25, 25, 28)
DPI = 200


@dataclass(frozen=True)
class Wear:
    """What the paper and the scanner did. Angles in degrees, noise in grey levels, `dpi` of the scan."""

    skew: float = 1.0
    noise: float = 9.0
    seal: bool = True
    stamp: bool = True
    pen: bool = True
    staple: bool = True
    dpi: int = DPI
    mode: str = "RGB"  # or "L" for grey, "1" for black and white
    shade: float = 0.0  # how much darker one side is, 0 to 1: a photograph
    ink: tuple[int, int, int] = RED
    secret: str = ""  # words of a stamp of secrecy
    turn: int = 0  # degrees by which the page lies on its side or head


def sample() -> dict[str, Any]:
    """Return the words of the paper."""
    content: dict[str, Any] = json.loads((SAMPLES / "plan.json").read_text(encoding="utf-8"))
    return content


def short() -> dict[str, Any]:
    """Return the words of a paper of one page."""
    content = sample()
    del content["appendix"]
    content["body_text"] = [*content["body_text"][:6], content["body_text"][-1]]
    return content


def printed(paper: dict[str, Any]) -> bytes:
    """Return the paper as a PDF with a text layer."""
    result: bytes = typst.compile(
        SAMPLES / "plan.typ",
        font_paths=[Path(fonts.__file__).parent],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper)},
    )
    return result


def as_html(paper: dict[str, Any]) -> bytes:
    """Return the same words as HTML."""
    rows = [
        f"<table><tr><td><p>{escape(paper['parent'])}</p><p><b>{escape(paper['body'])}</b></p>"
        f"<p>{escape(paper['sign'])}</p></td><td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p>"
        f"<p><b>Độc lập - Tự do - Hạnh phúc</b></p><p><i>{escape(paper['place'])}</i></p></td></tr></table>"
    ]
    rows += [f"<p><b>{escape(x)}</b></p>" for x in (paper["kind"], " ".join(paper["title"]))]
    rows += [f"<p>{escape(x)}</p>" for x in paper["bases"]]
    for words in paper["body_text"]:
        rows.append(f"<p><b>{escape(words[1:])}</b></p>" if words.startswith("*") else f"<p>{escape(words)}</p>")
    left = "".join(f"<p>{escape(x)}</p>" for x in ("Nơi nhận:", *paper["recipients"]))
    right = "".join(f"<p><b>{escape(x)}</b></p>" for x in (*paper["authority"], paper["signer"]))
    rows.append(f"<table><tr><td>{left}</td><td>{right}</td></tr></table>")
    if appendix := paper.get("appendix"):
        rows += [f"<p><b>{escape(x)}</b></p>" for x in ("PHỤ LỤC", appendix["title"])]
        rows.append(f"<p>{escape(appendix['attached'])}</p><table>")
        rows.append("<tr>" + "".join(f"<th>{escape(x)}</th>" for x in appendix["headings"]) + "</tr>")
        for row in appendix["rows"]:
            cells = [x.split("|") for x in row if x]
            rows.append(
                "<tr>"
                + "".join(
                    f'<td rowspan="{c[1]}">{escape(c[0])}</td>' if len(c) == 2 else f"<td>{escape(c[0])}</td>"
                    for c in cells
                )
                + "</tr>"
            )
        rows.append("</table>")
    return f'<!doctype html><meta charset="utf-8"><body>{"".join(rows)}</body>'.encode()


def scanned(paper: dict[str, Any], wear: Wear | None = None, seed: int = 1) -> list[Image.Image]:
    """Return the paper's pages as a scanner gives them."""
    return on_glass(printed(paper), paper["signer"], wear or Wear(), seed)


def on_glass(pdf: bytes, signer: str, wear: Wear, seed: int = 1) -> list[Image.Image]:
    """Return the pages of a PDF as a scanner gives them: stamped on the first one, signed over the name of `signer`."""
    document = pdfium.PdfDocument(pdf)
    chance = np.random.default_rng(seed)
    pages: list[Image.Image] = []
    last = _signed_page(document, signer)
    for number in range(len(document)):
        page = document[number].render(scale=wear.dpi / 72).to_pil().convert("RGB")
        if number == 0:
            _mark_first(page, wear)
        if number == last and wear.seal:
            _sign(page, wear, _name_place(document, number, signer))
        pages.append(worn(page, wear, chance))
    document.close()
    return pages


def scan_pdf(images: list[Image.Image], dpi: int = DPI, quality: int = 75) -> bytes:
    """Return a PDF whose pages are pictures."""
    out = io.BytesIO()
    how = {} if images[0].mode == "1" else {"quality": quality}
    images[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=images[1:], **how)
    return out.getvalue()


def picture(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def _signed_page(document: pdfium.PdfDocument, signer: str) -> int:
    for number in range(len(document)):
        if signer in document[number].get_textpage().get_text_range():
            return number
    return len(document) - 1


def _name_place(document: pdfium.PdfDocument, number: int, name: str) -> tuple[float, float]:
    """Return the middle of the signer's name in points from the top left."""
    page = document[number]
    found = page.get_textpage().search(name).get_next()
    if found is None:
        return page.get_width() * 0.7, page.get_height() * 0.7
    boxes = [page.get_textpage().get_charbox(i) for i in range(found[0], found[0] + found[1])]
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    return (left + right) / 2, page.get_height() - max(b[3] for b in boxes)


def _font(size: float, bold: bool = True) -> ImageFont.FreeTypeFont:
    folder = Path(fonts.__file__).parent
    return ImageFont.truetype(str(folder / ("tinos-700.ttf" if bold else "tinos-400-italic.ttf")), round(size))


def _press(page: Image.Image, layer: Image.Image) -> None:
    """Lay ink on the page: what is printed below stays dark."""
    page.paste(ImageChops.multiply(page, layer))


def _mark_first(page: Image.Image, wear: Wear) -> None:
    unit = wear.dpi / 72
    layer = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(layer)
    if wear.stamp:
        _incoming(draw, (62 * unit, 132 * unit), unit, wear.ink)
    if wear.secret:
        font = _font(17 * unit)
        x, y = 70 * unit, 112 * unit
        box = draw.textbbox((x, y), wear.secret, font=font)
        pad = 4 * unit
        draw.rectangle(
            (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad), outline=wear.ink, width=round(1.4 * unit)
        )
        draw.text((x, y), wear.secret, font=font, fill=wear.ink)
    if wear.pen:
        _scrawl(draw, (350 * unit, 26 * unit), unit, BLUE)
    _press(page, layer)


def _incoming(draw: ImageDraw.ImageDraw, at: tuple[float, float], unit: float, ink: tuple[int, int, int]) -> None:
    x, y = at
    wide, tall = 136 * unit, 62 * unit
    draw.rectangle((x, y, x + wide, y + tall), outline=ink, width=round(1.3 * unit))
    draw.line((x, y + 20 * unit, x + wide, y + 20 * unit), fill=ink, width=round(0.9 * unit))
    draw.text((x + wide / 2, y + 10 * unit), "CÔNG VĂN ĐẾN", font=_font(12 * unit), fill=ink, anchor="mm")
    for n, words in enumerate(("Số: 1127.........", "Ngày: 09/3/2026", "Chuyển: VHXH.....")):
        draw.text(
            (x + 6 * unit, y + (24 + 12.5 * n) * unit), words, font=_font(10 * unit, bold=False), fill=ink, anchor="la"
        )


def _scrawl(draw: ImageDraw.ImageDraw, at: tuple[float, float], unit: float, ink: tuple[int, int, int]) -> None:
    """Draw a remark by hand: loops along a line, twice."""
    for row in range(2):
        points = []
        for step in range(240):
            t = step / 12
            x = at[0] + unit * (7.5 * t + 4 * math.sin(3.1 * t))
            y = at[1] + unit * (row * 16 + 5 * math.sin(5.3 * t + row) + 3 * math.cos(2.2 * t))
            points.append((x, y))
        draw.line(points, fill=ink, width=max(2, round(1.1 * unit)), joint="curve")


def _sign(page: Image.Image, wear: Wear, name: tuple[float, float]) -> None:
    """Sign above the name in blue and press the seal over a third of it, so that it touches the name too."""
    unit = wear.dpi / 72
    layer = Image.new("RGB", page.size, "white")
    x, y = name[0] * unit, name[1] * unit
    points = []
    for step in range(160):
        t = step / 10
        points.append(
            (x + unit * (-48 + 6.4 * t + 9 * math.sin(2.1 * t)), y - unit * (34 + 17 * math.sin(1.7 * t) - 0.8 * t))
        )
    ImageDraw.Draw(layer).line(points, fill=BLUE, width=max(2, round(1.3 * unit)), joint="curve")
    _press(page, layer)
    _press(page, _seal(page.size, (x - 44 * unit, y - 30 * unit), unit, wear.ink))


def _seal(size: tuple[int, int], middle: tuple[float, float], unit: float, ink: tuple[int, int, int]) -> Image.Image:
    layer = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(layer)
    x, y = middle
    for radius, width in ((50, 2.0), (46, 0.7), (30, 0.8)):
        r = radius * unit
        draw.ellipse((x - r, y - r, x + r, y + r), outline=ink, width=max(1, round(width * unit)))
    words = "ỦY BAN NHÂN DÂN XÃ SƠN KHÊ * TỈNH BẮC AN * "
    for n, letter in enumerate(words):
        angle = 360 * n / len(words) - 200
        tile = Image.new("L", (round(14 * unit),) * 2, 0)
        ImageDraw.Draw(tile).text(
            (tile.width / 2, tile.height / 2), letter, font=_font(9 * unit), fill=255, anchor="mm"
        )
        turned = tile.rotate(-angle - 90, resample=Image.Resampling.BICUBIC)
        place = (
            round(x + 38 * unit * math.cos(math.radians(angle)) - tile.width / 2),
            round(y + 38 * unit * math.sin(math.radians(angle)) - tile.height / 2),
        )
        layer.paste(Image.new("RGB", tile.size, ink), place, turned)
    star = [
        (
            x + unit * (18 if n % 2 == 0 else 8) * math.sin(math.pi * n / 5),
            y - unit * (18 if n % 2 == 0 else 8) * math.cos(math.pi * n / 5),
        )
        for n in range(10)
    ]
    draw.polygon(star, fill=ink)
    return layer


def worn(page: Image.Image, wear: Wear, chance: np.random.Generator) -> Image.Image:
    """Return a clean page (RGB, at the resolution of the scan) as a scanner gives it, without stamps."""
    unit = wear.dpi / 72
    draw = ImageDraw.Draw(page)
    if wear.staple:
        draw.line((14 * unit, 20 * unit, 34 * unit, 12 * unit), fill=(70, 70, 72), width=round(2.2 * unit))
        draw.rectangle((0, 0, round(3 * unit), page.height), fill=(120, 120, 122))
    if wear.turn:
        page = page.rotate(wear.turn, expand=True, fillcolor="white")
    turned = page.rotate(wear.skew, resample=Image.Resampling.BICUBIC, fillcolor=(246, 246, 243))
    turned = turned.filter(ImageFilter.GaussianBlur(0.35 * unit / 2.78))
    pixels: NDArray[np.float32] = np.asarray(turned, dtype=np.float32)
    # Paper is not quite white, ink not quite black, and grains of the sensor differ by channel only a little.
    pixels = 22 + pixels * (228 / 255)
    if wear.shade:
        across = np.linspace(1, 1 - wear.shade, pixels.shape[1], dtype=np.float32)
        down = np.linspace(1, 1 - wear.shade / 2, pixels.shape[0], dtype=np.float32)
        pixels = pixels * (down[:, None] * across[None, :])[:, :, None]
    grain = chance.normal(0, wear.noise, pixels.shape[:2]).astype(np.float32)
    colour = chance.normal(0, wear.noise / 3, pixels.shape).astype(np.float32)
    pixels = np.clip(pixels + grain[:, :, None] + colour, 0, 255)
    image = Image.fromarray(pixels.astype(np.uint8), "RGB")
    if wear.mode == "1":
        return image.convert("L").point(lambda v: 255 if v > 150 else 0).convert("1", dither=Image.Dither.NONE)
    return image.convert(wear.mode)
