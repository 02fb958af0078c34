"""Sounds and films of a course become players: nothing loads until a reader asks, and the words stand beside them.

A lesson brings one as an HTML element, as what a cell shows (``Audio``, ``Video``), as a picture in Markdown that is
a sound, or as a link that stands alone in its line.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml.html import HtmlElement, builder

from courseforge.rendering.body.media import MEDIA_FOLDER
from courseforge.rendering.body.place import Place
from courseforge.rendering.body.transcripts import read_transcript
from courseforge.rendering.interface import Interface, find_locale, own_name
from courseforge.rendering.recordings import FILMS, Recording, Words


def mark_up_players(root: HtmlElement, place: Place, ui: Interface) -> None:
    """Make every sound and film of the page a player."""
    if place.media.recordings:
        _make_elements(root, place)
    for number, element in enumerate(list(root.iter("audio", "video")), start=1):
        _calm(element)
        name = next((name for address in _addresses(element) if (name := place.find_name(address))), "")
        recording = place.media.recordings.get(name)
        title = _title(element, recording)
        element.set("aria-label", title or _number(element, number, ui))
        if recording is not None and _point_at(element, name, place):
            _enclose(element, _Player(element, name, recording, title, place, ui))


def _make_elements(root: HtmlElement, place: Place) -> None:
    """Turn pictures that are recordings, and links that stand alone, into the elements they mean."""
    for picture in list(root.iter("img")):
        name = place.find_name(picture.get("src") or "")
        if name in place.media.recordings:
            words = picture.get("alt") or ""
            _replace(picture, _element(name, picture.get("src") or "", "" if words == picture.get("src") else words))
    for link in list(root.iter("a")):
        name, parent = place.find_name(link.get("href") or ""), link.getparent()
        if name in place.media.recordings and parent.tag == "p" and _is_alone(link, parent):
            words = " ".join(link.text_content().split())
            _replace(link, _element(name, link.get("href") or "", "" if words == name else words))


def _element(name: str, address: str, words: str) -> HtmlElement:
    tag = "video" if PurePosixPath(name).suffix.lower() in FILMS else "audio"
    element: HtmlElement = builder.E(tag, {"src": address})
    if words:
        element.set("title", words)
    return element


def _calm(element: HtmlElement) -> None:
    """Let it load and begin when a reader asks; what stands in it is for browsers that show no page of ours."""
    for name in ("autoplay", "loop", "style"):
        element.attrib.pop(name, None)
    element.set("controls", "")
    element.set("preload", "none")
    element.text = None
    for child in list(element):
        if child.tag not in ("source", "track"):
            element.remove(child)
        else:
            child.tail = None
            child.attrib.pop("default", None)  # captions that are on load before anybody plays


def _addresses(element: HtmlElement) -> list[str]:
    return [address for each in (element, *element.findall("source")) if (address := (each.get("src") or "").strip())]


def _title(element: HtmlElement, recording: Recording | None) -> str:
    """Take the lesson's own words, which are in its language, before those of ``media.yml``."""
    words = element.attrib.pop("title", "")
    stated = " ".join((element.get("aria-label") or words).split())
    return stated or (recording.title if recording else "")


def _number(element: HtmlElement, number: int, ui: Interface) -> str:
    return ui.text("Film {n}", n=number) if element.tag == "video" else ui.text("Recording {n}", n=number)


def _point_at(element: HtmlElement, name: str, place: Place) -> bool:
    """Give the element one address, that of a file beside the page; tell whether there is one."""
    address = _addresses(element)[0]
    if address not in place.files and not address.startswith(f"{MEDIA_FOLDER}/"):
        address = place.keep(name)
    if not address:
        return False  # it is not what its name says; whoever collects the rest says so
    for source in element.findall("source"):
        element.remove(source)
    element.set("src", address)
    return True


@dataclass(frozen=True, slots=True)
class _Player:
    element: HtmlElement
    name: str
    recording: Recording
    title: str
    place: Place
    ui: Interface

    def build(self) -> list[HtmlElement]:
        """Return what stands in the player, in the order one reads it."""
        self._add_captions()
        self._add_poster()
        words = self.recording.transcript
        return [*self._head(), self.element, self._facts(), *(self._transcript(words) if words else ())]

    def _head(self) -> list[HtmlElement]:
        return [builder.P({"class": "kind"}, self.title)] if self.title else []

    def _facts(self) -> HtmlElement:
        """Say what there is to take home, how heavy it is, and whose it is."""
        path = self.place.course / self.name
        words = self.ui.text("Download")
        link = builder.A({"href": self.element.get("src"), "download": path.name}, words)
        if self.title:
            link.set("aria-label", f"{words}: {self.title}")
        line = builder.P({"class": "small quiet"}, link)
        size = self.ui.size(path.stat().st_size)
        link.tail = f" {path.suffix.removeprefix('.').upper()}, {size}"
        if self.recording.credit:
            link.tail += f" · {self.recording.credit}"
        return line

    def _transcript(self, words: Words) -> list[HtmlElement]:
        paragraphs = read_transcript(self.place.course / words.name)
        if not paragraphs:
            return []
        text = builder.DIV({"lang": words.language, "dir": find_locale(words.language).text_direction}, *paragraphs)
        summary = self.ui.text("Read the transcript")
        return [builder.E.details({"class": "transcript"}, builder.E.summary(summary), text)]

    def _add_captions(self) -> None:
        if self.element.tag != "video" or self.element.find("track") is not None:
            return
        for words in self.recording.captions:
            if address := self.place.keep(words.name):
                label = own_name(words.language)
                track = {"kind": "captions", "src": address, "srclang": words.language, "label": label}
                self.element.append(builder.E.track(track))

    def _add_poster(self) -> None:
        if self.element.tag != "video":
            return
        stated = self.element.attrib.pop("poster", "")
        name = self.place.find_name(stated) if stated else self.recording.poster
        if name and (address := self.place.keep(name)):
            self.element.set("poster", address)


def _enclose(element: HtmlElement, player: _Player) -> None:
    """Put a player where its element stood; no paragraph may hold one."""
    box = builder.DIV({"class": "player", "role": "group", "aria-label": element.get("aria-label")})
    paragraph = next(element.iterancestors("p"), None)
    if paragraph is None:
        _replace(element, box)
    else:
        _lift(element, paragraph, box)
    element.tail = None
    for part in player.build():
        box.append(part)


def _lift(element: HtmlElement, paragraph: HtmlElement, box: HtmlElement) -> None:
    """Put a player behind its paragraph, and behind those that stood there before it."""
    place = paragraph
    while (following := place.getnext()) is not None and following.get("class") == "player":
        place = following
    element.drop_tree()
    place.addnext(box)
    if not paragraph.text_content().strip() and not any(paragraph.iter("img", "audio", "video")):
        paragraph.drop_tree()


def _is_alone(element: HtmlElement, parent: HtmlElement) -> bool:
    """Tell whether a link is all that a paragraph says."""
    return len(parent.findall(".//a")) == 1 and parent.text_content().strip() == element.text_content().strip()


def _replace(old: HtmlElement, new: HtmlElement) -> None:
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)
