"""The words of a recording, from a text file of the course to paragraphs of a page."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement, builder
from markdown_it import MarkdownIt

_MOST = 200_000  # bytes; an hour of talk is 60,000
_CUE = re.compile(r"\d[\d:.]{4,15} +--> +\d[\d:.]{4,15}")
_MARK = re.compile(r"<[^<>\n]{0,200}>")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,40})? ([^<>\n]{1,80})>")
_NOT_WORDS = ("WEBVTT", "NOTE", "STYLE", "REGION")


def read_transcript(path: Path) -> list[HtmlElement]:
    """Read a transcript as paragraphs; what is no text gives none."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST).decode("utf-8-sig", errors="ignore").translate(_CONTROLS)
    except OSError:
        return []
    blocks = [block for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip()) if block.strip()]
    match path.suffix.lower():
        case ".md":
            return _read_markdown(text)
        case ".vtt":
            return [_write_paragraph(words) for words in _join_cues(blocks)]
    return [_write_paragraph(block) for block in blocks]


_CONTROLS = {code: None for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}


def read_captions(data: bytes) -> bytes | None:
    """Return captions (WebVTT) without the styles they may bring, or None where the bytes are none."""
    text = data.decode("utf-8-sig", errors="replace").translate(_CONTROLS).replace("\r\n", "\n")
    if not text.startswith("WEBVTT"):
        return None
    blocks = (block for block in re.split(r"\n{2,}", text.rstrip("\n")) if not block.startswith("STYLE"))
    return ("\n\n".join(blocks) + "\n").encode()


def _read_markdown(text: str) -> list[HtmlElement]:
    """Write Markdown with its emphasis and lists; it opens no section of the lesson and shows no picture."""
    written = MarkdownIt("commonmark", {"html": False}).disable("image").render(text)
    if not written.strip():
        return []
    root = lxml_html.fragment_fromstring(written, create_parent="div")
    for heading in [element for element in root if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]:
        heading.tag = "p"
        heading.set("class", "kind")
    for link in list(root.iter("a")):
        if not (link.get("href") or "").startswith(("https://", "http://")):
            link.drop_tag()  # what it is relative to, nobody has told
    return list(root)


def _join_cues(blocks: list[str]) -> Iterator[str]:
    """Join what is shown piece by piece; whoever begins to speak begins a paragraph."""
    paragraph = speaker = ""
    for block in blocks:
        lines = block.split("\n")
        cue = next((number for number, line in enumerate(lines) if _CUE.match(line)), None)
        if cue is None or lines[0].startswith(_NOT_WORDS):
            continue
        words = " ".join(lines[cue + 1 :])
        voice = _VOICE.search(words)
        plain = _MARK.sub("", words).strip()
        if voice and voice[1] != speaker:
            yield from filter(None, [paragraph])
            speaker, paragraph = voice[1], f"{voice[1]}: {plain}"
        else:
            paragraph = f"{paragraph} {plain}".strip()
    yield from filter(None, [paragraph])


def _write_paragraph(text: str) -> HtmlElement:
    """Write a paragraph that keeps its lines: they may be verses, or turns of a talk."""
    first, *lines = (" ".join(line.split()) for line in text.strip().split("\n"))
    paragraph = builder.P(first)
    for line in lines:
        paragraph.append(builder.BR())
        paragraph[-1].tail = line
    return paragraph
