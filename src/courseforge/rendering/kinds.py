"""Kinds of files that a page may offer to readers: pictures, sounds, data, documents.

Left out is what a browser would run or lay out as a page of the library's own address: HTML, XML, scripts, styles.
"""

OFFERED = frozenset(
    ".avif .bib .cff .csv .docx .epub .gif .ico .imscc .ipynb .jpeg .jpg .json .m4a .md .mid .midi .mp3 .mp4 .mrc "
    ".odp .ods .odt .oga .ogg .otf .pdf .png .pptx .py .ris .stl .svg .toml .tsv .ttf .txt .vtt .wav .webm .webp "
    ".woff2 .xlsx .yaml .yml .zip .3mf .gpx .r .ino .sb3".split()
)
