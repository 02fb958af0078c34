"""Reads an OPDS 2.0 feed as the Palace Project does and prints what it has against it, as a JSON list.

Runs in the environment of ``requirements/readers.txt``: ``python opds2.py < feed.json``.
"""

import json
import sys

from webpub_manifest_parser.opds2 import OPDS2FeedParserFactory

result = OPDS2FeedParserFactory().create().parse_json(json.load(sys.stdin))
json.dump([str(error) for error in result.errors], sys.stdout)
