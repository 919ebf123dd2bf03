#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: test-icons.py PICTURE

Draws every icon in the sizes of panels, on a light and on a dark one, into one picture to look at:
symbolic as GTK gives them a colour, symbolic as Plasma does, in colour, and the application's own.
Fails where one cannot be seen, is cut off, or looks like another.
"""

import itertools
import os
import pathlib
import re
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, Gtk  # noqa: E402

ICONS = pathlib.Path(__file__).resolve().parents[2] / "icons"
APPLICATION = "io.github.culvertvpn.Culvert"
STATES = [
    "disconnected",
    "connecting-1",
    "connecting-2",
    "connecting-3",
    "connected",
    "waiting",
    "attention",
    "error",
]
SIZES = [16, 22, 24, 32, 48]
LARGEST = max(SIZES)
PANELS = {"light": ("#f6f5f4", "#2e3436"), "dark": ("#2b2b2b", "#eeeeec")}

# Of all pixels at 16 px: what an icon has to cover, and in how many two states have to differ.
COVERED = 0.15
DIFFERENT = 0.045
# What a graphical object needs to be told from what is behind it.
CONTRAST = 3.0


def rgba(colour):
    value = Gdk.RGBA()
    assert value.parse(colour)
    return value


def path_of(name):
    folder = "symbolic" if name.endswith("-symbolic") else "scalable"
    return ICONS / "hicolor" / folder / "apps" / f"{name}.svg"


def render(svg, size):
    """SVG text as a picture."""
    loader = GdkPixbuf.PixbufLoader.new_with_type("svg")
    loader.set_size(size, size)
    loader.write(svg.encode())
    loader.close()
    return loader.get_pixbuf()


def as_gtk_draws(theme, name, size, colour):
    info = theme.lookup_icon(name, size, Gtk.IconLookupFlags.FORCE_SIZE | Gtk.IconLookupFlags.FORCE_SVG)
    assert info, f"no icon {name}"
    if not name.endswith("-symbolic"):
        return info.load_icon()
    picture, is_symbolic = info.load_symbolic(colour, colour, colour, colour)
    assert is_symbolic, name
    return picture


def as_plasma_draws(name, size, colour):
    """It replaces the style sheet of that name by one with the colours of its own scheme."""
    sheet = f".ColorScheme-Text {{ color: {colour}; }}"
    pattern = r'(<style id="current-color-scheme"[^>]*>)[^<]*'
    svg, n = re.subn(pattern, lambda match: match.group(1) + sheet, path_of(name).read_text(encoding="utf-8"))
    assert n == 1, f"{name} has no colour scheme"
    return render(svg, size)


def pixels(picture):
    """(red, green, blue, opacity) of each."""
    assert picture.get_has_alpha() and picture.get_n_channels() == 4
    data, stride, width = picture.get_pixels(), picture.get_rowstride(), picture.get_width()
    return [
        tuple(data[row * stride + 4 * column : row * stride + 4 * column + 4])
        for row in range(picture.get_height())
        for column in range(width)
    ]


def opacities(picture):
    return [pixel[3] / 255 for pixel in pixels(picture)]


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return sum(weight * linear(part) for weight, part in zip((0.2126, 0.7152, 0.0722), colour))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours_of(name):
    """What an icon is filled with where a panel leaves it as it is, as LXQt and waybar do."""
    found = re.findall(r'(?:fill="|color: )(#[0-9a-f]{6})', path_of(name).read_text(encoding="utf-8"))
    assert found, name
    return {colour: rgba(colour) for colour in found}


def check_seen(name):
    """Something is there, and nothing of it lies outside of what is shown."""
    svg = path_of(name).read_text(encoding="utf-8")
    picture = render(svg, 16)
    covered = sum(opacities(picture)) / 256
    assert covered >= COVERED, f"{name} covers {covered:.0%} of its room"

    width = int(re.search(r'viewBox="0 0 (\d+) \1"', svg).group(1))
    margin = width // 8
    box = f"{-margin} {-margin} {width + 2 * margin} {width + 2 * margin}"
    wider = svg.replace(f'viewBox="0 0 {width} {width}"', f'viewBox="{box}"')
    around = opacities(render(wider, 160))
    for index, opacity in enumerate(around):
        row, column = divmod(index, 160)
        inside = 15 <= row < 145 and 15 <= column < 145
        assert inside or opacity < 0.1, f"{name} is cut off"


def check_contrast(name):
    for panel, (background, _foreground) in PANELS.items():
        behind = rgba(background)
        for colour, value in colours_of(name).items():
            ratio = contrast(list(value)[:3], list(behind)[:3])
            assert ratio >= CONTRAST, f"{name}: {colour} on {panel} has a contrast of {ratio:.1f}"


def difference(one, other):
    pairs = list(zip(opacities(one), opacities(other)))
    return sum(abs(a - b) for a, b in pairs) / len(pairs)


def check_shapes(names):
    """No two states look alike, whatever their colours."""
    pictures = {name: render(path_of(name).read_text(encoding="utf-8"), 16) for name in names}
    closest = min(
        (difference(pictures[one], pictures[other]), one, other) for one, other in itertools.combinations(names, 2)
    )
    print(f"# closest: {closest[1]} and {closest[2]}, {closest[0]:.1%} apart")
    assert closest[0] >= DIFFERENT, f"{closest[1]} looks like {closest[2]}: {closest[0]:.1%} apart"


def check_conventions(theme, name):
    """GTK and Plasma arrive at the same picture."""
    for _background, foreground in PANELS.values():
        gtk = as_gtk_draws(theme, name, 48, rgba(foreground))
        plasma = as_plasma_draws(name, 48, foreground)
        for one, other in zip(pixels(gtk), pixels(plasma)):
            if one[3] == 255:
                assert max(abs(a - b) for a, b in zip(one, other)) <= 3, f"{name}: {one} and {other}"


def put(sheet, picture, x, y):
    picture.composite(
        sheet, x, y, picture.get_width(), picture.get_height(), x, y, 1, 1, GdkPixbuf.InterpType.NEAREST, 255
    )


def draw_sheet(theme, path):
    """A column for each size on each panel; a row for each icon."""
    cell = LARGEST + 16
    symbolic = [f"{APPLICATION}-{state}-symbolic" for state in STATES] + [f"{APPLICATION}-symbolic"]
    coloured = [f"{APPLICATION}-{state}" for state in STATES] + [APPLICATION]
    rows = len(symbolic)
    width = cell * len(SIZES) * 3
    sheet = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, width, cell * rows * len(PANELS))
    for band, (background, foreground) in enumerate(PANELS.values()):
        top = band * rows * cell
        fill = int(background[1:] + "ff", 16)
        sheet.new_subpixbuf(0, top, width, rows * cell).fill(fill)
        for row in range(rows):
            for column, size in enumerate(SIZES * 3):
                kind = column // len(SIZES)
                if kind == 0:
                    picture = as_gtk_draws(theme, symbolic[row], size, rgba(foreground))
                elif kind == 1:
                    picture = as_plasma_draws(symbolic[row], size, foreground)
                else:
                    picture = as_gtk_draws(theme, coloured[row], size, rgba(foreground))
                inset = (cell - size) // 2
                put(sheet, picture, column * cell + inset, top + row * cell + inset)
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    sheet.savev(path, "png", [], [])


def main():
    theme = Gtk.IconTheme.new()
    theme.set_search_path([str(ICONS), "/usr/share/icons"])  # which says what "hicolor" consists of
    theme.set_custom_theme("hicolor")
    draw_sheet(theme, sys.argv[1])

    symbolic = [f"{APPLICATION}-{state}-symbolic" for state in STATES]
    coloured = [f"{APPLICATION}-{state}" for state in STATES]
    for name in [*symbolic, *coloured, APPLICATION, f"{APPLICATION}-symbolic"]:
        check_seen(name)
    for name in [*symbolic, *coloured]:
        check_contrast(name)
    for name in [*symbolic, f"{APPLICATION}-symbolic"]:
        check_conventions(theme, name)
    check_shapes(symbolic)
    check_shapes(coloured)


main()
