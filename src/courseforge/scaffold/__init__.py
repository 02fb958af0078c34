"""``templates/`` -> a new library, a new course or a new lesson. No file that exists is ever replaced."""

from courseforge.scaffold.course import create_course
from courseforge.scaffold.kit import Fate, KitChange, write_kit
from courseforge.scaffold.kit_files import HOSTS, KitFacts, make_kit
from courseforge.scaffold.kit_record import RECORD_FILE
from courseforge.scaffold.lesson import LESSON_TEMPLATES, CreatedLesson, create_lesson
from courseforge.scaffold.library import create_library, sample_language
from courseforge.scaffold.names import make_slug, make_title, same_language
from courseforge.scaffold.templates import Created, templates_folder

__all__ = [
    "HOSTS",
    "LESSON_TEMPLATES",
    "RECORD_FILE",
    "Created",
    "CreatedLesson",
    "Fate",
    "KitChange",
    "KitFacts",
    "create_course",
    "create_lesson",
    "create_library",
    "make_kit",
    "make_slug",
    "make_title",
    "same_language",
    "sample_language",
    "templates_folder",
    "write_kit",
]
