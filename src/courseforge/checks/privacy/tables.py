"""Tables and counts that are about people (CF714, CF715, CF731)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import ERROR, Finding, Rule, Weight
from courseforge.checks.subject import CourseSubject, point_at
from courseforge.diagnostics import Severity

_REACHING = frozenset(
    "email,e-mail,e mail,mail,correo,correo electrónico,phone,phone number,telephone,parent "
    "phone,mobile,cell,teléfono,móvil,celular,"
    "teléfono de la madre,teléfono del padre,home address,street "
    "address,address,domicilio,dirección,dob,date of birth,birth date,birthdate,"
    "birthday,fecha de nacimiento,f. nac.,nacimiento,ssn,curp,dni,student id,matrícula".split(",")
)
_NAMING = frozenset(
    "name,nombre,full name,nombre completo,first name,last name,surname,apellido,apellidos,student,student "
    "name,alumno,alumna,"
    "estudiante,participant,participante,nickname,apodo,child,teen,learner,pupil,author,autor,autora".split(",")
)
_DESCRIBING = frozenset(
    "age,edad,grade,grado,class,curso,school,escuela,colegio,instituto,zip,zip code,postal code,código "
    "postal,colonia,barrio,neighborhood,"
    "gender,género,sexo".split(",")
)
_LIVING = frozenset(
    "student,student "
    "name,alumno,alumna,estudiante,participant,participante,child,teen,learner,pupil,nickname,apodo".split(",")
)
_LOCATING = frozenset("zip,zip code,postal code,código postal,colonia,school,escuela,colegio,instituto".split(","))
_FREE = re.compile(
    r"(?:\b(?:home|family|feel|worr|afraid|hard for you|bully|problem)|\b(?:en casa|tu familia|sientes|"
    r"preocup|miedo|te cuesta))",
    re.IGNORECASE,
)
_PEOPLE_WORDS = make_phrases("name, nombre, student, alumno, alumna, participant, participante")
_OUTCOME_WORDS = make_phrases("outcome, outcomes, resultados, survey, encuesta")
_GAP = re.compile(r"\s{2,}|\t")


def find_tables_of_people(course: CourseSubject) -> Iterator[Finding]:
    """No table is about people one could meet.

    No data file and no table in an output has columns such as names with e-mail addresses, birth dates, homes,
    schools or grades, or what people answered about their families. It goes by the first row.

    Why: a table of a class is the class. Once it was public, it cannot be called back.

    Fails::

        student_name,grade,email

    Mended: numbers nobody can be found by, or invented people and a file name that says so ::

        group,beats_finished
    """
    for asset in () if course.is_translation else course.assets.values():
        if asset.table and _is_about_people(asset.table.header, len(asset.table.rows)):
            said = "The columns of this table are about people one could find."
            hint = "Leave out the columns by which somebody could be found."
            yield Finding(point_at(asset, 1), said, hint)
    yield from look(course, _search_tables, (Kind.OUTPUT,))


def _is_about_people(header: Sequence[str], rows: int) -> bool:
    names = {re.sub(r"[_\s]+", " ", cell.strip().lower()) for cell in header}
    naming, reaching, describing = names & _NAMING, names & _REACHING, names & _DESCRIBING
    if not rows:
        return False
    if len(header) > 1 and naming and any(len(cell.split()) > 3 and _FREE.search(cell) for cell in header):
        return True
    people = bool(naming & _LIVING) or {"first name", "last name"} <= names or bool(names & {"apellidos", "apellido"})
    if reaching and (people or (naming and describing)):
        return True
    return len(reaching & {"home address", "domicilio", "parent phone", "teléfono de la madre"}) > 0 or (
        bool(naming & {"name", "nombre", *_LIVING}) and bool(names & {"age", "edad"}) and bool(names & _LOCATING)
    )


def _search_tables(passage: Passage) -> Iterator[Trace]:
    if not passage.has(_PEOPLE_WORDS):
        return
    lines = passage.text.split("\n")
    start = 0
    for line, following in pairwise(lines):
        columns = _GAP.split(line.strip()[:400])
        if len(columns) > 1 and re.match(r"\s{0,4}0\s", following) and _is_about_people(columns, 1):
            said = "The columns of the table in this output are about people one could find."
            yield Trace(start, line.strip(), said, "Show other columns, or a count.")
        start += len(line) + 1


_ANSWERS = re.compile(
    r"(?:(?:survey|questionnaire|feedback|encuesta|cuestionario|intake)[-_ ]?(?:responses?|answers?|"
    r"results|respuestas|resultados)"
    r"|(?:responses?|answers?|respuestas)[-_ ](?:de[-_ ](?:la[-_ ])?)?(?:survey|questionnaire|encuesta|cuestionario)"
    r"|(?:plan|teen|youth|patron)[\w-]{0,40}[-_]requests?|requests?[-_](?:plan|teen)|solicitud(?:es)?[-_]|"
    r"[-_]solicitud)",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"^(?:request|solicitud|wish|petici[oó]n)[ \t]{0,3}:[ \t]{0,3}\S", re.MULTILINE)
_OPEN = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".json", ".md", ".txt", ".yml", ".yaml", ".pdf", ".docx", ".ipynb")


def find_answers(course: CourseSubject) -> Iterator[Finding]:
    """What people answered or asked for does not lie among the public files.

    No file of a course is called as if it held answers to a survey or requests for a plan, and none has a line
    ``request:``.

    Why: people told it to a librarian, not to the web. From three answers somebody's family can often be told.

    Fails::

        data/survey-responses-spring.csv

    Mended: the answers stay in the office, and the course has ::

        data/songs-per-week.csv
    """
    for asset in () if course.is_translation else course.assets.values():
        name = asset.path.removeprefix(f"{course.course.path}/")
        if asset.suffix in _OPEN and (
            _ANSWERS.search(name)
            or (asset.suffix in (".yml", ".yaml") and asset.text and _REQUEST.search(asset.text))
        ):
            said = "This file seems to hold what people answered or asked for."
            yield Finding(
                point_at(asset), said, "Move it out of the library's folder, and show numbers of ten or more."
            )


_GROUP = (
    r"(?:girls?|boys?|teens?|kids|children|students|learners|participants|members|young people|chic[oa]s|"
    r"niñ[oa]s|j[oó]venes|"
    r"alumn[oa]s|estudiantes|participantes|personas|muchach[oa]s)"
)
_FEW = re.compile(
    rf"\b(?:[1-4]|one|two|three|four|un[oa]?|dos|tres|cuatro) (?:of|de|out of)(?: the| l[oa]s)? "
    rf"(?:[0-9]{{1,3}}|two|three|four|five) {_GROUP}\b",
    re.IGNORECASE,
)
_FEW_WORDS = make_phrases(
    "girl, girls, boy, boys, teens, kids, children, students, learners, participants, members, people, "
    "chicas, chicos, niñas, niños, jóvenes, alumnas, alumnos, estudiantes, participantes, personas, "
    "muchachas, muchachos"
)
_OUTCOME = re.compile(
    r"\b(?:after the (?:course|workshop|program|club)|said|told|feel|felt|identif\w{2,8}|survey\w{0,2}|"
    r"outcomes?|finished|reported|"
    r"al (?:acabar|terminar)|dij(?:o|eron)|sient\w{1,4}|encuesta\w{0,2}|resultados|terminaron|contaron)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(r"^(?:#{1,6} )?(?:outcomes?|survey results|resultados|encuesta)\b", re.IGNORECASE | re.MULTILINE)
_ROW = re.compile(
    r"^\|[^|\n]{0,80}\b(?:wheelchair|disab\w{1,8}|Spanish|English|newcomer|immigrant|girls?|boys?|"
    r"non-?binary|free lunch|foster|"
    r"silla de ruedas|discapacidad|reci[eé]n llegad\w{1,3}|inmigrante|chic[oa]s|niñ[oa]s|español|acogida|"
    r"beca)\b[^|\n]{0,80}\|[ ]{0,3}[1-4][ ]{0,3}\|",
    re.IGNORECASE | re.MULTILINE,
)
_LISTED = re.compile(r"^[ ]{1,8}[a-z_áéíóúñ]{3,40}:[ ]{0,3}[1-4]$", re.MULTILINE)


def find_small_counts(course: CourseSubject) -> Iterator[Finding]:
    """Counts of people begin with five.

    What a lesson, a page or a file of outcomes tells about a group of people counts at least five of them.

    Why: "2 of the 3 girls in the group" is two people whom everybody in town knows.

    Fails::

        After the course, 2 of the 3 girls in the group said they feel safe here.

    Mended::

        After the course, most said they feel safe here.
    """
    yield from look(course, _search_counts, (Kind.PROSE, Kind.DATA, Kind.FACTS))


def _search_counts(passage: Passage) -> Iterator[Trace]:
    said = "This counts fewer than five people; everybody who knows the group knows who."
    hint = "Write “a few”, or put several groups together until there are at least five."
    if passage.kind is Kind.DATA:
        if passage.lowered.lstrip("#- \n").startswith(("outcomes:", "resultados:")):
            yield from (Trace(match.start(), match[0], said, hint) for match in _LISTED.finditer(passage.text))
        return
    for start, line in passage.lines_with(_FEW_WORDS):
        for match in _FEW.finditer(line):
            if _OUTCOME.search(line):
                yield Trace(start + match.start(), match[0], said, hint)
    if passage.has(_OUTCOME_WORDS) and _HEADED.search(passage.text):
        yield from (Trace(match.start(), match[0], said, hint) for match in _ROW.finditer(passage.text))


_PRIVATE_IN_BOOKS = Weight(Severity.ERROR, book=Severity.WARNING)  # books teach with data of the past

TABLES = Rule(
    "CF714",
    "tables-are-about-things",
    CourseSubject,
    _PRIVATE_IN_BOOKS,
    find_tables_of_people,
    everywhere(_search_tables),
)
ANSWERS = Rule("CF715", "answers-stay-in-the-office", CourseSubject, ERROR, find_answers)
COUNTS = Rule("CF731", "counts-of-people-begin-with-five", CourseSubject, ERROR, find_small_counts)
