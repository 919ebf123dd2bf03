# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person would see and do in the desktop of tests/lab/desktop.sh: tray, menu, notifications,
windows. Everything waits for what it needs, and says what it waited for."""

import os
import re
import subprocess

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

from .wait import wait_for

APPLICATION_ID = "io.github.culvertvpn.Culvert"
MESSAGE_BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
WATCHER = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher")
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"


class Bus:
    """Calls on the session bus that fail instead of starting anything."""

    def __init__(self):
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION)

    def call(self, name, path, interface, method, arguments=None):
        reply = self.connection.call_sync(
            name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, 5000, None
        )
        return reply.unpack()

    def get(self, name, path, interface, name_of_property):
        arguments = GLib.Variant("(ss)", (interface, name_of_property))
        return self.call(name, path, "org.freedesktop.DBus.Properties", "Get", arguments)[0]

    def get_all(self, name, path, interface):
        arguments = GLib.Variant("(s)", (interface,))
        return self.call(name, path, "org.freedesktop.DBus.Properties", "GetAll", arguments)[0]

    def has_owner(self, name):
        return self.call(*MESSAGE_BUS, "NameHasOwner", GLib.Variant("(s)", (name,)))[0]

    def pid_of(self, name):
        """Whose process has the name."""
        return self.call(*MESSAGE_BUS, "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))[0]


class MenuItem:
    def __init__(self, layout):
        self.id, properties, children = layout
        self.label = properties.get("label", "").replace("__", "\0").replace("_", "").replace("\0", "_")
        self.is_separator = properties.get("type") == "separator"
        self.is_enabled = properties.get("enabled", True)
        self.is_visible = properties.get("visible", True)
        self.is_checked = properties.get("toggle-state", -1) == 1
        self.children = [MenuItem(child) for child in children]

    def find(self, label):
        """The first item below this one whose label is, or begins with, `label`."""
        for item in self.children:
            if not item.is_separator and item.is_visible and item.label.startswith(label):
                return item
            found = item.find(label)
            if found:
                return found
        return None

    def labels(self):
        return ["---" if item.is_separator else item.label for item in self.children if item.is_visible]


class Tray:
    """Culvert's icon in the panel, and its menu."""

    def __init__(self, bus=None):
        self.bus = bus or Bus()

    def address(self):
        """(bus name, object path) of Culvert's item, or None."""
        for item in self.bus.get(*WATCHER, "RegisteredStatusNotifierItems"):
            name, slash, rest = item.partition("/")
            path = slash + rest if slash else "/StatusNotifierItem"
            if self.bus.get(name, path, ITEM, "Id") == APPLICATION_ID:
                return name, path
        return None

    def wait(self, seconds=15):
        return wait_for(self.address, "Culvert's icon in the tray", seconds)

    def properties(self):
        return self.bus.get_all(*self.wait(), ITEM)

    def icon(self):
        """The icon that shows now, without the application id before it: "connected-symbolic"."""
        properties = self.properties()
        attention = properties.get("Status") == "NeedsAttention" and properties.get("AttentionIconName")
        return (attention or properties["IconName"]).replace(APPLICATION_ID + "-", "")

    def tooltip(self):
        _icon, _pixmaps, title, text = self.properties()["ToolTip"]
        return f"{title}\n{text}" if text else title

    def wait_icon(self, name, seconds=15):
        def shows():
            return name in self.icon()

        return wait_for(shows, lambda: f"the icon {name!r}; it is {self.icon()!r}", seconds)

    def activate(self):
        """A left click."""
        self.bus.call(*self.wait(), ITEM, "Activate", GLib.Variant("(ii)", (1200, 16)))

    def activate_secondary(self):
        """A click with the middle button."""
        self.bus.call(*self.wait(), ITEM, "SecondaryActivate", GLib.Variant("(ii)", (1200, 16)))

    def menu(self):
        """The root of the menu, opened as a panel does it."""
        name, path = self.wait()
        menu = self.bus.get(name, path, ITEM, "Menu")
        self.bus.call(name, menu, MENU, "AboutToShow", GLib.Variant("(i)", (0,)))
        _revision, root = self.bus.call(name, menu, MENU, "GetLayout", GLib.Variant("(iias)", (0, -1, [])))
        return MenuItem(root)

    def wait_item(self, label, seconds=15):
        def find():
            return self.menu().find(label)

        return wait_for(find, lambda: f"{label!r} in the menu {self.menu().labels()}", seconds)

    def click(self, label, seconds=15):
        def find():
            item = self.menu().find(label)
            return item if item and item.is_enabled else None

        item = wait_for(find, lambda: f"{label!r} to be enabled in the menu {self.menu().labels()}", seconds)
        name, path = self.wait()
        menu = self.bus.get(name, path, ITEM, "Menu")
        event = GLib.Variant("(isvu)", (item.id, "clicked", GLib.Variant("i", 0), 0))
        self.bus.call(name, menu, MENU, "Event", event)


