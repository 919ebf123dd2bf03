/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-list.h"

#include <gio/gio.h>

#include "culvert-await.h"
#include "culvert-fake-daemon.h"
#include "culvert-fake-launcher.h"
#include "culvert-script-answerer.h"

typedef struct
{
  CulvertSessionList *list;        /* (owned) */
  CulvertScriptAnswerer *answerer; /* (owned) */
  CulvertFakeDaemon *daemon;       /* (owned) (nullable): of the last session that was added */
  GString *story;                  /* (owned): what was told */
} Fixture;

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, Fixture *fixture)
{
  g_string_append_printf (fixture->story, "items:%u-%u+%u ", position, removed, added);
}

static void
on_session_changed (CulvertSessionList *list, CulvertSession *session, Fixture *fixture)
{
  g_string_append_printf (fixture->story,
                          "changed:%s ",
                          culvert_profile_get_name (culvert_session_get_profile (session)));
}

static void
on_state_changed (CulvertSessionList *list,
                  CulvertSession *session,
                  CulvertSessionState state,
                  CulvertSessionState old,
                  CulvertSessionReason reason,
                  Fixture *fixture)
{
  g_string_append_printf (fixture->story,
                          "state:%s:%s:%s:%s ",
                          culvert_profile_get_name (culvert_session_get_profile (session)),
                          culvert_session_state_to_string (old),
                          culvert_session_state_to_string (state),
                          culvert_session_reason_to_string (reason));
}

static void
on_prompt_changed (CulvertSessionList *list, CulvertSession *session, Fixture *fixture)
{
  g_string_append_printf (fixture->story,
                          "prompt:%s ",
                          culvert_session_get_prompt (session) != NULL ? "yes" : "no");
}

static void
on_summary_changed (CulvertSessionList *list, Fixture *fixture)
{
  g_string_append_printf (fixture->story,
                          "summary:%u ",
                          culvert_session_list_get_summary (list).state);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->list = culvert_session_list_new ();
  fixture->answerer = culvert_script_answerer_new ();
  fixture->story = g_string_new (NULL);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (on_items_changed), fixture);
  g_signal_connect (fixture->list, "session-changed", G_CALLBACK (on_session_changed), fixture);
  g_signal_connect (fixture->list, "state-changed", G_CALLBACK (on_state_changed), fixture);
  g_signal_connect (fixture->list, "prompt-changed", G_CALLBACK (on_prompt_changed), fixture);
  g_signal_connect (fixture->list, "summary-changed", G_CALLBACK (on_summary_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->list));
  culvert_await_quiet ();
  g_assert_finalize_object (g_steal_pointer (&fixture->answerer));
  g_clear_object (&fixture->daemon);
  g_string_free (fixture->story, TRUE);
}

/* Returns: (transfer none): the list has it */
static CulvertSession *
add (Fixture *fixture, const char *id, const char *name)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (id, name, "unix:/run/openvpn/x.sock");
  g_autoptr (CulvertFakeLauncher) launcher = culvert_fake_launcher_new ();
  g_autoptr (CulvertSession) session = culvert_session_new (profile,
                                                            CULVERT_LAUNCHER (launcher),
                                                            CULVERT_ANSWERER (fixture->answerer));

  g_clear_object (&fixture->daemon);
  fixture->daemon = culvert_fake_daemon_new ();
  culvert_fake_daemon_oblige (fixture->daemon);
  culvert_fake_launcher_add_daemon (launcher, fixture->daemon);
  culvert_session_list_add (fixture->list, session);

  return session;
}

static void
forget_story (Fixture *fixture)
{
  g_string_truncate (fixture->story, 0);
}

static char *
join_names (Fixture *fixture)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < culvert_session_list_get_n (fixture->list); i++)
    {
      CulvertSession *session = culvert_session_list_get (fixture->list, i);

      g_string_append_printf (names,
                              "%s ",
                              culvert_profile_get_name (culvert_session_get_profile (session)));
    }

  return g_string_free (names, FALSE);
}

static void
rename_session (CulvertSession *session, const char *name)
{
  culvert_profile_set_name (culvert_session_get_profile (session), name);
}

static void
test_is_sorted_by_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *names = NULL;

  add (fixture, NULL, "c");
  add (fixture, NULL, "a");
  add (fixture, NULL, "d");
  add (fixture, NULL, "b");
  names = join_names (fixture);

  g_assert_cmpstr (names, ==, "a b c d ");
  g_assert_cmpstr (fixture->story->str,
                   ==,
                   "items:0-0+1 summary:0 items:0-0+1 summary:0 "
                   "items:2-0+1 summary:0 items:1-0+1 summary:0 ");
}

