"""``templates/`` -> a new library, a new course or a new lesson. No file that exists is ever replaced."""

from courseforge.scaffold.course import create_course
from courseforge.scaffold.lesson import LESSON_TEMPLATES, CreatedLesson, create_lesson
from courseforge.scaffold.library import create_library, sample_language
from courseforge.scaffold.names import make_slug, make_title, same_language
from courseforge.scaffold.templates import Created, templates_folder

__all__ = [
    "LESSON_TEMPLATES",
    "Created",
    "CreatedLesson",
    "create_course",
    "create_lesson",
    "create_library",
    "make_slug",
    "make_title",
    "same_language",
    "sample_language",
    "templates_folder",
]
