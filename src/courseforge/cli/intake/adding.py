"""``courseforge intake add``."""

from pathlib import Path

import click

from courseforge.cli.intake.options import library_and_box
from courseforge.cli.options import spell_command, verbose_option
from courseforge.errors import CourseforgeError, ExitCode
from courseforge.intake.answers import FULL_NAME, Answers
from courseforge.intake.box import BOX_FOLDER
from courseforge.intake.complaint import NotTakenError
from courseforge.intake.limits import UPLOAD_BYTES
from courseforge.intake.parcel import SentFile
from courseforge.intake.receipt import write_receipt
from courseforge.intake.taking_in import Receipt, read_library_settings, take_in
from courseforge.intake.words import LANGUAGES
from courseforge.reading.source_text import read_ordinary_file
from courseforge.reporting.wording import printable
from courseforge.writing import write_atomically


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--name", prompt="A chosen name to credit", help="To credit the author by: made up, not their real one."
)
@click.option("--consent", prompt="The number of the signed paper", help="Under which the library finds it: c-0141.")
@click.option(
    "--language", default="", type=click.Choice(["", *LANGUAGES]), help="Of the lesson and the receipt, such as es."
)
@click.option("--name-agreed", is_flag=True, help="They want this name, although it looks like first and last name.")
@click.option(
    "--receipt", "receipt_file", type=click.Path(path_type=Path), help="Also write the receipt to this file."
)
@library_and_box
@verbose_option
def add(
    *,
    files: tuple[Path, ...],
    name: str,
    consent: str,
    language: str,
    name_agreed: bool,
    receipt_file: Path | None,
    root: Path,
    box: Path | None,
    verbose: bool,
) -> ExitCode:
    """Take in a notebook or a text, with its pictures and tables.

    Prints the receipt for its author: a code, what happens next, and a letter about the lesson. FILE is one .ipynb or
    .md and what goes with it.
    """
    spoken = language or read_library_settings(root).language.partition("-")[0]
    answers = Answers(name, consent, spoken, name_agreed)
    receipt = _take_in(root, box or root / BOX_FOLDER, [_read_file(path) for path in files], answers)
    text = printable(write_receipt(receipt))
    if receipt_file:
        write_atomically(receipt_file, text.encode())
    click.echo(text)
    if receipt.fault:
        click.echo(f"The check failed by a fault of its own: {receipt.fault}. Please tell us.", err=True)
    click.echo(f"For the library: {spell_command(f'intake submit {receipt.code} --course NAME', root, '--library')}")
    return ExitCode.CLEAN


def _take_in(root: Path, box: Path, files: list[SentFile], answers: Answers) -> Receipt:
    try:
        return take_in(root, box, files, answers)
    except NotTakenError as error:
        if FULL_NAME not in error.complaints:
            raise
        hint = "Nothing was kept. Ask once more; if they want this name, add --name-agreed."
        raise CourseforgeError(error.message, hint) from error


def _read_file(path: Path) -> SentFile:
    data = read_ordinary_file(path, UPLOAD_BYTES)
    if data is None:
        raise CourseforgeError(
            f"{path} cannot be opened, or is larger than {UPLOAD_BYTES // 10**6} MB.", "Check its name and its size."
        )
    return SentFile(path.name, data)
