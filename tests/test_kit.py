"""What contributors need in a library's repository: complete, careful, in two languages, and renewed without loss."""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from catalog.programs import require_program
from courseforge.cli.commands import courseforge
from courseforge.scaffold import RECORD_FILE
from courseforge.scaffold.three_way import OURS_MARK
from workflows import assert_careful, list_steps, load, run_actionlint, run_zizmor

FORMS = ("1-propose-a-lesson", "2-found-a-mistake", "3-want-to-learn")
GUIDE = "CONTRIBUTING.md"
HEAD = "a" * 40


def init(*arguments: object) -> Result:
    return CliRunner().invoke(courseforge, ["init", *map(str, arguments)], catch_exceptions=False)


def make_library(folder: Path, host: str = "github") -> Path:
    said = init(folder, f"--{host}", "--title", "Open *courses*", "--publisher", "Anytown Library")
    assert said.exit_code == 0, said.output
    return folder


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the kit for GitHub; to be read only."""
    return make_library(tmp_path_factory.mktemp("kit") / "library")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library")


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def age(library: Path, path: str, old: str, new: str) -> None:
    """Make it so that an older kit wrote ``old`` where ours writes ``new``."""
    record = json.loads((library / RECORD_FILE).read_text("utf-8"))
    assert new in record["texts"][path]
    record["texts"][path] = record["texts"][path].replace(new, old)
    (library / RECORD_FILE).write_text(json.dumps(record), "utf-8")
    edit(library, path, new, old)


def edit(library: Path, path: str, old: str, new: str) -> None:
    text = (library / path).read_text("utf-8")
    assert old in text
    (library / path).write_text(text.replace(old, new), "utf-8")


# What is written


def test_everything_that_contributors_need_on_github(kit):
    files = contents(kit)
    assert {
        ".gitattributes", ".github/CODEOWNERS", ".github/dependabot.yml", ".github/labels.yml", ".github/pins.txt",
        ".github/pull_request_template.md", "CODE_OF_CONDUCT.es.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.es.md",
        GUIDE, "requirements.txt", "_config.yml",
        *(f".github/workflows/{name}.yml" for name in ("answer", "labels", "previews", "publish", "review", "weekly")),
        *(f".github/ISSUE_TEMPLATE/{form}{tag}.yml" for form in FORMS for tag in ("", ".es")),
    } <= set(files)  # fmt: skip
    assert not [name for name, data in files.items() if re.search(rb"(?<!\$)\{\{", data)]
    assert b"Anytown Library" in files[GUIDE]
    assert b"courseforge new lesson first-steps/my-lesson" in files[GUIDE]
    assert b"filter=courseforge merge=courseforge" in files[".gitattributes"]


def test_the_same_on_gitlab(tmp_path):
    library = make_library(tmp_path, "gitlab")
    files = contents(library)
    assert {".gitlab-ci.yml", ".gitlab/CODEOWNERS", ".gitlab/pins.txt", GUIDE, "CONTRIBUTING.es.md"} <= set(files)
    assert len(list((library / ".gitlab/issue_templates").iterdir())) == 2 * len(FORMS)
    assert not [name for name in files if name.startswith(".github")]
    assert b"GitHub" not in files[GUIDE] + files["CONTRIBUTING.es.md"] + files["CODE_OF_CONDUCT.md"]


def gitlab_scripts(library: Path) -> dict[str, list[str]]:
    """Return the lines of each job; a list among them is one that several jobs share."""
    jobs = yaml.safe_load((library / ".gitlab-ci.yml").read_text("utf-8"))
    return {
        name: [line for part in jobs[name]["script"] for line in (part if isinstance(part, list) else [part])]
        for name in ("look", "answer", "pages", "weekly")
    }


def test_jobs_of_gitlab_keep_the_two_stages_apart(tmp_path):
    library = make_library(tmp_path, "gitlab")
    scripts = gitlab_scripts(library)
    for name, lines in scripts.items():
        assert all(isinstance(line, str) for line in lines), name
        done = subprocess.run(["bash", "-n", "-c", "\n".join(lines)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert "review prepare contribution" in "".join(scripts["look"])
    assert "TOKEN" not in "".join(scripts["look"])
    assert "git " not in "".join(scripts["answer"])
    rules = yaml.safe_load((library / ".gitlab-ci.yml").read_text("utf-8"))["answer"]["rules"]
    assert all('$CI_PIPELINE_SOURCE == "schedule"' in rule["if"] for rule in rules)


@pytest.mark.slow  # needs what `make catalog-programs` installs
def test_gitlab_answers_each_open_request_whose_pipeline_has_ended(tmp_path):
    require_program("jq")
    script = gitlab_scripts(make_library(tmp_path / "library", "gitlab"))["answer"][-1]
    pages = {
        "5/merge_requests?state=opened&per_page=100": [{"iid": 1}, {"iid": 2}, {"iid": 3}],
        "5/merge_requests/1": {"head_pipeline": None},
        "5/merge_requests/2": {"head_pipeline": {"status": "failed", "id": 20, "project_id": 9, "sha": HEAD}},
        "5/merge_requests/3": {"head_pipeline": {"status": "success", "id": 30, "project_id": 9, "sha": HEAD}},
        "9/pipelines/30/jobs?scope[]=success": [{"name": "other", "id": 1}, {"name": "look", "id": 77}],
        "9/jobs/77/artifacts": "PK",
    }
    (tmp_path / "pages.json").write_text(
        json.dumps({f"https://git.example/api/v4/projects/{k}": v for k, v in pages.items()})
    )
    (tmp_path / "programs").mkdir()
    curl = tmp_path / "programs/curl"
    curl.write_text(
        f'#!/bin/sh\nfor address; do :; done\njq -e --arg a "$address" ".[\\$a]" "{tmp_path}/pages.json"\n'
    )
    curl.chmod(0o755)
    said = run_step(
        script, tmp_path, COURSEFORGE_TOKEN="t", CI_PROJECT_ID="5", CI_API_V4_URL="https://git.example/api/v4",
        CI_PROJECT_PATH="town/lessons",
    )  # fmt: skip
    calls = [line for line in said.splitlines() if line.startswith("courseforge")]
    assert calls == [
        "courseforge review post /tmp/review.zip --forge gitlab --api https://git.example/api/v4 "
        f"--repository town/lessons --number 3 --head {HEAD}"
    ]


def test_plain_is_what_there_was_before(tmp_path):
    assert init(tmp_path / "one", "--plain").exit_code == init(tmp_path / "two").exit_code == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert not (tmp_path / "one" / RECORD_FILE).exists()


def test_a_library_that_is_there_gets_the_kit_and_nothing_else_changes(tmp_path):
    assert init(tmp_path).exit_code == 0
    (tmp_path / GUIDE).write_text("Come and see us.")
    before = contents(tmp_path)
    said = init(tmp_path, "--github")
    assert said.exit_code == 0
    assert f"These are your own, so they stay as they are:\n  {GUIDE}\n" in said.stdout
    assert {name: contents(tmp_path)[name] for name in before} == before


def test_settings_with_a_fault_are_mended_first(tmp_path):
    assert init(tmp_path).exit_code == 0
    edit(tmp_path, "_config.yml", 'languages: ["en"]', "languages: [")
    before = contents(tmp_path)
    said = init(tmp_path, "--github")
    assert said.exit_code == 2
    assert "_config.yml has a fault" in said.stderr
    assert contents(tmp_path) == before


def test_the_next_steps_are_said(tmp_path):
    said = init(tmp_path / "library", "--github").stdout
    assert "What contributors need is ready: 24 files written." in said
    assert "  .github/CODEOWNERS " in said
    assert said.endswith("renew these files: courseforge init --github .\n")


def test_the_kit_brings_no_fault_into_the_library(kit):
    said = CliRunner().invoke(courseforge, ["check", str(kit), "--format", "json"])
    found = [d for d in json.loads(said.stdout)["diagnostics"] if d["severity"] != "info"]
    assert found == []


# The forms


def form_faults(form: Any) -> list[str]:
    """Hold a form to what GitHub documents; return what is not so."""
    faults = [key for key in ("name", "description", "body") if not form.get(key)]
    faults += sorted(set(form) - {"name", "description", "body", "title", "labels", "assignees", "projects", "type"})
    kinds = {
        "markdown": {"value"},
        "input": {"label", "description", "placeholder", "value"},
        "textarea": {"label", "description", "placeholder", "value", "render"},
        "dropdown": {"label", "description", "multiple", "options", "default"},
        "checkboxes": {"label", "description", "options"},
    }
    for element in form["body"]:
        known, facts = kinds[element["type"]], element["attributes"]
        faults += sorted(set(element) - {"type", "id", "attributes", "validations"}) + sorted(set(facts) - known)
        faults += [] if facts.get("value" if known == {"value"} else "label") else ["label"]
        faults += sorted(set(element.get("validations", ())) - {"required"})
        options = facts.get("options", ["one"])
        faults += [] if options and len(set(map(str, options))) == len(options) else ["options"]
        faults += [] if all(isinstance(option, str) for option in options) else ["options are no words"]
        faults += [] if re.fullmatch(r"[A-Za-z0-9_-]+", element.get("id", "x")) else ["id"]
    ids = [element["id"] for element in form["body"] if "id" in element]
    labels = [element["attributes"].get("label") for element in form["body"] if element["type"] != "markdown"]
    faults += ["same id"] * (len(set(ids)) != len(ids)) + ["same label"] * (len(set(labels)) != len(labels))
    return faults


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_as_github_wants_them_in_both_languages(kit, name):
    english, spanish = (load(kit / f".github/ISSUE_TEMPLATE/{name}{tag}.yml") for tag in ("", ".es"))
    assert form_faults(english) == form_faults(spanish) == []
    shape = [
        [
            (e["type"], e.get("id"), e.get("validations"), len(e["attributes"].get("options", ())))
            for e in form["body"]
        ]
        for form in (english, spanish)
    ]
    assert shape[0] == shape[1]
    assert english["name"] != spanish["name"]
    known = {label["name"] for label in yaml.safe_load((kit / ".github/labels.yml").read_text("utf-8"))}
    assert {*english["labels"], *spanish["labels"]} <= known


def test_a_form_with_faults_would_be_noticed():
    broken = {"name": "N", "about": "x", "body": [{"type": "dropdown", "attributes": {"options": ["a", "a", True]}}]}
    assert form_faults(broken) == ["description", "about", "label", "options", "options are no words"]


def test_labels_fit_github(kit):
    for label in yaml.safe_load((kit / ".github/labels.yml").read_text("utf-8")):
        assert re.fullmatch("[0-9a-f]{6}", str(label["color"])), label
        assert 0 < len(label["description"]) <= 100
        assert 0 < len(label["name"]) <= 50


# The words


@pytest.mark.parametrize("name", ["CONTRIBUTING", "CODE_OF_CONDUCT"])
def test_spanish_says_what_english_says(kit, name):
    english, spanish = ((kit / f"{name}{tag}.md").read_text("utf-8") for tag in ("", ".es"))
    for part in (r"^#+ ", r"^\d\. ", r"^- ", r"^\|", r"^```"):
        assert len(re.findall(part, english, re.M)) == len(re.findall(part, spanish, re.M)), part
    commands = [re.findall(r"(?m)^(courseforge \w+|git \w+|py\w* -m \w+)", text) for text in (english, spanish)]
    assert commands[0] == commands[1]
    assert " the " not in spanish.replace("Read it in English", "")


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_links_of_the_words_lead_somewhere(tmp_path, host):
    library = make_library(tmp_path, host)
    for page in library.glob("C*.md"):
        text = page.read_text("utf-8")
        headings = {
            re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in re.findall(r"(?m)^#+ (.*)", text)
        }
        for target in re.findall(r"\]\(([^)]+)\)", text):
            if target.startswith("#"):
                assert target[1:] in headings, f"{page.name}: {target}"
            elif "://" not in target:
                assert (library / target).is_file(), f"{page.name}: {target}"


# The workflows


@pytest.mark.slow  # needs what `make catalog-programs` installs
def test_actionlint_and_zizmor_find_nothing(kit):
    said = run_actionlint(kit)
    assert (said.returncode, "Checking 6 workflow file(s)" in said.stdout) == (0, True), said.stdout
    said = run_zizmor(kit, "pedantic")
    assert said.returncode == 0, said.stdout + said.stderr
    assert "No findings to report" in said.stdout + said.stderr


@pytest.mark.slow  # needs what `make catalog-programs` installs
def test_they_would_find_something(library):
    edit(library, ".github/workflows/review.yml", '"origin/$BASE" --to', '"origin/${{ github.head_ref }}" --to')
    assert "potentially untrusted" in run_actionlint(library).stdout
    assert "template-injection" in run_zizmor(library).stdout


def test_every_workflow_is_careful(kit):
    workflows = sorted((kit / ".github/workflows").glob("*.yml"))
    assert len(workflows) == 6
    for path in workflows:
        assert_careful(path)
        workflow = load(path)
        assert workflow["permissions"] in ({}, {"contents": "read"})
        assert "pull_request_target" not in (workflow[True] if isinstance(workflow[True], dict) else [workflow[True]])


def test_where_a_strangers_code_runs_there_is_nothing_to_steal(kit):
    path = kit / ".github/workflows/review.yml"
    workflow, text = load(path), path.read_text("utf-8")
    assert list(workflow[True]) == ["pull_request"]
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in workflow["jobs"].values())
    assert "secrets." not in text
    assert "github.token" not in text
    assert "cache" not in "".join(str(step) for step in list_steps(workflow))
    runs = [step.get("run", "") for step in list_steps(workflow)]
    walls = runs.index("sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0")
    review = next(n for n, run in enumerate(runs) if run.startswith("courseforge review prepare"))
    assert walls < review


def test_where_comments_are_written_nothing_of_a_stranger_is_fetched(kit):
    workflow = load(kit / ".github/workflows/answer.yml")
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {
        "actions": "read", "checks": "write", "contents": "read", "pull-requests": "write"
    }  # fmt: skip
    checkouts = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert [step["with"] for step in checkouts] == [{"persist-credentials": False}]
    assert "git " not in "".join(step.get("run", "") for step in job["steps"])


def run_step(script: str, folder: Path, **environment: str) -> str:
    """Run a step as GitHub does, with programs that only write down how they were called; return what they wrote."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    for name in ("python", "courseforge"):
        (programs / name).write_text(f'#!/bin/sh\necho {name} "$@" >> "{folder}/calls"\n')
        (programs / name).chmod(0o755)
    (folder / "calls").unlink(missing_ok=True)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=folder, env={**os.environ, **environment, "PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    calls = folder / "calls"
    return done.stdout + (calls.read_text() if calls.exists() else "")


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.org"]
    return subprocess.run(
        ["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_what_is_installed_is_never_what_a_contribution_says(library, tmp_path):
    git(library, "init", "-q", "-b", "main")
    git(library, "add", "--all")
    git(library, "commit", "-q", "-m", "Begin")
    git(tmp_path, "clone", "-q", str(library), "contribution")
    contribution = tmp_path / "contribution"
    for name in ("requirements.txt", ".github/pins.txt"):
        (contribution / name).write_text("evil==6.6.6\n")
    git(contribution, "commit", "-q", "-a", "-m", "Harmless")
    steps = list_steps(load(library / ".github/workflows/review.yml"))
    install = next(step["run"] for step in steps if "install" in step.get("name", "").lower())
    said = run_step(install, tmp_path, BASE="main")
    assert "--require-hashes" in said
    assert (tmp_path / "requirements.txt").read_bytes() == (library / "requirements.txt").read_bytes()
    assert (tmp_path / "pins.txt").read_bytes() == (library / ".github/pins.txt").read_bytes()


@pytest.mark.slow  # needs what `make catalog-programs` installs
@pytest.mark.parametrize(
    ("open_requests", "answered"),
    [([[{"number": 7, "head": {"sha": "b" * 40}}], [{"number": 8, "head": {"sha": HEAD}}]], True), ([[]], False)],
)
def test_the_answer_goes_to_the_request_that_github_names(kit, tmp_path, open_requests, answered):
    require_program("jq")
    (tmp_path / "programs").mkdir()
    (tmp_path / "pages").write_text("".join(map(json.dumps, open_requests)))  # as gh prints several pages
    gh = tmp_path / "programs/gh"
    gh.write_text(f"""#!/bin/sh
case "$*" in
  "api --paginate repos/town/lessons/pulls?state=open&per_page=100") cat "{tmp_path}/pages" ;;
  "api repos/town/lessons/actions/runs/42/artifacts?name=review") echo '{{"artifacts": [{{"id": 99}}]}}' ;;
  "api repos/town/lessons/actions/artifacts/99/zip") printf PK ;;
  *) echo "unknown: $*" >&2; exit 1 ;;
esac
""")
    gh.chmod(0o755)
    script = list_steps(load(kit / ".github/workflows/answer.yml"))[-1]["run"]
    said = run_step(
        script, tmp_path, HEAD=HEAD, RUN="42", GITHUB_REPOSITORY="town/lessons", RUNNER_TEMP=str(tmp_path)
    )
    call = f"courseforge review post {tmp_path}/review.zip --repository town/lessons --number 8 --head {HEAD}"
    assert (call in said) is answered
    assert ("no answer" in said) is not answered
    assert "review preview" not in said


@pytest.mark.slow  # needs what `make catalog-programs` installs
def test_previews_of_closed_requests_are_taken_away(kit, tmp_path):
    require_program("jq")
    (tmp_path / "programs").mkdir()
    gh = tmp_path / "programs/gh"
    gh.write_text('#!/bin/sh\nprintf \'[{"number": 7}, {"number": 12}][{"number": 3}]\'\n')
    gh.chmod(0o755)
    script = list_steps(load(kit / ".github/workflows/previews.yml"))[-1]["run"]
    given = {"GITHUB_REPOSITORY": "town/lessons", "RUNNER_TEMP": str(tmp_path), "PREVIEW_REPOSITORY": "town/previews"}
    assert "courseforge review tidy --open 7,12,3 --into town/previews" in run_step(script, tmp_path, **given)
    gh.write_text("#!/bin/sh\nexit 1\n")  # nothing is known: nothing is taken away
    with pytest.raises(AssertionError):
        run_step(script, tmp_path, **given)


# Renewing


def test_renewing_at_once_changes_nothing(library):
    before = contents(library)
    said = init(library, "--github")
    assert said.stdout == "What contributors need is up to date. Nothing was changed.\n"
    assert contents(library) == before


def test_what_the_library_changed_stays_and_what_we_changed_comes(library):
    age(library, GUIDE, "## Four rules", "## Three rules")
    edit(library, GUIDE, "## 1. Tell us", "## 1. Write to us")
    edit(library, "CODE_OF_CONDUCT.md", "Be patient.", "Be very patient.")
    said = init(library, "--github")
    assert said.exit_code == 0
    assert f"0 new, 1 changed. Your changes are kept.\n  {GUIDE}\n" in said.stdout.replace("no files", "0")
    text = (library / GUIDE).read_text("utf-8")
    assert "## Three rules" in text
    assert "## 1. Write to us" in text
    assert "Be very patient." in (library / "CODE_OF_CONDUCT.md").read_text("utf-8")
    assert init(library, "--github").stdout.startswith("What contributors need is up to date.")


def test_the_same_lines_changed_by_both_are_left_to_a_person(library):
    age(library, GUIDE, "## Four rules", "## Three rules")
    edit(library, GUIDE, "## Four rules", "## Our rules")
    said = init(library, "--github")
    assert said.exit_code == 1
    assert f"take the three lines with marks out:\n  {GUIDE}\n" in said.stdout
    text = (library / GUIDE).read_text("utf-8")
    assert f"{OURS_MARK}\n## Our rules\n=======\n## Three rules\n" in text
    assert init(library, "--github").exit_code == 0, "said once; what is settled then is the library's"
    assert (library / GUIDE).read_text("utf-8") == text


def test_line_ends_of_windows_stay(library):
    age(library, GUIDE, "## Four rules", "## Three rules")
    path = library / GUIDE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert init(library, "--github").exit_code == 0
    data = path.read_bytes()
    assert b"## Three rules\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_versions_that_githubs_robot_renewed_are_no_conflict(library):
    path = ".github/workflows/weekly.yml"
    line = re.search(r"actions/checkout@\S+ # v\S+", (library / path).read_text("utf-8"))[0]
    age(library, path, f"actions/checkout@{'1' * 40} # v1.0.0", line)
    newer = f"actions/checkout@{'9' * 40} # v99.0.0"
    edit(library, path, f"actions/checkout@{'1' * 40} # v1.0.0", newer)
    assert init(library, "--github").exit_code == 0
    assert newer in (library / path).read_text("utf-8")


def test_what_the_library_removed_stays_away(library):
    (library / ".github/workflows/publish.yml").unlink()
    said = init(library, "--github")
    assert "You have removed these, so they stay away:\n  .github/workflows/publish.yml\n" in said.stdout
    assert not (library / ".github/workflows/publish.yml").exists()


def test_pins_are_renewed_as_a_whole_unless_somebody_changed_them(library):
    pins, record = library / ".github/pins.txt", library / RECORD_FILE
    now = pins.read_bytes()
    pins.write_bytes(now + b"# mine\n")
    assert f"your own, so they stay as they are:\n  {pins.relative_to(library)}\n" in init(library, "--github").stdout
    assert pins.read_bytes() == now + b"# mine\n"
    document = json.loads(record.read_text("utf-8"))
    document["hashes"][".github/pins.txt"] = hashlib.sha256(pins.read_bytes()).hexdigest()
    record.write_text(json.dumps(document))
    init(library, "--github")
    assert pins.read_bytes() == now


def test_what_is_no_longer_part_of_the_kit_is_named_and_left(library):
    record = json.loads((library / RECORD_FILE).read_text("utf-8"))
    record["texts"]["OLD.md"] = "x"
    record["texts"]["../outside.md"] = "x"
    (library / RECORD_FILE).write_text(json.dumps(record))
    (library / "OLD.md").write_text("x")
    (library.parent / "outside.md").write_text("x")
    said = init(library, "--github").stdout
    assert "no longer needed. Look whether you still want them:\n  OLD.md\n" in said
    assert "outside" not in said
    assert (library / "OLD.md").exists()


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"format": 2}', '{"format": 1, "host": 1, "texts": {}, "hashes": {}}']
)
def test_a_damaged_record_is_said_and_nothing_is_written(library, damage):
    (library / RECORD_FILE).write_text(damage)
    before = contents(library)
    said = init(library, "--github")
    assert said.exit_code == 2
    assert f"{RECORD_FILE} cannot be read" in said.stderr
    assert contents(library) == before


def test_a_library_stays_with_its_host(library):
    before = contents(library)
    said = init(library, "--gitlab")
    assert said.exit_code == 2
    assert "has the files for github already" in said.stderr
    assert contents(library) == before


def test_a_link_in_the_way_is_refused(tmp_path):
    assert init(tmp_path / "library").exit_code == 0
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "library/.github").symlink_to(tmp_path / "elsewhere")
    said = init(tmp_path / "library", "--github")
    assert said.exit_code == 2
    assert "is a link" in said.stderr
    assert contents(tmp_path / "elsewhere") == {}
    assert not (tmp_path / "library" / RECORD_FILE).exists()
