/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-census"

#include "culvert-census.h"

#include "culvert-mgmt-error.h"
#include "culvert-mgmt-status.h"

/* One question. It may be over before its reply is: lines that are on their way then count for
 * nothing. */
typedef struct
{
  CulvertCensus *census; /* (owned) */
  CulvertMgmtStatus status;
  gboolean is_over;
} Account;

struct _CulvertCensus
{
  GObject parent_instance;

  CulvertSessionLink *link; /* (unowned): outlives it */
  CulvertRoster *roster;    /* (owned) */
  void (*on_taken) (gpointer user_data);
  gpointer user_data;
  Account *account;          /* (unowned) (nullable): while its reply is awaited, which owns it */
  GCancellable *cancellable; /* (owned) (nullable): of that */
  GPtrArray *waiting;        /* (owned) (element-type GTask): for this account */
  GPtrArray *waiting_next;   /* (owned) (element-type GTask): for the next one */
  gboolean is_taken;
};

static void begin (CulvertCensus *self);

G_DEFINE_FINAL_TYPE (CulvertCensus, culvert_census, G_TYPE_OBJECT)

static void
account_free (Account *account)
{
  g_clear_object (&account->census);
  g_free (account);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Account, account_free)

/* Whoever is told may ask anew. */
static void
tell (GPtrArray **tasks, const GError *error)
{
  g_autoptr (GPtrArray) told = g_steal_pointer (tasks);

  *tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < told->len; i++)
    {
      GTask *task = g_ptr_array_index (told, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
on_line (char *line, gsize length, gpointer user_data)
{
  Account *account = user_data;
  CulvertMgmtStatusRow row;

  if (!account->is_over && culvert_mgmt_status_take (&account->status, line, length, &row))
    culvert_roster_take_row (account->census->roster, &row, g_get_monotonic_time ());
}

static void
take_result (CulvertCensus *self, const CulvertMgmtStatus *status, GError **error)
{
  guint n_broken = culvert_mgmt_status_get_n_broken (status);

  if (n_broken > 0)
    g_message ("The server told of %u clients in a way that cannot be read.", n_broken);

  if (culvert_mgmt_status_knows_clients (status))
    {
      culvert_roster_end_account (self->roster);
      self->is_taken = TRUE;
      self->on_taken (self->user_data);
    }
  else if (*error == NULL)
    *error = g_error_new_literal (CULVERT_MGMT_ERROR,
                                  CULVERT_MGMT_ERROR_NOT_MANAGEMENT,
                                  "The OpenVPN daemon does not tell its clients apart.");
}

static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Account) account = user_data;
  CulvertCensus *self = account->census;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);

  if (account->is_over)
    return;

  self->account = NULL;
  g_clear_object (&self->cancellable);
  if (reply != NULL)
    take_result (self, &account->status, &error);
  tell (&self->waiting, error);
  if (self->account == NULL && self->waiting_next->len > 0)
    begin (self);
}

static void
begin (CulvertCensus *self)
{
  CulvertMgmtCommand *command = culvert_mgmt_command_status (3);
  GPtrArray *next = self->waiting_next;

  self->waiting_next = self->waiting;
  self->waiting = next;

  self->account = g_new0 (Account, 1);
  self->account->census = g_object_ref (self);
  culvert_mgmt_status_begin (&self->account->status);
  culvert_roster_begin_account (self->roster);
  self->cancellable = g_cancellable_new ();
  culvert_mgmt_command_hand_out_lines (command, on_line, self->account);
  culvert_session_link_ask_async (self->link,
                                  command,
                                  self->cancellable,
                                  on_replied,
                                  self->account);
}

static void
culvert_census_dispose (GObject *object)
{
  CulvertCensus *self = CULVERT_CENSUS (object);

  g_clear_object (&self->roster);

  G_OBJECT_CLASS (culvert_census_parent_class)->dispose (object);
}

static void
culvert_census_finalize (GObject *object)
{
  CulvertCensus *self = CULVERT_CENSUS (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->waiting_next, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_census_parent_class)->finalize (object);
}

static void
culvert_census_class_init (CulvertCensusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_census_dispose;
  object_class->finalize = culvert_census_finalize;
}

static void
culvert_census_init (CulvertCensus *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting_next = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertCensus *
culvert_census_new (CulvertSessionLink *link,
                    CulvertRoster *roster,
                    void (*on_taken) (gpointer user_data),
                    gpointer user_data)
{
  CulvertCensus *self = g_object_new (CULVERT_TYPE_CENSUS, NULL);

  self->link = link;
  self->roster = g_object_ref (roster);
  self->on_taken = on_taken;
  self->user_data = user_data;
  return self;
}

void
culvert_census_take_async (CulvertCensus *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_census_take_async);
  g_ptr_array_add (self->waiting_next, task);
  culvert_census_take (self);
}

gboolean
culvert_census_take_finish (CulvertCensus *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culvert_census_take (CulvertCensus *self)
{
  g_return_if_fail (CULVERT_IS_CENSUS (self));

  if (self->account == NULL)
    begin (self);
}

void
culvert_census_stop (CulvertCensus *self)
{
  g_autoptr (GError) closed = g_error_new_literal (CULVERT_MGMT_ERROR,
                                                   CULVERT_MGMT_ERROR_CLOSED,
                                                   "The daemon is out of reach.");

  g_return_if_fail (CULVERT_IS_CENSUS (self));

  if (self->account != NULL)
    self->account->is_over = TRUE;
  self->account = NULL;
  self->is_taken = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  tell (&self->waiting, closed);
  tell (&self->waiting_next, closed);
}

gboolean
culvert_census_is_taken (CulvertCensus *self)
{
  return self->is_taken;
}
