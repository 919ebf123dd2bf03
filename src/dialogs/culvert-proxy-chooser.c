/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-proxy-chooser.h"

#include "culvert-plain-text.h"
#include "culvert-prompt-body.h"

#include <glib/gi18n.h>

enum
{
  MAX_ADDRESS_CHARACTERS = 255,
  MAX_HOST_BYTES = 79, /* longer ones OpenVPN refuses */
  USUAL_HTTP_PORT = 8080,
  USUAL_SOCKS_PORT = 1080,
};

#define NO_PROXY     "direct://"
#define HTTP_SCHEME  "http"
#define SOCKS_SCHEME "socks5"

typedef enum
{
  WAY_SYSTEM,
  WAY_NONE,
  WAY_MANUAL,
  N_WAYS
} Way;

static const char *const way_ids[N_WAYS] = { "system", "none", "manual" };

struct _CulvertProxyChooser
{
  GtkBox parent_instance;

  CulvertPrompt *prompt;      /* (owned) */
  gboolean is_choosing;       /* what changes now is not chosen by the user */
  gboolean is_chosen_by_user; /* and not beforehand */

  GtkWidget *boxes[N_WAYS];
  GtkToggleButton *buttons[N_WAYS];
  GtkLabel *system_label;
  GtkLabel *reason_label; /* why the system's cannot be chosen */
  GtkWidget *manual_grid;
  GtkComboBox *kind_combo;
  GtkEntry *host_entry;
  GtkSpinButton *port_spin;
};

static void culvert_proxy_chooser_body_init (CulvertPromptBodyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertProxyChooser,
                               culvert_proxy_chooser,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_PROMPT_BODY,
                                                      culvert_proxy_chooser_body_init))

/* (nullable) */
static CulvertPromptChoice *
get_choice (CulvertProxyChooser *self, Way way)
{
  return culvert_prompt_find_choice (self->prompt, way_ids[way]);
}

static gboolean
is_usable (CulvertProxyChooser *self, Way way)
{
  CulvertPromptChoice *choice = get_choice (self, way);

  return choice != NULL && culvert_prompt_choice_get_usable (choice);
}

/* (nullable): none of them */
static CulvertPromptChoice *
get_selected (CulvertProxyChooser *self)
{
  for (Way way = 0; way < N_WAYS; way++)
    {
      if (is_usable (self, way) && gtk_toggle_button_get_active (self->buttons[way]))
        return get_choice (self, way);
    }

  return NULL;
}

static gboolean
is_manual (CulvertProxyChooser *self)
{
  return gtk_toggle_button_get_active (self->buttons[WAY_MANUAL]);
}

