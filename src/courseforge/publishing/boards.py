"""The page of the board, put where only the library's own people find it: beside the site, never in it."""

from pathlib import Path

from courseforge.board import write_page
from courseforge.config import BUILD_FOLDER
from courseforge.reporting.upkeep import Upkeep
from courseforge.writing import refuse_links, write_if_changed

BOARD_FOLDER = "board"


def write_board(root: Path, upkeep: Upkeep, language: str) -> Path:
    """Write the board; return its page.

    Raises:
        OutputError: it cannot be written, or its folder is a link to elsewhere.
    """
    folder = root / BUILD_FOLDER / BOARD_FOLDER
    refuse_links(root / BUILD_FOLDER, folder)
    page = folder / "index.html"
    write_if_changed(page, write_page(upkeep, language).encode())
    return page
