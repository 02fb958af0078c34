"""Words that leave somebody out, and better ones (CF903, CF904)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from courseforge.checks.prose import Paragraph
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject

_Words = Sequence[tuple[str, str]]

#: What to look for -> what to write. Short on purpose: only what has one meaning, and a word that serves as well.
_LEAVING_OUT: Mapping[str, _Words] = {
    "en": (
        (r"white-?list(?:s|ed|ing)?", "allow list, or: allowed"),
        (r"black-?list(?:s|ed|ing)?", "block list, or: blocked"),
        (r"master[/ -]slave|slave (?:node|process|server|device|drive|database)s?", "main and replica"),
        (r"(?:you|hey|hi|hello) guys", "everyone, or: you all"),
        (r"mankind", "people, or: humanity"),
        (r"man-?power", "people, or: staff"),
        (r"man[- ]hours?", "hours of work"),
        (r"man-made", "made by people"),
        (r"he or she|she or he|s?he/s?he|s/he|his or hers?|her or his|his/hers?|him or her", "they, or: their"),
        (r"sanity[- ]check(?:s|ed|ing)?", "quick check"),
        (r"idiot[- ]proof", "hard to get wrong"),
        (r"(?:even|so) your (?:grandma|grandmother|mom|mother)", "anybody"),
        (r"wheelchair[- ]bound|(?:bound|confined) to a wheelchair", "who uses a wheelchair"),
        (
            r"normal (?:kid|child|children|boy|girl|teen|teenager|person|people|family|families|men|women)s?",
            "most people; or leave out “normal”",
        ),
        (r"handicapped|the disabled", "people with disabilities, or: disabled people"),
    ),
    "es": (
        (r"listas? blancas?", "lista de permitidos"),
        (r"listas? negras?", "lista de bloqueados"),
        (r"(?:maestro|amo)[/ -]esclavo", "principal y réplica"),
        (r"horas?[- ]hombre", "horas de trabajo"),
        (r"minusválid[oa]s?|discapacitad[oa]s?", "personas con discapacidad"),
        (r"(?:postrad|confinad|atad)[oa]s? (?:a|en) una silla de ruedas", "que usa silla de ruedas"),
        (r"sordomud[oa]s?", "persona sorda"),
        (
            r"(?:niñ[oa]|chic[oa]|jóven(?:es)|joven|persona|familia|gente|mujer(?:es)?|hombre)s? normal(?:es)?",
            "la mayoría; o quita «normal»",
        ),
        (r"(?:tod|chic|amig|alumn|niñ|usuari|bienvenid|nosotr|otr)[@x]s", "todas las personas, o: todo el mundo"),
        (r"a prueba de (?:tontos|idiotas)", "difícil de hacer mal"),
    ),
}
_TALKING_DOWN: Mapping[str, str] = {
    "en": (
        r"obviously|needless to say|no-brainer|trivially|(?-i:Simply) (?!put)"
        r"|(?:can|you|we|then|and) simply (?!can|put)(?=[a-z])"
        r"|(?<!have )(?<!has )(?<!had )(?<!['’]ve )(?<!n['’]t )(?<!could )(?<!if we )(?<!if you )"
        r"just (?=(?:type|click|run|add|use|write|call|enter|copy|press|put|follow|download|install)\b)"
        r"|(?:it['’]s|it is|this is) (?:very |really |so |quite |pretty |actually )?"
        r"(?:easy|simple|trivial|straightforward|obvious)\b"
        r"(?! to (?:read|forget|miss|overlook|confuse|mistake|lose|break|get (?:lost|it wrong|confused))\b)"
        r"|as (?:every(?:one|body)|you(?: all)?) (?:already )?knows?\b"
    ),
    "es": (
        r"obviamente|evidentemente|(?-i:Simplemente)|huelga decir"
        r"|(?:puedes?|podemos|debes?|hay que|luego) simplemente"
        r"|(?<!algo )tan (?:fácil|simple|sencillo) como"
        r"|(?<!no )(?<!no siempre )(?:es|resulta) (?:muy |bastante |realmente |tan )?"
        r"(?:fácil|sencillo|trivial|obvio|evidente)\b"
        r"(?! (?:de )?(?:leer|olvidar|perder|confundir|equivocarse|romper|cometer)\w*)"
        r"|como (?:todos|todo el mundo|ya) sab(?:en|emos|e|es)\b"
    ),
}
_QUOTED = re.compile(r"\"[^\"]{1,999}\"|“[^“”]{1,999}”|«[^«»]{1,999}»|‘[^‘’]{1,200}’")


def _compile(words: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<![\w/.@-])(?:{words})(?![\w/@-]|\.\w)", re.IGNORECASE)


_ALL = {tag: _compile("|".join(pattern for pattern, _ in words)) for tag, words in _LEAVING_OUT.items()}
_DOWN = {tag: re.compile(rf"\b(?:{words})", re.IGNORECASE) for tag, words in _TALKING_DOWN.items()}


def find_words_that_leave_out(cell: CellSubject) -> Iterator[Finding]:
    """Words do not leave anybody out.

    Looked for is a short list, in English and in Spanish, of words for which another serves as well. Quotations and
    code are left alone: what somebody said, and what a program calls it, stays as it is.

    Why: a reader who meets themselves as the exception in somebody's sentence reads the rest as a guest.

    Fails::

        Add the address to the whitelist. Each player picks his or her color.

    Mended::

        Add the address to the allow list. All players pick their colors.
    """
    base = _base(cell)
    for paragraph, text in _list_texts(cell) if base in _ALL else ():
        for match in _ALL[base].finditer(text):
            better = next(better for words, better in _LEAVING_OUT[base] if _compile(words).fullmatch(match[0]))
            place = cell.at(paragraph.line + text.count("\n", 0, match.start()))
            yield Finding(place, f"“{match[0]}” leaves some readers out.", f"Write for example: {better}")


def find_words_that_talk_down(cell: CellSubject) -> Iterator[Finding]:
    """A text does not say how easy something is.

    Words such as *simply*, *obviously* and *it is easy*, and in Spanish *simplemente*, *obviamente* and *es fácil*.

    Why: to those for whom it is easy the word says nothing. To those who are stuck it says that the fault is theirs.

    Fails::

        Simply add a second loop. It is easy to see that it is shorter.

    Mended::

        Add a second loop. Compare the two: the second is shorter.
    """
    base = _base(cell)
    for paragraph, text in _list_texts(cell) if base in _DOWN else ():
        for match in _DOWN[base].finditer(text):
            place = cell.at(paragraph.line + text.count("\n", 0, match.start()))
            message = f"“{match[0].strip()}” tells those who are stuck that the fault is theirs."
            yield Finding(place, message, "Leave it out, or say what to do and what to look at.")


def _base(cell: CellSubject) -> str:
    return cell.language.partition("-")[0].lower()


def _list_texts(cell: CellSubject) -> Iterator[tuple[Paragraph, str]]:
    """Give each paragraph with its own words: code and quotations blanked, line ends kept."""
    for paragraph in cell.prose.paragraphs:
        if paragraph.kind != "quote":
            yield paragraph, _QUOTED.sub(lambda match: "`" + "\n" * match[0].count("\n"), paragraph.words)
