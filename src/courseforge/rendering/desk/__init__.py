"""Pages for those who catalog and shelve, as files."""

from courseforge.rendering.desk.files import make_desk_files

__all__ = ["make_desk_files"]