class Notification:
    def __init__(self, block):
        def quoted(key):
            match = re.search(rf"^\t{key}: '(.*?)'$", block, re.MULTILINE | re.DOTALL)
            return match.group(1) if match else ""

        def plain(key):
            match = re.search(rf"^\t{key}: (.*)$", block, re.MULTILINE)
            return match.group(1) if match else ""

        self.application = quoted("appname")
        self.summary = quoted("summary")
        self.body = quoted("body")
        self.icon = quoted("icon")
        self.urgency = plain("urgency").lower()
        self.id = int(plain("id") or 0)
        self.actions = dict(re.findall(r'^\t\t"(.*?)": "(.*)"$', block, re.MULTILINE))

    def __repr__(self):
        return f"<{self.urgency}: {self.summary!r} {self.body!r} {self.actions}>"


class Notifications:
    """What the notification daemon has been sent since the desktop began."""

    def all(self):
        path = os.path.join(os.environ["CULVERT_LAB"], "notifications.log")
        with open(path, encoding="utf-8", errors="replace") as log:
            return [Notification(block) for block in re.findall(r"^\{\n(.*?)^\}\n", log.read(), re.M | re.S)]

    def wait(self, text, seconds=15, after=0):
        """The newest notification with `text` in summary or body, not counting the first `after`."""

        def find():
            for notification in reversed(self.all()[after:]):
                if text in notification.summary or text in notification.body:
                    return notification
            return None

        return wait_for(find, lambda: f"a notification with {text!r}; there are {self.all()}", seconds)

    def displayed(self):
        count = subprocess.run(["dunstctl", "count", "displayed"], check=True, capture_output=True, text=True)
        return int(count.stdout)

    def choose(self, label):
        """Presses the button with this label on a notification that shows now."""
        with open(os.path.join(os.environ["CULVERT_LAB"], "notification-choice"), "w", encoding="utf-8") as choice:
            choice.write(label)
        subprocess.run(["dunstctl", "context"], check=True)

    def close_all(self):
        subprocess.run(["dunstctl", "close-all"], check=True)