static void
test_equal_names_have_one_order (Fixture *fixture, gconstpointer data)
{
  CulvertSession *second = add (fixture, "22222222-2222-4222-8222-222222222222", "same");
  CulvertSession *first = add (fixture, "11111111-1111-4111-8111-111111111111", "same");

  g_assert_true (culvert_session_list_get (fixture->list, 0) == first);
  g_assert_true (culvert_session_list_get (fixture->list, 1) == second);
}

static void
test_is_a_list_model (Fixture *fixture, gconstpointer data)
{
  GListModel *model = G_LIST_MODEL (fixture->list);
  CulvertSession *session = add (fixture, NULL, "a");
  g_autoptr (GObject) item = g_list_model_get_item (model, 0);
  g_autoptr (GObject) beyond = g_list_model_get_item (model, 1);

  g_assert_true (g_list_model_get_item_type (model) == CULVERT_TYPE_SESSION);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  g_assert_true (item == G_OBJECT (session));
  g_assert_null (beyond);
}

static void
test_a_new_name_is_a_new_place (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = add (fixture, NULL, "a");
  g_autofree char *names = NULL;

  add (fixture, NULL, "b");
  add (fixture, NULL, "c");
  forget_story (fixture);
  rename_session (session, "d");
  names = join_names (fixture);

  g_assert_cmpstr (names, ==, "b c d ");
  g_assert_cmpstr (fixture->story->str, ==, "items:0-1+0 items:2-0+1 changed:d ");
}

static void
test_is_found_by_id_or_name (Fixture *fixture, gconstpointer data)
{
  const char *id = "11111111-1111-4111-8111-111111111111";
  CulvertSession *office = add (fixture, id, "Office");
  CulvertSession *home = add (fixture, NULL, "Home");

  g_assert_true (culvert_session_list_find (fixture->list, "Office") == office);
  g_assert_true (culvert_session_list_find (fixture->list, "Home") == home);
  g_assert_true (culvert_session_list_find (fixture->list, id) == office);
  g_assert_null (culvert_session_list_find (fixture->list, "office"));
  g_assert_null (culvert_session_list_find (fixture->list, ""));
}

static void
test_an_id_beats_a_name_that_looks_like_one (Fixture *fixture, gconstpointer data)
{
  const char *id = "11111111-1111-4111-8111-111111111111";

  CulvertSession *real = NULL;

  add (fixture, NULL, id);
  real = add (fixture, id, "zebra");

  g_assert_true (culvert_session_list_find (fixture->list, id) == real);
}

static void
test_what_is_removed_is_not_heard_any_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertSession) session = g_object_ref (add (fixture, NULL, "a"));

  add (fixture, NULL, "b");
  forget_story (fixture);
  culvert_session_list_remove (fixture->list, session);
  g_assert_cmpstr (fixture->story->str, ==, "items:0-1+0 summary:0 ");
  g_assert_cmpuint (culvert_session_list_get_n (fixture->list), ==, 1);

  forget_story (fixture);
  culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
  rename_session (session, "z");
  culvert_session_list_remove (fixture->list, session);
  g_assert_cmpstr (fixture->story->str, ==, "");
  g_assert_finalize_object (g_steal_pointer (&session));
}

static void
test_a_session_may_be_removed_by_the_reference_of_the_list (Fixture *fixture, gconstpointer data)
{
  add (fixture, NULL, "a");
  culvert_session_list_remove (fixture->list, culvert_session_list_get (fixture->list, 0));

  g_assert_cmpuint (culvert_session_list_get_n (fixture->list), ==, 0);
  g_assert_cmpuint (culvert_session_list_get_summary (fixture->list).n_sessions, ==, 0);
}

static void
test_what_a_session_tells_is_told (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = add (fixture, NULL, "a");

  culvert_fake_daemon_greet (fixture->daemon);
  culvert_fake_daemon_say (fixture->daemon, ">HOLD:Waiting for hold release:0");
  culvert_session_attach (session);
  culvert_await (culvert_session_is_attached (session));
  forget_story (fixture);

  culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
  g_assert_cmpstr (fixture->story->str,
                   ==,
                   "summary:2 state:a:disconnected:connecting:user changed:a ");
}

static void
test_a_question_is_told (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = add (fixture, NULL, "a");

  culvert_fake_daemon_greet (fixture->daemon);
  culvert_session_attach (session);
  culvert_await (culvert_session_is_attached (session));
  forget_story (fixture);

  culvert_fake_daemon_say (fixture->daemon, ">PASSWORD:Need 'Private Key' password");
  culvert_await (culvert_session_get_prompt (session) != NULL);
  g_assert_cmpstr (fixture->story->str, ==, "summary:5 prompt:yes changed:a ");

  forget_story (fixture);
  culvert_script_answerer_fill (fixture->answerer, "sesame", NULL);
  culvert_await (culvert_session_get_prompt (session) == NULL);
  g_assert_cmpstr (fixture->story->str, ==, "summary:2 prompt:no changed:a ");
}

