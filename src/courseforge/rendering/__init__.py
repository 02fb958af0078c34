"""Library + results + records -> Site: the only importer of Sphinx."""

from courseforge.rendering.assembly import make_file
from courseforge.rendering.firewall import inspect_site
from courseforge.rendering.site import BuiltSite, build_site
from courseforge.rendering.workplace import Workplace

__all__ = ["BuiltSite", "Workplace", "build_site", "inspect_site", "make_file"]
