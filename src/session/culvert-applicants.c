/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-applicants.h"

struct _CulvertApplicants
{
  GObject parent_instance;

  GSequence *list;    /* (owned) (element-type CulvertApplicant) */
  GHashTable *places; /* (owned): id to GSequenceIter */
  guint look_ms;
  guint look_source; /* while somebody waits */
};

static void culvert_applicants_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertApplicants,
                               culvert_applicants,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      culvert_applicants_list_model_init))

enum
{
  ENDED,
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* An answer that is on its way decides, and its reply has a deadline of its own. */
static CulvertApplicant *
find_overdue (CulvertApplicants *self)
{
  gint64 now = g_get_monotonic_time ();

  for (GSequenceIter *iter = g_sequence_get_begin_iter (self->list); !g_sequence_iter_is_end (iter);
       iter = g_sequence_iter_next (iter))
    {
      CulvertApplicant *applicant = g_sequence_get (iter);

      if (culvert_applicant_get_deadline (applicant) <= now &&
          !culvert_applicant_is_sending (applicant))
        return applicant;
    }
  return NULL;
}

static gboolean
on_look (gpointer user_data)
{
  g_autoptr (CulvertApplicants) self = g_object_ref (user_data);
  CulvertApplicant *applicant;

  /* Whoever is told of an end may end others. */
  while ((applicant = find_overdue (self)) != NULL)
    culvert_applicants_end (self, applicant, CULVERT_APPLICANT_EXPIRED);
  return self->look_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static GType
culvert_applicants_get_item_type (GListModel *model)
{
  return CULVERT_TYPE_APPLICANT;
}

static guint
culvert_applicants_get_n_items (GListModel *model)
{
  return (guint) g_sequence_get_length (CULVERT_APPLICANTS (model)->list);
}

static gpointer
culvert_applicants_get_item (GListModel *model, guint position)
{
  CulvertApplicants *self = CULVERT_APPLICANTS (model);
  GSequenceIter *iter = g_sequence_get_iter_at_pos (self->list, (int) MIN (position, G_MAXINT));

  return g_sequence_iter_is_end (iter) ? NULL : g_object_ref (g_sequence_get (iter));
}

static void
culvert_applicants_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = culvert_applicants_get_item_type;
  interface->get_n_items = culvert_applicants_get_n_items;
  interface->get_item = culvert_applicants_get_item;
}

static void
culvert_applicants_dispose (GObject *object)
{
  CulvertApplicants *self = CULVERT_APPLICANTS (object);

  g_clear_handle_id (&self->look_source, g_source_remove);

  G_OBJECT_CLASS (culvert_applicants_parent_class)->dispose (object);
}

static void
culvert_applicants_finalize (GObject *object)
{
  CulvertApplicants *self = CULVERT_APPLICANTS (object);

  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->list, g_sequence_free);

  G_OBJECT_CLASS (culvert_applicants_parent_class)->finalize (object);
}

static void
culvert_applicants_class_init (CulvertApplicantsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_applicants_dispose;
  object_class->finalize = culvert_applicants_finalize;

  signals[ENDED] = g_signal_new ("ended",
                                 CULVERT_TYPE_APPLICANTS,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 CULVERT_TYPE_APPLICANT);
  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_APPLICANTS,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_applicants_init (CulvertApplicants *self)
{
  self->list = g_sequence_new (g_object_unref);
  self->places = g_hash_table_new (NULL, NULL);
}

CulvertApplicants *
culvert_applicants_new (guint look_ms)
{
  CulvertApplicants *self = g_object_new (CULVERT_TYPE_APPLICANTS, NULL);

  self->look_ms = look_ms;
  return self;
}

static void
tell_changed (CulvertApplicants *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gpointer
key_of (CulvertApplicant *applicant)
{
  return GSIZE_TO_POINTER (culvert_applicant_get_id (applicant));
}

void
culvert_applicants_add (CulvertApplicants *self,
                        CulvertApplicant *applicant,
                        void (*will_show) (CulvertApplicant *applicant, gpointer user_data),
                        gpointer user_data)
{
  CulvertApplicant *earlier;
  guint position;

  g_return_if_fail (CULVERT_IS_APPLICANTS (self));

  earlier = culvert_applicants_find (self, culvert_applicant_get_id (applicant));
  if (earlier != NULL)
    culvert_applicants_end (self, earlier, CULVERT_APPLICANT_GONE);

  position = (guint) g_sequence_get_length (self->list);
  if (position >= CULVERT_APPLICANTS_MAX)
    return;

  g_hash_table_insert (self->places,
                       key_of (applicant),
                       g_sequence_append (self->list, g_object_ref (applicant)));
  if (self->look_source == 0)
    self->look_source = g_timeout_add (self->look_ms, on_look, self);
  will_show (applicant, user_data);
  g_signal_connect_object (applicant,
                           "notify::state",
                           G_CALLBACK (tell_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  tell_changed (self);
}

CulvertApplicant *
culvert_applicants_find (CulvertApplicants *self, guint64 id)
{
  GSequenceIter *iter = g_hash_table_lookup (self->places, GSIZE_TO_POINTER (id));

  return iter != NULL ? g_sequence_get (iter) : NULL;
}

guint
culvert_applicants_get_n_open (CulvertApplicants *self)
{
  guint n = 0;

  g_return_val_if_fail (CULVERT_IS_APPLICANTS (self), 0);

  for (GSequenceIter *iter = g_sequence_get_begin_iter (self->list); !g_sequence_iter_is_end (iter);
       iter = g_sequence_iter_next (iter))
    {
      CulvertApplicantState state = culvert_applicant_get_state (g_sequence_get (iter));

      n += state == CULVERT_APPLICANT_WAITING || state == CULVERT_APPLICANT_RESPONDED;
    }

  return n;
}

gboolean
culvert_applicants_has (CulvertApplicants *self, CulvertApplicant *applicant)
{
  return culvert_applicants_find (self, culvert_applicant_get_id (applicant)) == applicant;
}

void
culvert_applicants_end (CulvertApplicants *self,
                        CulvertApplicant *applicant,
                        CulvertApplicantOutcome outcome)
{
  G_GNUC_UNUSED g_autoptr (CulvertApplicant) held = g_object_ref (applicant);
  GSequenceIter *iter;
  guint position;

  if (!culvert_applicants_has (self, applicant))
    return;

  iter = g_hash_table_lookup (self->places, key_of (applicant));
  position = (guint) g_sequence_iter_get_position (iter);
  g_hash_table_remove (self->places, key_of (applicant));
  g_sequence_remove (iter);
  if (g_hash_table_size (self->places) == 0)
    g_clear_handle_id (&self->look_source, g_source_remove);

  culvert_applicant_end (applicant, outcome);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  g_signal_emit (self, signals[ENDED], 0, applicant);
}

void
culvert_applicants_end_all (CulvertApplicants *self, CulvertApplicantOutcome outcome)
{
  GSequenceIter *last;

  /* From the end: nothing has to move up. */
  while (!g_sequence_is_empty (self->list))
    {
      last = g_sequence_iter_prev (g_sequence_get_end_iter (self->list));
      culvert_applicants_end (self, g_sequence_get (last), outcome);
    }
}
