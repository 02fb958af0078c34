"""Accounts: whose they are, and what asks for one (CF705, CF719)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import NOTE_AT_HOME, WARNING, Finding, Rule
from courseforge.checks.subject import CourseSubject

_PROFILE = re.compile(
    r"(?:https?://|(?<![\w./-]))(?:www\.|m\.|open\.)?(?:"
    r"(?:instagram\.com|facebook\.com|fb\.com)/(?!p/|reel|explore|groups|pages|events|sharer|share|tr\b|"
    r"watch|photo|legal|policies|help|about|login|business)[\w.-]{3,40}"
    r"|(?:twitter\.com|x\.com)/(?!share|intent|search|hashtag|home|i/|login|explore|privacy|tos)[\w]{3,20}(?![\w/])"
    r"|tiktok\.com/@[\w.]{2,30}|youtube\.com/@[\w.-]{2,40}|snapchat\.com/(?:add|t)/[\w.-]{2,40}"
    r"|roblox\.com/users/[0-9]{3,15}|twitch\.tv/[\w]{3,30}(?![\w/])|steamcommunity\.com/(?:id|profiles)/[\w-]{2,40}"
    r"|discord\.(?:gg|com/invite|com/users)/[\w-]{3,40}|chat\.whatsapp\.com/[\w]{10,40}|wa\.me/[0-9]{6,15}|"
    r"t\.me/[\w+]{3,40}"
    r"|reddit\.com/(?:user|u)/[\w-]{2,30}|scratch\.mit\.edu/users/[\w-]{2,30}|bsky\.app/profile/[\w.-]{3,60}"
    r"|linkedin\.com/in/[\w-]{2,60}|threads\.net/@[\w.]{2,30}|ngl\.link/[\w.]{2,30})",
    re.IGNORECASE,
)
_PROFILE_HOSTS = make_phrases(
    "instagram.com, facebook.com, fb.com, twitter.com, x.com/, tiktok.com, youtube.com/@, snapchat.com, "
    "roblox.com, twitch.tv, steamcommunity.com, discord.gg, discord.com, chat.whatsapp.com, wa.me/, "
    "t.me/, reddit.com, scratch.mit.edu, bsky.app, linkedin.com/in, threads.net, ngl.link"
)
_NETWORKS = make_phrases(
    "instagram, insta, tiktok, tik tok, snap, snapchat, discord, xbox, playstation, psn, roblox, "
    "minecraft, fortnite, gamertag, steam, twitch, follow me, sígueme, seguime, qr"
)
_CUED = re.compile(
    r"\b(?:instagram|insta|tik ?tok|snap(?:chat)?|discord|xbox|playstation|psn|roblox|minecraft|fortnite|"
    r"steam|twitch|"
    r"follow me(?: on \w{2,12})?|s[ií]gueme(?: en \w{2,12})?|seguime(?: en \w{2,12})?|gamertag)\b"
    r"(?: (?:gamertag|tag|user|username|name|handle|account|usuario|nombre))?(?: ?(?:is|es|:|=))? {0,2}"
    r"(?P<sign>@)?(?P<name>[\w][\w.-]{2,31}(?:#[0-9]{4})?)(?![\w@])",
    re.IGNORECASE,
)
_USER_OF = re.compile(
    r"\b(?:my|mi) (?:[\w]{3,12} ){0,2}(?:gamertag|username|usuario|nick)\b(?: (?:de|en|on) \w{3,12})? "
    r"(?:is|es) (?P<sign>@)?(?P<name>[\w.-]{3,31})",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"(?<![\w./#])[\w.]{2,32}#[0-9]{4}(?!\w)")
_SCAN = re.compile(r"\b(?:qr)\b|\bqr[-_]|[-_]qr\b", re.IGNORECASE)
_SCAN_WORDS = (
    "instagram",
    "tiktok",
    "snapchat",
    "discord",
    "whatsapp",
    "my profile",
    "mi perfil",
    "facebook",
    "youtube",
)
_INVENTED = re.compile(r"[a-z][0-9_.#]|[0-9_.][a-z]|[a-z][A-Z]|[0-9]{2,4}$")  # no word of a sentence looks like that


def find_accounts(course: CourseSubject) -> Iterator[Finding]:
    """Nobody's account is named.

    No text, program, output or data file holds the address of a person's profile, an invitation to a private chat, a
    user name said to belong to a network or a game, or a picture of a code (QR) that leads there. The library's own
    pages are listed below ``courseforge: check: contacts:`` in ``_config.yml``.

    Why: an account is a door to a person that no adult watches, and shows more about them than the lesson does.

    Fails::

        Follow me on Instagram: @mila.beats.2012

    Mended::

        Bring your beat to the Beat Night and show me.
    """
    yield from look(course, _search_accounts)


def _search_accounts(passage: Passage) -> Iterator[Trace]:
    if passage.has(_PROFILE_HOSTS):
        for match in _PROFILE.finditer(passage.text):
            yield _account(match.start(), match[0], "The address of an account in a network stands here.")
    if passage.kind not in (Kind.PROSE, Kind.CODE, Kind.FACTS):
        return
    for start, line in passage.lines_with(_NETWORKS):
        small = line.lower()
        for pattern in (_CUED, _USER_OF):
            for match in pattern.finditer(line):
                name = match["name"].rstrip(".-")
                if match["sign"] or (_INVENTED.search(name) and "." not in name[-4:]):
                    yield _account(start + match.start("name"), name, "Somebody's user name stands here.")
        if "discord" in small:
            for match in _TAGGED.finditer(line):
                yield _account(start + match.start(), match[0], "Somebody's user name stands here.")
        if "qr" in small and _SCAN.search(line) and any(word in small for word in _SCAN_WORDS):
            yield _account(start, line, "A code to scan (QR) leads to somebody's account here.")


def _account(start: int, value: str, message: str) -> Trace:
    hint = (
        "Take it out. If it is the library's own page, allow it in _config.yml:\n"
        'courseforge:\n  check:\n    contacts: ["…"]'
    )
    return Trace(start, value, message, hint)


_ASKING = re.compile(
    r"https?://(?:www\.|m\.)?(?P<host>chatgpt\.com|chat\.openai\.com|claude\.ai|gemini\.google\.com|character\.ai|"
    r"(?:soundcloud|tiktok|youtube|instagram)\.com/upload|(?:discord|facebook|instagram|tiktok|snapchat|"
    r"twitter|x|reddit)\.com/"
    r"(?:register|signup|sign-up|join|accounts?/(?:emailsignup|login)|login)|facebook\.com/groups|"
    r"reddit\.com/r)(?![\w-])",
    re.IGNORECASE,
)
_ASKING_HOSTS = make_phrases(
    "chatgpt.com, openai.com, claude.ai, gemini.google, character.ai, /upload, /register, /signup, "
    "/login, /groups, reddit.com, /join, /sign-up, /accounts, /account"
)


def find_account_walls(course: CourseSubject) -> Iterator[Finding]:
    """No step needs an account elsewhere.

    No link leads to where people sign up, upload, join a group or talk to a chat program: these places ask for an
    account, and for an age of 13, 16 or 18. After a person has looked, ``reviewed:`` in the lesson's facts, with
    role and date, settles it.

    Why: a reader of twelve must lie about their age or stop. A library lends to everybody, and asks for no age.

    Fails::

        When you are done, [post your loop](https://soundcloud.com/upload).

    Mended::

        When you are done, save your loop and bring it to the Beat Night.
    """
    yield from look(course, _search_walls, (Kind.PROSE, Kind.FACTS))


def _search_walls(passage: Passage) -> Iterator[Trace]:
    if not passage.is_reviewed and passage.has(_ASKING_HOSTS):
        for match in _ASKING.finditer(passage.text):
            said = f"{match['host'].partition('/')[0].lower()} asks for an account, and for an age."
            hint = "Name a way without an account, or let a person confirm it: reviewed: [{role: …, date: …}]"
            yield Trace(match.start(), match[0], said, hint)


ACCOUNTS = Rule(
    "CF705",
    "accounts-stay-private",
    CourseSubject,
    NOTE_AT_HOME,  # whose an account is its address does not say; it may be the authors' own page
    find_accounts,
    everywhere(_search_accounts, pages=True),
)
WALLS = Rule("CF719", "no-step-needs-an-account", CourseSubject, WARNING, find_account_walls)
