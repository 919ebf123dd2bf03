#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""An authentication agent for one process: polkit_agent.py PID

Prints "ready" once it is registered and "asked COOKIE" when polkit asks for a password. Then comes a
line on standard input: "dismiss", as a click on Cancel does, or "granted", when root has told polkit
that the password was right.
"""

import sys

from gi.repository import Gio, GLib

POLKIT = ("org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority")
AUTHORITY = "org.freedesktop.PolicyKit1.Authority"
CANCELLED = "org.freedesktop.PolicyKit1.Error.Cancelled"
PATH = "/lab/agent"
INTERFACE = Gio.DBusNodeInfo.new_for_xml("""
<node>
  <interface name="org.freedesktop.PolicyKit1.AuthenticationAgent">
    <method name="BeginAuthentication">
      <arg type="s" direction="in"/>
      <arg type="s" direction="in"/>
      <arg type="s" direction="in"/>
      <arg type="a{ss}" direction="in"/>
      <arg type="s" direction="in"/>
      <arg type="a(sa{sv})" direction="in"/>
    </method>
    <method name="CancelAuthentication">
      <arg type="s" direction="in"/>
    </method>
  </interface>
</node>
""").interfaces[0]


def say(word):
    print(word, flush=True)


def start_time(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        return int(stat.read().rpartition(")")[2].split()[19])


def on_call(_bus, _sender, _path, _interface, method, parameters, invocation):
    if method == "CancelAuthentication":
        invocation.return_value(None)
        return
    say(f"asked {parameters.unpack()[4]}")
    GLib.io_add_watch(sys.stdin, GLib.IO_IN, on_told, invocation)


def on_told(stream, _condition, invocation):
    if stream.readline().strip() == "granted":
        invocation.return_value(None)
    else:
        invocation.return_dbus_error(CANCELLED, "The user clicked on Cancel.")
    return False


def main():
    pid = int(sys.argv[1])
    bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
    bus.register_object(PATH, INTERFACE, on_call, None, None)
    subject = (
        "unix-process",
        {"pid": GLib.Variant("u", pid), "start-time": GLib.Variant("t", start_time(pid))},
    )
    bus.call_sync(
        *POLKIT, AUTHORITY, "RegisterAuthenticationAgent",
        GLib.Variant("((sa{sv})ss)", (subject, "C", PATH)), None, Gio.DBusCallFlags.NONE, -1,
    )  # fmt: skip
    say("ready")
    GLib.MainLoop().run()


main()
