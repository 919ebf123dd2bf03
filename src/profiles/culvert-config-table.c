/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-table.h"

/* Nothing in here runs a program, loads code, reads or writes a file, includes a profile, or sets a
 * variable that a shell or a library obeys. */
static const CulvertConfigForm forms[] = {
  /* the tunnel */
  { "client", "" },
  { "tls-client", "" },
  { "pull", "" },
  { "mode", "=p2p" },
  { "dev", "device" },
  { "dev-type", "=tun|tap" },
  { "dev-node", "=/dev/net/tun" },
  { "tun-ipv6", "" },
  { "topology", "=net30|p2p|subnet" },
  { "lladdr", "host" },
  { "persist-tun", "" },
  { "persist-key", "" },
  { "persist-local-ip", "" },
  { "persist-remote-ip", "" },
  { "disable-dco", "" },
  { "txqueuelen", "number" },

  /* where to, and how to get there */
  { "remote", "host port? protocol?" },
  { "connection", "block" },
  { "proto", "protocol" },
  { "proto-force", "=udp|tcp" },
  { "port", "port" },
  { "rport", "port" },
  { "lport", "port" },
  { "local", "host" },
  { "bind", "=ipv6only?" },
  { "bind-dev", "device" },
  { "nobind", "" },
  { "float", "" },
  { "multihome", "" },
  { "remote-random", "" },
  { "remote-random-hostname", "" },
  { "resolv-retry", "=infinite" },
  { "resolv-retry", "number" },
  { "connect-retry", "number number?" },
  { "connect-retry-max", "number" },
  { "connect-timeout", "number" },
  { "server-poll-timeout", "number" },
  { "http-proxy", "host port =auto|auto-nct|stdin? =none|basic|ntlm|ntlm2?" },
  { "http-proxy-option", "=VERSION|AGENT text" },
  { "http-proxy-option", "=CUSTOM-HEADER text text?" },
  { "http-proxy-retry", "" },
  { "http-proxy-timeout", "number" },
  { "socks-proxy", "host port? =stdin?" },
  { "socks-proxy-retry", "" },
  { "allow-recursive-routing", "" },
  { "mark", "number" },
  { "sndbuf", "number" },
  { "rcvbuf", "number" },
  { "socket-flags", "=TCP_NODELAY" },
  { "tcp-nodelay", "" },
  { "tcp-queue-limit", "number" },
  { "passtos", "" },
  { "shaper", "number" },
  { "fast-io", "" },

  /* how long it lasts */
  { "keepalive", "number number" },
  { "ping", "number" },
  { "ping-restart", "number" },
  { "ping-exit", "number" },
  { "ping-timer-rem", "" },
  { "inactive", "number number?" },
  { "session-timeout", "number" },
  { "explicit-exit-notify", "number?" },
  { "single-session", "" },
  { "tls-exit", "" },

  /* addresses, routes, names */
  { "ifconfig", "network network" },
  { "ifconfig-ipv6", "network network" },
  { "ifconfig-noexec", "" },
  { "ifconfig-nowarn", "" },
  { "route", "network network? network? number?" },
  { "route-ipv6", "network network? number?" },
  { "route-gateway", "host" },
  { "route-ipv6-gateway", "host" },
  { "route-metric", "number" },
  { "route-delay", "number? number?" },
  { "route-noexec", "" },
  { "route-nopull", "" },
  { "max-routes", "number" },
  { "allow-pull-fqdn", "" },
  { "client-nat", "=snat|dnat host host host" },
  { "redirect-gateway", "name*" },
  { "redirect-private", "name*" },
  { "block-ipv6", "" },
  { "pull-filter", "=accept|ignore|reject text" },
  { "dhcp-option", "name host*" },
  { "dns", "=search-domains host*" },
  { "dns", "=server number =address host*" },
  { "dns", "=server number =resolve-domains host*" },
  { "dns", "=server number =dnssec =yes|no|optional" },
  { "dns", "=server number =transport =DoH|DoT|plain" },
  { "dns", "=server number =sni host" },
  { "dns-updown", "=disable|force" },

  /* sizes of packets */
  { "tun-mtu", "number number?" },
  { "tun-mtu-max", "number" },
  { "tun-mtu-extra", "number" },
  { "link-mtu", "number" },
  { "mssfix", "number? =mtu|fixed?" },
  { "fragment", "number =mtu?" },
  { "mtu-disc", "=no|maybe|yes" },
  { "mtu-test", "" },
  { "comp-lzo", "=yes|no|adaptive?" },
  { "comp-noadapt", "" },
  { "compress", "=lzo|lz4|lz4-v2|stub|stub-v2|migrate?" },
  { "allow-compression", "=no|asym|yes" },

  /* encryption */
  { "cipher", "name" },
  { "data-ciphers", "ciphers" },
  { "data-ciphers-fallback", "name" },
  { "ncp-ciphers", "ciphers" },
  { "ncp-disable", "" },
  { "auth", "name" },
  { "keysize", "number" },
  { "key-direction", "=0|1" },
  { "key-method", "number" },
  { "tls-version-min", "name =or-highest?" },
  { "tls-version-max", "name" },
  { "tls-cipher", "ciphers" },
  { "tls-ciphersuites", "ciphers" },
  { "tls-groups", "ciphers" },
  { "tls-cert-profile", "name" },
  { "ecdh-curve", "name" },
  { "providers", "=default|legacy|base|fips =default|legacy|base|fips?" },
  { "prng", "name number?" },
  { "no-replay", "" },
  { "no-iv", "" },
  { "replay-window", "number number?" },
  { "mute-replay-warnings", "" },
  { "hand-window", "number" },
  { "tran-window", "number" },
  { "reneg-sec", "number number?" },
  { "reneg-bytes", "number" },
  { "reneg-pkts", "number" },
  { "tls-timeout", "number" },
  { "compat-mode", "name" },
  { "disable-occ", "" },
  { "opt-verify", "" },

  /* who is who */
  { "ca", "block" },
  { "cert", "block" },
  { "key", "block" },
  { "extra-certs", "block" },
  { "pkcs12", "block" },
  { "dh", "block" },
  { "dh", "=none" },
  { "secret", "block" },
  { "tls-auth", "block" },
  { "tls-crypt", "block" },
  { "tls-crypt-v2", "block" },
  { "crl-verify", "block" },
  { "verify-hash", "block" },
  { "verify-hash", "fingerprint name?" },
  { "peer-fingerprint", "block" },
  { "peer-fingerprint", "fingerprint" },
  { "remote-cert-tls", "=server|client" },
  { "remote-cert-ku", "name*" },
  { "remote-cert-eku", "text" },
  { "ns-cert-type", "=server|client" },
  { "verify-x509-name", "text =name|name-prefix|subject?" },
  { "x509-username-field", "name" },
  { "x509-track", "text" },
  { "auth-user-pass", "" },
  { "auth-nocache", "" },
  { "static-challenge", "text =0|1 name?" },
  { "push-peer-info", "" },
  { "pkcs11-id", "text" },
  { "pkcs11-id-management", "" },
  { "pkcs11-pin-cache", "number" },
  { "pkcs11-cert-private", "=0|1*" },
  { "pkcs11-private-mode", "name*" },
  { "pkcs11-protected-authentication", "=0|1*" },

  /* what is told */
  { "setenv", "variable text?" },
  { "setenv-safe", "variable text?" },
  { "echo", "text*" },
  { "parameter", "text*" },
  { "verb", "=0|1|2|3|4" },
  { "mute", "number" },
  { "ignore-unknown-option", "name*" },

  /* companions of scripts, which nothing happens without */
  { "up-delay", "" },
  { "up-restart", "" },
  { "down-pre", "" },
};

