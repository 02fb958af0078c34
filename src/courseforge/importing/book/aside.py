"""A course is made beside the others, and put in its place when all of it is there."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from courseforge.config import BUILD_FOLDER
from courseforge.errors import CourseforgeError, OutputError
from courseforge.reading.names import SITE_NAMES, is_slug
from courseforge.reading.wording import slugify
from courseforge.writing import explain_refusal, refuse_links


def refuse_course(target: Path, course: str) -> None:
    """Refuse a name that no course can have, or that one has.

    Raises:
        CourseforgeError: it is so.
    """
    if not is_slug(course) or course in SITE_NAMES:
        hint = f"Use small letters, digits and hyphens: --into courses/{slugify(course, otherwise='my-course')}"
        raise CourseforgeError(f"A course cannot be called “{course}”.", hint)
    refuse_links(target.parent)
    if target.exists() or target.is_symlink():
        hint = f"A book becomes a course of its own. Choose another name: --into courses/{course[:60]}-2"
        raise CourseforgeError(f"There is a course {course} already, and nothing is written over.", hint)


@contextmanager
def make_aside(root: Path, target: Path) -> Iterator[Path]:
    """Give a folder to work in that takes its place among the courses in one step, or goes away."""
    work = root / BUILD_FOLDER / "import" / secrets.token_hex(8)
    folder = work / target.name
    refuse_links(root / BUILD_FOLDER, work.parent)
    try:
        folder.mkdir(parents=True)
        yield folder
        target.parent.mkdir(exist_ok=True)
        os.rename(folder, target)  # noqa: PTH104 (Path.rename would do the same; both refuse a folder that has files)
    except OSError as error:
        raise explain_refusal(error, target) or OutputError(
            f"{target} could not be written: {error.strerror or error}.", "Look whether there is such a folder now."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
