"""courseforge: author, check, run and publish a public library's open courses from Jupyter notebooks."""

__version__ = "0.1.0"
