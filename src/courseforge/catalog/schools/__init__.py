"""Packages of a course for the platforms of schools: they hold links, and the lessons stay on the library's site."""

from courseforge.catalog.schools.common_cartridge import make_cartridges
from courseforge.catalog.schools.scorm import make_scorm_packages

__all__ = ["make_cartridges", "make_scorm_packages"]
