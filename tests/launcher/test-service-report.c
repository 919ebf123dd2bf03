/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-service-check.h"

#include <string.h>

#define COMMAND "/usr/sbin/openvpn --suppress-timestamps --nobind --config office.conf"
#define WELL                                                                                       \
  "client\nauth-user-pass\nmanagement /run/openvpn/office unix\nmanagement-client-user alice\n"    \
  "management-hold\nmanagement-query-passwords\nauth-retry interact\nsetenv IV_SSO webauth\n"

static CulvertServiceFacts *
create_facts (const char *command, const char *config)
{
  CulvertServiceFacts *facts = culvert_service_facts_new ();

  facts->is_systemd_there = TRUE;
  facts->unit = g_strdup ("openvpn-client@office.service");
  facts->type = g_strdup ("notify");
  facts->home = g_strdup ("yes");
  facts->working_folder = g_strdup ("/etc/openvpn/client");
  facts->command = g_strsplit (command, " ", -1);
  culvert_service_facts_take_config (facts, config, config != NULL ? strlen (config) : 0);
  g_free (facts->user);
  facts->user = g_strdup ("alice");
  return facts;
}

static const CulvertServiceFinding *
find (GPtrArray *findings, CulvertServiceTrap trap)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CulvertServiceFinding *finding = findings->pdata[i];

      if (finding->trap == trap)
        return finding;
    }
  return NULL;
}

static void
test_nothing_is_wrong (void)
{
  g_autoptr (CulvertServiceFacts) facts = create_facts (COMMAND, WELL);
  g_autoptr (CulvertServiceReport) report = culvert_service_report_new (facts);

  g_assert_cmpuint (report->findings->len, ==, 0);
  g_assert_null (report->drop_in);
  g_assert_cmpstr (facts->endpoint, ==, "unix:/run/openvpn/office");
}

/* A daemon is ready only after its hold and its first questions. */
static void
test_systemd_does_not_wait_for_ever (void)
{
  static const struct
  {
    const char *type;
    guint64 timeout;
    const char *config;
    gboolean is_found;
    gboolean is_certain;
  } rows[] = {
    { "notify", 90 * G_USEC_PER_SEC, WELL, TRUE, TRUE },
    { "notify", G_MAXUINT64, WELL, FALSE, FALSE },
    { "exec", 90 * G_USEC_PER_SEC, WELL, FALSE, FALSE },
    { "notify", 90 * G_USEC_PER_SEC, "management /run/a unix\nmanagement-hold\n", TRUE, TRUE },
    { "notify",
      90 * G_USEC_PER_SEC,
      "management /run/a unix\nmanagement-query-passwords\n",
      TRUE,
      FALSE },
    { "notify", 90 * G_USEC_PER_SEC, "management /run/a unix\n", FALSE, FALSE },
    { "notify", 90 * G_USEC_PER_SEC, NULL, TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertServiceFacts) facts = create_facts (COMMAND, rows[i].config);
      g_autoptr (GPtrArray) findings = NULL;
      const CulvertServiceFinding *finding;

      g_free (facts->type);
      facts->type = g_strdup (rows[i].type);
      facts->start_timeout = rows[i].timeout;
      findings = culvert_service_findings_new (facts);
      finding = find (findings, CULVERT_SERVICE_TRAP_START_TIMEOUT);

      g_test_message ("row %u", (guint) i);
      g_assert_cmpint (finding != NULL, ==, rows[i].is_found);
      if (finding != NULL)
        {
          g_assert_cmpint (finding->is_certain, ==, rows[i].is_certain);
          g_assert_cmpuint (finding->number, ==, 90);
        }
    }
}

