"""What learners have made: ``showcase.yml`` beside ``_config.yml``, one entry for each work."""

from dataclasses import dataclass

from courseforge.model.vocabulary import LocalizedText

SHOWCASE_FILE = "showcase.yml"


@dataclass(frozen=True, slots=True)
class Work:
    """One of them. Whoever made it is known by the name they chose; no age and no contact is kept."""

    title: LocalizedText
    by: str  # a chosen name, or a key of contributors.yml
    license: str  # SPDX
    consent: str = ""  # opaque reference, never published; the paper itself stays outside the repository
    lesson: str = ""  # id of the lesson that it grew from
    picture: str = ""  # a file in the folder showcase
    sound: str = ""  # likewise
    alt: LocalizedText = ""  # what is to be seen or heard, for those who do not see or hear it
    words: LocalizedText = ""  # what its maker says about it, or the work itself
    date: str = ""  # ISO 8601
    language: str = ""  # BCP 47 tag of texts that stand there in one language only; empty: the library's first
    withdrawn: bool = False  # taken back; nothing else need stand there any more
