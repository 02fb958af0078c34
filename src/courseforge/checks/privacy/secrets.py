"""Keys, tokens and passwords (CF711): detect-secrets' patterns, and a few of ours. The one door to that library.

Its own way through a file takes 40 ms for a small notebook, and it takes half a second to import. So a cheap search
for how keys begin comes first, and its patterns see only what is near; most lessons never need them.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import CourseSubject

# How the keys begin that detect-secrets knows, as narrow as can be: whatever else has this shape costs half a second.
_BEGINNING = re.compile(
    r"(?:A3T|AKIA|ABIA|ACCA|ASIA)[0-9A-Z]{13}|gh[opsur]_\w{30}|xox[abopsr]-[0-9]|"
    r"hooks\.slack\.com/services/T|[rs]k_live_|T3BlbkFJ|"
    r"SG\.[\w-]{20}|gl(?:pat|dt|ft|soat|rt|cbt|imt|ptt|agent|oas)-[\w-]{20}|GR1348941|npm_\w{30}|"
    r"_authToken=|pypi-AgE|"
    r"eyJ[\w-]{10,1000}\.eyJ[\w-]{10,1000}|[0-9a-z]{32}-us[0-9]|sq0[a-z]{3}-|AccountKey=|[0-9]{8,10}:AA[\w-]{30}"
)
_SHAPES = re.compile(
    r"(?<!\w)(?:[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}|(?:AC|SK)[a-f0-9]{32})(?!\w)"
)
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:\w{1,10} ){0,2}PRIVATE KEY|PuTTY-User-Key-File-[0-9]")
# A sound or a picture, written in letters: among so many a row that looks like a key is chance.
_MEDIA = re.compile(r"data:(?:audio|image|video)/[A-Za-z0-9.+-]{1,40};base64,[A-Za-z0-9+/=]{20,100000}")
_KEY_WORDS = make_phrases("private key, putty-user-key-file")
_OURS = (
    _SHAPES,  # Discord, Twilio
    re.compile(r"(?<!\w)AIza[0-9A-Za-z_-]{35}(?!\w)"),  # Google
    re.compile(r"(?<!\w)hf_[A-Za-z0-9]{30,40}(?!\w)"),  # Hugging Face
    re.compile(r"(?<!\w)github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    re.compile(r"(?<!\w)sk-(?:ant|proj)-[A-Za-z0-9_-]{24,200}"),
)
_BASIC = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}://[^\s:/?#@\"'<>]{1,60}:(?P<secret>[^\s:/?#@\"'<>{}$]{3,80})@[\w.-]{3,80}", re.IGNORECASE
)
_ASSIGNED = re.compile(
    r"(?:password|passwd|pwd|passphrase|contraseña|contrasena|api_?key|secret_?key|"
    r"access_?key|auth_?token|access_?token|clave_?(?:api|secreta)|"
    r"client_?secret|private_?key)[\w]{0,20}[\"'\]]{0,3}\s{0,3}(?:=|:)\s{0,3}[\"'](?P<secret>[^\"'\s]{6,120})[\"']",
    re.IGNORECASE,
)
_ASSIGNED_WORDS = make_phrases(
    "password, passwd, passphrase, pwd, contraseña, contrasena, key, token, secret, clave, apikey, keys, pass"
)
_HOLE = re.compile(
    r"your|tu[-_ ]|my[-_]|mi[-_]|here|aqu[ií]|xxx|\*\*\*|\.\.\.|…|<|>|\{|\}|\$|example|ejemplo|placeholder|"
    r"changeme|secret$|password|contraseñ|"
    r"passw|insert|pon[-_]|api[-_]?key|token|^(?:test|demo|none|null|user|admin|root|qwerty|123|abc|"
    r"hunter2)|(.)\1{4}",
    re.IGNORECASE,
)
_VARIED = re.compile(
    r"(?=.{0,120}[A-Za-zÁÉÍÓÚÑáéíóúñ])(?=.{0,120}[0-9])|(?=.{0,120}[a-z])(?=.{0,120}[A-Z])(?=.{0,120}[\W_])"
)


def find_secrets(course: CourseSubject) -> Iterator[Finding]:
    """No key, token or password stands in a lesson.

    Keys of well-known services, tokens, private keys, addresses with a password in them, and passwords that a
    program sets. Hashes, ids, the letters of a sound or picture, and what plainly is a hole to be filled
    ("YOUR-API-KEY-HERE") pass.

    Why: programs search the web for such keys all day, and use them within minutes. Somebody pays.

    Fails::

        password = "Trumpet-Otter-88"

    Mended, after the password was changed::

        password = getpass.getpass()
    """
    yield from look(course, _search_secrets)


def _search_secrets(passage: Passage) -> Iterator[Trace]:
    said = "A key or a password stands here."
    hint = (
        "Take it out, and make a new one where it came from: this one is known now. Read it with getpass() instead."
    )
    media = [match.span() for match in _MEDIA.finditer(passage.text)]
    for start, word in passage.long_words:
        found = _find_key(word)
        if found and not any(begin <= start + found[0] < end for begin, end in media):
            yield Trace(start + found[0], found[1], said, hint)
    if passage.has(_KEY_WORDS):
        yield from (Trace(match.start(), match[0], said, hint) for match in _PRIVATE_KEY.finditer(passage.text))
    if passage.kind in (Kind.CODE, Kind.OUTPUT, Kind.DATA):
        for start, line in passage.lines_with(_ASSIGNED_WORDS):
            for match in _ASSIGNED.finditer(line):
                if not _HOLE.search(match["secret"]) and _VARIED.match(match["secret"]):
                    yield Trace(start + match.start(), match["secret"], said, hint)


@lru_cache(maxsize=4096)  # what stands in one page of a site stands in most
def _find_key(word: str) -> tuple[int, str] | None:
    """Find a key in what stands without a space."""
    if "://" in word and "@" in word and (match := _BASIC.search(word)):
        return None if _HOLE.search(match["secret"]) else (match.start(), match["secret"])
    patterns = (*_OURS, *(_load_patterns() if _BEGINNING.search(word) else ()))
    for pattern in patterns:
        match = pattern.search(word)
        if match and len(match[0]) >= _SHORTEST and not _HOLE.search(match[0].rpartition("_")[2]):
            return match.start(), match[0]
    return None


_SHORTEST = 15


@cache
def _load_patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of detect-secrets for keys of a fixed shape; guesses by entropy fire on hashes and DNA."""
    from detect_secrets.plugins import (  # noqa: PLC0415 - half a second, and most lessons need none of it
        aws,
        azure_storage_key,
        github_token,
        gitlab_token,
        jwt,
        mailchimp,
        npm,
        openai,
        private_key,
        pypi_token,
        sendgrid,
        slack,
        square_oauth,
        stripe,
        telegram_token,
    )

    detectors = (
        aws.AWSKeyDetector, azure_storage_key.AzureStorageKeyDetector, github_token.GitHubTokenDetector,
        gitlab_token.GitLabTokenDetector, jwt.JwtTokenDetector, mailchimp.MailchimpDetector, npm.NpmDetector,
        openai.OpenAIDetector, private_key.PrivateKeyDetector, pypi_token.PypiTokenDetector,
        sendgrid.SendGridDetector, slack.SlackDetector, square_oauth.SquareOAuthDetector, stripe.StripeDetector,
        telegram_token.TelegramBotTokenDetector,
    )  # fmt: skip
    return tuple(pattern for detector in detectors for pattern in detector.denylist)


SECRETS = Rule(
    "CF711", "keys-stay-secret", CourseSubject, ERROR, find_secrets, everywhere(_search_secrets, pages=True)
)
