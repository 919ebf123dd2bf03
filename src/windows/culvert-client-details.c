/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-details.h"

#include "culvert-client-text.h"
#include "culvert-client-words.h"
#include "culvert-fact.h"

struct _CulvertClientDetails
{
  GtkDialog parent_instance;

  CulvertRoster *roster; /* (owned) */
  CulvertPeerKey *key;   /* (owned) */
  guint clock;           /* source id, or 0 */

  GtkWidget *gone_box;
  CulvertFact *name_fact;
  CulvertFact *user_fact;
  CulvertFact *address_fact;
  CulvertFact *vpn_fact;
  CulvertFact *received_fact;
  CulvertFact *sent_fact;
  CulvertFact *rate_in_fact;
  CulvertFact *rate_out_fact;
  CulvertFact *since_fact;
  CulvertFact *id_fact;
  CulvertFact *cipher_fact;
};

G_DEFINE_FINAL_TYPE (CulvertClientDetails, culvert_client_details, GTK_TYPE_DIALOG)

static void
show_peer (CulvertClientDetails *self, const CulvertPeer *peer)
{
  CulvertFact *const facts[CULVERT_CLIENT_N_COLUMNS] = {
    [CULVERT_CLIENT_NAME] = self->name_fact,
    [CULVERT_CLIENT_USER] = self->user_fact,
    [CULVERT_CLIENT_ADDRESS] = self->address_fact,
    [CULVERT_CLIENT_VPN_ADDRESSES] = self->vpn_fact,
    [CULVERT_CLIENT_RECEIVED] = self->received_fact,
    [CULVERT_CLIENT_SENT] = self->sent_fact,
    [CULVERT_CLIENT_RATE_IN] = self->rate_in_fact,
    [CULVERT_CLIENT_RATE_OUT] = self->rate_out_fact,
    [CULVERT_CLIENT_SINCE] = self->since_fact,
    [CULVERT_CLIENT_ID] = self->id_fact,
    [CULVERT_CLIENT_CIPHER] = self->cipher_fact,
  };
  gint64 now = g_get_monotonic_time ();

  for (int i = 0; i < CULVERT_CLIENT_N_COLUMNS; i++)
    {
      g_autofree char *text =
          culvert_client_text_cell (self->roster, peer, (CulvertClientColumn) i, now);

      culvert_fact_set_value (facts[i], *text != '\0' ? text : NULL);
    }
}

static gboolean
on_second (gpointer user_data)
{
  CulvertClientDetails *self = user_data;
  guint slot;

  if (culvert_roster_find (self->roster, self->key->id, &slot) &&
      culvert_peer_is (culvert_roster_get_peer (self->roster, slot), self->key))
    {
      show_peer (self, culvert_roster_get_peer (self->roster, slot));
      return G_SOURCE_CONTINUE;
    }

  /* What was known last stays. */
  gtk_widget_show (self->gone_box);
  self->clock = 0;

  return G_SOURCE_REMOVE;
}

static void
culvert_client_details_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
culvert_client_details_dispose (GObject *object)
{
  CulvertClientDetails *self = CULVERT_CLIENT_DETAILS (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->roster);
  g_clear_pointer (&self->key, culvert_peer_key_free);

  G_OBJECT_CLASS (culvert_client_details_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-client-details.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, gone_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, name_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, user_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, address_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, vpn_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, received_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, sent_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, rate_in_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, rate_out_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, since_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, id_fact);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientDetails, cipher_fact);
}

static void
culvert_client_details_class_init (CulvertClientDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_client_details_dispose;
  GTK_DIALOG_CLASS (klass)->response = culvert_client_details_response;
  g_type_ensure (CULVERT_TYPE_FACT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
culvert_client_details_init (CulvertClientDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertClientDetails *
culvert_client_details_new (CulvertRoster *roster, const CulvertPeer *peer)
{
  CulvertClientDetails *self;
  g_autofree char *who = NULL;

  g_return_val_if_fail (CULVERT_IS_ROSTER (roster), NULL);
  g_return_val_if_fail (peer != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_CLIENT_DETAILS, NULL);
  self->roster = g_object_ref (roster);
  self->key = culvert_peer_dup_key (peer);
  who = culvert_client_words_peer (peer);
  gtk_window_set_title (GTK_WINDOW (self), who);
  show_peer (self, peer);
  self->clock = g_timeout_add_seconds (1, on_second, self);

  return self;
}
