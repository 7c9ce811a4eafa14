"""Pictures as phones and pranksters make them; all made here, none of anybody."""

import io
import random
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
MAKER = "RedBeePhone"


def scene(seed: int = 1, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Draw a yard: a sky, a wall, and things that stand elsewhere for every seed."""
    dice = random.Random(seed)
    image = Image.new("RGB", size, tuple(dice.randrange(60, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    width, height = size
    for _ in range(40):
        left, top = dice.randrange(width), dice.randrange(height)
        box = (
            left,
            top,
            left + dice.randrange(20, max(21, width // 2)),
            top + dice.randrange(20, max(21, height // 2)),
        )
        draw.rectangle(box, fill=tuple(dice.randrange(256) for _ in range(3)))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    """Write a picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def jpeg(seed: int = 1, size: tuple[int, int] = (800, 600)) -> bytes:
    """A photo without anything special."""
    return encoded(scene(seed, size))


def phone_photo(seed: int = 1, orientation: int = 6) -> bytes:
    """A photo that says where, when, with what and which way up it was taken, and has a profile."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = MAKER
    gps = exif.get_ifd(GPS)
    gps[1], gps[2], gps[3], gps[4] = "N", (40.0, 48.0, 30.0), "E", (111.0, 39.0, 0.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(scene(seed), exif=exif, icc_profile=profile, comment=MAKER.encode())


def form_of(raw: bytes, field: str = "photo", name: str = "a.jpg") -> dict[str, object]:
    """A form with one file, as a browser sends it."""
    head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
    body = head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + raw + b"\r\n--x--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=x"}


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(width: int, height: int) -> bytes:
    """A small file that says it is a huge picture, and is: every row of it is there, packed."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    packed = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def png_with_packed_text(size: int) -> bytes:
    """A tiny picture with a comment that unpacks to megabytes."""
    plain = encoded(scene(size=(40, 40)), "PNG")
    text = _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(size), 9))
    return plain[:33] + text + plain[33:]
