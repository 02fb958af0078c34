"""How much of a contribution is told. Whoever writes an artifact keeps to it, and whoever reads one insists on it."""

LESSONS = 30
SAID = 200
SUGGESTIONS = 20
FLAGS = 60
STRENGTHS = 6

PATH = 300  # characters
TITLE = 200
TEXT = 1_000
LINES = 1_500  # characters of lines of a file
REPORT_BYTES = 1_000_000

ENTRIES = 5_000  # of an artifact
ENTRY_BYTES = 60_000_000
ARTIFACT_BYTES = 300_000_000
ZIP_BYTES = 150_000_000  # as it travels
EXPANSION = 200  # times the size it has as it travels
