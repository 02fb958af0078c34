"""What a picture's file says about itself, beside its pixels. The one door to Pillow."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from courseforge.model import Picture

_GPS = 34853  # Exif: the pointer to where the picture was taken
_DETAILS = (34665, _GPS)  # Exif: the lists of tags below the first one
_THUMBNAIL = 513  # Exif: where in the file the small copy lies
_SHOWN = 200


def read_picture(data: bytes) -> Picture | None:
    """Read a picture's size and what is written in its file; None where Pillow knows no such picture."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - slow to import, and many courses have none

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.format == "PNG":
                    image.load()  # texts may stand behind the pixels
                exif = image.getexif()
                tags = dict(sorted((*_list_exif(exif), *_list_texts(image.info))))
                thumbnail = _THUMBNAIL in exif.get_ifd(1)
                return Picture(
                    image.format or "", *image.size, tags, location=bool(exif.get_ifd(_GPS)), thumbnail=thumbnail
                )
    except UnidentifiedImageError:
        return None
    except Exception:  # a damaged picture fails in many ways inside Pillow
        return None


def _list_exif(exif: Any) -> Iterator[tuple[str, str]]:
    from PIL.ExifTags import GPSTAGS, TAGS  # noqa: PLC0415 - as above

    for tag, value in exif.items():
        if tag not in _DETAILS:
            yield f"Exif {TAGS.get(tag, tag)}", _write(value)
    for part, names in zip(_DETAILS, (TAGS, GPSTAGS), strict=True):
        for tag, value in exif.get_ifd(part).items():
            yield f"Exif {names.get(tag, tag)}", _write(value)


def _list_texts(info: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    """Name texts and packets; numbers are about how to show the picture."""
    for key, value in info.items():
        if isinstance(value, str) or (isinstance(value, bytes) and key in ("comment", "xmp", "photoshop")):
            yield str(key), _write(value)


def _write(value: Any) -> str:
    text = value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)
    return text[:_SHOWN].strip("\0 ")


def measure_picture(data: bytes) -> tuple[str, int, int] | None:
    """Return what kind of picture it is, its width and its height, without opening it any further."""
    from PIL import Image  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return image.format or "", *image.size
    except Exception:  # a damaged picture fails in many ways inside Pillow
        return None


def redraw_picture(data: bytes) -> bytes | None:
    """Return a picture that is drawn anew from its pixels, upright and in usual colors; None where that cannot be.

    Parts of a file that are dropped leave those that stay as they are, and a part can pretend to be one that stays.
    What is drawn anew holds nothing but the picture.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                kind, manner = image.format or "", _list_manners(image)
                upright = _use_usual_colors(ImageOps.exif_transpose(image))
            upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
            out = io.BytesIO()
            upright.save(out, kind, **manner)
            return out.getvalue()
    except Exception:  # a damaged picture fails in many ways inside Pillow
        return None


def is_moving(data: bytes) -> bool:
    """Tell whether a picture has several frames."""
    from PIL import Image  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return getattr(image, "n_frames", 1) > 1
    except Exception:  # as above
        return False


def _list_manners(image: Any) -> dict[str, Any]:
    """Say how a picture of this kind is saved without losing what can be seen; its own tables may hold anything."""
    from PIL import JpegImagePlugin  # noqa: PLC0415 - as above

    match image.format:
        case "JPEG":
            return {"quality": 92, "subsampling": JpegImagePlugin.get_sampling(image)}
        case "WEBP":
            return {"quality": 90}
        case _:
            return {"optimize": True}


def _use_usual_colors(image: Any) -> Any:
    """Turn colors that a profile describes into those that every screen takes for granted."""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        image.load()
        return image
    try:
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except ImageCms.PyCMSError:
        return image
