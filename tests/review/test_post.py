"""What is said on a code host: once, of the contribution that the host names, with a token that goes nowhere else."""

import logging

import pytest
from tests.review.conftest import NUMBER, TOKEN, invoke
from tests.review.fake_host import HEAD, OTHER, FakeHost
from tests.review.test_artifact import LESSON, REPORT, SAID, zip_with

from courseforge.diagnostics import Severity
from courseforge.forge import Connection, Manners
from courseforge.forge.connection import HostError
from courseforge.review.asked import count_mended, read_state, write_state
from courseforge.review.comment import Surroundings, write_comment
from courseforge.review.quoting import code, fence, quote
from courseforge.review.report import Flag, Report, ReviewedLesson, Said, Suggestion
from courseforge.review.report_file import dump_report
from courseforge.review.suggestions import fit_suggestions

PATCH = "@@ -1,2 +1,4 @@\n one\n+two\n+three\n four\n@@ -9 +11,2 @@\n-nine\n+eleven\n+twelve"


@pytest.fixture(params=["github", "gitlab"])
def host(request):
    return FakeHost(request.param)


@pytest.fixture
def post(host, tmp_path):
    def run(report: Report = REPORT, *options: object, head: str = HEAD, token: str = TOKEN):
        file = zip_with(tmp_path / "a.zip", report=dump_report(report))
        with host.serve() as api:
            return invoke(
                "review", "post", file, "--repository", "library/courses", "--number", NUMBER, "--head", head,
                "--forge", host.kind, "--api", api, *options, token=token,
            )  # fmt: skip

    return run


def test_there_is_one_comment_that_is_edited(host, post):
    assert "written" in post().output
    assert "changed" in post().output
    assert len(host.comments) == 1
    assert host.calls.count("update-comment") == 1


def test_a_comment_of_somebody_else_is_never_taken_for_ours(host, post):
    forged = host.comment(write_state([SAID]) + "\n\nhello", OTHER)
    host.comment("Not ours either", OTHER)
    assert post().exit_code == 0
    assert forged["body"].endswith("hello")
    assert len(host.comments) == 3
    assert "from last time" not in host.comments[-1]["body"]


def test_changed_workflows_are_named_as_the_host_knows_them(host, post):
    """Whoever changes the first stage can have it write a report that names nothing."""
    host.patches = dict.fromkeys(
        (".github/workflows/review.yml", "courses/lab/one.ipynb", "docs/`x`/CODEOWNERS"), PATCH
    )
    assert post(Report("en")).exit_code == 0
    (comment,) = host.comments
    assert "Read every line before you take it. `.github/workflows/review.yml`" in comment["body"]
    assert "CODEOWNERS" in comment["body"]
    assert "one.ipynb" not in comment["body"]


def test_of_a_commit_that_is_not_the_newest_nothing_is_said(host, post):
    done = post(head="e" * 40)
    assert done.exit_code == 0
    assert "newer commit" in done.output
    assert host.comments == host.verdicts == []
    host.open = False
    assert "closed" in post().output
    assert host.comments == []


def test_a_rehearsal_writes_nothing(host, post):
    done = post(REPORT, "--dry-run")
    assert "# One" in done.output
    assert host.comments == host.beside == host.verdicts == []


def test_the_pages_are_offered_where_they_can_be_read(host, post):
    post(REPORT, "--preview", "https://preview.example/17/")
    assert "[`pages/lab/one.html`](https://preview.example/17/pages/lab/one.html)" in host.comments[0]["body"]
    assert host.verdicts[0].get("details_url", host.verdicts[0].get("target_url")) == "https://preview.example/17/"


def test_the_token_is_in_no_message(host, post, caplog):
    caplog.set_level(logging.DEBUG)
    for status in (401, 403, 404, 418):
        host.refuse = {"get-pull": [(status, {"X-Token": TOKEN})]}
        done = post()
        assert done.exit_code == 2
        assert str(status) in done.output
        assert TOKEN not in done.output + caplog.text
    assert TOKEN not in repr(Connection("https://example.org", {"Authorization": TOKEN}))


