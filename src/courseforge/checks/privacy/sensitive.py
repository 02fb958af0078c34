"""Words that a person should read before anybody else does (CF724, CF725). No report repeats them."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, look
from courseforge.checks.rule import WARNING, Finding, Rule
from courseforge.checks.subject import CourseSubject

_READ = (Kind.PROSE, Kind.CODE, Kind.FACTS)
_HELP = re.compile(
    r"\b(?:988|024|116 ?111|hotline|helpline|crisis line|l[ií]nea de (?:ayuda|crisis)|tel[eé]fono de la esperanza)\b",
    re.IGNORECASE,
)
_DANGER_WORDS = make_phrases(
    "hurt myself, hurting myself, harm myself, harming myself, kill, killing, killing myself, "
    "cut myself, cutting myself, starve myself, starving myself, suicide, want to die, wanna die, "
    "wish to die, end my life, end my own life, hits me, beats me, hurts me, abuses me, touches me, "
    "raped me, molested me, shoot, stab, gun, knife, bomb, weapon, nude, nudes, naked, daño, matar, "
    "matarme, morir, morirme, suicidarme, el suicidio, quitarme la vida, me pega, me golpea, me toca, "
    "me abusa, me violó, abusa de mí, pistola, cuchillo, navaja, bomba, desnuda, desnudo, desnudas, "
    "sin ropa, cortarme, hurt him, hurt her, hurt them"
)
_WHO = (
    r"(?:(?:step)?(?:dad|father|mom|mum|mother)|brother|sister|uncle|coach|teacher|boyfriend|girlfriend|he|she|they)"
)
_QUIEN = (
    r"(?:(?:padr|madr)astr[oa]|pap[aá]|mam[aá]|padre|madre|hermano|hermana|t[ií]o|entrenador|profe(?:sor)?|novi[oa])"
)
_DANGER = re.compile(
    r"\b(?:hurt|hurting|harm|harming|kill|killing|cut|cutting|starve|starving) myself\b(?! (?:a|some) )"
    r"|\b(?:I|I['’]ve|I have|I am|I['’]m|been)\b.{0,25}\bthink(?:ing)? (?:about|of) (?:suicide|killing|ending)\b"
    r"|\b(?:I )?(?:want|wanna|wish) to die\b|\bend my (?:own )?life\b|\bcommit(?:ted)? suicide tonight\b"
    rf"|\b(?:my )?{_WHO} (?:hits|beats|hurts|abuses|touches|raped|molested) me\b"
    r"|\bI(?:['’]m| am)? (?:going to|gonna|will) (?:kill|shoot|stab|hurt) (?:him|her|them|you|everyone|everybody)\b"
    r"|\b(?:bring|take|carry)(?:ing)? (?:a|the|his|my) (?:gun|knife|bomb|weapon)\b.{0,12}\b(?:school|class|library)\b"
    r"|\b(?:ask(?:ed|s)?|send|sent|want(?:s|ed)?)\b.{0,15}\b(?:nudes?|nude pic\w{0,6}|naked pic\w{0,6})\b"
    r"|\b(?:hacerme|hago|haciendo) daño\b|\bhacerme da[nñ]o\b|\bcortarme (?:las venas|los brazos|a m[ií])\b"
    r"|\b(?:pens(?:ado|ando)|pienso|quiero|quisiera)\b.{0,12}\b(?:suicidarme|matarme|morirme|el suicidio|"
    r"quitarme la vida)\b|\bquiero morir\b"
    rf"|\bmi {_QUIEN} (?:me (?:pega|golpea|toca|abusa|viol[oó])|abusa de m[ií])\b"
    r"|\b(?:lo|la|los|las|te) (?:voy|vamos) a matar\b"
    r"|\bllevar (?:una?|la|el|su|mi) (?:pistola|cuchillo|navaja|bomba|arma)\b.{0,15}\b(?:escuela|instituto|"
    r"colegio|clase|biblioteca)\b"
    r"|\b(?:pidi[oó]|pide|mand[eéa]|enviar?|env[ií][oóa])\b.{0,15}\bfotos? (?:desnud[oa]s?|m[ií]as "
    r"desnud[oa]|sin ropa)\b",
    re.IGNORECASE,
)


def find_danger(course: CourseSubject) -> Iterator[Finding]:
    """Words about harm are read by a person first.

    Words in the first person about hurting oneself, abuse, threats, sexual demands or weapons are shown to a person
    before the lesson is published; no report repeats them. A line that names a helpline passes. Once somebody
    has read it, ``reviewed:`` in the lesson's facts, with role and date, settles it.

    Why: it may be a song, and it may be a call for help. A program cannot tell; a person can, and can act.

    Fails::

        Some days I want to hurt myself.

    Mended, after a person has talked with the author::

        reviewed: [{role: youth librarian, date: 2026-10-31, what: lyrics}]
    """
    yield from look(course, _search_danger, _READ)


def _search_danger(passage: Passage) -> Iterator[Trace]:
    if passage.is_reviewed:
        return
    for start, line in passage.lines_with(_DANGER_WORDS):
        match = _DANGER.search(line)
        if match and not _HELP.search(line):
            said = "A person should read this before anybody else does."
            hint = (
                "Show it to the person in your library who is responsible for young people. Once that is "
                "done, write between the --- lines at the top: "
                "reviewed: [{role: youth librarian, date: …}]"
            )
            yield Trace(start + match.start(), match[0], said, hint)


_NAME = r"(?<![\w.])(?P<name>[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2,15})"
_DISCLOSURES = re.compile(
    rf"{_NAME}(?:['’]s (?:family|parents?|mother|father|mom|mum|dad|brother|sister))? (?:"
    r"was diagnosed with|has been diagnosed with|is (?:autistic|HIV positive|pregnant|bipolar|depressed)|"
    r"(?:is|are) (?:getting divorced|undocumented|being deported|in prison|homeless)"
    r"|(?:is|are) (?:Jewish|Muslim|Catholic|Christian|Hindu|Sikh|Mormon|gay|lesbian|bisexual|transgender|"
    r"trans|queer)\b"
    r"|came out as|lives in (?:foster care|a shelter|a group home)|takes (?:antidepressants|medication for)"
    r"|(?:es|son) (?:musulm[aá]n(?:a|es)?|jud[ií][oa]|cat[oó]lic[oa]|evang[eé]lic[oa]|gay|lesbiana|"
    r"bisexual|trans|autista)\b"
    r"|nos cont[oó] que es (?:gay|lesbiana|bisexual|trans)|sali[oó] del armario|vive en (?:un centro de "
    r"acogida|un albergue|acogida)|est[aá] embarazada)"
    r"|\b[Aa] (?P<named>[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2,15}) le diagnosticaron"
    r"|\b[Ll](?:os padres|a familia|a madre|a mam[aá]|el padre|a hermana|as madres) de "
    r"(?P<of>[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2,15}) "
    r"(?:se est[aá]n? (?:divorciando|separando)|no tienen? papeles|est[aá]n? (?:en la c[aá]rcel|sin "
    r"papeles|indocumentad[oa]s?)|son indocumentados)"
)
_DISCLOSURE_WORDS = make_phrases(
    "diagnosed, diagnosticaron, divorced, divorciando, separando, undocumented, deported, homeless, "
    "prison, autistic, hiv, pregnant, bipolar, depressed, jewish, muslim, catholic, christian, hindu, "
    "sikh, mormon, gay, lesbian, lesbiana, bisexual, transgender, trans, queer, came out, foster care, "
    "shelter, group home, antidepressants, medication, musulmana, musulmán, judía, judío, católica, "
    "católico, evangélica, evangélico, autista, armario, acogida, albergue, embarazada, papeles, cárcel, "
    "indocumentados, indocumentada"
)
_NOBODY = frozenset(
    "He She They This That Who Everyone Someone Book Law Church Calendar People Some Many Most".split()
)
_PAST = re.compile(
    r"\b(?:1[0-9]{3}|century|siglo|emperor|king|novel|novela|character|personaje|writer|escritora?|author|"
    r"politician)\b",
    re.IGNORECASE,
)


def find_disclosures(course: CourseSubject) -> Iterator[Finding]:
    """What a person may keep to themselves is not told about somebody with a name.

    Illness, family trouble, papers, religion, whom somebody loves: where such a thing is said of a person with a
    name, a person should look. After that, ``reviewed:`` in the lesson's facts, with role and date, settles it.

    Why: it was told to friends, and a page tells everybody, for good: an employer, a landlord, a grandmother.

    Fails::

        Mila was diagnosed with epilepsy, so the lights don't flash.

    Mended::

        The lights don't flash, because flashes can harm people with epilepsy.
    """
    yield from look(course, _search_disclosures, _READ)


def _search_disclosures(passage: Passage) -> Iterator[Trace]:
    if passage.is_reviewed:
        return
    for start, line in passage.lines_with(_DISCLOSURE_WORDS):
        for match in _DISCLOSURES.finditer(line):
            if (match["name"] or "") not in _NOBODY and not _PAST.search(line):
                said = "Something private seems to be told here about somebody with a name."
                hint = "Leave out the name, or ask them, and let somebody confirm it: reviewed: [{role: …, date: …}]"
                yield Trace(start + match.start(), match[0], said, hint)


DANGER = Rule("CF724", "harm-is-read-by-a-person", CourseSubject, WARNING, find_danger)
DISCLOSURES = Rule("CF725", "private-things-stay-private", CourseSubject, WARNING, find_disclosures)