static void
test_what_the_configuration_lacks (void)
{
  static const struct
  {
    const char *config;
    CulvertServiceTrap trap;
    CulvertServiceSeverity severity;
  } rows[] = {
    { "client\n", CULVERT_SERVICE_TRAP_NO_MANAGEMENT, CULVERT_SERVICE_FAULT },
    { "management /run/a unix\nauth-user-pass\n",
      CULVERT_SERVICE_TRAP_PASSWORDS,
      CULVERT_SERVICE_FAULT },
    { "management /run/a unix\nauth-user-pass file\n",
      CULVERT_SERVICE_TRAP_PASSWORDS,
      CULVERT_SERVICE_HINT },
    { "management /run/a unix\nauth-user-pass\nauth-retry nointeract\n",
      CULVERT_SERVICE_TRAP_RETRY,
      CULVERT_SERVICE_WARNING },
    { "management /run/a unix\n", CULVERT_SERVICE_TRAP_HOLD, CULVERT_SERVICE_HINT },
    { "management /run/a unix\nsetenv IV_GUI_VER me\n",
      CULVERT_SERVICE_TRAP_WEB_SIGN_IN,
      CULVERT_SERVICE_HINT },
    { "management /run/a unix\n", CULVERT_SERVICE_TRAP_OPEN_TO_ALL, CULVERT_SERVICE_WARNING },
    { "management 127.0.0.1 7505\n", CULVERT_SERVICE_TRAP_OPEN_TO_ALL, CULVERT_SERVICE_WARNING },
    { "management /run/a unix\nmanagement-client-user bob\n",
      CULVERT_SERVICE_TRAP_OTHER_USER,
      CULVERT_SERVICE_FAULT },
    { "management /run/a unix\nca /home/alice/ca.crt\n",
      CULVERT_SERVICE_TRAP_HOME,
      CULVERT_SERVICE_FAULT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertServiceFacts) facts = create_facts (COMMAND, rows[i].config);
      g_autoptr (GPtrArray) findings = culvert_service_findings_new (facts);
      const CulvertServiceFinding *finding = find (findings, rows[i].trap);

      g_test_message ("%s", rows[i].config);
      g_assert_cmpint (finding != NULL ? (int) finding->severity : -1, ==, rows[i].severity);
    }
}

static void
test_what_is_no_fault (void)
{
  static const struct
  {
    const char *config;
    CulvertServiceTrap trap;
  } rows[] = {
    { "management 127.0.0.1 7505 /etc/openvpn/pw\n", CULVERT_SERVICE_TRAP_OPEN_TO_ALL },
    { "management /run/a unix\nmanagement-client-group vpn\n", CULVERT_SERVICE_TRAP_OPEN_TO_ALL },
    { "management /run/a unix\nmanagement-client-user alice\n", CULVERT_SERVICE_TRAP_OTHER_USER },
    { "management /run/a unix\n", CULVERT_SERVICE_TRAP_RETRY },
    { "ca /etc/openvpn/home/ca.crt\n", CULVERT_SERVICE_TRAP_HOME },
    { "# management-hold\nclient\n", CULVERT_SERVICE_TRAP_UNREADABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertServiceFacts) facts = create_facts (COMMAND, rows[i].config);
      g_autoptr (GPtrArray) findings = culvert_service_findings_new (facts);

      g_test_message ("%s", rows[i].config);
      g_assert_null (find (findings, rows[i].trap));
    }
}

/* Of what cannot be read nothing is said but that. */
static void
test_a_closed_configuration (void)
{
  g_autoptr (CulvertServiceFacts) facts = create_facts (COMMAND, NULL);
  g_autoptr (GPtrArray) findings = culvert_service_findings_new (facts);

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find (findings, CULVERT_SERVICE_TRAP_UNREADABLE));
}

static void
test_options_of_the_command_count_too (void)
{
  g_autoptr (CulvertServiceFacts) facts =
      create_facts (COMMAND " --management /run/b unix --management-client-user alice"
                            " --management-hold --management-query-passwords --auth-retry interact"
                            " --setenv IV_SSO webauth",
                    "client\nauth-user-pass\nmanagement /run/a unix\nauth-retry none\n");
  g_autoptr (GPtrArray) findings = culvert_service_findings_new (facts);

  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpstr (facts->endpoint, ==, "unix:/run/b");
}

