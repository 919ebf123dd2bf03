#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: pki.sh DIRECTORY
# Makes a throw-away authority with a server and two clients: NAME.crt and NAME.key for
# ca, server, client and client2. What the first client has is there a second time, behind a
# passphrase: locked.key, passphrase "open key", and client.p12, passphrase "open file". Does nothing
# if they are there.
set -eu

mkdir -p "${1:?a directory}"
cd "$1"
[ ! -e complete ] || exit 0
umask 077

cat >pki.conf <<'END'
[req]
distinguished_name = subject
[subject]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[server]
basicConstraints = CA:FALSE
keyUsage = digitalSignature
extendedKeyUsage = serverAuth
[client]
basicConstraints = CA:FALSE
keyUsage = digitalSignature
extendedKeyUsage = clientAuth
END

# certificate NAME KIND SUBJECT [OPTION…]
certificate () {
  name=$1 kind=$2 subject=$3
  shift 3
  openssl req -x509 -config pki.conf -extensions "$kind" -subj "$subject" -days 30 \
    -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc \
    -keyout "$name.key" -out "$name.crt" "$@" 2>pki.log || { cat pki.log >&2; exit 1; }
}

certificate ca ca '/CN=Throw-away authority'
certificate server server '/CN=server' -CA ca.crt -CAkey ca.key
certificate client client '/O=Culvert tests/CN=alice' -CA ca.crt -CAkey ca.key
certificate client2 client '/O=Culvert tests/CN=bob' -CA ca.crt -CAkey ca.key
openssl pkcs8 -topk8 -in client.key -passout 'pass:open key' -out locked.key
openssl pkcs12 -export -inkey client.key -in client.crt -passout 'pass:open file' -out client.p12

touch complete
