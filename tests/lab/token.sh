#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Usage: token.sh DIRECTORY PKI
# Makes two smart cards of software in a directory; PKI is what pki.sh made. SOFTHSM2_CONF has to be
# DIRECTORY/softhsm2.conf for whoever is to see them. Prints the module that gives access to them.
#
#   Lab Token, PIN 1234
#     01  client certificate, EC                    alice
#     02  client certificate, RSA                   Müller Straße
#     03  client certificate that has expired       Former Staff
#     04  client certificate that is not yet valid  Future Staff
#     05  certificate that nobody can read
#   Zweiter Schlüssel, PIN 9999
#     0a  client certificate, EC                    bob
set -eu

directory=${1:?a directory}
pki=$(cd "${2:?the folder of pki.sh}" && pwd)
umask 077
mkdir -p "$directory/tokens"
cd "$directory"

cat >softhsm2.conf <<END
directories.tokendir = $PWD/tokens
objectstore.backend = file
log.level = ERROR
slots.removable = true
END
export SOFTHSM2_CONF="$PWD/softhsm2.conf"

module=
for candidate in /usr/lib/softhsm /usr/lib/*/softhsm /usr/lib64/softhsm
do
  [ ! -e "$candidate/libsofthsm2.so" ] || module=$candidate/libsofthsm2.so
done
[ -n "$module" ] || { echo "SoftHSM is not installed." >&2; exit 1; }

# quietly COMMAND…: what it says is shown only if it fails
quietly () {
  "$@" >token.log 2>&1 || { cat token.log >&2; exit 1; }
}

# sign NAME COMMON_NAME FIRST_DAY LAST_DAY: a certificate for NAME.key
sign () {
  cat >"$1.template" <<END
cn = "$2"
organization = "Culvert tests"
activation_date = "$3 00:00:00"
expiration_date = "$4 00:00:00"
signing_key
tls_www_client
END
  quietly certtool --generate-certificate --template "$1.template" --load-privkey "$1.key" \
    --load-ca-certificate "$pki/ca.crt" --load-ca-privkey "$pki/ca.key" --outfile "$1.crt"
}

# store TOKEN PIN ID NAME: a key and its certificate
store () {
  openssl pkcs8 -topk8 -nocrypt -in "$4.key" -out "$4.p8"
  openssl x509 -in "$4.crt" -outform DER -out "$4.der"
  quietly softhsm2-util --import "$4.p8" --token "$1" --pin "$2" --id "$3" --label "$4"
  quietly pkcs11-tool --module "$module" --token-label "$1" --login --pin "$2" \
    --write-object "$4.der" --type cert --id "$3" --label "$4"
}

# spoil TEXT: breaks the certificate whose subject has the text, which then says that it is longer
# than the certificate. No tool writes such a thing, but a card may hold it.
spoil () {
  length=$(printf '\\x%02x' "${#1}")
  grep --files-with-matches --recursive --text "$1" tokens |
    LC_ALL=C xargs sed --in-place "s/\\([\\x0c\\x13]\\)$length$1/\\1\\x7f$1/g"
}

yesterday=$(date --date=yesterday +%F)
next_month=$(date --date='30 days' +%F)
next_year=$(date --date='365 days' +%F)

cp "$pki/client.key" "$pki/client.crt" "$pki/client2.key" "$pki/client2.crt" .
quietly openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out utf8.key
for name in expired future unreadable
do
  cp client.key $name.key
done
sign utf8 'Müller Straße' "$yesterday" "$next_month"
sign expired 'Former Staff' 2020-01-01 2021-01-01
sign future 'Future Staff' "$next_month" "$next_year"
sign unreadable 'Unreadable card' "$yesterday" "$next_month"

quietly softhsm2-util --init-token --free --label 'Lab Token' --pin 1234 --so-pin 12345678
quietly softhsm2-util --init-token --free --label 'Zweiter Schlüssel' --pin 9999 --so-pin 12345678
store 'Lab Token' 1234 01 client
store 'Lab Token' 1234 02 utf8
store 'Lab Token' 1234 03 expired
store 'Lab Token' 1234 04 future
store 'Lab Token' 1234 05 unreadable
store 'Zweiter Schlüssel' 9999 0a client2
spoil 'Unreadable card'

rm -f ./*.key ./*.p8 ./*.template
echo "$module"
