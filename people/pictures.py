"""Pictures that strangers send, made into pictures of our own.

Nothing of the file itself is kept: it is decoded, turned upright, made smaller and written anew, so
neither where it was taken nor anything hidden behind the picture is left.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Final

import pi_heif
from PIL import Image

from people.photo_errors import (
    PhotosBusyError,
    PhotoTooLargeError,
    PhotoTypeUnsupportedError,
    PhotoUnreadableError,
)
from people.picture_hash import perceptual_hash

PHOTO_BYTES_MAX: Final = 15 << 20
PHOTO_PIXELS_MAX: Final = 50_000_000
"""The largest picture of a phone that is sold to people; checked before anything is decoded."""
LARGE_PIXELS: Final = 16_000_000
"""Beyond this a picture is decoded alone in its process."""
COSTLY_KINDS: Final = frozenset({"WEBP", "GIF"})
"""May have no more than LARGE_PIXELS: made to move, they need several canvases, and no camera
writes them."""
DECODING_AT_ONCE_MAX: Final = 2
DECODING_WAIT_S_MAX: Final = 10
SIDE_PIXELS_MAX: Final = 1_600
THUMBNAIL_PIXELS_MAX: Final = 320
QUALITY: Final = 82
CONTENT_TYPE: Final = "image/jpeg"

_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
_STARTS: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)
_WHITE: Final = (255, 255, 255)
_SMOOTH: Final = frozenset({"RGB", "RGBA", "L", "CMYK", "YCbCr"})

pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
Image.MAX_IMAGE_PIXELS = PHOTO_PIXELS_MAX  # the library's own alarm, behind ours

_turns = BoundedSemaphore(DECODING_AT_ONCE_MAX)
_large = BoundedSemaphore(1)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept of a picture. Its repr does not show it."""

    width: int
    height: int
    perceptual_hash: str
    """64 bits in hex; empty when the picture shows nothing to tell it by."""
    jpeg: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False)


def picture_of(raw: bytes) -> Picture:
    """Decode what was sent and write it anew.

    Raise PhotoTooLargeError, PhotoTypeUnsupportedError, PhotoUnreadableError, or PhotosBusyError
    when others are being decoded for too long.
    """
    if len(raw) > PHOTO_BYTES_MAX:
        raise PhotoTooLargeError("too many bytes", bytes_max=PHOTO_BYTES_MAX)
    if not raw:
        raise PhotoUnreadableError("the file is empty")
    kind = _kind_of(raw)
    if kind is None:
        raise PhotoTypeUnsupportedError("not a kind of picture that is taken")
    with _faults_are_the_pictures(), Image.open(io.BytesIO(raw), formats=[kind]) as image:
        pixels = image.width * image.height
        pixels_max = LARGE_PIXELS if kind in COSTLY_KINDS else PHOTO_PIXELS_MAX
        if pixels > pixels_max:
            raise PhotoTooLargeError("too many pixels", pixels_max=pixels_max)
        with _turn(pixels):
            return _written(_upright(image))


def _kind_of(raw: bytes) -> str | None:
    """Tell by its first bytes what a file is; its name and what a browser calls it say nothing."""
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIF_BRANDS:
        return "HEIF"
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in _STARTS if raw.startswith(start)), None)


@contextmanager
def _turn(pixels: int) -> Iterator[None]:
    """Let few be decoded at once, and of the large ones a single one: each costs memory."""
    gates = (_large, _turns) if pixels > LARGE_PIXELS else (_turns,)
    taken: list[BoundedSemaphore] = []
    try:
        for gate in gates:
            if not gate.acquire(timeout=DECODING_WAIT_S_MAX):
                raise PhotosBusyError("other photos are being looked at")
            taken.append(gate)
        yield
    finally:
        for gate in reversed(taken):
            gate.release()


@contextmanager
def _faults_are_the_pictures() -> Iterator[None]:
    try:
        yield
    except (PhotoTooLargeError, PhotosBusyError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoTooLargeError("too many pixels", pixels_max=PHOTO_PIXELS_MAX) from None
    except Exception:  # noqa: BLE001 - decoders trip in many ways, always over what was sent
        raise PhotoUnreadableError("the picture cannot be read") from None


def _upright(image: Image.Image) -> Image.Image:
    """Return the first frame, small, upright and without anything but its pixels."""
    image.draft(None, (SIDE_PIXELS_MAX, SIDE_PIXELS_MAX))  # JPEG: decoded no larger than needed
    way_up = _orientation(image)
    small = _smooth(image)
    small.thumbnail((SIDE_PIXELS_MAX, SIDE_PIXELS_MAX), reducing_gap=2.0)
    flat = _on_white(small)
    return flat if way_up is None else flat.transpose(way_up)


def _smooth(image: Image.Image) -> Image.Image:
    """Return the pixels in a form that can be made smaller; a copy costs as much as a picture."""
    image.load()
    if image.mode in _SMOOTH and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):  # 16 bits a pixel
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    """Return the pixels on white, as a new picture: comments and profiles stay behind."""
    has_alpha = image.mode == "RGBA"
    flat = Image.new("RGB", image.size, _WHITE)
    flat.paste(image if has_alpha else image.convert("RGB"), mask=image if has_alpha else None)
    return flat


_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(image: Image.Image) -> Image.Transpose | None:
    """Return how the camera was held; a damaged note about it spoils no picture."""
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - as above
        return None


_ORIENTATION: Final = 0x0112


def _written(image: Image.Image) -> Picture:
    small = image.copy()
    small.thumbnail((THUMBNAIL_PIXELS_MAX, THUMBNAIL_PIXELS_MAX))
    return Picture(image.width, image.height, perceptual_hash(image), _jpeg(image), _jpeg(small))


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