def test_without_a_token_nothing_is_asked(host, post):
    done = post(token="")
    assert done.exit_code == 2
    assert "COURSEFORGE_TOKEN" in done.output
    assert host.calls == []


def test_a_host_that_is_ill_or_busy_is_asked_again():
    host, waits = FakeHost("github"), []
    manners = Manners(pause=0.5, sleep=waits.append)
    headers = {"Authorization": "Bearer x", "X-GitHub-Api-Version": "2022-11-28"}
    with host.serve() as api:
        connection = Connection(api, headers, manners)
        host.refuse = {"get-pull": [(502, {}), (403, {"Retry-After": "7"}), (429, {})]}
        assert connection.get("/repos/a/b/pulls/1")["state"] == "open"
        assert waits == [0.5, 7.0, 2.0]
        host.refuse = {"create-comment": [(502, {})]}
        with pytest.raises(HostError):  # it may be there already
            connection.send("POST", "/repos/a/b/issues/1/comments", {"body": "x"})
        assert len(host.calls) == 5
        host.refuse = {"get-pull": [(429, {"Retry-After": "3600"})]}
        with pytest.raises(HostError):
            connection.get("/repos/a/b/pulls/1")
        host.refuse = {"get-pull": [(302, {"Location": f"{api}/user"})]}
        with pytest.raises(HostError):
            connection.get("/repos/a/b/pulls/1")
        assert "get-user" not in host.calls


def test_a_token_is_not_sent_where_others_can_read_it():
    with pytest.raises(HostError):
        Connection("http://api.example.org", {})
    with pytest.raises(HostError):
        Connection("file:///etc/passwd", {})


def test_a_workflows_token_knows_its_own_comments_and_writes_a_status_where_it_may_not_write_checks(tmp_path):
    host = FakeHost("github")
    host.workflow_token = True
    host.refuse = {"create-check-run": [(403, {})]}
    host.comment(write_state([]) + "\n\nold", "github-actions[bot]")
    with host.serve() as api:
        done = invoke(
            "review", "post", zip_with(tmp_path / "a.zip"), "--repository", "library/courses", "--number", NUMBER,
            "--head", HEAD, "--api", api,
        )  # fmt: skip
    assert done.exit_code == 0
    assert len(host.comments) == 1
    assert host.verdicts[-1]["state"] == "failure"
    assert host.verdicts[-1]["sha"] == HEAD


@pytest.mark.parametrize(
    "options",
    [
        ("--repository", "no-slash"),
        ("--repository", "../../evil/x"),
        ("--repository", "a/b?x=1"),
        ("--head", "main"),
        ("--number", "0"),
        ("--api", "javascript:alert(1)"),
        ("--preview", "https://x.example/)[x](y"),
    ],
)
def test_a_strange_option_is_refused(post, host, options):
    assert post(REPORT, *options).exit_code == 2
    assert host.calls == []


def suggestion(first: int, old: str, path: str = "courses/lab/one.ipynb") -> Suggestion:
    return Suggestion(path, "CF202", first, old, f"{old}!")


def test_a_suggestion_fits_only_lines_that_the_contribution_writes():
    patches = {"courses/lab/one.ipynb": PATCH}
    fits = [suggestion(2, "two"), suggestion(2, "two\nthree"), suggestion(12, "twelve")]
    others = [
        suggestion(1, "one"),  # is shown, and was there before
        suggestion(3, "two"),
        suggestion(3, "three\nfour"),
        suggestion(2, "two", "courses/lab/other.ipynb"),
        suggestion(9, "nine"),
        suggestion(99, "x"),
    ]
    assert list(fit_suggestions([*fits, *others], patches)) == fits
    hidden = Suggestion("courses/lab/one.ipynb", "CF202", 2, "two", "t\u202ewo")
    assert list(fit_suggestions([hidden], patches)) == []


