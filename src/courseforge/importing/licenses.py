"""The license that a LICENSE file states. A file that states none, or several of one kind, is not guessed at."""

import re

_CREATIVE = re.compile(
    r"(?:Attribution|CC[ -]BY)((?:[ -](?:Non-?Commercial|No-?Derivatives|No-?Derivs|Share-?Alike|NC|ND|SA)){0,4})"
    r"(?: International)?(?: Public License)?[ ,(]{0,9}(?:CC[ -]BY[\w -]{0,40}?)?[ ,]{0,9}(?:version )?(\d\.\d)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"creativecommons\.org/licenses/(by(?:-(?:nc|nd|sa))*)/(\d\.\d)", re.IGNORECASE)
_ZERO = re.compile(r"\bCC0 1\.0|publicdomain/zero/1\.0", re.IGNORECASE)
_PROGRAMS = (
    ("MIT", re.compile(r"Permission is hereby granted, free of charge, to any person obtaining a copy")),
    ("Apache-2.0", re.compile(r"Apache License\s+Version 2\.0")),
    ("BSD-3-Clause", re.compile(r"Redistribution and use in source and binary forms[\s\S]*Neither the names? of")),
    ("BSD-2-Clause", re.compile(r"Redistribution and use in source and binary forms")),
    ("GPL-3.0-only", re.compile(r"GNU GENERAL PUBLIC LICENSE\s+Version 3")),
    ("GPL-2.0-only", re.compile(r"GNU GENERAL PUBLIC LICENSE\s+Version 2")),
    ("Unlicense", re.compile(r"This is free and unencumbered software released into the public domain")),
)
_ORDER = ("NC", "ND", "SA")


def recognize_license(text: str) -> str:
    """Return the SPDX identifier; empty where it is not clear.

    Where the words are under Creative Commons and the programs under another license, as in many schools, a lesson
    has that of the words.
    """
    creative = {_name(match[1], match[2]) for match in _CREATIVE.finditer(text)}
    creative |= {f"CC-{match[1].upper()}-{match[2]}" for match in _ADDRESS.finditer(text)}
    if not creative and _ZERO.search(text):
        return "CC0-1.0"
    if creative:
        return creative.pop() if len(creative) == 1 else ""
    return next((name for name, pattern in _PROGRAMS if pattern.search(text)), "")


def _name(words: str, version: str) -> str:
    plain = words.upper().replace("-", "").replace(" ", "")
    long = {"NC": "NONCOMMERCIAL", "ND": "NODERIV", "SA": "SHAREALIKE"}
    terms = [short for short in _ORDER if long[short] in plain or re.search(rf"[ -]{short}\b", words.upper())]
    return "-".join(("CC-BY", *terms, version))
