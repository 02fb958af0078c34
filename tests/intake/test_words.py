"""Every word of the intake is said in Spanish too, with the same values in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

import courseforge.intake
from courseforge.intake.receipt import write_receipt
from courseforge.intake.taking_in import Receipt

FOLDER = Path(courseforge.intake.__file__).parent
WHERE = {"text": 0, "Complaint": 1, "_complain": 1, "_refuse": 1}  # which argument is a sentence

RECEIPT = """\
Tu código: K7M-4WX
Lección: Palmas
Crédito para: Luna

- Primero corrige lo que la carta dice sobre personas. Hasta entonces tu lección se queda en la caja de la biblioteca.
- Guarda este código. En el mostrador representa tu lección, así que nadie necesita tu nombre.
- Alguien de la biblioteca lee tu lección. Después, dos personas deciden si se publica.
- Puedes retirar tu lección cuando quieras: di el código en el mostrador.
- Una lección publicada tiene una licencia libre, y quienes hicieron copias las conservan.

# Palmas

## Dos más

- Una

Fin
"""


def sentences() -> Iterator[str]:
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                place = WHERE.get(getattr(node.func, "attr", getattr(node.func, "id", "")))
                if place is not None and len(node.args) > place:
                    said = node.args[place]
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        yield said.value


def test_every_sentence_is_translated() -> None:
    with (FOLDER / "locale" / "es" / "LC_MESSAGES" / "intake.po").open("rb") as file:
        known = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    said = set(sentences())
    assert len(said) > 50
    assert said == set(known)
    for english, spanish in known.items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", spanish)), english
        assert spanish and spanish != english


def test_the_receipt_reads_well() -> None:
    letter = "# Palmas\n\n<details>\n<summary>Dos más</summary>\n\n- Una\n\n</details>\n\nFin\n"
    assert write_receipt(Receipt("K7M-4WX", "Palmas", "Luna", "es", letter, private=1)) == RECEIPT
