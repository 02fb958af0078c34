"""What a program tells about the machine it ran on, and a notebook about who opened it (CF712, CF713)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import INFO, Finding, Rule, Weight
from courseforge.checks.subject import CourseSubject, LessonSubject
from courseforge.diagnostics import RemoveKey, Severity
from courseforge.model import KeyPath

_HOME = re.compile(
    r"(?<![\w.])(?:/home/|/Users/|[A-Za-z]:\\{1,2}(?:Users|Documents and "
    r"Settings)\\{1,2})(?P<name>[\w.-]{1,40}(?: [A-Z][\w.-]{1,40})?)(?=[/\\: \"'\n,)>\]]|$)"
)
_FOLDERS = make_phrases("/home/, /users/, \\users\\, documents and settings")
_SIGNED_IN = make_phrases("user, username, logname, getuser")
_COMPUTERS = make_phrases("macbook, imac, mac-mini, desktop-, laptop-")
_NOBODY = frozenset(
    "jovyan user users username usuario runner docs root vagrant ubuntu travis rstudio you your-name "
    "yourname tunombre tu-nombre name me "
    "student estudiante public default shared content codespace vscode conda admin administrator guest "
    "linux pi nobody app "
    "builder circleci work project projects software opt public_html nombre alumno web www sage jupyter "
    "colab repl ec2-user".split()
)
_ADDRESS = re.compile(r"(?<![\w.+-])(?P<address>[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})(?![\w-]|\.\w)")
_ADDRESS_CUE = re.compile(r"(?:address|direcci[oó]n|\bip\b|host|://|serving|connect|servidor|server)", re.IGNORECASE)
_DOWNLOAD = re.compile(r"\b(?:Resolving|Connecting to)\b")  # what wget says of a public server
_HOST = re.compile(
    r"(?<![\w-])[\w-]{2,30}-(?:MacBook(?:-Pro|-Air)?|iMac|Mac-mini)(?:\.local|\.lan)?(?![\w-])|"
    r"(?<![\w-])(?:DESKTOP|LAPTOP)-[A-Z0-9]{6,8}(?![\w-])"
)
_PROMPT = re.compile(r"(?<![\w.@])(?P<name>[a-z][\w.-]{1,31})@(?P<host>[A-Za-z][\w.-]{1,40}):[~/][^\s$#]{0,80}[$#]")
_ENVIRONMENT = re.compile(r"(?<![\w])['\"]?(?:USER|LOGNAME|USERNAME)['\"]?\s?[=:]\s?['\"]?(?P<name>[\w.-]{2,40})")
_GETPASS = re.compile(r"getuser\(\)\W{1,8}(?P<name>[\w.-]{2,40})")
_DRIVE = re.compile(r"/content/drive/(?:MyDrive|My Drive|Shareddrives)/(?P<name>[^\"'\n]{1,200})")
_PERSONS = re.compile(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ (?:de )?[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")


def find_machine_traces(course: CourseSubject) -> Iterator[Finding]:
    r"""An output does not tell whose computer it was made on.

    No output holds a path through somebody's own folder (``/home/…``, ``/Users/…``, ``C:\Users\…``), an address of
    a computer in a network, a computer's name, or the name somebody signs in with. No program reads from a folder of
    a cloud drive that has a person's name.

    Why: on many computers that name is the full name of their owner. The rest helps whoever wants to get in.

    Fails::

        Saved to /Users/milaokafor/Documents/beat.wav

    Mended: run the lesson again with courseforge, or print the file's name only ::

        Saved to beat.wav
    """
    yield from look(course, _search_traces, (Kind.OUTPUT, Kind.CODE))


def _search_traces(passage: Passage) -> Iterator[Trace]:
    text = passage.text
    if "/content/drive/" in text:
        for match in _DRIVE.finditer(text):
            if _PERSONS.search(match["name"]):
                yield _trace(match, "A folder with a person's name stands here.")
    if passage.kind is not Kind.OUTPUT:
        return
    if passage.has(_FOLDERS):
        for match in _HOME.finditer(text):
            if match["name"].lower() not in _NOBODY:
                yield _trace(match, _OWN_FOLDER, "Then print the file's name only.")
    if passage.has(_SIGNED_IN):
        for pattern in (_ENVIRONMENT, _GETPASS):
            for match in pattern.finditer(text):
                if match["name"].lower() not in _NOBODY:
                    yield _trace(match, "The name somebody signs in with stands in this output.")
    if passage.has(_COMPUTERS):
        yield from (_trace(match, "The name of a computer stands in this output.") for match in _HOST.finditer(text))
    if "@" in text:
        for match in _PROMPT.finditer(text):
            if match["name"].lower() not in _NOBODY:
                yield _trace(match, "The names of a person and a computer stand in this output.")
    for match in _ADDRESS.finditer(text):
        line = passage.line_around(match.start())
        if _is_somebodys(match["address"]) and _ADDRESS_CUE.search(line) and not _DOWNLOAD.search(line):
            yield _trace(match, "The address of a computer stands in this output.")


_OWN_FOLDER = "The folder of somebody's own computer stands in this output."


def _is_somebodys(address: str) -> bool:
    """Tell whether an address is a computer's that somebody uses (RFC 1122, 5737, 1112), and no version or mask."""
    parts = [int(part) for part in address.split(".")]
    if (
        max(parts) > 255
        or parts[0] in (0, 127, 255)
        or parts[0] >= 224
        or any(len(p) > 1 and p[0] == "0" for p in address.split("."))
    ):
        return False
    return parts[:3] not in ([192, 0, 2], [198, 51, 100], [203, 0, 113]) and address not in (
        "8.8.8.8",
        "8.8.4.4",
        "1.1.1.1",
    )


