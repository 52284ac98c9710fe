"""Drawn evidence for the sample commune: four scenes without real people, made by code so that nobody owns them.

Each is a JPEG of 960 x 720 pixels below 60 KB, drawn with Pillow at twice the size and made smaller for smooth edges.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from lantoakit import fonts

__all__ = ["PICTURES", "jpeg"]

SIZE, SCALE = (960, 720), 2
WALL, WOOD, PAPER, INK = "#e9dfc8", "#8a5a34", "#fdfaf2", "#23302f"
TEAL, RED, YELLOW, GREEN, GREY = "#0b5261", "#a3271c", "#e9b83a", "#5f8f5a", "#8d8a80"
SKIN = ("#c98f66", "#b67b52", "#d9a67e")
SHIRTS = (TEAL, "#7b4a6d", "#4f6d8f", "#a8563d", GREEN, "#6b6f3a")


class Sheet:
    """A drawing surface in the coordinates of the finished picture."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), ground)
        self.draw = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, w: float, h: float, fill: str, *, radius: float = 0) -> None:
        edges = (x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE)
        self.draw.rounded_rectangle(edges, radius * SCALE, fill=fill)

    def disc(self, x: float, y: float, r: float, fill: str) -> None:
        self.draw.ellipse(((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE), fill=fill)

    def line(self, points: list[tuple[float, float]], fill: str, width: float) -> None:
        self.draw.line([(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=int(width * SCALE))

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def text(self, x: float, y: float, words: str, size: float, fill: str = INK, *, bold: bool = False) -> None:
        font = ImageFont.truetype(str(fonts.face("be-vietnam-pro", 700 if bold else 400)), int(size * SCALE))
        self.draw.text((x * SCALE, y * SCALE), words, font=font, fill=fill, anchor="mm")

    def hand(self, x: float, y: float, words: str, size: float, fill: str = "#1f3f8f") -> None:
        font = ImageFont.truetype(str(fonts.face("tinos", italic=True)), int(size * SCALE))
        self.draw.text((x * SCALE, y * SCALE), words, font=font, fill=fill, anchor="lm")

    def back_of_person(self, x: float, y: float, size: float, number: int) -> None:
        """Somebody seen from behind: head, hair, shoulders."""
        self.box(
            x - size * 0.95, y + size * 0.75, size * 1.9, size * 2.4, SHIRTS[number % len(SHIRTS)], radius=size * 0.7
        )
        self.disc(x, y, size * 0.62, SKIN[number % len(SKIN)])
        hair = "#d8d5cc" if number % 3 == 0 else "#2b2522"
        self.disc(x, y - size * 0.1, size * 0.62, hair)


def _hall(sheet: Sheet, sign: str) -> None:
    sheet.box(0, 0, 960, 520, WALL)
    sheet.box(0, 470, 960, 250, "#b98f62")
    for x in range(0, 960, 120):
        sheet.line([(x, 470), (x - 60, 720)], "#a67d52", 2)
    sheet.box(250, 36, 460, 66, RED, radius=4)
    sheet.text(480, 69, sign, 24, "#ffe9a8", bold=True)


def meeting() -> Image.Image:
    """A meeting at the village hall, seen from the last row."""
    sheet = Sheet(WALL)
    _hall(sheet, "HỌP THÔN BẾN ĐÒ")
    for x in (60, 760):
        sheet.box(x, 130, 140, 190, "#bcd7dc", radius=4)
        sheet.line([(x + 70, 130), (x + 70, 320)], WOOD, 6)
        sheet.line([(x, 225), (x + 140, 225)], WOOD, 6)
    sheet.box(300, 135, 360, 200, PAPER, radius=6)
    sheet.text(480, 172, "Kế hoạch 27", 27, TEAL, bold=True)
    for index, words in enumerate(("1. Ai cũng học được", "2. Học tối thứ Ba, thứ Năm", "3. Không lấy tiền")):
        sheet.text(480, 216 + index * 36, words, 19)
    sheet.box(700, 330, 120, 130, WOOD, radius=6)
    sheet.disc(760, 270, 26, SKIN[0])
    sheet.box(722, 296, 76, 80, TEAL, radius=22)
    sheet.disc(760, 262, 26, "#2b2522")
    sheet.disc(760, 276, 21, SKIN[0])
    for row in range(3):
        for seat in range(6 - row % 2):
            x = 120 + seat * 145 + (row % 2) * 72
            sheet.back_of_person(x, 430 + row * 92, 38 + row * 6, seat + row * 2)
    return sheet.image


def log_book() -> Image.Image:
    """The log book of the loudspeaker, open at a week of November."""
    sheet = Sheet(WOOD)
    for y in range(0, 720, 45):
        sheet.line([(0, y), (960, y + 20)], "#7d4f2c", 3)
    sheet.shape([(70, 70), (900, 50), (915, 665), (55, 680)], "#5a3a20")
    sheet.shape([(85, 75), (890, 58), (903, 652), (72, 664)], PAPER)
    sheet.text(480, 112, "SỔ PHÁT THANH - THÔN BẾN ĐÒ", 27, RED, bold=True)
    columns, widths = (100, 235, 350, 720), (135, 115, 370, 155)
    for x, title in zip(columns, ("Ngày", "Giờ", "Nội dung", "Người đọc"), strict=True):
        sheet.text(x + widths[columns.index(x)] / 2, 168, title, 18, bold=True)
    rows = (
        ("13/11/2026", "5:30", "Lịch lớp học số tối thứ Ba", "Lành"),
        ("13/11/2026", "17:00", "Cảnh báo cuộc gọi lừa đảo", "Lành"),
        ("14/11/2026", "17:00", "Cài VNeID ở nhà văn hóa", "Lành"),
        ("16/11/2026", "5:30", "Kỹ năng số cho mọi nhà, bài 4", "Lành"),
        ("17/11/2026", "17:00", "Mời bà con đi học tối nay", "Lành"),
        ("18/11/2026", "5:30", "Không đưa mã OTP cho ai", "Lành"),
    )
    for number in range(8):
        sheet.line([(95, 190 + number * 62), (882, 186 + number * 62)], "#9fb6c9", 2)
    for x in (232, 345, 715):
        sheet.line([(x, 150), (x - 3, 625)], "#d59a92", 2)
    for number, row in enumerate(rows):
        for x, words in zip(columns, row, strict=True):
            sheet.hand(x + 8, 222 + number * 62, words, 25)
    sheet.line([(690, 700), (930, 560)], TEAL, 14)
    sheet.line([(690, 700), (702, 693)], INK, 8)
    return sheet.image


def notice_board() -> Image.Image:
    """A poster on the notice board of a village hall."""
    sheet = Sheet("#cfd9c8")
    sheet.box(0, 600, 960, 120, "#9a8f78")
    for x in (150, 780):
        sheet.box(x, 80, 28, 600, "#6d6a63")
    sheet.box(90, 60, 780, 500, "#6d4a2c", radius=8)
    sheet.box(108, 78, 744, 464, "#3f6b58", radius=4)
    sheet.box(330, 96, 300, 428, PAPER, radius=3)
    sheet.box(330, 96, 300, 78, TEAL, radius=3)
    sheet.text(480, 122, "Ai gọi xưng cán bộ,", 22, PAPER, bold=True)
    sheet.text(480, 152, "bảo cài ứng dụng lạ?", 22, PAPER, bold=True)
    sheet.box(425, 196, 110, 190, INK, radius=16)
    sheet.box(434, 212, 92, 152, "#dcebe9", radius=4)
    sheet.line([(452, 234), (508, 340)], RED, 12)
    sheet.line([(508, 234), (452, 340)], RED, 12)
    sheet.text(480, 420, "TẮT MÁY", 38, RED, bold=True)
    sheet.text(480, 464, "Gọi lại số trực của xã để hỏi", 17)
    sheet.text(480, 496, "Công an xã Minh Họa", 16, TEAL, bold=True)
    for x, y, height, title in (
        (135, 110, 190, "Lịch trực"),
        (145, 325, 190, "Thu tiền nước"),
        (660, 105, 215, "Lớp học số"),
    ):
        sheet.box(x, y, 165, height, "#f6efdf", radius=2)
        sheet.text(x + 82, y + 26, title, 18, bold=True)
        for number in range(int((height - 60) / 20)):
            sheet.line([(x + 18, y + 56 + number * 20), (x + 147 - number % 3 * 22, y + 56 + number * 20)], GREY, 3)
        sheet.disc(x + 82, y + 4, 7, RED)
    sheet.box(670, 345, 150, 165, YELLOW, radius=2)
    sheet.text(745, 380, "Tiêm phòng", 18, bold=True)
    sheet.text(745, 410, "thứ Bảy, 7:30", 17)
    sheet.disc(745, 349, 7, RED)
    return sheet.image


def evening_class() -> Image.Image:
    """An evening class: learners with telephones, a teacher at the board."""
    sheet = Sheet(WALL)
    _hall(sheet, "LỚP HỌC SỐ BUỔI TỐI")
    sheet.box(210, 130, 420, 220, "#2f5747", radius=6)
    sheet.text(420, 180, "Bài 3: Nhận ra lừa đảo", 28, PAPER, bold=True)
    for index, words in enumerate(("Bảo gấp?", "Bảo giữ kín?", "Xin tiền, xin mã?")):
        sheet.text(420, 228 + index * 36, words, 22, "#f2e6b8")
    sheet.disc(720, 235, 34, SKIN[1])
    sheet.disc(720, 220, 33, "#2b2522")
    sheet.disc(720, 240, 27, SKIN[1])
    sheet.box(672, 270, 96, 170, "#7b4a6d", radius=30)
    sheet.line([(690, 300), (630, 250)], SKIN[1], 18)
    sheet.box(850, 60, 60, 60, "#fff3c4", radius=30)
    for row in range(2):
        y = 450 + row * 130
        for seat in range(4):
            x = 130 + seat * 232 + row * 20
            sheet.box(x - 95, y + 66, 190, 20, WOOD, radius=4)
            sheet.back_of_person(x - 30, y - 8, 36, seat + row)
            sheet.box(x + 30, y + 12, 34, 58, INK, radius=6)
            sheet.box(x + 34, y + 18, 26, 44, "#9fd0d6", radius=3)
    return sheet.image


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "hop-thon.jpg": meeting,
    "so-phat-thanh.jpg": log_book,
    "ap-phich.jpg": notice_board,
    "lop-hoc.jpg": evening_class,
}


def jpeg(image: Image.Image) -> bytes:
    """The picture as JPEG in its final size."""
    out = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=62, optimize=True, progressive=True)
    return out.getvalue()
