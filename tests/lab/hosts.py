#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: hosts.py HOST [--restarts N] [--pictures FOLDER] [--row]

Shows Culvert's icon in a real panel, as a person would use it: it is found and drawn, a click on it
shows the window, its menu opens and does what is chosen, and the panel may come and go without leaving
a second icon. With --row, the last line is a row of a table about that. Runs in
`tests/lab/desktop.sh --bare`.
"""

import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
import gi  # noqa: E402

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, GLib  # noqa: E402
from lib.culvert import Culvert  # noqa: E402
from lib.desktop import WATCHER, Bus, Screen, Tray  # noqa: E402
from lib.wait import NeverHappened, stop_process, wait_for  # noqa: E402

MESSAGE_BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")

LAB = pathlib.Path(os.environ["CULVERT_LAB"])
CONFIG = pathlib.Path(os.environ["XDG_CONFIG_HOME"])
SERVICES = pathlib.Path("/usr/share/dbus-1/services")

# The height of the panels, and the most that one icon takes, with what shows that a pointer is on it.
PANEL = 34
WIDEST_ICON = 48


class X11:
    """A pointer, a keyboard and a camera on the X server of the desktop."""

    def picture(self, path):
        subprocess.run(["import", "-window", "root", "-quality", "1", str(path)], check=True)

    def click(self, place, button):
        x, y = place
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", str(button)], check=True)

    def point_elsewhere(self):
        subprocess.run(["xdotool", "mousemove", "640", "700"], check=True)

    def press(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "60", *keys], check=True)


class Wayland:
    """Sway, which has no screen either. Nothing in Debian can move a pointer in it."""

    def __init__(self):
        configuration = LAB / "sway.conf"
        configuration.write_text("output HEADLESS-1 resolution 1280x800\nseat seat0 fallback true\n", encoding="utf-8")
        environment = {**os.environ, "WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1"}
        environment["WLR_RENDERER"] = "pixman"
        environment.pop("DISPLAY", None)
        words = ["sway", "--config", str(configuration)]
        if os.getuid() == 0:  # which sway refuses to be
            words = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--", *words]
        with open(LAB / "sway.log", "wb") as log:
            self.process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        folder = pathlib.Path(os.environ["XDG_RUNTIME_DIR"])
        wait_for(lambda: list(folder.glob("wayland-[0-9]")) and list(folder.glob("sway-ipc.*")), "sway", 20)
        os.environ["WAYLAND_DISPLAY"] = next(folder.glob("wayland-[0-9]")).name
        os.environ["SWAYSOCK"] = str(next(folder.glob("sway-ipc.*")))
        os.environ["GDK_BACKEND"] = "wayland"
        os.environ.pop("DISPLAY")

    def picture(self, path):
        subprocess.run(["grim", str(path)], check=True)

    def point_elsewhere(self):
        pass


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def prepare_xfce():
    (LAB / "services" / "org.xfce.Xfconf.service").symlink_to(SERVICES / "org.xfce.Xfconf.service")


def prepare_mate():
    name = "org.mate.panel.applet.NotificationAreaAppletFactory.service"
    (LAB / "services" / name).symlink_to(SERVICES / name)
    write(
        CONFIG / "glib-2.0" / "settings" / "keyfile",
        "[org/mate/panel/general]\ntoplevel-id-list=['top']\nobject-id-list=['tray']\n\n"
        "[org/mate/panel/toplevels/top]\nexpand=true\norientation='top'\nsize=28\nscreen=0\n\n"
        "[org/mate/panel/objects/tray]\nobject-type='applet'\ntoplevel-id='top'\nposition=200\nlocked=true\n"
        "applet-iid='NotificationAreaAppletFactory::NotificationArea'\n",
    )


def prepare_lxqt():
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    write(
        CONFIG / "lxqt" / "panel.conf",
        "panels=panel1\n\n[panel1]\nplugins=statusnotifier\nposition=Top\npanelSize=32\niconSize=22\nwidth=100\n"
        "width-percent=true\nlineCount=1\nalignment=-1\n\n[statusnotifier]\nalignment=Right\ntype=statusnotifier\n",
    )


def prepare_waybar():
    write(
        CONFIG / "waybar" / "config",
        '{"layer": "top", "position": "top", "height": 32, "modules-right": ["tray"], "tray": {"icon-size": 20}}\n',
    )
    write(CONFIG / "waybar" / "style.css", "* { font-family: sans; } window { background: #2b2b2b; }\n")


class Host:
    def __init__(self, package, command, prepare=None, is_wayland=False, is_old=False):
        self.package = package
        self.command = command
        self.prepare = prepare
        self.is_wayland = is_wayland
        self.is_old = is_old  # knows the older kind of icon alone


HOSTS = {
    "xfce4-panel": Host("xfce4-panel", ["xfce4-panel", "--disable-wm-check"], prepare_xfce),
    "mate-panel": Host("mate-panel", ["mate-panel"], prepare_mate),
    "lxqt-panel": Host("lxqt-panel", ["lxqt-panel"], prepare_lxqt),
    "waybar": Host("waybar", ["waybar"], prepare_waybar, is_wayland=True),
    "trayer": Host(
        "trayer",
        ["trayer", "--edge", "top", "--align", "right", "--widthtype", "request", "--heighttype", "pixel"]
        + ["--height", "28"],
        is_old=True,
    ),
}


class Trial:
    def __init__(self, name, pictures):
        self.name = name
        self.host = HOSTS[name]
        self.pictures = pathlib.Path(pictures).resolve()
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.bus = Bus()
        self.tray = Tray(self.bus)
        self.screen = Screen()
        self.process = None
        if self.host.prepare:
            self.host.prepare()
            self.bus.call(*MESSAGE_BUS, "ReloadConfig")
        self.eye = Wayland() if self.host.is_wayland else X11()

    def start(self):
        environment = {key: value for key, value in os.environ.items() if key != "G_DEBUG"}
        environment["NO_AT_BRIDGE"] = "1"
        with open(LAB / "host.log", "ab") as log:
            self.process = subprocess.Popen(self.host.command, stdout=log, stderr=log, env=environment)
        if self.host.is_old:
            wait_for(self.old_tray, "the tray", 20)
        else:
            wait_for(lambda: self.bus.has_owner(WATCHER[0]), "the panel to look for icons", 20)

    def kill(self):
        self.process.kill()
        self.process.wait()
        if self.host.is_old:
            wait_for(lambda: not self.old_tray(), "the tray to be gone", 20)
            return
        # The part that shows icons may be a program of its own, started by the bus.
        try:
            pid = self.bus.call(*MESSAGE_BUS, "GetConnectionUnixProcessID", GLib.Variant("(s)", (WATCHER[0],)))[0]
            os.kill(pid, signal.SIGKILL)
        except (GLib.Error, ProcessLookupError):
            pass
        wait_for(lambda: not self.bus.has_owner(WATCHER[0]), "the panel to be gone", 20)

    def old_tray(self):
        """The window of a tray of the older kind, or nothing."""
        found = subprocess.run(["xdotool", "search", "--name", "^panel$"], capture_output=True, text=True, check=False)
        return found.stdout.split()[0] if found.stdout.strip() else None

    def count(self):
        """How many icons of Culvert the panel has."""
        if self.host.is_old:
            tray = self.old_tray()
            if tray is None:
                return 0
            words = ["xwininfo", "-tree", "-id", tray]
            tree = subprocess.run(words, capture_output=True, text=True, timeout=10, check=False).stdout
            return tree.count('"Culvert": ("culvert" "culvert")')
        items = self.bus.get(*WATCHER, "RegisteredStatusNotifierItems")
        return len([item for item in items if self.is_ours(item)])

    def is_ours(self, item):
        name, slash, rest = item.partition("/")
        path = slash + rest if slash else "/StatusNotifierItem"
        return self.bus.get(name, path, "org.kde.StatusNotifierItem", "Id") == "io.github.culvertvpn.Culvert"

    def take(self, what):
        path = self.pictures / f"{self.name}-{what}.png"
        self.eye.picture(path)
        return GdkPixbuf.Pixbuf.new_from_file(str(path))

    def steady(self, what):
        """A picture of a screen that has stopped changing."""
        last = [self.take(what)]

        def is_still():
            before, last[0] = last[0], self.take(what)
            return before.get_pixels() == last[0].get_pixels()

        wait_for(is_still, "the screen to come to rest", 20, 0.15)
        return last[0]


def changed(before, after, top=0, bottom=None):
    """The rectangle (left, top, right, bottom) in which two pictures differ, or None."""
    stride, channels = before.get_rowstride(), before.get_n_channels()
    one, other = before.get_pixels(), after.get_pixels()
    columns, rows = [], []
    for row in range(top, bottom or before.get_height()):
        a = one[row * stride : row * stride + before.get_width() * channels]
        b = other[row * stride : row * stride + before.get_width() * channels]
        if a == b:
            continue
        rows.append(row)
        different = [index // channels for index in range(len(a)) if a[index] != b[index]]
        columns += [different[0], different[-1]]
    return (min(columns), rows[0], max(columns) + 1, rows[-1] + 1) if rows else None


class Result:
    """What a person would see, a word each."""

    def __init__(self):
        self.words = {}

    def check(self, what, function):
        try:
            self.words[what] = function() or "yes"
        except (AssertionError, NeverHappened) as problem:
            self.words[what] = "no"
            print(f"# {what}: {problem}", flush=True)

    def has_failed(self):
        return "no" in self.words.values()


def window_is_shown(trial):
    return bool(trial.screen.windows())


def look(trial, empty):
    """Where the icon is: (left, top, right, bottom). It is drawn, and once."""
    wait_for(lambda: trial.count() == 1, lambda: f"one icon; there are {trial.count()}", 20)
    seen = []

    def find():
        seen[:] = [changed(empty, trial.steady("icon"), 0, PANEL)]
        return seen[0] and seen[0][2] - seen[0][0] <= WIDEST_ICON and seen[0]

    return wait_for(find, lambda: f"an icon to be drawn; what is new is at {seen}", 20, 0.2)


def crop(trial, box):
    picture = GdkPixbuf.Pixbuf.new_from_file(str(trial.pictures / f"{trial.name}-icon.png"))
    left = max(0, min(box[0] - 60, picture.get_width() - 160))
    part = picture.new_subpixbuf(left, 0, min(160, picture.get_width() - left), 40)
    part.scale_simple(part.get_width() * 4, part.get_height() * 4, GdkPixbuf.InterpType.NEAREST).savev(
        str(trial.pictures / f"{trial.name}-zoom.png"), "png", [], []
    )


def middle(box):
    return (box[0] + box[2]) // 2, (box[1] + box[3]) // 2


def click_shows_window(trial, box):
    if trial.host.is_wayland:
        return "–"
    trial.eye.click(middle(box), 1)
    wait_for(lambda: window_is_shown(trial), "the window", 15)
    trial.take("window")
    trial.eye.point_elsewhere()


def menu_works(trial, box):
    """Opened by the panel, and something chosen in it with the keyboard."""
    if trial.host.is_wayland:
        return "–"
    before = trial.steady("before-menu")
    trial.eye.click(middle(box), 3)

    def opened():
        return changed(before, trial.take("menu"), 60)

    wait_for(opened, "the menu to open", 15, 0.2)
    trial.steady("menu")
    trial.eye.press("Down", "Return")
    trial.eye.point_elsewhere()
    wait_for(lambda: window_is_shown(trial), "what was chosen to be done", 15)
    return None


def restarts(trial, number, empty):
    left, _top, right, _bottom = look(trial, empty)
    for _ in range(number):
        trial.kill()
        trial.start()
        wait_for(lambda: trial.count() == 1, lambda: f"one icon; there are {trial.count()}", 20)
    seen = []

    def is_as_wide():
        seen[:] = [changed(empty, trial.steady("restarted"), 0, PANEL)]
        return seen[0] and seen[0][2] - seen[0][0] <= 1.5 * (right - left)

    wait_for(is_as_wide, lambda: f"one icon as from {left} to {right} before; what is new is at {seen}", 20, 0.2)
    assert trial.count() == 1, trial.count()
    return f"{number} ×"


def version(host):
    asked = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", host.package], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "?"


def try_host(trial, n_restarts):
    result = Result()
    trial.eye.point_elsewhere()
    bare = trial.steady("bare")
    trial.start()
    if not trial.host.is_old:  # such a tray is nothing without an icon
        wait_for(lambda: changed(bare, trial.take("empty"), 0, PANEL), "the panel to be drawn", 20, 0.2)
    empty = trial.steady("empty")
    box = [None]
    with Culvert("--background"):
        result.check("shown", lambda: box.__setitem__(0, look(trial, empty)))
        if box[0] is None:
            return result
        crop(trial, box[0])
        result.check("click", lambda: click_shows_window(trial, box[0]))
    wait_for(lambda: trial.count() == 0, "the icon to go", 15)
    trial.steady("gone")
    with Culvert("--background"):
        result.check("menu", lambda: (look(trial, empty), menu_works(trial, box[0]))[1])
    wait_for(lambda: trial.count() == 0, "the icon to go", 15)
    with Culvert("--background"):
        result.check("restarts", lambda: restarts(trial, n_restarts, empty))
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("host", choices=HOSTS)
    parser.add_argument("--restarts", type=int, default=3)
    parser.add_argument("--pictures", default=str(LAB / "pictures"))
    parser.add_argument("--row", action="store_true")
    arguments = parser.parse_args()
    host = HOSTS[arguments.host]
    if shutil.which(host.command[0]) is None:
        print(f"{host.command[0]} is not installed")
        sys.exit(77)

    trial = Trial(arguments.host, arguments.pictures)
    try:
        result = try_host(trial, arguments.restarts)
    finally:
        if trial.process is not None:
            stop_process(trial.process)
        if isinstance(trial.eye, Wayland):
            stop_process(trial.eye.process)
    for what, word in result.words.items():
        print(f"# {what}: {word}")
    if arguments.row:
        print(f"| {arguments.host} | {version(host)} | {' | '.join(result.words.values())} |")
    sys.exit(1 if result.has_failed() else 0)


main()
