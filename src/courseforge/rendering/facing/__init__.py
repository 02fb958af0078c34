"""Finished pages of a lesson in two languages -> one page that has them side by side."""

from courseforge.rendering.facing.pages import make_facing_files

__all__ = ["make_facing_files"]
