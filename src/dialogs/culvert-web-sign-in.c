/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-web-sign-in"

#include "culvert-web-sign-in.h"

#include "culvert-exact-label.h"
#include "culvert-plain-text.h"
#include "culvert-prompt-body.h"
#include "culvert-prompt-text.h"

#include <glib/gi18n.h>

enum
{
  MAX_HOST_CHARACTERS = 255,
  MAX_ADDRESS_CHARACTERS = 2048,
};

struct _CulvertWebSignIn
{
  GtkBox parent_instance;

  char *address; /* (owned) */

  GtkLabel *host_label;
  GtkWidget *fault_box;
  GtkLabel *fault_label;
  GtkLabel *address_label;
  GtkWidget *buttons;
  GtkButton *copy_button;
};

static void culvert_web_sign_in_body_init (CulvertPromptBodyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertWebSignIn,
                               culvert_web_sign_in,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_PROMPT_BODY,
                                                      culvert_web_sign_in_body_init))

static void
show_fault (CulvertWebSignIn *self, const char *sentence)
{
  gtk_label_set_text (self->fault_label, sentence);
  gtk_widget_show (self->fault_box);
}

static void
on_open_clicked (CulvertWebSignIn *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_on_window (GTK_WINDOW (window),
                              self->address,
                              gtk_get_current_event_time (),
                              &error))
    return;

  g_message ("No browser could be opened.");
  show_fault (self, _ ("No browser could be opened. Copy the link, and open it yourself."));
}

static void
on_copy_clicked (CulvertWebSignIn *self)
{
  GtkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);

  gtk_clipboard_set_text (clipboard, self->address, -1);
  gtk_button_set_label (self->copy_button, _ ("Link _copied"));
}

static void
show_address (CulvertWebSignIn *self)
{
  g_autofree char *host = NULL;
  g_autofree char *plain_host = NULL;
  g_autofree char *plain = culvert_plain_text (self->address, -1, MAX_ADDRESS_CHARACTERS);
  CulvertWebLinkFault fault = culvert_web_link_check (self->address, &host);

  gtk_label_set_text (self->address_label, plain);
  gtk_widget_set_visible (GTK_WIDGET (self->host_label), host != NULL);
  gtk_widget_set_visible (self->buttons, host != NULL);
  if (host == NULL)
    {
      show_fault (self, culvert_prompt_text_link_fault (fault));
      return;
    }

  plain_host = culvert_plain_text (host, -1, MAX_HOST_CHARACTERS);
  gtk_label_set_text (self->host_label, plain_host);
}

/* What is to be done elsewhere is not answered here. */
static gboolean
is_complete (CulvertPromptBody *body)
{
  return FALSE;
}

static void
store (CulvertPromptBody *body)
{
}

/* Enter, typed for something else, must not open it. */
static void
focus (CulvertPromptBody *body)
{
  CulvertWebSignIn *self = CULVERT_WEB_SIGN_IN (body);

  if (gtk_widget_get_visible (self->buttons))
    gtk_widget_grab_focus (GTK_WIDGET (self->copy_button));
}

static void
culvert_web_sign_in_body_init (CulvertPromptBodyInterface *iface)
{
  iface->is_complete = is_complete;
  iface->store = store;
  iface->focus = focus;
}

static void
culvert_web_sign_in_finalize (GObject *object)
{
  CulvertWebSignIn *self = CULVERT_WEB_SIGN_IN (object);

  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (culvert_web_sign_in_parent_class)->finalize (object);
}

static void
culvert_web_sign_in_class_init (CulvertWebSignInClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culvert_web_sign_in_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-web-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertWebSignIn, host_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertWebSignIn, fault_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertWebSignIn, fault_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertWebSignIn, address_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertWebSignIn, buttons);
  gtk_widget_class_bind_template_child (widget_class, CulvertWebSignIn, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
culvert_web_sign_in_init (CulvertWebSignIn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culvert_exact_label_set_up (self->host_label);
  culvert_exact_label_set_up (self->address_label);
}

CulvertWebSignIn *
culvert_web_sign_in_new (const char *address)
{
  CulvertWebSignIn *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_WEB_SIGN_IN, NULL);
  self->address = g_strdup (address);
  show_address (self);

  return self;
}