static const char *const including[] = { "config", NULL };

static const char *const running[] = {
  "auth-user-pass-verify",
  "client-connect",
  "client-crresponse",
  "client-disconnect",
  "dev-node",
  "dns-updown",
  "down",
  "engine",
  "ipchange",
  "iproute",
  "learn-address",
  "pkcs11-providers",
  "plugin",
  "providers",
  "route-pre-down",
  "route-up",
  "tls-crypt-v2-verify",
  "tls-verify",
  "up",
  NULL,
};

static const char *const writing[] = {
  "ifconfig-pool-persist", "memstats", "replay-persist", "tls-export-cert", NULL,
};

static const char *const reading[] = {
  "auth-gen-token-secret",
  "ca",
  "capath",
  "cert",
  "client-config-dir",
  "crl-verify",
  "dh",
  "extra-certs",
  "key",
  "peer-fingerprint",
  "pkcs12",
  "secret",
  "tls-auth",
  "tls-crypt",
  "tls-crypt-v2",
  "verify-hash",
  NULL,
};

static const char *const setting[] = {
  "setenv",
  "setenv-safe",
  NULL,
};

static const char *const controlling[] = {
  "auth-retry",
  "cd",
  "chroot",
  "daemon",
  "errors-to-stderr",
  "group",
  "log",
  "log-append",
  "machine-readable-output",
  "management",
  "management-client",
  "management-client-auth",
  "management-client-group",
  "management-client-pf",
  "management-client-user",
  "management-external-cert",
  "management-external-key",
  "management-forget-disconnect",
  "management-hold",
  "management-log-cache",
  "management-query-passwords",
  "management-query-proxy",
  "management-query-remote",
  "management-signal",
  "management-up-down",
  "mlock",
  "nice",
  "remap-usr1",
  "script-security",
  "setcon",
  "status",
  "status-version",
  "suppress-timestamps",
  "syslog",
  "tmp-dir",
  "user",
  "verb",
  "writepid",
  NULL,
};

