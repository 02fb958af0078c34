"""Files -> Library: the only place that parses notebooks, MyST and YAML."""

from courseforge.reading.library import Reading, read_library
from courseforge.reading.published import read_published
from courseforge.reading.settings import read_settings

__all__ = ["Reading", "read_library", "read_published", "read_settings"]