def _trace(match: re.Match[str], message: str, then: str = "Then leave out the line that prints it.") -> Trace:
    value = match.groupdict().get("name") or match[0]
    return Trace(match.start(), value, message, f"Take the outputs out of the file: courseforge clean. {then}")


_PARTS = ("vscode", "widgets", "executionInfo", "colab")
_ADDRESSED = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,60}|/(?:home|Users)/[\w.-]{2,40}|\\Users\\")


def find_people_in_metadata(lesson: LessonSubject) -> Iterator[Finding]:
    """A notebook's hidden part names no person.

    Editors write into a notebook who opened it, with which account and from which folder: ``authors``,
    ``executionInfo`` with its ``user`` (Colab), ``originalPath`` (VS Code), addresses in the state of widgets.
    Nothing of it reaches a page; this is to say that the file itself, which is public too, still has it.

    Why: nobody sees it while writing, and everybody can read it in the file.

    Fails::

        "metadata": {"authors": [{"name": "Mila Okafor"}]}

    Mended: the line ``authors:`` in the lesson's facts, with the name somebody chose, and ::

        courseforge clean
    """
    origin = lesson.lesson.origin
    if origin.minor is None:
        return
    hint = "Take it out of the file: courseforge clean"
    for keys in _find_personal(origin.metadata):
        said = f"The hidden part of this notebook names a person or an account (“{keys[-1]}”)."
        fix = RemoveKey(lesson.lesson.path, ("metadata", *keys))
        yield Finding(lesson.at(), said, hint, fix)
    for number, metadata in origin.cells.items():
        for keys in _find_personal(metadata):
            said = f"The hidden part of a cell names a person or an account (“{keys[-1]}”)."
            fix = RemoveKey(lesson.lesson.path, ("cells", number - 1, "metadata", *keys))
            yield Finding(lesson.at(), said, hint, fix)
            break


def _find_personal(metadata: Mapping[str, Any]) -> Iterator[KeyPath]:
    for key, value in metadata.items():
        is_named = key in ("author", "authors") or (key == "executionInfo" and _names_user(value))
        if value and (is_named or (key in _PARTS and _ADDRESSED.search(str(value)[:20_000]))):
            yield (key,)


def _names_user(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value.get("user"))


TRACES = Rule(
    "CF712",
    "outputs-tell-nothing-about-machines",
    CourseSubject,
    Weight(Severity.ERROR, book=Severity.WARNING),
    find_machine_traces,
    everywhere(_search_traces),
)
METADATA = Rule("CF713", "metadata-names-nobody", LessonSubject, INFO, find_people_in_metadata)
