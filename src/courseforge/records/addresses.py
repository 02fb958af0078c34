"""Where each page of the site lies: the one place that knows how ids and languages become paths."""

import re
from typing import Literal

# RFC 3987 knows none of these in an address; what holds one is no address, whatever it begins with.
_NEVER = r"\s\x00-\x20\x7f-\x9f<>{}|\\^`" + '"'
_WEB_ADDRESS = re.compile(rf"https?://[^/?#{_NEVER}][^{_NEVER}]*", re.IGNORECASE)

#: Of what a badge for a course would stand for, on the course's page.
CRITERIA_ANCHOR = "cf-criteria"

PageKind = Literal[
    "home", "course", "lesson", "facing", "contributors", "contributor", "search",
    "chooser", "lessons", "newest", "showcase", "interest", "skills", "skill", "branches", "branch", "holdings",
    "desk", "sheets", "labels", "cards",
]  # fmt: skip


def page_path(kind: PageKind, item_id: str, language: str, default_language: str) -> str:
    """Return a page's POSIX path below the site's root.

    What belongs to no course lies beside the courses' folders, never in a folder of its own: so a course may be
    called ``skills``.

    Args:
        item_id: id of the course or lesson (``facing``: of the lesson that stands there in two languages), key of the
            interest, skill or branch, ``address_person`` of a contributor; unused for the other kinds.
        default_language: pages in this language carry no prefix.
    """
    prefix = "" if language == default_language else f"{language}/"
    match kind:
        case "home":
            return f"{prefix}index.html"
        case "contributors" | "search" | "chooser" | "lessons" | "newest" | "showcase" | "skills" | "branches":
            return f"{prefix}{kind}.html"
        case "holdings":
            return f"{prefix}holdings.html"
        case "interest" | "skill" | "branch" | "contributor":
            return f"{prefix}{kind}-{item_id}.html"
        case "course":
            return f"{prefix}{item_id}/index.html" if item_id else f"{prefix}index.html"  # of a Jupyter Book
        case "lesson":
            return f"{prefix}{item_id}.html"
        case "facing":
            return f"{prefix}{item_id}.facing.html"  # no lesson has a dot in its name
        case "desk":
            return f"{prefix}catalog/sheets/index.html"  # no course is called "catalog"
        case "sheets" | "labels" | "cards":
            return f"{prefix}catalog/{kind}/{item_id}.html"


def feed_path(interest: str, language: str, default_language: str) -> str:
    """Return the path of the feed of new lessons: of a language, or of an interest (key of interests.yml) in it."""
    prefix = "" if language == default_language else f"{language}/"
    return f"{prefix}feeds/{interest}.xml" if interest else f"{prefix}feed.xml"


def citation_path(identifier: str) -> str:
    """Return the path of the file (RIS) with which a reference manager takes over a lesson, by its record's name."""
    return f"catalog/citations/{identifier}.ris"


def badge_path(identifier: str) -> str:
    """Return the path of what is to be achieved in a course, for those who award badges."""
    return f"catalog/badges/{identifier}.json"


def book_path(course_id: str, language: str) -> str:
    """Return the path of a course's book (EPUB)."""
    return f"catalog/epub/{course_id}.{language}.epub"


def relative_url(target: str, page: str) -> str:
    """Return the link from one page of the site to another path of it; it also holds on a USB stick."""
    here, there = page.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])


def absolute_url(path: str, baseurl: str) -> str:
    """Return a page's address on the web, or the path itself where the library states no address."""
    return f"{baseurl.rstrip('/')}/{path}" if baseurl else path


def web_address(text: str) -> str:
    """Return what somebody wrote as an address on the web, or nothing where it is none that machines can take."""
    return text if _WEB_ADDRESS.fullmatch(text) else ""
