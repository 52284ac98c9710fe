"""Photos: nothing of the camera, the place or a hidden face is left in what is stored."""

import io
import threading

import pytest
from PIL import Image, ImageOps

from lantoa.work.files import FileRefused, sort_of
from lantoa.work.pictures import DECODING, PictureRefused, Region, clean_photo, regions_from_json
from lantoa.work.testing import heic, photo


def opened(data):
    return Image.open(io.BytesIO(data))


def test_place_and_maker_are_gone():
    upload = photo(place=True)
    raw = upload.read()
    assert opened(raw).getexif().get_ifd(0x8825), "the test's own photo has a place"
    cleaned = clean_photo(raw)
    picture = opened(cleaned.data)
    assert not picture.getexif()
    assert b"Exif" not in cleaned.data
    assert b"Lanh" not in cleaned.data
    assert "icc_profile" not in picture.info


def test_a_photo_taken_upright_stands_upright():
    # orientation 6: the camera was turned, the pixels lie on their side
    cleaned = clean_photo(photo(size=(320, 240), orientation=6).read())
    assert (cleaned.width, cleaned.height) == (240, 320)


def test_large_photos_shrink_to_2000_pixels():
    cleaned = clean_photo(photo(size=(3000, 1500)).read())
    assert (cleaned.width, cleaned.height) == (2000, 1000)


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (320, 240), (40, 120)),  # as it was taken: red on the left
        (6, (240, 320), (120, 40)),  # the phone was held upright: turned once, not twice, red above
        (8, (240, 320), (120, 280)),
    ],
)
def test_a_photo_of_an_iphone_becomes_a_jpeg_upright_and_without_its_place(orientation, size, red):
    pytest.importorskip("pillow_heif")
    raw = heic(orientation=orientation).read()
    assert b"Lanh" in raw, "the test's own photo says whose phone it is"
    cleaned = clean_photo(raw)
    picture = opened(cleaned.data)
    assert (picture.format, picture.size, cleaned.content_type) == ("JPEG", size, "image/jpeg")
    assert not picture.getexif() and b"Lanh" not in cleaned.data
    r, g, b = picture.getpixel(red)
    assert r > 200 and g < 60 and b < 60
    assert min(picture.getpixel((size[0] - red[0], size[1] - red[1]))) > 200


def test_a_region_of_an_iphones_photo_is_hidden_where_the_person_saw_it():
    pytest.importorskip("pillow_heif")
    picture = opened(clean_photo(heic(orientation=6).read(), [Region(0, 0.25, 1, 0.5)]).data)
    assert 60 < picture.getpixel((120, 158))[1] < 200  # at the edge of red and white the blocks are mixed
    assert picture.getpixel((120, 20))[1] < 60  # outside it nothing is


def contrast(picture, box):
    values = picture.convert("L").crop(box).tobytes()
    return max(values) - min(values)


def test_a_blurred_region_is_burnt_in_and_the_rest_is_not():
    cleaned = clean_photo(photo(size=(400, 400)).read(), [Region(0.25, 0.25, 0.5, 0.5)])
    picture = opened(cleaned.data)
    assert contrast(picture, (130, 130, 270, 270)) < 40
    assert contrast(picture, (0, 0, 80, 80)) > 150


def test_the_blur_is_placed_on_the_upright_picture():
    # the top half of what the person saw, not of how the camera stored it
    picture = opened(clean_photo(photo(size=(400, 200), orientation=6).read(), [Region(0, 0, 1, 0.5)]).data)
    assert picture.size == (200, 400)
    assert contrast(picture, (20, 20, 180, 180)) < 40
    assert contrast(picture, (20, 220, 180, 380)) > 150


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "unreadable"),
        (b"<svg onload='x'></svg>", "unreadable"),  # a drawing can run scripts
        (photo().read()[:300], "unreadable"),  # cut off on the way
        (b"GIF89a" + b"\0" * 40, "unreadable"),  # only what cameras make
        (b"\0\0\0\x1cftypheic\0\0\0\0mif1heic" + b"\0" * 400, "unreadable"),  # an iPhone's photo without the photo
    ],
)
def test_what_is_no_photo_is_refused(data, reason):
    with pytest.raises(PictureRefused) as caught:
        clean_photo(data)
    assert caught.value.reason == reason


def test_a_decompression_bomb_is_refused_before_it_is_decoded():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(PictureRefused) as caught:
        clean_photo(out.getvalue())
    assert caught.value.reason == "too_large"


def blank(size, form):
    out = io.BytesIO()
    Image.new("L", size).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_must_be_decoded_whole_may_be_less_large_than_a_jpeg(form):
    size = (6000, 5000)
    with pytest.raises(PictureRefused) as caught:
        clean_photo(blank(size, form))
    assert caught.value.reason == "too_large_whole"
    cleaned = clean_photo(blank(size, "JPEG"))
    assert (cleaned.width, cleaned.height) == (2000, 1667)


def test_one_photo_is_decoded_at_a_time(monkeypatch):
    """Two threads: the second begins after the first has ended."""
    real, marks, both = ImageOps.exif_transpose, [], threading.Barrier(2)

    def transpose(picture):
        marks.append("begin")
        marks.append("alone" if not free(DECODING) else "crowded")
        done = real(picture)
        marks.append("end")
        return done

    def free(lock):
        if lock.acquire(blocking=False):
            lock.release()
            return True
        return False

    def one():
        both.wait()
        clean_photo(data)

    data = photo().read()
    monkeypatch.setattr(ImageOps, "exif_transpose", transpose)
    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert marks == ["begin", "alone", "end"] * 2
    assert free(DECODING)


@pytest.mark.parametrize("raw", ["nonsense", '{"x": 1}', '[{"x": "NaN", "y": 0, "w": 1, "h": 1}]', "[1]", "[" + "{},"])
def test_regions_that_make_no_sense_are_refused(raw):
    with pytest.raises(PictureRefused):
        regions_from_json(raw)


def package(*names, mimetype=None):
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        if mimetype:
            archive.writestr("mimetype", mimetype)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (b"%PDF-1.4\n", ".pdf"),
        (package("word/document.xml"), ".docx"),
        (package("xl/workbook.xml"), ".xlsx"),
        (package(mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
    ],
)
def test_files_are_known_by_their_content(data, extension):
    assert sort_of(data).extension == extension


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"MZ\x90\x00", "unknown"),  # a program, whatever it is called
        (b"<html><script>", "unknown"),
        (package("word/document.xml", "word/vbaProject.bin"), "macros"),
        (package("other.txt"), "unknown"),
        (b"PK\x03\x04 cut", "damaged"),
    ],
)
def test_other_files_are_refused(data, reason):
    with pytest.raises(FileRefused) as caught:
        sort_of(data)
    assert caught.value.reason == reason
