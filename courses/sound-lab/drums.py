"""Three drums made of numbers, and a small machine that plays them.

A sound is a long list of numbers that say how far the loudspeaker moves. This file makes such lists with nothing but
Python itself. Change any number you like: the worst that can happen is a new sound.
"""

import io
import math
import random
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

RATE = 11025  # how many numbers make one second of sound
STEPS = 16  # boxes in one bar


def make_kick():
    """A low thump: a tone that falls quickly while it fades."""
    sound, turn = [], 0.0
    for moment in _moments(0.30):
        pitch = 48 + 120 * math.exp(-30 * moment)
        turn += 2 * math.pi * pitch / RATE
        sound.append(0.9 * math.sin(turn) * math.exp(-9 * moment))
    return sound


def make_snare():
    """A sharp crack: noise for the wires, a short tone for the skin."""
    noise = random.Random(1)  # the same "random" noise every time
    sound = []
    for moment in _moments(0.20):
        wires = noise.uniform(-1, 1) * math.exp(-20 * moment)
        skin = math.sin(2 * math.pi * 185 * moment) * math.exp(-28 * moment)
        sound.append(0.45 * wires + 0.35 * skin)
    return sound


def make_hat():
    """A quick tick: noise again, but only its high part."""
    noise = random.Random(2)
    sound, before = [], 0.0
    for moment in _moments(0.06):
        now = noise.uniform(-1, 1)
        sound.append(0.2 * (now - before) * math.exp(-70 * moment))
        before = now
    return sound


def render(kick, snare, hat, bpm=90, swing=50, times=2):
    """Play three lines of sixteen boxes and return the song.

    bpm is beats per minute. swing is the share of each pair of steps that the first step gets: 50 is straight, 66 swings
    a lot. times says how often the loop is played.
    """
    lines = [(kick, make_kick()), (snare, make_snare()), (hat, make_hat())]
    for pattern, _ in lines:
        check_pattern(pattern)
    if not 50 <= swing <= 75:
        raise ValueError(f"swing is {swing}. Choose a number from 50 to 75.")
    loop = STEPS * 60 / bpm / 4
    song = [0.0] * round(times * loop * RATE)
    for again in range(times):
        for pattern, sound in lines:
            for step, box in enumerate(pattern):
                if box == "x":
                    _add(song, sound, again * loop + start_of(step, bpm, swing))
    return Song(_to_whole_numbers(song))


def start_of(step, bpm, swing=50):
    """Tell at which second a step starts. Here the first step has number 0."""
    pair = 2 * 60 / bpm / 4
    late = pair * swing / 100 if step % 2 else 0
    return step // 2 * pair + late


def check_pattern(pattern):
    """Say what is wrong with a line of boxes, if anything is."""
    if len(pattern) != STEPS:
        raise ValueError(f"{pattern!r} has {len(pattern)} boxes. It needs exactly {STEPS}.")
    if set(pattern) - set("x."):
        raise ValueError(f"{pattern!r} has a sign I do not know. Use x for a hit and a dot for a wait.")


@dataclass(frozen=True)
class Song:
    """Finished sound, ready to be heard or saved."""

    numbers: array

    @property
    def seconds(self):
        """How long the song lasts."""
        return len(self.numbers) / RATE

    def wav(self):
        """Return the song as the bytes of a WAV file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(self.numbers.tobytes())
        return file.getvalue()

    def save(self, name):
        """Write a WAV file that any phone can play."""
        Path(name).write_bytes(self.wav())
        print(f"Saved {name}: {self.seconds:.2f} seconds")

    def __repr__(self):
        return f"A song of {self.seconds:.2f} seconds"


def draw(**lines):
    """Draw lines of boxes, one row for each drum: draw(kick=kick, snare=snare, hat=hat)."""
    parts, top = [], 24
    for beat in range(4):
        parts.append(_text(74 + beat * 72 + 7, 16, beat + 1, "middle"))
    for name, pattern in lines.items():
        check_pattern(pattern)
        parts.append(_text(60, top + 13, name, "end"))
        for step, box in enumerate(pattern):
            left = 74 + step * 17 + step // 4 * 4
            parts.append(_box(left, top, 14, box == "x"))
        top += 26
    return Picture(_svg(368, top + 2, parts))


def draw_swing(*swings):
    """Draw how eight steps share the time, one row for each swing."""
    parts, top = [], 8
    for swing in swings:
        parts.append(_text(34, top + 17, swing, "end"))
        for step in range(8):
            start = start_of(step, 60, swing) / 2
            end = start_of(step + 1, 60, swing) / 2
            parts.append(_box(44 + start * 312, top, (end - start) * 312 - 3, step % 2 == 1, 24))
        top += 36
    return Picture(_svg(368, top, parts))


@dataclass(frozen=True, repr=False)
class Picture:
    """A drawing that a notebook can show."""

    svg: str

    def _repr_svg_(self):
        return self.svg

    def __repr__(self):
        return "A picture"


def _moments(seconds):
    return (number / RATE for number in range(round(seconds * RATE)))


def _add(song, sound, second):
    """Mix a sound into the song; what would run over the end is left out."""
    first = round(second * RATE)
    for place, number in enumerate(sound[: len(song) - first], start=first):
        song[place] += number


def _to_whole_numbers(song):
    """Turn numbers from -1 to 1 into what a WAV file holds, with a short fade at the end."""
    fade = RATE // 100
    for number in range(min(fade, len(song))):
        song[-1 - number] *= number / fade
    whole = array("h", (round(24000 * max(-1, min(1, number))) for number in song))
    if sys.byteorder == "big":
        whole.byteswap()
    return whole


def _svg(width, height, parts):
    paper = f'<rect width="{width}" height="{height}" rx="4" fill="#f6f7ec"/>'
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paper}{"".join(parts)}</svg>'


def _box(left, top, width, full, height=18):
    color = 'fill="#0b5a47"' if full else 'fill="#fdfdfa"'
    place = f'x="{left:.1f}" y="{top}" width="{width:.1f}" height="{height}"'
    return f'<rect {place} {color} stroke="#404741"/>'


def _text(left, top, words, anchor):
    style = 'font-family="sans-serif" font-size="14" fill="#161e19"'
    return f'<text x="{left}" y="{top}" text-anchor="{anchor}" {style}>{words}</text>'
