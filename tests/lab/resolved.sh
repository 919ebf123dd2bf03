#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: resolved.sh
# Unpacks systemd-resolved, and the script that tells it of a VPN's name servers, for a test that
# runs them in namespaces of its own. To install them would change /etc/resolv.conf of this computer.
set -eu

folder=/var/cache/culvert-lab/resolved
packages='systemd-resolved openvpn-systemd-resolved'

[ ! -e "$folder" ] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"

# shellcheck disable=SC2086 # a list of words
apt-get -qq -o Acquire::Retries=3 -o APT::Sandbox::User=root download $packages
mkdir root
for package in ./*.deb
do
  dpkg-deb --extract "$package" root
done
mkdir -p "${folder%/*}"
mv root "$folder"
