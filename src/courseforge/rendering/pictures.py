"""Pictures and sounds that pages hold: what they are, and what their files are called."""

from courseforge.reading.pictures import looks_like

__all__ = ["EXTENSIONS", "looks_like"]

EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "video/mp4": "mp4",
    "video/webm": "webm",
}
