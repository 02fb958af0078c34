"""Notes made of numbers: names become waves, and waves become songs.

A wave is a NumPy array: a long row of numbers that say how far the loudspeaker moves. NumPy works on the whole row at
once, so "wave * 0.5" makes all of it quieter. Notes may be written as C D E F G A B or as do re mi fa sol la si.
"""

from array import array

import numpy as np
from drums import RATE, Picture, Song, _box, _svg, _text, render

# How many half steps each note stands above C.
HALF_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
HALF_STEPS |= {"do": 0, "re": 2, "mi": 4, "fa": 5, "sol": 7, "la": 9, "si": 11}

PER_BEAT = 2  # words of a line in one beat; eight make a bar
FULL = 24000  # what a file holds where a wave says 1


def hertz(name):
    """Turn the name of a note into waves per second: A is 440, A5 is 880, A3 is 220."""
    letters = name.rstrip("0123456789")
    octave = int(name[len(letters) :] or 4)
    plain = letters.removesuffix("#")
    if plain not in HALF_STEPS or not 1 <= octave <= 6:
        raise ValueError(f"I do not know the note {name!r}. Try C D E F G A B, or C5 for a higher C.")
    steps = HALF_STEPS[plain] - 9 + 12 * (octave - 4) + letters.count("#")
    return 440 * 2 ** (steps / 12)


def pluck(pitch, seconds):
    """Make one note: a wave with two quiet waves above it, as on a string, that fades away."""
    time = np.arange(round(seconds * RATE)) / RATE
    turn = 2 * np.pi * pitch * time
    wave = np.sin(turn) + 0.4 * np.sin(2 * turn) + 0.2 * np.sin(3 * turn)
    return 0.6 * wave * np.exp(-2.5 * time) * _soft_ends(len(time))


def play(line, bpm=90):
    """Turn a line of notes into a wave. A dot waits, a dash holds the note before it; two words last one beat."""
    words = line.split()
    places = [_place(number, bpm) for number in range(len(words) + 1)]
    wave = np.zeros(places[-1])
    for number, word in enumerate(words):
        if word not in ".-":
            first, last = places[number], places[_end_of(words, number)]
            wave[first:last] = pluck(hertz(word), (last - first) / RATE)
    return wave


def play_drums(kick, snare, hat, bpm=90, times=2):
    """Turn three lines of boxes into a wave, as long as play makes of as many bars."""
    drums = render(kick, snare, hat, bpm=bpm, times=times).numbers
    heard = np.frombuffer(drums.tobytes(), "<i2") / FULL
    wave = np.zeros(_place(times * 4 * PER_BEAT, bpm))
    shared = min(len(heard), len(wave))
    wave[:shared] = heard[:shared]
    return wave


def loudest(wave):
    """Tell how far the loudspeaker has to move at most. More than 1 does not fit into a file."""
    return round(float(np.abs(wave).max()), 2)


def to_song(wave):
    """Turn a wave into a song to hear or save. What goes above 1 is cut off, and that crackles."""
    whole = np.round(FULL * np.clip(wave, -1, 1)).astype("<i2")
    return Song(array("h", whole.tobytes()))


def draw_waves(*names, seconds=0.01):
    """Draw the beginning of each note's wave, one row for each name."""
    parts = []
    for row, name in enumerate(names):
        middle = 34 + 60 * row
        parts.append(_text(34, middle + 5, name, "end"))
        along = np.linspace(0, seconds, 201)
        across = middle - 24 * np.sin(2 * np.pi * hertz(name) * along)
        points = " ".join(f"{44 + 312 * x / seconds:.1f},{y:.1f}" for x, y in zip(along, across, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="#0b5a47" stroke-width="2"/>')
    return Picture(_svg(368, 60 * len(names) + 8, parts))


def draw_notes(line):
    """Draw a line of notes: high notes high up, one column for each word."""
    words = line.split()
    names = sorted({word for word in words if word not in ".-"}, key=hertz, reverse=True)
    wide = 300 / len(words)
    parts = []
    for row, name in enumerate(names):
        parts.append(_text(52, 21 + 26 * row, name, "end"))
        for number, word in enumerate(words):
            full = word == name or (word == "-" and _held_by(words, number) == name)
            parts.append(_box(62 + number * wide, 8 + 26 * row, wide - 3, full))
    return Picture(_svg(368, 26 * len(names) + 10, parts))


def draw_parts(**parts):
    """Draw who plays in which part: draw_parts(verse="drums bass", chorus="drums bass tune")."""
    layers = list(dict.fromkeys(" ".join(parts.values()).split()))
    drawn = []
    for column, (part, players) in enumerate(parts.items()):
        left = 80 + column * 140
        drawn.append(_text(left + 65, 18, part, "middle"))
        for row, layer in enumerate(layers):
            drawn.append(_box(left, 28 + 28 * row, 130, layer in players.split(), 22))
    for row, layer in enumerate(layers):
        drawn.append(_text(70, 44 + 28 * row, layer, "end"))
    return Picture(_svg(88 + 140 * len(parts), 34 + 28 * len(layers), drawn))


def _place(words, bpm):
    """Tell at which number of the wave a word begins."""
    return round(words * 60 / bpm / PER_BEAT * RATE)


def _end_of(words, number):
    """Count on over the dashes that hold a note."""
    after = number + 1
    while after < len(words) and words[after] == "-":
        after += 1
    return after


def _held_by(words, number):
    """Find the note that a dash holds."""
    while number > 0 and words[number] == "-":
        number -= 1
    return words[number]


def _soft_ends(length):
    """Numbers from 0 up to 1 and back to 0, so that a note begins and ends without a click."""
    count = np.arange(length)
    up, down = RATE // 200, RATE // 50
    return np.minimum(1, np.minimum(count / up, (length - 1 - count) / down))
