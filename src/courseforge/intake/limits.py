"""How much the library's door takes in at once."""

UPLOAD_BYTES = 25_000_000  # of everything that is sent together
LESSON_BYTES = 3_000_000  # of a lesson without its outputs
COMPANION_BYTES = 8_000_000  # of one picture or table
COMPANIONS = 20
PIXELS = 40_000_000  # of a picture; what a telephone takes has fewer
WAITING = 500  # contributions in the box that nobody has looked at yet
NAME_LETTERS = 60
CHECK_SECONDS = 30  # of the check while somebody waits for it
CHECK_SECONDS_AT_DESK = 300  # of the check before anything goes into Git
CHECK_MEMORY = 2 << 30  # bytes of address space; the check of a very long lesson took a sixth of it
LETTER_BYTES = 2_000_000