static void
test_the_group_and_the_folder (void)
{
  g_autoptr (CulvertServiceFacts) facts =
      create_facts (COMMAND, WELL "management-client-group vpnusers\n");
  g_autoptr (GPtrArray) findings = NULL;
  const CulvertServiceFinding *folder;
  const CulvertServiceFinding *group;

  facts->group = CULVERT_SERVICE_GROUP_OTHER;
  facts->closed_folder = g_strdup ("/run/openvpn-client");
  facts->closed_mode = 0710;
  facts->closed_owner = g_strdup ("root");
  facts->closed_group = g_strdup ("root");
  findings = culvert_service_findings_new (facts);
  folder = findings->pdata[0];

  g_assert_cmpint (folder->trap, ==, CULVERT_SERVICE_TRAP_CLOSED_FOLDER);
  g_assert_cmpstr (folder->subject, ==, "/run/openvpn-client");
  g_assert_cmpuint (folder->number, ==, 0710);
  group = find (findings, CULVERT_SERVICE_TRAP_GROUP);
  g_assert_cmpstr (group != NULL ? group->subject : NULL, ==, "vpnusers");
}

static void
test_the_worst_comes_first (void)
{
  g_autoptr (CulvertServiceFacts) facts =
      create_facts (COMMAND, "management /run/a unix\nauth-user-pass\n");
  g_autoptr (GPtrArray) findings = culvert_service_findings_new (facts);

  g_assert_cmpuint (findings->len, >, 2);
  for (guint i = 1; i < findings->len; i++)
    {
      const CulvertServiceFinding *before = findings->pdata[i - 1];
      const CulvertServiceFinding *finding = findings->pdata[i];

      g_assert_cmpint (before->severity, >=, finding->severity);
    }
}

static void
test_where_the_configuration_is (void)
{
  static const struct
  {
    const char *command;
    const char *path;
  } rows[] = {
    { COMMAND, "/etc/openvpn/client/office.conf" },
    { "openvpn --cd /etc/openvpn --config a.conf", "/etc/openvpn/a.conf" },
    { "openvpn --cd /etc/openvpn --config /srv/a.conf", "/srv/a.conf" },
    { "openvpn --cd relative --config a.conf", NULL },
    { "openvpn --remote host", NULL },
    { "openvpn", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertServiceFacts) facts = create_facts (rows[i].command, "");
      g_autofree char *path = culvert_service_facts_dup_config_path (facts);

      g_assert_cmpstr (path, ==, rows[i].path);
    }
}

static void
test_a_drop_in_with_a_socket_of_its_own (void)
{
  g_autoptr (CulvertServiceFacts) facts = create_facts (COMMAND, "client\n");
  g_autoptr (CulvertServiceDropIn) drop_in = culvert_service_drop_in_new (facts);

  g_assert_cmpstr (drop_in->path,
                   ==,
                   "/etc/systemd/system/openvpn-client@office.service.d/culvert.conf");
  g_assert_cmpstr (drop_in->endpoint, ==, "unix:/run/openvpn-mgmt-office/sock");
  g_assert_cmpstr (drop_in->text,
                   ==,
                   "# Has OpenVPN ask its user through Culvert, and wait for the answer.\n"
                   "[Service]\n"
                   "RuntimeDirectory=openvpn-mgmt-%i\n"
                   "RuntimeDirectoryMode=0755\n"
                   "TimeoutStartSec=infinity\n"
                   "ExecStart=\n"
                   "ExecStart=/usr/sbin/openvpn --suppress-timestamps --nobind --config "
                   "office.conf \\\n"
                   "  --management /run/openvpn-mgmt-%i/sock unix \\\n"
                   "  --management-client-user alice \\\n"
                   "  --management-hold --management-query-passwords --management-up-down \\\n"
                   "  --auth-retry interact --setenv IV_SSO openurl,webauth,crtext "
                   "--push-peer-info\n");
}

/* A connection that works must not lose its daemon. */
static void
test_a_drop_in_leaves_a_good_socket_alone (void)
{
  g_autoptr (CulvertServiceFacts) facts =
      create_facts (COMMAND, "management /run/openvpn/office unix\n");
  g_autoptr (CulvertServiceDropIn) drop_in = culvert_service_drop_in_new (facts);

  g_assert_cmpstr (drop_in->endpoint, ==, "unix:/run/openvpn/office");
  g_assert_null (strstr (drop_in->text, "RuntimeDirectory"));
  g_assert_null (strstr (drop_in->text, "--management "));
}

