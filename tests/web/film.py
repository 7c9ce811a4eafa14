"""A still picture becomes the film that a fake camera plays."""

import io
from pathlib import Path

from PIL import Image

SIZE = (640, 480)
GREY = 120
TURNED_DEG = 6
FRAMES = 10


def film(picture: bytes, path: Path) -> str:
    """Write a .y4m of a picture held a little crooked before a camera; returns its path."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    image.thumbnail((SIZE[0] - 40, SIZE[1] - 40))
    image = image.rotate(TURNED_DEG, expand=True, fillcolor=GREY, resample=Image.Resampling.BICUBIC)
    image.thumbnail(SIZE)
    frame = Image.new("L", SIZE, GREY)
    frame.paste(image, ((SIZE[0] - image.width) // 2, (SIZE[1] - image.height) // 2))
    colour = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F10:1 Ip A1:1 C420jpeg\n".encode())
        for _ in range(FRAMES):
            out.write(b"FRAME\n" + frame.tobytes() + colour)
    return str(path)