static gboolean
is_host (const char *host)
{
  if (*host == '\0' || *host == '-' || strlen (host) > MAX_HOST_BYTES)
    return FALSE;
  if (g_hostname_is_ip_address (host))
    return TRUE;

  for (const char *c = host; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr (".-_", *c) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The address alone, as OpenVPN takes it. (nullable): what was typed is none */
static char *
read_host (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *host = NULL;

  if (*text == '[' && g_str_has_suffix (text, "]"))
    {
      host = g_strndup (text + 1, strlen (text) - 2);
      return g_hostname_is_ip_address (host) ? g_steal_pointer (&host) : NULL;
    }
  host = g_hostname_to_ascii (text);

  return host != NULL && is_host (host) ? g_steal_pointer (&host) : NULL;
}

/* What was entered. (nullable): it leads nowhere */
static char *
create_address (CulvertProxyChooser *self)
{
  g_autofree char *host = read_host (gtk_entry_get_text (self->host_entry));

  if (host == NULL)
    return NULL;

  return g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%d" : "%s://%s:%d",
                          gtk_combo_box_get_active_id (self->kind_combo),
                          host,
                          gtk_spin_button_get_value_as_int (self->port_spin));
}

static void
on_changed (CulvertProxyChooser *self)
{
  gtk_widget_set_sensitive (self->manual_grid, is_manual (self));
  culvert_prompt_body_emit_changed (CULVERT_PROMPT_BODY (self));
}

static void
on_toggled (CulvertProxyChooser *self)
{
  if (!self->is_choosing)
    self->is_chosen_by_user = TRUE;
  on_changed (self);
}

/* Whoever has not entered a port of his own gets the usual one. */
static void
on_kind_changed (CulvertProxyChooser *self)
{
  gboolean is_http = g_strcmp0 (gtk_combo_box_get_active_id (self->kind_combo), HTTP_SCHEME) == 0;
  int port = gtk_spin_button_get_value_as_int (self->port_spin);

  if (port == (is_http ? USUAL_SOCKS_PORT : USUAL_HTTP_PORT))
    gtk_spin_button_set_value (self->port_spin, is_http ? USUAL_HTTP_PORT : USUAL_SOCKS_PORT);
  on_changed (self);
}

/* (nullable): it can be chosen */
static const char *
explain_unusable_system (const char *address)
{
  if (address == NULL)
    return _ ("The system does not tell which proxy it uses.");
  if (g_str_has_prefix (address, HTTP_SCHEME "://"))
    return _ ("An HTTP proxy cannot carry UDP, which this connection uses.");

  return _ ("OpenVPN cannot use a proxy of this kind.");
}

static void
show_system (CulvertProxyChooser *self)
{
  CulvertPromptChoice *choice = get_choice (self, WAY_SYSTEM);
  const char *address = choice != NULL ? culvert_prompt_choice_get_detail (choice) : NULL;
  gboolean is_unusable = choice != NULL && !is_usable (self, WAY_SYSTEM);
  g_autofree char *plain = NULL;

  if (choice == NULL)
    plain = g_strdup (_ ("Looking it up…"));
  else if (g_strcmp0 (address, NO_PROXY) == 0)
    plain = g_strdup (_ ("No proxy is set there."));
  else if (address != NULL)
    plain = culvert_plain_text (address, -1, MAX_ADDRESS_CHARACTERS);

  gtk_label_set_text (self->system_label, plain != NULL ? plain : "");
  gtk_widget_set_visible (GTK_WIDGET (self->system_label), plain != NULL);
  gtk_label_set_text (self->reason_label, is_unusable ? explain_unusable_system (address) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), is_unusable);
}

/* The one that was chosen the last time, or else the first. */
static void
select_beforehand (CulvertProxyChooser *self)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (self->prompt);
  Way best = N_WAYS;

  if (self->is_chosen_by_user && get_selected (self) != NULL)
    return;

  for (Way way = 0; way < N_WAYS; way++)
    {
      if (is_usable (self, way) && (best == N_WAYS || get_choice (self, way) == chosen))
        best = way;
    }

  self->is_choosing = TRUE;
  if (best != N_WAYS)
    gtk_toggle_button_set_active (self->buttons[best], TRUE);
  self->is_choosing = FALSE;
}

/* The system's way comes last, as soon as it is known. */
static void
update (CulvertProxyChooser *self)
{
  gboolean is_loading = culvert_prompt_get_is_loading (self->prompt);

  for (Way way = 0; way < N_WAYS; way++)
    {
      gtk_widget_set_visible (self->boxes[way],
                              get_choice (self, way) != NULL || (way == WAY_SYSTEM && is_loading));
      gtk_widget_set_sensitive (GTK_WIDGET (self->buttons[way]), is_usable (self, way));
    }

  show_system (self);
  select_beforehand (self);
  on_changed (self);
}

static void
fill_in (CulvertProxyChooser *self, const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_port (uri) <= 0)
    return;

  gtk_combo_box_set_active_id (self->kind_combo, g_uri_get_scheme (uri));
  gtk_entry_set_text (self->host_entry, g_uri_get_host (uri));
  gtk_spin_button_set_value (self->port_spin, g_uri_get_port (uri));
}