static const char *const with_password[] = {
  "askpass", "auth-user-pass", "http-proxy", "http-proxy-user-pass", "socks-proxy", NULL,
};

static const char *const of_other_systems[] = {
  "allow-nonadmin",
  "block-outside-dns",
  "dhcp-internal",
  "dhcp-pre-release",
  "dhcp-release",
  "dhcp-renew",
  "ip-win32",
  "msg-channel",
  "pause-exit",
  "register-dns",
  "route-method",
  "service",
  "show-net-up",
  "tap-sleep",
  "win-sys",
  "windows-driver",
  NULL,
};

static const char *const without_connection[] = {
  "genkey",      "help",         "inetd",        "mktun",        "rmtun",       "show-ciphers",
  "show-curves", "show-digests", "show-engines", "show-gateway", "show-groups", "show-pkcs11-ids",
  "show-tls",    "test-crypto",  "version",      NULL,
};

static const CulvertConfigObjection objections[] = {
  { including, CULVERT_CONFIG_VERDICT_REFUSED, CULVERT_CONFIG_REASON_INCLUDES_FILE },
  { running, CULVERT_CONFIG_VERDICT_USER_MODE, CULVERT_CONFIG_REASON_RUNS_PROGRAM },
  { writing, CULVERT_CONFIG_VERDICT_USER_MODE, CULVERT_CONFIG_REASON_WRITES_FILE },
  { reading, CULVERT_CONFIG_VERDICT_USER_MODE, CULVERT_CONFIG_REASON_READS_FILE },
  { setting, CULVERT_CONFIG_VERDICT_USER_MODE, CULVERT_CONFIG_REASON_SETS_ENVIRONMENT },
  { controlling, CULVERT_CONFIG_VERDICT_STRIPPED, CULVERT_CONFIG_REASON_CONTROLS_DAEMON },
  { with_password, CULVERT_CONFIG_VERDICT_STRIPPED, CULVERT_CONFIG_REASON_HOLDS_PASSWORD },
  { of_other_systems, CULVERT_CONFIG_VERDICT_STRIPPED, CULVERT_CONFIG_REASON_OTHER_SYSTEM },
  { without_connection, CULVERT_CONFIG_VERDICT_REFUSED, CULVERT_CONFIG_REASON_NO_CONNECTION },
};

const CulvertConfigForm *
culvert_config_table_get_forms (gsize *n_forms)
{
  g_return_val_if_fail (n_forms != NULL, NULL);

  *n_forms = G_N_ELEMENTS (forms);
  return forms;
}

const CulvertConfigObjection *
culvert_config_table_get_objections (gsize *n_objections)
{
  g_return_val_if_fail (n_objections != NULL, NULL);

  *n_objections = G_N_ELEMENTS (objections);
  return objections;
}
