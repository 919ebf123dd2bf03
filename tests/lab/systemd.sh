#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: systemd.sh COMMAND…
# Boots a systemd with a system bus, polkit and an ordinary user "resident" in namespaces and
# control groups of its own, runs the command there as root, and takes everything down again.
# Exits with 77, "skipped", where that cannot be.
set -eu

resident=30303
program=/usr/lib/systemd/systemd

skip () {
  echo "1..0 # SKIP no systemd of our own here: $1"
  exit 77
}

wait_until () {
  tries=0
  until "$@" >/dev/null 2>&1
  do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || return 1
    sleep 0.05
  done
}

# Every hierarchy of control groups, one a line. A systemd that shared them would take the
# processes of the machine for its own.
hierarchies () {
  if [ "$(stat --file-system --format %T /sys/fs/cgroup)" = cgroup2fs ]
  then
    echo /sys/fs/cgroup
  else
    for hierarchy in /sys/fs/cgroup/*/
    do
      if [ -e "$hierarchy/cgroup.procs" ] && [ ! -L "${hierarchy%/}" ]
      then
        echo "${hierarchy%/}"
      fi
    done
  fi
}

enter_groups () {
  for hierarchy in $(hierarchies)
  do
    mkdir "$hierarchy/$group"
    for setting in cpuset.cpus cpuset.mems
    do
      if [ -e "$hierarchy/$setting" ] && [ -e "$hierarchy/$group/$setting" ]
      then
        cat "$hierarchy/$setting" >"$hierarchy/$group/$setting"
      fi
    done
    echo "$1" >"$hierarchy/$group/cgroup.procs"
  done
}

remove_groups () {
  for hierarchy in $(hierarchies)
  do
    if [ -d "$hierarchy/$group" ]
    then
      find "$hierarchy/$group" -depth -type d -exec rmdir {} \; 2>/dev/null || :
    fi
  done
  for hierarchy in $(hierarchies)
  do
    [ ! -d "$hierarchy/$group" ] || return 1
  done
}

# The rest runs as the first process of the new namespaces and becomes systemd.
fresh_folder () {
  mount -t tmpfs -o mode=755 tmpfs "$1"
}

mount_groups () {
  kind=$(stat --file-system --format %T /sys/fs/cgroup)
  umount -R /sys/fs/cgroup
  if [ "$kind" = cgroup2fs ]
  then
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
  else
    fresh_folder /sys/fs/cgroup
    mkdir /sys/fs/cgroup/unified /sys/fs/cgroup/systemd
    mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified
    mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
  fi
}

add_resident () {
  cp /etc/passwd /etc/group /run
  echo "resident:x:$resident:$resident:Resident:/run/resident:/bin/sh" >>/run/passwd
  echo "resident:x:$resident:" >>/run/group
  mount --bind /run/passwd /etc/passwd
  mount --bind /run/group /etc/group
  mkdir -m 700 /run/resident
  chown "$resident:$resident" /run/resident
}

write_units () {
  mkdir -p /run/systemd/system
  cat >/run/systemd/system/lab.target <<'END'
[Unit]
Description=What the tests need
Requires=dbus.socket systemd-journald.socket
After=dbus.socket
Wants=dbus.service polkit.service systemd-journald.service
AllowIsolate=yes
END
  for unit in systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket \
    systemd-udev-trigger.service systemd-tmpfiles-setup.service \
    systemd-tmpfiles-setup-dev.service systemd-sysctl.service systemd-modules-load.service \
    systemd-remount-fs.service systemd-timesyncd.service systemd-random-seed.service \
    systemd-binfmt.service proc-sys-fs-binfmt_misc.automount systemd-update-utmp.service \
    systemd-sysusers.service systemd-networkd.service networking.service \
    NetworkManager.service NetworkManager-wait-online.service systemd-networkd-wait-online.service \
    dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount sys-kernel-tracing.mount \
    sys-kernel-config.mount sys-fs-fuse-connections.mount getty.target
  do
    ln -s /dev/null "/run/systemd/system/$unit"
  done
}

boot () {
  mount --make-rprivate /
  fresh_folder /run
  mkdir -p /run/lock /run/openvpn
  fresh_folder /var/log
  mkdir -p /var/log/journal
  fresh_folder /etc/openvpn
  mkdir -p /etc/openvpn/client /etc/openvpn/server
  fresh_folder /etc/polkit-1/rules.d
  # Additions to units are an administrator's, and those of the machine are not for us.
  fresh_folder /etc/systemd/system
  cp /etc/resolv.conf /run/resolv.conf
  mount --bind /run/resolv.conf /etc/resolv.conf
  # Who goes to sleep here only writes into a file, and is awake again.
  fresh_folder /sys/power
  echo 'freeze mem' >/sys/power/state
  # As on any system where udev runs: everybody may open it, and capabilities decide.
  fresh_folder /dev/net
  mknod -m 666 /dev/net/tun c 10 200
  mount_groups
  add_resident
  write_units
  exec env -i container=lab PATH="$PATH" SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=notice \
    "$program" --system --unit=lab.target --show-status=0
}

case ${1-} in
  --enter)
    group=$2
    enter_groups $$
    exec unshare --fork --pid --mount --uts --ipc --cgroup --net --mount-proc --kill-child \
      sh "$0" --boot
    ;;
  --boot)
    boot
    ;;
esac

[ "$(id -u)" -eq 0 ] || skip "root is needed"
for tool in "$program" /usr/bin/dbus-daemon /usr/lib/polkit-1/polkitd
do
  [ -x "$tool" ] || skip "$tool is missing"
done

PATH=$PATH:/usr/sbin:/sbin
group=culvert-lab-$$
log=$(mktemp)
outer=
first=

take_down () {
  # systemd takes SIGTERM for a wish to start anew; with its parent all of its processes end.
  if [ -n "$outer" ]
  then
    kill -KILL "$outer" 2>/dev/null || :
    wait "$outer" 2>/dev/null || :
  fi
  wait_until remove_groups || echo "The control groups $group could not be removed." >&2
  rm -rf "$log" "/tmp/systemd-private-$(tr -d - </proc/sys/kernel/random/boot_id)"-*
}
trap take_down EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

inside () {
  nsenter --target "$first" --mount --pid --uts --ipc --net --cgroup --wd="$PWD" -- "$@"
}

find_first () {
  first=$(pgrep -P "$outer" -x systemd)
}

has_booted () {
  inside busctl --system status org.freedesktop.PolicyKit1 && inside ip link set lo up
}

sh "$0" --enter "$group" >"$log" 2>&1 &
outer=$!
if ! wait_until find_first || ! wait_until has_booted
then
  reason=$(tail -n 1 "$log")
  skip "systemd does not boot: $reason"
fi

inside "$@"
