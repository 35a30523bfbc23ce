"""Redraws uploaded pictures, so that only the pixels are stored."""

from io import BytesIO

from PIL import Image, ImageOps

from files.kinds import Rejected, damaged

FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
MOST_PIXELS = 50_000_000
QUALITY = 90
IMAGE_TOO_LARGE = "Ảnh quá lớn (hơn 50 triệu điểm ảnh). Hãy thu nhỏ ảnh rồi chọn lại."


def redrawn(data, extension):
    """The picture encoded again, without metadata (place, camera) and without bytes hidden behind the picture."""
    kind = FORMATS[extension]
    try:
        with Image.open(BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Rejected(IMAGE_TOO_LARGE)
            picture = ImageOps.exif_transpose(image)
            see_through = "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBA")
            plain = picture.convert("RGBA" if see_through and kind == "PNG" else "L" if picture.mode == "L" else "RGB")
    except Rejected:
        raise
    except Exception as error:
        # Pillow raises many exception types for hostile bytes; the user reads one sentence for all.
        raise Rejected(damaged(extension)) from error
    plain.info.clear()
    out = BytesIO()
    plain.save(out, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()
