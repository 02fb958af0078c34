"""Pictures, sounds and films in a book.

A reader of books knows few kinds (https://www.w3.org/TR/epub-33/#sec-core-media-types): what is none of them is said
in words, with a link to the web. A film may be of any kind.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from lxml.html import HtmlElement, builder

from courseforge.model import SiteFile
from courseforge.records.addresses import absolute_url
from courseforge.rendering.interface import Interface

MEDIA_TYPES: Mapping[str, str] = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg; codecs=opus",
    ".ogg": "audio/ogg; codecs=opus",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt",
}
_HEAVIEST = 16_000_000  # bytes of one recording that everybody who opens the book has to fetch
_OPUS = b"OpusHead"  # an Ogg file may hold other sounds, which no reader has to know
_NUMBER = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class Media:
    """What the pages of a book show.

    Attributes:
        files: of the site, by path.
        used: by its name in the book.
    """

    files: Mapping[str, SiteFile]
    baseurl: str
    used: dict[str, SiteFile] = field(default_factory=dict)

    def take(self, address: str, page: str, kind: str) -> str:
        """Put a file into the book; return its address there, or nothing where it cannot be in one.

        Args:
            address: as the page states it.
            page: path of that page below the site's root.
            kind: first part of its media type: ``image``.
        """
        file = self.files.get(find_path(address, page))
        if file is None or not _fits(file, kind):
            return ""
        name = f"media/{file.sha256[:20]}{PurePosixPath(file.path).suffix.lower()}"
        self.used[name] = file
        return name


def find_path(address: str, page: str) -> str:
    """Return the path below the site's root of what a page names."""
    return normpath(join(dirname(page), unquote(address.partition("#")[0].partition("?")[0])))


def media_type(name: str) -> str:
    """Return the media type of a file in a book."""
    return MEDIA_TYPES[PurePosixPath(name).suffix.lower()]


def _fits(file: SiteFile, kind: str) -> bool:
    known = MEDIA_TYPES.get(PurePosixPath(file.path).suffix.lower(), "")
    if not known.startswith(f"{kind}/") or (kind in ("audio", "video") and file.size > _HEAVIEST):
        return False
    return "opus" not in known or _OPUS in file.read_bytes()[:512]


def take_pictures(root: HtmlElement, page: str, media: Media) -> None:
    """Take every picture along; one that cannot be shown is told by its alternative text."""
    for picture in list(root.iter("picture")):
        shown = picture.find("img")
        if shown is not None:
            shown.tail, picture.tail = picture.tail, None
            picture.getparent().replace(picture, shown)
    for shown in list(root.iter("img")):
        name = media.take(shown.get("src") or "", page, "image")
        alt = shown.get("alt") or ""
        if name:
            shown.set("src", name)
            shown.set("alt", alt)
            _keep_numbers(shown)
        else:
            _replace(shown, [builder.SPAN({"class": "elsewhere"}, f"[{alt}]")] if alt else [])


def take_recordings(root: HtmlElement, page: str, media: Media, ui: Interface) -> None:
    """Take every sound and film along that readers of books can play; the others are a link to the web."""
    for number, player in enumerate(list(root.iter("audio", "video")), start=1):
        sources = [player.get("src"), *(source.get("src") for source in player.iter("source"))]
        stated = [address for address in sources if address]
        names = [name for address in stated if (name := media.take(address, page, str(player.tag)))]
        label = player.get("aria-label") or ui.text("Recording {n}", n=number)
        if names:
            _make_player(player, names[0], label, page, media)
        else:
            _replace(player, [_lead_elsewhere(label, [find_path(address, page) for address in stated], media, ui)])


def _make_player(player: HtmlElement, name: str, label: str, page: str, media: Media) -> None:
    tracks = [(track, media.take(track.get("src") or "", page, "text")) for track in player.iter("track")]
    poster = media.take(player.get("poster") or "", page, "image") if player.get("poster") else ""
    for child in list(player):
        player.remove(child)
    player.text = None
    player.set("src", name)
    player.set("controls", "controls")
    player.set("aria-label", label)
    player.attrib.pop("poster", None)
    if poster:
        player.set("poster", poster)
    for track, address in tracks:
        if address:
            track.set("src", address)
            track.attrib.pop("default", None)  # some readers stop there
            player.append(track)
    _keep_numbers(player)


def _lead_elsewhere(label: str, paths: Iterable[str], media: Media, ui: Interface) -> HtmlElement:
    there = next((path for path in paths if not path.startswith("..")), "")
    said = builder.SPAN({"class": "elsewhere"}, f"{label}: ")
    if there and media.baseurl:
        words = ui.text("play it on the web")
        said.append(builder.A({"href": absolute_url(quote(there), media.baseurl)}, words))
    else:
        said.text += ui.text("play it on the lesson's page")
    return said


def _keep_numbers(element: HtmlElement) -> None:
    for name in ("width", "height"):
        if not _NUMBER.fullmatch(element.get(name) or "0"):
            del element.attrib[name]


def _replace(old: HtmlElement, new: list[HtmlElement]) -> None:
    """Put something in the place of an element, or only close the gap."""
    for element in new:
        old.addprevious(element)
    old.drop_tree()
