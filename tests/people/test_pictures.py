"""Whatever is sent as a picture: taken, made harmless, or refused with a reason."""

import io
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from people import pictures
from people.photo_errors import (
    PhotosBusyError,
    PhotoTooLargeError,
    PhotoTypeUnsupportedError,
    PhotoUnreadableError,
)
from people.picture_hash import ALIKE_BITS_MAX, bits_between, perceptual_hash
from people.pictures import (
    PHOTO_BYTES_MAX,
    PHOTO_PIXELS_MAX,
    SIDE_PIXELS_MAX,
    THUMBNAIL_PIXELS_MAX,
    picture_of,
)
from tests.support.pictures import (
    MAKER,
    encoded,
    jpeg,
    phone_photo,
    png_bomb,
    png_with_packed_text,
    scene,
)

HEIC = Path(__file__).parent / "data" / "phone.heic"


def opened(raw: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


def test_a_photo_is_kept_upright_and_small_with_a_thumbnail() -> None:
    picture = picture_of(encoded(scene(size=(4000, 3000))))
    assert (picture.width, picture.height) == (SIDE_PIXELS_MAX, 1200)
    assert opened(picture.jpeg).size == (SIDE_PIXELS_MAX, 1200)
    assert opened(picture.thumbnail).size == (THUMBNAIL_PIXELS_MAX, 240)
    assert "jpeg" not in repr(picture)


def test_nothing_the_phone_wrote_beside_the_picture_is_left() -> None:
    raw = phone_photo()
    assert MAKER.encode() in raw
    picture = picture_of(raw)
    for kept in (picture.jpeg, picture.thumbnail):
        assert MAKER.encode() not in kept
        assert not opened(kept).getexif()
        assert {"exif", "icc_profile", "comment", "gps"}.isdisjoint(opened(kept).info)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_taken_with_the_phone_on_its_side_is_turned(orientation: int) -> None:
    picture = picture_of(phone_photo(orientation=orientation))
    lying = orientation <= 4
    assert (picture.width > picture.height) is lying


def test_orientation_six_puts_the_left_side_on_top() -> None:
    image = Image.new("RGB", (200, 100), "black")
    image.paste("white", (0, 0, 60, 100))
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = opened(picture_of(encoded(image, exif=exif)).jpeg).convert("L")
    assert kept.getpixel((50, 10)) > 200
    assert kept.getpixel((50, 190)) < 60


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
        ("GIF", "P"),
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
    ],
)
def test_every_usual_kind_of_picture_is_taken(kind: str, mode: str) -> None:
    picture = picture_of(encoded(scene().convert(mode), kind))
    kept = opened(picture.jpeg)
    assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (800, 600))


def test_sixteen_bits_a_pixel_are_not_cut_to_white() -> None:
    image = Image.new("I;16", (100, 100), 20_000)
    kept = opened(picture_of(encoded(image, "PNG")).jpeg).convert("L")
    assert 70 < kept.getpixel((50, 50)) < 90