class Window:
    """Any accessible object as a place to look in: an application, a window, a row."""

    def __init__(self, accessible):
        self.accessible = accessible

    @property
    def title(self):
        return self.accessible.get_name()

    def descendants(self):
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                child = Window(child)
                yield child
                yield from child.descendants()

    def is_showing(self):
        return self.accessible.get_state_set().contains(Atspi.StateType.SHOWING)

    def is_sensitive(self):
        return self.accessible.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def is_selected(self):
        return self.accessible.get_state_set().contains(Atspi.StateType.SELECTED)

    def is_checked(self):
        return self.accessible.get_state_set().contains(Atspi.StateType.CHECKED)

    def role(self):
        """Such as "push button", "text", "password text", "check box", "toggle button", "label"."""
        return self.accessible.get_role_name()

    def names(self):
        """Its own name, and the labels that name it."""
        yield self.title
        for relation in self.accessible.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                for index in range(relation.get_n_targets()):
                    yield relation.get_target(index).get_name()

    def text(self):
        interface = self.accessible.get_text_iface()
        if interface is None:
            return self.title
        return interface.get_text(0, interface.get_character_count())

    def texts(self):
        """Every text that shows in it, for finding out what a person could read."""
        return [text for text in (item.text() for item in self.descendants() if item.is_showing()) if text]

    def look_for(self, name, *roles):
        for item in self.descendants():
            if (not roles or item.role() in roles) and item.is_showing():
                if any(said.startswith(name) for said in item.names()):
                    return item
        return None

    def hidden(self, name, *roles):
        """All of them, also those that one has to scroll to."""
        found = [item for item in self.descendants() if item.role() in roles]
        return [item for item in found if any(said.startswith(name) for said in item.names())]

    def find(self, name, *roles, seconds=15):
        """The first thing that shows, whose name begins with `name`, in one of the roles."""
        return wait_for(
            lambda: self.look_for(name, *roles),
            lambda: f"{roles or 'anything'} named {name!r} in {self.title!r} with {self.texts()}",
            seconds,
        )

    def entry(self, name, seconds=15):
        return self.find(name, "text", "password text", "entry", seconds=seconds)

    def fill(self, name, value):
        entry = self.entry(name)
        assert entry.accessible.get_editable_text_iface().set_text_contents(value), f"{name} is read-only"

    def set_number(self, name, value):
        number = self.find(name, "spin button").accessible.get_value_iface()
        assert number.set_current_value(value), f"{name} is read-only"

    def button(self, name, seconds=15):
        return self.find(name, "push button", "toggle button", seconds=seconds)

    def click(self, name):
        button = self.button(name)
        wait_for(button.is_sensitive, f"the button {name!r} to be sensitive")
        button.act()

    def check_box(self, name):
        return self.find(name, "check box", "toggle button", "check menu item", "radio button")

    def check(self, name, wanted=True):
        box = self.check_box(name)
        if box.is_checked() != wanted:
            box.act()
        wait_for(lambda: box.is_checked() == wanted, f"{name!r} to be {'on' if wanted else 'off'}")

    def rows(self):
        """The rows of the lists in it, from top to bottom, also those that one has to scroll to."""
        return [item for item in self.descendants() if item.role() == "list item"]

    def row(self, name):
        """The first row whose name contains `name`."""
        return wait_for(
            lambda: next((row for row in self.rows() if name in row.title), None),
            lambda: f"a row {name!r}; there are {[row.title for row in self.rows()]}",
            15,
        )

    def select_row(self, name):
        row = self.row(name)
        rows = row.accessible.get_parent().get_selection_iface()
        assert rows.select_child(row.accessible.get_index_in_parent()), f"{name!r} cannot be selected"
        wait_for(row.is_selected, f"the row {name!r} to be selected")

    def act(self):
        """What a click or Enter would do."""
        assert self.accessible.get_action_iface().do_action(0)

    def says(self, text):
        return any(text in shown for shown in self.texts())

    def wait_text(self, text, seconds=15):
        return wait_for(
            lambda: self.says(text),
            lambda: f"the text {text!r}; there is {self.texts()}",
            seconds,
        )

    def wait_active(self, seconds=15):
        """Only then keys go to it."""

        def is_active():
            return self.accessible.get_state_set().contains(Atspi.StateType.ACTIVE)

        wait_for(is_active, f"{self.title!r} to have the keys", seconds)

    def wait_gone(self, seconds=15):
        def is_gone():
            try:
                return not self.is_showing()
            except GLib.Error:
                return True

        wait_for(is_gone, "the window to close", seconds)


class Screen:
    """The windows of a program, as assistive technology sees them."""

    def __init__(self, *programs):
        self.programs = programs or ("culvert", "Culvert", APPLICATION_ID)
        Atspi.init()
        Atspi.set_timeout(5000, 15000)
        self.desktop = Atspi.get_desktop(0)

    def windows(self):
        self.desktop.clear_cache()
        found = []
        for index in range(self.desktop.get_child_count()):
            program = self.desktop.get_child_at_index(index)
            if program is not None and program.get_name() in self.programs:
                children = (program.get_child_at_index(child) for child in range(program.get_child_count()))
                found += [Window(window) for window in children if window is not None]
        return [window for window in found if window.is_showing()]

    def titles(self):
        return [window.title for window in self.windows()]

    def window(self, title="", seconds=15):
        """The first window whose title contains `title`."""

        def find():
            return next((window for window in self.windows() if title in window.title), None)

        return wait_for(find, lambda: f"a window {title!r}; there are {self.titles()}", seconds)

    def window_with(self, name, *roles, seconds=15):
        """The first window that shows something whose name begins with `name`."""

        def find():
            return next((window for window in self.windows() if window.look_for(name, *roles)), None)

        return wait_for(find, lambda: f"a window with {name!r}; there are {self.titles()}", seconds)


def press(*keys):
    """Types keys such as "Return", "Escape", "ctrl+f" into the window that has the focus."""
    subprocess.run(["xdotool", "key", *keys], check=True)


def screenshot(path):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    subprocess.run(["import", "-window", "root", path], check=True)