def test_suggestions_are_made_once_and_never_of_a_workflow(host, post):
    paths = ("courses/lab/one.ipynb", ".github/workflows/x.yml", "requirements.txt")
    host.patches = dict.fromkeys(paths, PATCH)
    report = Report("en", (LESSON,), (SAID,), tuple(suggestion(2, "two", path) for path in paths))
    post(report)
    post(report)
    assert [one.get("path", one.get("new_path")) for one in host.beside] == ["courses/lab/one.ipynb"]
    assert "two!" in host.beside[0]["body"]


def test_what_was_asked_for_is_remembered_and_counted():
    said = [Said(f"{name}.md", "CF301", Severity.ERROR, "") for name in "abc"]
    comment = write_state(said) + "\n\n# Hello"
    assert count_mended(comment, said[2:]) == (3, 2)
    assert count_mended(comment, []) == (3, 3)
    for forged in (f"`{comment}", f" {comment}", comment.replace("CF301", "CF30<"), comment.replace(" -->", "")):
        assert read_state(forged) == frozenset()


ATTACKS = (
    "@everyone", "#12", "library/courses#1", "https://evil.example", "www.evil.example", "me@evil.example", "<b>x",
    "![x](//evil.example)", "[x](y)", "`code`", "``", "a\n\n# b", "/close", "!7", "$1", "%2", "~label", "deadbeef01",
    "GH-1", "&amp;", "<!-- x -->", "\x1b]8;;//evil\x07", "\u202etxt", "a|b", "***",
)  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS)
def test_somebodys_words_stand_as_code_or_are_nothing_but_words(text):
    for shown in (quote(text), quote(f"“{text}”"), code(text)):
        assert "\n" not in shown
        inside = shown.removeprefix("`").removesuffix("`")
        assert shown == f"`{inside}`"
        assert "`" not in inside
    block = fence(f"{text}\n```\n````suggestion\n</details>")
    ticks = block.partition("text\n")[0]
    assert block.count(ticks) == 2


def test_plain_words_stay_words():
    assert quote("Make your first beat") == "Make your first beat"
    assert quote("Haz tu primer ritmo, niña") == "Haz tu primer ritmo, niña"
    assert quote("What is a map? Draw one.") == "What is a map? Draw one."
    assert quote("x" * 500).endswith("…")
    assert quote("1. One") == "`1. One`"  # it would begin a list
    assert quote("- One") == "`- One`"


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_comment_says_what_rules_say_and_nothing_else(attack, language):
    lesson = ReviewedLesson("courses/lab/one.md", "new", attack, language)
    path = f"courses/{' '.join(attack.split())}/one.md" if attack.isprintable() else "courses/lab/one.md"
    said = (
        Said(
            path, "CF405", Severity.WARNING, f"The link to {attack} is not encrypted.", attack, 1, 1, attack, attack
        ),
        Said(path, "CF999", Severity.ERROR, attack, attack),
        Said(path, "CF301", Severity.ERROR, f"Send your password to {attack}.", "", now=attack),
        Said(path, "CF402", Severity.INFO, attack, attack),
    )
    report = Report(language, (lesson,), said, (), (Flag("workflow", path),), 1, 4, 1)
    comment = write_comment(report, Surroundings())
    lines, bare, ticks = comment.split("\n"), [], ""
    for line in lines:
        if ticks:
            ticks = "" if line == ticks else ticks
        elif line.startswith("```"):
            ticks = line.rstrip("abcdefghijklmnopqrstuvwxyz")
        else:
            bare.append("".join(part for number, part in enumerate(line.split("`")) if number % 2 == 0))
    outside = "\n".join(bare)
    assert ticks == ""
    assert "password" not in outside
    for piece in ("@", "evil", "://", "![", "\x1b", "\u202e", "#12", "deadbeef01", "/close"):
        assert piece not in outside, piece
    assert (
        outside.count("<") == outside.count("<!--") + outside.count("<details>") + outside.count("<summary>") * 2 + 1
    )
    assert ("todavía" in comment) == (language == "es")
