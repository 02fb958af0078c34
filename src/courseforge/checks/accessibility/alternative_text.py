"""What an alternative text should not be, and how one may begin; in English and Spanish."""

import re
from collections.abc import Mapping

from courseforge.checks.accessibility.drawings import Drawing

_ENDING = r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|avif|heic)"
_FILE = re.compile(
    rf"\S+{_ENDING}|(?:[\w.-]+/)+[\w.-]+|(?:img|dsc|image|screenshot|captura)[-_ ]?\d{{2}}\S*", re.IGNORECASE
)
_EMPTY = re.compile(
    r"(?:an? |the |una? |la |el )?"
    r"(?:alt(?: ?text| ?tag)?|texto alternativo|image|picture|photo|figure|fig|img|graph|plot|chart|diagram|"
    r"screenshot|graphic|logo|icon|drawing|untitled|output|png|jpe?g|todo|tbd|xxx|\?+|"
    r"imagen|foto|fotograf[ií]a|figura|gr[aá]fic[oa]|diagrama|captura(?: de pantalla)?|dibujo|icono|salida|"
    r"what it shows|picture without a description|imagen sin descripci[oó]n)"
    r"[ .:_-]*(?:\d{1,3}(?:\.\d{1,3}){0,2})?[.:]?",
    re.IGNORECASE,
)
_FIGURE_OBJECT = re.compile(r"<(?:Figure|matplotlib)\b|<AxesSubplot|data:image")
_BEGINNINGS = re.compile(
    r"(?:(?:this is )?(?:an? |the )?(?:image|picture|graphic) (?:of|that shows|showing|which shows)"
    r"|(?:esta es )?(?:una |la )?(?:imagen|ilustraci[oó]n) (?:de|que muestra|donde se ve|mostrando))"
    r"(?=\s)",
    re.IGNORECASE,
)

_SLOTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "line": "Line chart",
        "bar": "Bar chart",
        "scatter": "Scatter plot",
        "histogram": "Histogram",
        "box": "Box plot",
        "pie": "Pie chart",
        "chart": "Chart",
        "of": "{kind}: {title}. It shows that …",
        "alone": "{kind} that shows …",
        "other": "What one sees …",
    },
    "es": {
        "line": "Gráfico de líneas",
        "bar": "Gráfico de barras",
        "scatter": "Gráfico de dispersión",
        "histogram": "Histograma",
        "box": "Diagrama de caja",
        "pie": "Gráfico circular",
        "chart": "Gráfico",
        "of": "{kind}: {title}. Muestra que …",
        "alone": "{kind} que muestra …",
        "other": "Lo que se ve …",
    },
}


def is_file_name(text: str, target: str) -> bool:
    """Tell whether a text is the name of a file, or of this picture's file."""
    words, name = text.strip(), target.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    if len(words) > 200:
        return False
    return bool(_FILE.fullmatch(words)) or (words == stem and re.search(r"[\d_-]", words) is not None)


def is_placeholder(text: str) -> bool:
    """Tell whether a text could stand for any picture, or waits for somebody to finish it."""
    words = text.strip()
    return bool(_EMPTY.fullmatch(words[:200]) or _FIGURE_OBJECT.match(words)) or words.endswith(("…", "..."))


def find_boilerplate(text: str) -> str:
    """Return the beginning that says no more than that there is a picture; empty where there is none."""
    match = _BEGINNINGS.match(text)
    return match[0] if match else ""


def suggest_option(drawing: Drawing, language: str) -> str:
    """Make the line that an author copies and finishes, in the lesson's language."""
    words = _SLOTS.get(language.split("-", maxsplit=1)[0], _SLOTS["en"])
    kind = words.get(drawing.kind)
    if kind is None:
        return f"#| fig-alt: {words['other']}"
    form = words["of" if drawing.title else "alone"]
    title = drawing.title.rstrip(" .:!?")
    return f"#| fig-alt: {form.format(kind=kind, title=title)}"
