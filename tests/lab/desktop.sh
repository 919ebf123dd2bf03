#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: desktop.sh [--bare] COMMAND…
# Runs a command in a desktop of its own that needs no screen: X server, window manager, panel with
# a tray, notification daemon, unlocked keyring and accessibility, with an own home folder on an own
# bus. With --bare nobody offers a tray, notifications or a keyring.
#
#   CULVERT_STAGE      where Culvert is installed; its data are found first
#   CULVERT_LAB_THEME  GTK theme, such as Adwaita:dark
#   CULVERT_LAB_SIZE   of the screen, instead of 1280x800
#
# The command finds in its environment:
#   CULVERT_LAB        the folder of all this, removed at the end
#     notifications.log     each notification as the daemon received it
#     notification-choice   write the label of an action here, then call "dunstctl context"
set -eu

here=$(cd "$(dirname "$0")" && pwd)
bare=
if [ "${1:-}" = --bare ]
then
  bare=yes
  shift
fi
[ $# -gt 0 ] || { echo "Usage: desktop.sh [--bare] COMMAND…" >&2; exit 2; }

CULVERT_LAB=$(mktemp -d "${TMPDIR:-/tmp}/culvert-desktop-XXXXXX")
started=
exec 4<&0

end () {
  trap - EXIT INT TERM HUP
  for pid in $started
  do
    kill "$pid" 2>/dev/null || continue
    wait "$pid" 2>/dev/null || :
  done
  rm -rf "$CULVERT_LAB" 2>/dev/null || rm -rf "$CULVERT_LAB"
}
trap end EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# start NAME COMMAND…: in the background, its output in NAME.log; the last one is ended first
start () {
  name=$1
  shift
  "$@" >"$CULVERT_LAB/$name.log" 2>&1 </dev/null &
  started="$! $started"
}

# await WHAT COMMAND…: until the command succeeds, at most 20 s
await () {
  what=$1 tries=1000
  shift
  until "$@" >/dev/null 2>&1
  do
    tries=$((tries - 1))
    if [ $tries -eq 0 ]
    then
      echo "desktop: no $what after 20 s" >&2
      tail -n 5 "$CULVERT_LAB"/*.log >&2
      exit 1
    fi
    sleep 0.02
  done
}

on_the_bus () {
  gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
    --method org.freedesktop.DBus.NameHasOwner "$1" | grep -q true
}

window_manager_is_up () {
  xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 'window id'
}

make_home () {
  HOME=$CULVERT_LAB/home
  XDG_CONFIG_HOME=$HOME/.config
  XDG_CACHE_HOME=$HOME/.cache
  XDG_DATA_HOME=$HOME/.local/share
  XDG_STATE_HOME=$HOME/.local/state
  XDG_RUNTIME_DIR=$CULVERT_LAB/run
  XDG_CONFIG_DIRS=/etc/xdg
  XDG_DATA_DIRS=${CULVERT_STAGE:+$CULVERT_STAGE/share:}/usr/local/share:/usr/share
  XDG_CURRENT_DESKTOP=XFCE
  export HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR
  export XDG_CONFIG_DIRS XDG_DATA_DIRS XDG_CURRENT_DESKTOP CULVERT_LAB

  mkdir -p "$XDG_CACHE_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CONFIG_HOME/gtk-3.0" \
    "$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml"
  mkdir -m 700 "$XDG_RUNTIME_DIR"
  cp "$here/desktop/gtk.ini" "$XDG_CONFIG_HOME/gtk-3.0/settings.ini"
  cp "$here/desktop/xfce4-panel.xml" "$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml/"
}

# Nothing of the machine's own desktop and nothing of its system bus may be reached by accident.
forget_the_outside () {
  debug=${G_DEBUG:-} # strictness for the command, which the panel would not survive
  unset G_DEBUG DISPLAY WAYLAND_DISPLAY XAUTHORITY SESSION_MANAGER DESKTOP_STARTUP_ID GTK_MODULES \
    GTK_THEME GNOME_KEYRING_CONTROL NO_AT_BRIDGE AT_SPI_BUS_ADDRESS
  export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$CULVERT_LAB/no-system-bus"
  export GDK_BACKEND=x11 GSETTINGS_BACKEND=keyfile LC_ALL=C.UTF-8
  if [ -n "${CULVERT_LAB_THEME:-}" ]
  then
    export GTK_THEME="$CULVERT_LAB_THEME"
  fi
}

free_number () {
  while :
  do
    drawn=$((100 + $(od -An -N2 -tu2 /dev/urandom) % 50000))
    [ -e "/tmp/.X$drawn-lock" ] || break
  done
  echo "$drawn"
}

screen_is_up () {
  [ "$(cat "/tmp/.X$number-lock")" -eq "${started%% *}" ] && xprop -root
}

# The number is drawn here: a server that looks for a free one does not see those that are taken in
# another network, and takes their socket away, for the folder of the sockets is the same.
start_screen () {
  number=$(free_number)
  DISPLAY=:$number
  export DISPLAY
  start screen Xvfb "$DISPLAY" -screen 0 "${CULVERT_LAB_SIZE:-1280x800}x24" -nolisten tcp -noreset
  await 'X server' screen_is_up
}

# Only what stands in the folder "services" is started on demand: what is to be absent stays absent.
start_bus () {
  mkdir "$CULVERT_LAB/services"
  [ -n "$bare" ] || ln -s /usr/share/dbus-1/services/org.xfce.Xfconf.service \
    /usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service "$CULVERT_LAB/services"
  sed "s|@LAB@|$CULVERT_LAB|" "$here/desktop/bus.conf" >"$CULVERT_LAB/bus.conf"
  dbus-daemon --config-file="$CULVERT_LAB/bus.conf" --nofork --nopidfile --print-address=3 \
    3>"$CULVERT_LAB/bus-address" >"$CULVERT_LAB/bus.log" 2>&1 </dev/null &
  started="$! $started"
  await 'session bus' test -s "$CULVERT_LAB/bus-address"
  DBUS_SESSION_BUS_ADDRESS=$(cat "$CULVERT_LAB/bus-address")
  export DBUS_SESSION_BUS_ADDRESS
  start accessibility /usr/libexec/at-spi-bus-launcher --launch-immediately
}

start_keyring () {
  printf lab | gnome-keyring-daemon --unlock --foreground --components=secrets \
    >"$CULVERT_LAB/keyring.log" 2>&1 &
  started="$! $started"
}

start_desktop () {
  export NO_AT_BRIDGE=1 # the panel is not to be driven
  start window-manager openbox --config-file "$here/desktop/openbox.xml"
  if [ -z "$bare" ]
  then
    sed -e "s|@PICK@|$here/desktop/pick-action.sh|" \
      -e "s|@ICONS@|${CULVERT_STAGE:-/usr}/share/icons/hicolor|g" \
      "$here/desktop/dunstrc" >"$CULVERT_LAB/dunstrc"
    dunst -conf "$CULVERT_LAB/dunstrc" -print >"$CULVERT_LAB/notifications.log" \
      2>"$CULVERT_LAB/dunst.log" </dev/null &
    started="$! $started"
    start panel xfce4-panel --disable-wm-check
    start_keyring
  fi
  unset NO_AT_BRIDGE
  xsetroot -solid '#2d5570'
}

await_desktop () {
  await 'window manager' window_manager_is_up
  await 'accessibility bus' on_the_bus org.a11y.Bus
  [ -z "$bare" ] || return 0
  await 'notification daemon' on_the_bus org.freedesktop.Notifications
  await keyring on_the_bus org.freedesktop.secrets
  await tray on_the_bus org.kde.StatusNotifierWatcher
}

make_home
forget_the_outside
start_screen
start_bus
start_desktop
await_desktop

[ -z "$debug" ] || export G_DEBUG="$debug"
"$@" <&4 &
command=$!
started="$command $started"
status=0
wait $command || status=$?
exit $status
