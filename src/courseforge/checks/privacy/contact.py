"""How to reach a person: addresses, telephones, and words that ask for a meeting (CF701, CF726)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import CourseSubject

# RFC 2606 and RFC 6761 keep these names for examples.
_EXAMPLE = re.compile(
    r"(?:^|[.@])(?:example|ejemplo|test|invalid|localhost|local)(?:\.(?:com|org|net|edu|es))?$"
    r"|^(?:email|mail|domain|company|somewhere|mysite|foo|bar|abc|xyz)\.(?:com|org|net)$|noreply"
)
# What Git prints, in a lesson about it: the people in it are mostly invented.
_SHOWN_HISTORY = re.compile(r"^\s{0,8}(?:Author|Commit|Committer|AuthorDate):|--author=|user\.email")
_EMAIL = re.compile(r"(?<![\w.+/-])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,4}([A-Za-z]{2,18}))(?![\w@/:(]|\.\w)")
_VEILED_EMAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64})\s{0,2}[\[({<]\s?(?:at|arroba|en)\s?[\])}>]\s{0,2}"
    r"([\w-]{1,63}(?:\s{0,2}(?:[\[({<]\s?(?:dot|punto)\s?[\])}>]|\.)\s{0,2}[\w-]{2,30}){1,3})",
    re.IGNORECASE,
)
_VEILS = make_phrases("(at), [at], (arroba), [arroba], {at}, <at>, [ at ], ( at )")
_NO_DOMAIN = frozenset("py ipynb png jpg jpeg gif svg js css html json md txt csv so git dev0 sh in mp3 wav".split())
# A desk, not a person; or a hole in an example.
_DESKS = frozenset(
    "info contact contacto help ayuda support soporte hello hola team equipo office desk mostrador editor editors "
    "editorial webmaster admin noreply no-reply postmaster press sales feedback questions library biblioteca git hg "
    "security permissions abuse list lists staff service services workshops registration registro membership".split()
)
_HOLES = re.compile(
    r"(?:your|tu|my|mi|the|some|any)?[._-]?(?:e?mail|correo|name|nombre|user|username|usuario|you|me|someone|alguien|"
    r"address|login|alice|bob|foo|bar|xyz|abc|xxx+|sample|student|janedoe|johndoe|jdoe|jane|"
    r"john)[._-]?(?:name|id|\d)*$",
    re.IGNORECASE,
)
_WEBMAIL = ("gmail.", "hotmail.", "outlook.", "yahoo.", "icloud.", "proton", "live.", "gmx.", "aol.")

_ABROAD = re.compile(r"(?<![\w+.])\+[1-9][0-9]{0,2}(?:[ .-]{1,2}\(?[0-9]{1,5}\)?){2,6}(?![\w])")
_AMERICAN = re.compile(
    r"(?<![\w.,/$+-])(?:1[ .-])?(?:\(([2-9][0-9]{2})\)[ ]?|"
    r"([2-9][0-9]{2})([.-]))([2-9][0-9]{2})[.-]([0-9]{4})(?![\w,]|[.-]\d)"
)
_ARGENTINE = re.compile(r"(?<![\w(])\(0[0-9]{2,4}\)[ ]?[0-9]{3,4}[ -][0-9]{4}(?![\w-])")
_CUED = re.compile(r"(?<![\w.,/$#-])(?:[0-9]{8,10}|[0-9]{2,4}(?:[ .-][0-9]{2,4}){2,4})(?![\w]|[.,/-]\d)")
_CUES = make_phrases(
    "whatsapp, teléfono, telefono, móvil, movil, celular, celu, telephone, phone number, my phone, my cell"
)
_CUE = re.compile(
    r"\b(?:whatsapp|tel[eé]fono|m[oó]vil|celular|celu|telephone|phone number|my (?:cell|phone))\b\W{0,4}"
    r"(?:\w{1,12}\W{1,3}){0,4}$",
    re.IGNORECASE,
)
_FEWEST, _MOST = 8, 15

_NAMED = r"[A-ZÁÉÍÓÚÑ][\wáéíóúñü'’.-]{1,20}"
_STREET = re.compile(
    rf"(?<![\w.,:/-])[1-9][0-9]{{0,4}}[ ](?:(?:N|S|E|W|NE|NW|SE|SW)\.?[ ])?(?:{_NAMED}[ ]){{1,3}}"
    r"(?:Street|Road|Avenue|Lane|Drive|Boulevard|Terrace"
    r"|(?:St|Rd|Ave|Ln|Blvd|Dr|Ct)(?=\.?(?:,|;|[ ]Apt|[ ]Unit|[ ]#|\s{0,3}$)))(?!\w)",
    re.MULTILINE,
)
_CALLE = re.compile(
    rf"(?<!\w)(?:(?:Calle|C/|Avenida|Avda\.?|Av\.|Paseo|Pasaje|Calzada|Privada|Callej[oó]n|Ronda|Traves[ií]a)[ ]?"
    rf"(?:(?:de|del|la|las|los|el|y)[ ]){{0,3}}{_NAMED}(?:[ ](?:de|del|la|las|los|el|y|{_NAMED})){{0,5}},?[ ]"
    r"(?:n\.?[º°o]\.?[ ]?|#[ ]?|núm\.[ ]?)?(?!(?:1[0-9]|20)[0-9]{2}\))[1-9][0-9]{0,4}"
    r"|(?:Carrera|Cra\.?|Kra\.?|Diagonal|Transversal|Calle)[ ][0-9]{1,3}[A-Z]?[ ]?#[ "
    r"]?[0-9]{1,3}[A-Z]?-[0-9]{1,3})(?!\w|[.,]\d|%)"
)
_STREET_WORDS = make_phrases("street, road, avenue, lane, drive, boulevard, terrace, st, rd, ave, ln, blvd, dr, ct")
_CALLE_WORDS = make_phrases(
    "calle, c/, avenida, avda, av, paseo, pasaje, calzada, privada, callejón, ronda, travesía, carrera, "
    "cra, kra, diagonal"
)
_PUBLIC_PLACES = (
    "Pennsylvania Avenue",
    "Downing Street",
    "Baker Street",
    "Wall Street",
    "Sesame Street",
    "Main Street",
)

_MEND = (
    "Take it out. If it belongs to the library itself, allow it in _config.yml (or write it into branches.yml):\n"
    'courseforge:\n  check:\n    contacts: ["…"]'
)


def find_contacts(course: CourseSubject) -> Iterator[Finding]:
    """Nobody's e-mail address, telephone or street stands in a lesson.

    No text, program, output or data file holds an e-mail address, a telephone number or a street with a number,
    unless it is the library's own: listed below ``courseforge: check: contacts:`` in ``_config.yml``, stated there
    as ``email`` of the catalog, or the address of a branch. What is kept free for examples may be used:
    ``ada@example.org``, ``555-0142``.

    Why: a lesson stays on the web for years, under the name of a person who may be twelve. An address in it lets
    anybody write to that person, or stand before their door.

    Fails::

        Stuck? Write to mila.beats.2012@gmail.com

    Mended::

        Stuck? Ask at the studio's desk, or write to ada@example.org
    """
    yield from look(course, _search_contacts)


def _search_contacts(passage: Passage) -> Iterator[Trace]:
    if passage.may_have_address:
        yield from _search_emails(passage)
    if passage.has(_VEILS):
        for match in _VEILED_EMAIL.finditer(passage.text):
            if not _EXAMPLE.search(match[2].lower()):
                yield _tell(match, "An e-mail address stands here, written in words.")
    yield from _search_phones(passage)
    if passage.kind is not Kind.PAGE:
        yield from _search_streets(passage)


def _search_emails(passage: Passage) -> Iterator[Trace]:
    for match in _EMAIL.finditer(passage.text):
        name, domain, ending = match[1].lower(), match[2].lower(), match[3].lower()
        is_desk = not _DESKS.isdisjoint(re.split(r"[._+-]", name)) and not domain.startswith(_WEBMAIL)
        if passage.kind is Kind.CODE and _SHOWN_HISTORY.search(passage.line_around(match.start())):
            continue
        if not (is_desk or ending in _NO_DOMAIN or _EXAMPLE.search(domain) or _HOLES.match(name)):
            yield _tell(match, "An e-mail address stands here.")


def _search_phones(passage: Passage) -> Iterator[Trace]:
    said = "A telephone number stands here."
    for start, near in passage.numbers:
        for sign, pattern in (("+", _ABROAD), ("", _AMERICAN), ("(0", _ARGENTINE)):
            for match in pattern.finditer(near) if sign in near else ():
                if _FEWEST <= sum(map(str.isdigit, match[0])) <= _MOST and not _is_fiction(match[0]):
                    yield Trace(start + match.start(), match[0], said, _MEND)
    for start, line in passage.lines_with(_CUES):
        for match in _CUED.finditer(line):
            digits = sum(map(str.isdigit, match[0]))
            if _FEWEST <= digits <= _MOST and _CUE.search(line[max(0, match.start() - 60) : match.start()]):
                yield Trace(start + match.start(), match[0], said, _MEND)


def _is_fiction(number: str) -> bool:
    """Tell whether a number is one that nobody has: 555-0100 to 555-0199, and the area 555."""
    digits = "".join(filter(str.isdigit, number))[-10:]
    return digits.startswith("555") or digits[3:].startswith("55501") or len(set(digits)) <= 3


def _search_streets(passage: Passage) -> Iterator[Trace]:
    text = passage.text
    if passage.has(_STREET_WORDS):
        for match in _STREET.finditer(text):
            if not match[0].endswith(_PUBLIC_PLACES):
                yield _tell(match, "A street with a number stands here.")
    if passage.has(_CALLE_WORDS):
        yield from (_tell(match, "A street with a number stands here.") for match in _CALLE.finditer(text))


def _tell(match: re.Match[str], message: str) -> Trace:
    return Trace(match.start(), match[0], message, _MEND)


_INVITATION_WORDS = make_phrases(
    "meet me, meet up with me, come alone, your parents, your mom, your mum, "
    "your dad, your family, your teacher, anybody, anyone, dm me, private number, private phone, "
    "personal number, personal phone, pick you up, just you and me, just the two of us, our secret, "
    "our little secret, nos vemos, te espero, quedamos, sola, solo, solas, tus padres, tus papás, "
    "tu mamá, tu madre, tu papá, tu familia, mensaje privado, por privado, al privado, número personal, "
    "número privado, recogerte, buscarte, nuestro secreto"
)
_INVITATIONS = re.compile(
    r"\bmeet (?:up with )?me\b.{0,30}\b(?:after|behind|outside|alone|at (?:my|the)|tonight|in (?:my|the))\b"
    r"|\bcome alone\b"
    r"|\b(?:don['’]?t|do not|never) (?:tell|say anything to|show) (?:your (?:parents|mom|mum|dad|family|"
    r"teacher)|anybody|anyone)\b"
    r"|\bDM me\b"
    r"|\b(?:private|personal) (?:number|phone|cell)\b"
    r"|\b(?:can|will|could|['’]ll) pick you up\b"
    r"|\bjust (?:you and me|the two of us)\b|\b(?:keep|stays?) (?:it|this)?\s?our (?:little )?secret\b"
    r"|\b(?:nos vemos|quedamos|te espero)\b.{0,30}\b(?:detr[aá]s|afuera|fuera de|a solas|al salir|"
    r"despu[eé]s de clase|en mi casa)\b"
    r"|\bven(?:ir|te)? sol[ao]s?\b"
    r"|\bno (?:se )?l[oe]s? (?:cuentes|digas)\b.{0,12}\b(?:tus|tu) (?:padres|papás|mam[aá]|pap[aá]|madre|"
    r"padre|familia|profe)"
    r"|\b(?:m[aá]ndame|escr[ií]beme|env[ií]ame)\b.{0,20}\b(?:mensaje privado|por privado|al privado)\b"
    r"|\bn[uú]mero (?:personal|privado)\b"
    r"|\b(?:puedo|podr[ií]a|voy a) (?:pasar a )?(?:recoger|buscar)te\b"
    r"|\bs[oó]lo t[uú] y yo\b|\bnuestro secreto\b",
    re.IGNORECASE,
)


def find_invitations(course: CourseSubject) -> Iterator[Finding]:
    """Nobody is asked to meet or to write in private.

    No text and no remark asks readers to meet one person, to come alone, to keep something from their parents, to be
    picked up, or to write to somebody's private number. Events of the library are no such thing: "Meet the mentors at
    the Central branch".

    Why: readers are twelve and older, and cannot know who wrote this. Help comes from the library's desk, in public.

    Fails::

        DM me for the password, and come alone.

    Mended::

        Ask for the password at the desk of your branch.
    """
    yield from look(course, _search_invitations, (Kind.PROSE, Kind.CODE, Kind.FACTS))


def _search_invitations(passage: Passage) -> Iterator[Trace]:
    for start, line in passage.lines_with(_INVITATION_WORDS):
        for match in _INVITATIONS.finditer(line):
            message = "This sounds like an invitation to meet or to write in private."
            hint = "Take it out, or name a place and a time of the library where everybody is welcome."
            yield Trace(start + match.start(), match[0], message, hint)


CONTACTS = Rule(
    "CF701", "nobody-can-be-reached", CourseSubject, ERROR, find_contacts, everywhere(_search_contacts, pages=True)
)
INVITATIONS = Rule("CF726", "nobody-is-asked-to-meet", CourseSubject, ERROR, find_invitations)
