"""A small library with two languages and with facts missing here and there."""

from courseforge.config import CourseforgeSettings, JupyterBookHtml, Publisher, Settings
from courseforge.model import (
    Branch,
    Contributor,
    Course,
    CourseMetadata,
    Equipment,
    Lesson,
    LessonMetadata,
    Level,
    Library,
    PublishedItem,
    Setting,
    Skill,
    Vocabulary,
)
from courseforge.records import make_records
from courseforge.rendering.stylesheet import make_static_files, name_static_files
from courseforge.rendering.views import Download, Exhibit, Takeaway, Views, make_views

SETTINGS = Settings(
    title="Your Next Skill",
    html=JupyterBookHtml("https://learn.example.org/courses/"),
    courseforge=CourseforgeSettings(
        languages=("en", "es"), publisher=Publisher("Larkfield Public Library", "https://example.org")
    ),
)

VOCABULARY = Vocabulary(
    contributors={"dj-nova": Contributor("DJ Nova", "https://example.org/nova", {"en": "Beats.", "es": "Ritmos."})},
    skills={"loops": Skill({"en": "loops", "es": "bucles"})},
    equipment={
        "laptop": Equipment({"en": "laptop", "es": "computadora"}),
        "headphones": Equipment({"en": "headphones", "es": "audífonos"}),
    },
    branches={
        "east": Branch("Eastside", equipment=("headphones",)),
        "west": Branch("Westside", equipment=("telescope",)),
        "main": Branch("Main Library", url="https://example.org/main", equipment=("laptop", "headphones")),
    },
)


def make_lesson(lesson_id: str, language: str = "en", **facts: object) -> Lesson:
    return Lesson(lesson_id, language, f"courses/{lesson_id}.ipynb", LessonMetadata(**facts), ())  # type: ignore[arg-type]


FULL = make_lesson(
    "sound-lab/first-beat",
    title="Make your first beat",
    description="Three drums, sixteen boxes.",
    authors=("dj-nova", "Paper Moon"),
    level=Level.BEGINNER,
    ages="12-18",
    duration="45 min",
    teaches=("loops",),
    objectives=("read a pattern", "write a loop"),
    product="A drum loop",
    equipment=("laptop", "headphones"),
    without_equipment="Tap on a table.",
    settings=(Setting.LIBRARY, Setting.HOME),
    opportunity="Bring it to Beat Night.",
    review_by="2027-11-01",
)
BARE = make_lesson("sound-lab/bare", title="Bare")
LAST = make_lesson("sound-lab/last", title="Last", duration="1 h", authors=("Paper Moon",))
SPANISH = make_lesson(
    "sound-lab/first-beat", "es", title="Haz tu primer ritmo", equipment=("laptop",), level=Level.BEGINNER
)

LIBRARY = Library(
    courses=(
        Course(
            "sound-lab", "en", "courses/sound-lab", CourseMetadata(title="Sound Lab", cover=3), (FULL, BARE, LAST)
        ),
        Course(
            "sound-lab",
            "es",
            "courses/sound-lab",
            CourseMetadata(title="Laboratorio de sonido"),
            (SPANISH,),
            suffix=".es",
        ),
        Course(
            "zines",
            "en",
            "courses/zines",
            CourseMetadata(title="Zine Machine"),
            (make_lesson("zines/fold", title="Fold", duration="40 min"),),
        ),
    ),
    vocabulary=VOCABULARY,
)

PUBLISHED = (
    PublishedItem("sound-lab/first-beat", "en", "2026-11-14", "2026-11-20", "0"),
    PublishedItem("zines/fold", "en", "2026-11-18", "2026-11-18", "0"),
)

TAKEAWAYS = {
    ("sound-lab/first-beat", "en"): Takeaway(
        Download("sound-lab/first-beat.ipynb", 14_321), Download("sound-lab/first-beat.zip", 21_400)
    )
}

EXHIBITS = {
    "loop": Exhibit("_showcase/a.png", (1000, 500), ((480, "_showcase/b.webp"), (768, "_showcase/c.webp"))),
    "rain": Exhibit(sound="_showcase/d.mp3"),
    "poem": Exhibit(),
}


def make_site_views(
    library: Library = LIBRARY, settings: Settings = SETTINGS, tested: frozenset[tuple[str, str]] = frozenset()
) -> Views:
    static = name_static_files(make_static_files(settings))
    records = make_records(library, settings, PUBLISHED)
    return make_views(library, settings, records, static, tested=tested, takeaways=TAKEAWAYS, exhibits=EXHIBITS)
