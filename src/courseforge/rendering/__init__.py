"""Library + results + records -> Site: the only importer of Sphinx."""

from courseforge.rendering.assembly import make_file
from courseforge.rendering.firewall import inspect_files
from courseforge.rendering.site import BuiltSite, Workplace, build_site
from courseforge.rendering.stylesheet import our_scripts

__all__ = ["BuiltSite", "Workplace", "build_site", "inspect_files", "make_file", "our_scripts"]
