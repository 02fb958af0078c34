"""Kinds of files that a page may offer to readers: pictures, sounds, data, documents.

Left out is what a browser would run or lay out as a page of the library's own address: HTML, XML, scripts, styles.
"""

from pathlib import PurePosixPath

OFFERED = frozenset(
    ".avif .bib .cff .csv .docx .epub .gif .ico .imscc .ipynb .jpeg .jpg .json .m4a .md .mid .midi .mp3 .mp4 .mrc "
    ".odp .ods .odt .oga .ogg .otf .pdf .png .pptx .py .ris .stl .svg .toml .tsv .ttf .txt .vtt .wav .webm .webp "
    ".woff2 .xlsx .yaml .yml .zip .3mf .gpx .r .ino .sb3".split()
)
#: What a browser or a server runs or lays out, wherever it stands in a name: ``a.html.dat`` may be sent as HTML.
_RUN = frozenset(
    ".appcache .asp .aspx .atom .cer .cgi .css .hta .htaccess .htc .htm .html .js .jsp .jspx .manifest .mht .mhtml "
    ".mjs .phar .php .php3 .php4 .php5 .php7 .phps .pht .phtml .pl .rdf .rss .shtm .shtml .svg .svgz .swf .wasm "
    ".webmanifest .xht .xhtml .xml .xsl .xslt".split()
)
_BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n\f"
#: How much of a file browsers look at to tell its kind.
LOOKED_AT = 2_000


def is_plain(name: str, begin: bytes) -> bool:
    """Tell whether a file of a kind that nobody knows is only data, which a browser saves.

    A server that knows no kind for it may send none; browsers then tell it by the first bytes.

    Args:
        name: of the file.
        begin: its first bytes (``LOOKED_AT``).
    """
    endings = PurePosixPath(name.lower()).suffixes
    return bool(endings) and _RUN.isdisjoint(endings) and not begin.lstrip(_BLANK).startswith(b"<")
