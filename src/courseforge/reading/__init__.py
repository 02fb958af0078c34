"""Files -> Library: the only place that parses notebooks, MyST and YAML."""

from courseforge.reading.asset import read_assets, read_table
from courseforge.reading.library import Reading, read_library
from courseforge.reading.picture import read_picture
from courseforge.reading.published import read_published
from courseforge.reading.settings import read_settings

__all__ = ["Reading", "read_assets", "read_library", "read_picture", "read_published", "read_settings", "read_table"]