static gboolean
is_complete (CulvertPromptBody *body)
{
  CulvertProxyChooser *self = CULVERT_PROXY_CHOOSER (body);
  g_autofree char *address = create_address (self);

  return get_selected (self) != NULL && (!is_manual (self) || address != NULL);
}

static void
store (CulvertPromptBody *body)
{
  CulvertProxyChooser *self = CULVERT_PROXY_CHOOSER (body);
  CulvertPromptField *field = culvert_prompt_find_field (self->prompt, CULVERT_PROMPT_FIELD_TEXT);
  g_autofree char *address = is_manual (self) ? create_address (self) : NULL;
  g_autoptr (CulvertSecretText) value =
      culvert_secret_text_new (address != NULL ? address : "", -1);

  culvert_prompt_set_chosen (self->prompt, get_selected (self));
  if (field != NULL)
    culvert_prompt_field_set_value (field, value);
}

static void
focus (CulvertPromptBody *body)
{
  CulvertProxyChooser *self = CULVERT_PROXY_CHOOSER (body);

  for (Way way = 0; way < N_WAYS; way++)
    {
      if (gtk_toggle_button_get_active (self->buttons[way]))
        gtk_widget_grab_focus (GTK_WIDGET (self->buttons[way]));
    }
}

static void
culvert_proxy_chooser_body_init (CulvertPromptBodyInterface *iface)
{
  iface->is_complete = is_complete;
  iface->store = store;
  iface->focus = focus;
}

static void
culvert_proxy_chooser_dispose (GObject *object)
{
  CulvertProxyChooser *self = CULVERT_PROXY_CHOOSER (object);

  if (self->prompt != NULL)
    {
      g_signal_handlers_disconnect_by_data (culvert_prompt_get_choices (self->prompt), self);
      g_signal_handlers_disconnect_by_data (self->prompt, self);
    }
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (culvert_proxy_chooser_parent_class)->dispose (object);
}

static void
bind_way (GtkWidgetClass *widget_class, Way way)
{
  gssize offset = (gssize) (way * sizeof (GtkWidget *));
  g_autofree char *box = g_strdup_printf ("%s_box", way_ids[way]);
  g_autofree char *button = g_strdup_printf ("%s_button", way_ids[way]);

  gtk_widget_class_bind_template_child_full (widget_class,
                                             box,
                                             FALSE,
                                             G_STRUCT_OFFSET (CulvertProxyChooser, boxes) + offset);
  gtk_widget_class_bind_template_child_full (widget_class,
                                             button,
                                             FALSE,
                                             G_STRUCT_OFFSET (CulvertProxyChooser, buttons) +
                                                 offset);
}

static void
culvert_proxy_chooser_class_init (CulvertProxyChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_proxy_chooser_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-proxy-chooser.ui");
  for (Way way = 0; way < N_WAYS; way++)
    bind_way (widget_class, way);
  gtk_widget_class_bind_template_child (widget_class, CulvertProxyChooser, system_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertProxyChooser, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertProxyChooser, manual_grid);
  gtk_widget_class_bind_template_child (widget_class, CulvertProxyChooser, kind_combo);
  gtk_widget_class_bind_template_child (widget_class, CulvertProxyChooser, host_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertProxyChooser, port_spin);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
culvert_proxy_chooser_init (CulvertProxyChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertProxyChooser *
culvert_proxy_chooser_new (CulvertPrompt *prompt)
{
  CulvertProxyChooser *self;
  CulvertPromptField *field;

  g_return_val_if_fail (CULVERT_IS_PROMPT (prompt), NULL);

  self = g_object_new (CULVERT_TYPE_PROXY_CHOOSER, NULL);
  self->prompt = g_object_ref (prompt);
  field = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_TEXT);
  if (field != NULL)
    fill_in (self, culvert_prompt_field_get_suggestion (field));
  update (self);
  g_signal_connect_object (culvert_prompt_get_choices (prompt),
                           "items-changed",
                           G_CALLBACK (update),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (prompt,
                           "notify::is-loading",
                           G_CALLBACK (update),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}