def test_what_is_see_through_is_white() -> None:
    kept = opened(picture_of(encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")).jpeg)
    assert min(kept.getpixel((25, 25))) > 250


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue", "lime")]
    raw = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
    red, green, blue = opened(picture_of(raw).jpeg).getpixel((30, 30))
    assert red > 200
    assert green < 60
    assert blue < 60


def test_a_picture_of_an_iphone_is_taken_upright_and_without_its_place() -> None:
    raw = HEIC.read_bytes()
    assert MAKER.encode() in raw
    picture = picture_of(raw)
    assert (picture.width, picture.height) == (320, 480)
    assert MAKER.encode() not in picture.jpeg
    assert opened(picture.jpeg).format == "JPEG"


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7 hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"PK\x03\x04 a table",
        b"BM" + bytes(200),
        b"II*\x00" + bytes(200),
        b"plain words",
        b"\x00",
        bytes(4) + b"ftypavif" + bytes(40),
        bytes(4) + b"ftypmp42" + bytes(40),
        b"RIFF\x00\x00\x00\x00WAVE",
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(raw: bytes) -> None:
    with pytest.raises(PhotoTypeUnsupportedError):
        picture_of(raw)


def test_an_empty_file_and_one_that_is_cut_off_are_refused() -> None:
    whole = [jpeg(), encoded(scene(), "PNG"), encoded(scene(), "WEBP"), HEIC.read_bytes()]
    for raw in [b"", *(it[: len(it) // 2] for it in whole), *(it[:12] for it in whole)]:
        with pytest.raises(PhotoUnreadableError):
            picture_of(raw)


def test_a_bomb_is_refused_by_what_its_head_says_before_it_is_unpacked() -> None:
    bomb = png_bomb(20_000, 20_000)
    assert len(bomb) < 200_000
    with pytest.raises(PhotoTooLargeError):
        picture_of(bomb)


def test_between_our_limit_and_the_alarm_of_the_library_is_no_gap() -> None:
    with pytest.raises(PhotoTooLargeError) as refused:
        picture_of(png_bomb(8_000, 7_000))
    assert refused.value.facts["pixels_max"] == PHOTO_PIXELS_MAX


@pytest.mark.parametrize("kind", ["WEBP", "GIF"])
def test_kinds_that_can_move_have_fewer_pixels(kind: str) -> None:
    with pytest.raises(PhotoTooLargeError) as refused:
        picture_of(encoded(Image.new("L", (5_000, 4_000)), kind))
    assert refused.value.facts["pixels_max"] == pictures.LARGE_PIXELS


def test_a_comment_that_unpacks_to_megabytes_is_not_unpacked() -> None:
    with pytest.raises(PhotoUnreadableError):
        picture_of(png_with_packed_text(200 << 20))


def test_a_file_of_more_bytes_than_a_photo_has_is_refused_unread() -> None:
    with pytest.raises(PhotoTooLargeError):
        picture_of(jpeg() + bytes(PHOTO_BYTES_MAX))


def test_what_hides_behind_a_picture_does_not_come_in() -> None:
    hidden = b"PK\x03\x04<script>alert(1)</script>"
    picture = picture_of(jpeg() + hidden)
    assert b"script" not in picture.jpeg + picture.thumbnail


def test_a_line_of_pixels_is_a_picture_too() -> None:
    picture = picture_of(encoded(Image.new("RGB", (10_000, 1)), "PNG"))
    assert (picture.width, picture.height) == (SIDE_PIXELS_MAX, 1)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
def test_a_damaged_picture_is_taken_or_refused_and_nothing_else(
    data: st.DataObject, kind: str
) -> None:
    raw = bytearray(encoded(scene(size=(64, 48)), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(PhotoUnreadableError, PhotoTooLargeError, PhotoTypeUnsupportedError):
        assert picture_of(bytes(raw)).jpeg.startswith(b"\xff\xd8")


def test_too_many_at_once_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "DECODING_WAIT_S_MAX", 0.01)
    taken = [pictures._turns.acquire() for _ in range(pictures.DECODING_AT_ONCE_MAX)]
    try:
        with pytest.raises(PhotosBusyError):
            picture_of(jpeg())
    finally:
        for _ in taken:
            pictures._turns.release()
    assert picture_of(jpeg()).width == 800


def test_large_ones_wait_for_each_other_and_let_small_ones_pass() -> None:
    large = encoded(Image.new("RGB", (5_000, 4_000), "green"), "PNG")
    assert pictures.LARGE_PIXELS < 5_000 * 4_000
    done: list[int] = []
    with pictures._large:
        waiting = Thread(target=lambda: done.append(picture_of(large).width))
        waiting.start()
        assert picture_of(jpeg()).width == 800
        assert not done
    waiting.join(60)
    assert done == [SIDE_PIXELS_MAX]


@pytest.mark.parametrize("seed", range(12))
def test_a_picture_saved_again_and_again_keeps_its_mark(seed: int) -> None:
    image = scene(seed)
    mark = picture_of(encoded(image, quality=95)).perceptual_hash
    small = image.resize((400, 300))
    brighter = image.point(lambda value: min(255, value * 1.1))
    for again in (
        encoded(image, quality=20),
        encoded(image, "WEBP", quality=30),
        encoded(small, quality=60),
        encoded(brighter),
        encoded(opened(encoded(image, quality=40)), "PNG"),
    ):
        assert bits_between(mark, picture_of(again).perceptual_hash) <= ALIKE_BITS_MAX


def test_other_pictures_have_other_marks() -> None:
    marks = [perceptual_hash(scene(seed)) for seed in range(40)]
    near = [
        (a, b)
        for at, a in enumerate(marks)
        for b in marks[at + 1 :]
        if bits_between(a, b) <= ALIKE_BITS_MAX
    ]
    assert near == []


def test_a_dark_wall_is_like_no_other() -> None:
    wall = perceptual_hash(Image.new("RGB", (300, 300), (20, 20, 20)))
    assert wall == ""
    assert bits_between(wall, wall) > ALIKE_BITS_MAX