static void
test_the_summary_is_told_only_when_it_is_new (Fixture *fixture, gconstpointer data)
{
  CulvertSession *session = add (fixture, NULL, "a");

  culvert_fake_daemon_greet (fixture->daemon);
  culvert_session_attach (session);
  culvert_await (culvert_session_is_attached (session));
  forget_story (fixture);

  culvert_fake_daemon_say (fixture->daemon, ">BYTECOUNT:1,1");
  culvert_await (fixture->story->len > 0);
  g_assert_cmpstr (fixture->story->str, ==, "changed:a ");
}

/* Returns: a daemon that the session has come to. It knows whether somebody looks. */
static CulvertFakeDaemon *
attach_last (Fixture *fixture, CulvertSession *session)
{
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_session_attach (session);
  culvert_await (culvert_session_is_attached (session));
  culvert_await_quiet ();

  return g_object_ref (fixture->daemon);
}

static guint
count_heard (CulvertFakeDaemon *daemon, const char *line)
{
  return culvert_fake_daemon_count_heard (daemon, line);
}

static void
test_all_are_watched_while_anybody_looks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) office = attach_last (fixture, add (fixture, NULL, "Office"));
  g_autoptr (CulvertFakeDaemon) home = NULL;

  g_assert_cmpuint (count_heard (office, "bytecount 1"), ==, 0);
  culvert_session_list_watch (fixture->list);
  culvert_session_list_watch (fixture->list);
  culvert_await (count_heard (office, "bytecount 1") == 1);

  home = attach_last (fixture, add (fixture, NULL, "Home"));
  culvert_await (count_heard (home, "bytecount 1") == 1);

  culvert_fake_daemon_forget (office);
  culvert_session_list_unwatch (fixture->list);
  culvert_await_quiet ();
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (office), ==, 0);
  culvert_session_list_unwatch (fixture->list);
  culvert_await (count_heard (office, "bytecount 60") == 1);
}

static void
test_what_is_removed_is_not_watched_any_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertSession) session = g_object_ref (add (fixture, NULL, "Office"));
  g_autoptr (CulvertFakeDaemon) office = attach_last (fixture, session);

  culvert_session_list_watch (fixture->list);
  culvert_await (count_heard (office, "bytecount 1") == 1);
  culvert_fake_daemon_forget (office);
  culvert_session_list_remove (fixture->list, session);
  culvert_await (count_heard (office, "bytecount 60") == 1);
  culvert_session_detach (session);
}

/* However often somebody looks, it is over some seconds after the last time. */
static void
test_a_look_is_over_by_itself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertFakeDaemon) office = attach_last (fixture, add (fixture, NULL, "Office"));

  culvert_fake_daemon_forget (office);
  culvert_session_list_glance (fixture->list);
  culvert_session_list_glance (fixture->list);
  culvert_await (count_heard (office, "bytecount 1") == 1);
  g_assert_cmpuint (count_heard (office, "bytecount 60"), ==, 0);
  culvert_await_within (CULVERT_SESSION_LIST_GLANCE_SECONDS + 5,
                        count_heard (office, "bytecount 60") == 1);
  g_assert_cmpuint (count_heard (office, "bytecount 1"), ==, 1);
}

#define ADD(name, test) g_test_add ("/session/list/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("is-sorted-by-name", test_is_sorted_by_name);
  ADD ("equal-names-have-one-order", test_equal_names_have_one_order);
  ADD ("is-a-list-model", test_is_a_list_model);
  ADD ("a-new-name-is-a-new-place", test_a_new_name_is_a_new_place);
  ADD ("is-found-by-id-or-name", test_is_found_by_id_or_name);
  ADD ("an-id-beats-a-name-that-looks-like-one", test_an_id_beats_a_name_that_looks_like_one);
  ADD ("what-is-removed-is-not-heard-any-more", test_what_is_removed_is_not_heard_any_more);
  ADD ("a-session-may-be-removed-by-the-reference-of-the-list",
       test_a_session_may_be_removed_by_the_reference_of_the_list);
  ADD ("what-a-session-tells-is-told", test_what_a_session_tells_is_told);
  ADD ("a-question-is-told", test_a_question_is_told);
  ADD ("all-are-watched-while-anybody-looks", test_all_are_watched_while_anybody_looks);
  ADD ("what-is-removed-is-not-watched-any-more", test_what_is_removed_is_not_watched_any_more);
  ADD ("a-look-is-over-by-itself", test_a_look_is_over_by_itself);
  ADD ("the-summary-is-told-only-when-it-is-new", test_the_summary_is_told_only_when_it_is_new);

  return g_test_run ();
}
