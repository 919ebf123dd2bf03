#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: netns.sh COMMAND…
# Runs a command in a network of its own that has nothing but the loopback interface. Root needs
# no user namespace; anybody else becomes root in one. Exits with 77, "skipped", where that is
# forbidden.
set -eu

if [ "$(id -u)" -eq 0 ]
then
  flags=-n
else
  flags=-Urn
fi

if ! problem=$(unshare $flags true 2>&1)
then
  echo "1..0 # SKIP no network namespaces here: $problem"
  exit 77
fi

# shellcheck disable=SC2016 # expanded by the inner shell
CULVERT_LAB_NETNS=1 exec unshare $flags -- \
  sh -c 'PATH=$PATH:/usr/sbin:/sbin; ip link set lo up && exec "$@"' netns "$@"