static void
test_a_drop_in_says_nothing_twice (void)
{
  g_autoptr (CulvertServiceFacts) facts =
      create_facts ("/usr/sbin/openvpn --config a.conf --management /run/old unix --setenv IV_SSO x"
                    " --management-client-user bob --auth-retry none --setenv UV_A b",
                    "client\n");
  g_autoptr (CulvertServiceDropIn) drop_in = NULL;

  facts->closed_folder = g_strdup ("/run");
  drop_in = culvert_service_drop_in_new (facts);

  g_assert_nonnull (
      strstr (drop_in->text, "ExecStart=/usr/sbin/openvpn --config a.conf --setenv UV_A b \\\n"));
  g_assert_null (strstr (drop_in->text, "bob"));
  g_assert_null (strstr (drop_in->text, "/run/old"));
}

static void
test_special_characters_in_a_drop_in (void)
{
  const char *command[] = { "/usr/sbin/openvpn", "--setenv", "A", "50% \"of\" $HOME\\", "", NULL };
  g_autoptr (CulvertServiceFacts) facts = create_facts (COMMAND, "client\n");
  g_autoptr (CulvertServiceDropIn) drop_in = NULL;

  g_strfreev (facts->command);
  facts->command = g_strdupv ((char **) command);
  drop_in = culvert_service_drop_in_new (facts);

  g_assert_nonnull (strstr (drop_in->text, "--setenv A \"50%% \\\"of\\\" $$HOME\\\\\" \"\" \\\n"));
}

static void
test_commands (void)
{
  g_autofree char *commands = culvert_service_drop_in_dup_commands ("openvpn@a.service");

  g_assert_cmpstr (commands,
                   ==,
                   "sudo systemctl daemon-reload\n"
                   "sudo systemctl --no-block restart openvpn@a.service");
}

static void
test_no_drop_in_without_a_service (void)
{
  g_autoptr (CulvertServiceFacts) facts = culvert_service_facts_new ();

  g_assert_null (culvert_service_drop_in_new (facts));
  facts->unit = g_strdup ("openvpn.service");
  g_assert_null (culvert_service_drop_in_new (facts));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launcher/service-report/nothing-is-wrong", test_nothing_is_wrong);
  g_test_add_func ("/launcher/service-report/systemd-does-not-wait-for-ever",
                   test_systemd_does_not_wait_for_ever);
  g_test_add_func ("/launcher/service-report/what-the-configuration-lacks",
                   test_what_the_configuration_lacks);
  g_test_add_func ("/launcher/service-report/what-is-no-fault", test_what_is_no_fault);
  g_test_add_func ("/launcher/service-report/a-closed-configuration", test_a_closed_configuration);
  g_test_add_func ("/launcher/service-report/options-of-the-command-count-too",
                   test_options_of_the_command_count_too);
  g_test_add_func ("/launcher/service-report/the-group-and-the-folder",
                   test_the_group_and_the_folder);
  g_test_add_func ("/launcher/service-report/the-worst-comes-first", test_the_worst_comes_first);
  g_test_add_func ("/launcher/service-report/where-the-configuration-is",
                   test_where_the_configuration_is);
  g_test_add_func ("/launcher/service-report/a-drop-in-with-a-socket-of-its-own",
                   test_a_drop_in_with_a_socket_of_its_own);
  g_test_add_func ("/launcher/service-report/a-drop-in-leaves-a-good-socket-alone",
                   test_a_drop_in_leaves_a_good_socket_alone);
  g_test_add_func ("/launcher/service-report/a-drop-in-says-nothing-twice",
                   test_a_drop_in_says_nothing_twice);
  g_test_add_func ("/launcher/service-report/special-characters-in-a-drop-in",
                   test_special_characters_in_a_drop_in);
  g_test_add_func ("/launcher/service-report/commands", test_commands);
  g_test_add_func ("/launcher/service-report/no-drop-in-without-a-service",
                   test_no_drop_in_without_a_service);

  return g_test_run ();
}
