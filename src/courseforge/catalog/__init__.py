"""Records -> catalog files, one module for each format."""

from courseforge.catalog.collection import Anthology, Collection, Exporter
from courseforge.catalog.exporters import EXPORTERS, Format, choose_formats, explain_silence, export_all

__all__ = [
    "EXPORTERS",
    "Anthology",
    "Collection",
    "Exporter",
    "Format",
    "choose_formats",
    "explain_silence",
    "export_all",
]
