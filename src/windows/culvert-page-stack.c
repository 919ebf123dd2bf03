/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-page-stack.h"

#include "culvert-clients-page.h"
#include "culvert-console-page.h"
#include "culvert-log-page.h"
#include "culvert-overview-page.h"

#include <glib/gi18n.h>

typedef enum
{
  OVERVIEW,
  CLIENTS,
  LOG,
  CONSOLE,
  N_PAGES
} Kind;

struct _CulvertPageStack
{
  GtkStack parent_instance;

  CulvertUiHost *host;           /* (unowned) */
  CulvertSession *session;       /* (owned) (nullable) */
  GSignalGroup *session_signals; /* (owned) */
  guint making;                  /* source id, or 0: of pages that nobody has looked at */
  gboolean is_drawn;

  GtkBox *boxes[N_PAGES];
  GtkWidget *pages[N_PAGES]; /* in its box (nullable): until it is made */
};

G_DEFINE_FINAL_TYPE (CulvertPageStack, culvert_page_stack, GTK_TYPE_STACK)

static void
lead (CulvertPageStack *self, Kind kind)
{
  GtkWidget *page = self->pages[kind];

  if (page == NULL)
    return;

  switch (kind)
    {
    case OVERVIEW:
      culvert_overview_page_set_session (CULVERT_OVERVIEW_PAGE (page), self->session);
      break;
    case CLIENTS:
      culvert_clients_page_set_session (CULVERT_CLIENTS_PAGE (page), self->session);
      break;
    case LOG:
      culvert_log_page_set_session (CULVERT_LOG_PAGE (page), self->session);
      break;
    case CONSOLE:
      culvert_console_page_set_session (CULVERT_CONSOLE_PAGE (page), self->session);
      break;
    case N_PAGES:
      g_assert_not_reached ();
    }
}

static void
make_page (CulvertPageStack *self, Kind kind)
{
  static GType (*const types[]) (void) = {
    [OVERVIEW] = culvert_overview_page_get_type,
    [CLIENTS] = culvert_clients_page_get_type,
    [LOG] = culvert_log_page_get_type,
    [CONSOLE] = culvert_console_page_get_type,
  };
  GtkWidget *page;

  if (self->pages[kind] != NULL)
    return;

  page = g_object_new (types[kind](), NULL);
  self->pages[kind] = page;
  if (kind == OVERVIEW)
    {
      culvert_overview_page_set_usage (CULVERT_OVERVIEW_PAGE (page),
                                       culvert_ui_host_get_usage (self->host));
      culvert_overview_page_set_profiles (CULVERT_OVERVIEW_PAGE (page),
                                          culvert_ui_host_get_profiles (self->host));
    }
  gtk_box_pack_start (self->boxes[kind], page, TRUE, TRUE, 0);
  lead (self, kind);
  /* Only a server has clients. */
  if (kind == CLIENTS)
    g_object_bind_property (page, "visible", self->boxes[kind], "visible", G_BINDING_SYNC_CREATE);
}

static gboolean
is_wanted (CulvertPageStack *self, Kind kind)
{
  return kind != CLIENTS ||
         (self->session != NULL && culvert_session_get_administration (self->session) != NULL);
}

static void
make_visible_page (CulvertPageStack *self)
{
  GtkWidget *visible = gtk_stack_get_visible_child (GTK_STACK (self));

  for (Kind kind = 0; kind < N_PAGES; kind++)
    {
      if (visible != NULL && visible == GTK_WIDGET (self->boxes[kind]))
        make_page (self, kind);
    }
}

/* One at a time, so that others get their turn. */
static gboolean
on_nothing_to_do (gpointer user_data)
{
  CulvertPageStack *self = user_data;

  for (Kind kind = 0; kind < N_PAGES; kind++)
    {
      if (self->pages[kind] == NULL && is_wanted (self, kind))
        {
          make_page (self, kind);
          return G_SOURCE_CONTINUE;
        }
    }

  self->making = 0;

  return G_SOURCE_REMOVE;
}

static void
make_rest_later (CulvertPageStack *self)
{
  if (self->making == 0)
    self->making = g_idle_add_full (G_PRIORITY_LOW, on_nothing_to_do, self, NULL);
}

static void
on_visible_child_changed (CulvertPageStack *self)
{
  if (self->session != NULL)
    make_visible_page (self);
}

/* A session knows late that its daemon is a server. */
static void
on_session_changed (CulvertPageStack *self)
{
  if (self->is_drawn && self->pages[CLIENTS] == NULL && is_wanted (self, CLIENTS))
    make_rest_later (self);
}

static void
culvert_page_stack_map (GtkWidget *widget)
{
  make_visible_page (CULVERT_PAGE_STACK (widget));

  GTK_WIDGET_CLASS (culvert_page_stack_parent_class)->map (widget);
}

/* What seems to be idle time before, is the time in which a window waits for the X server. */
static gboolean
culvert_page_stack_draw (GtkWidget *widget, cairo_t *cr)
{
  CulvertPageStack *self = CULVERT_PAGE_STACK (widget);

  if (!self->is_drawn)
    make_rest_later (self);
  self->is_drawn = TRUE;

  return GTK_WIDGET_CLASS (culvert_page_stack_parent_class)->draw (widget, cr);
}

static void
culvert_page_stack_dispose (GObject *object)
{
  CulvertPageStack *self = CULVERT_PAGE_STACK (object);

  g_clear_handle_id (&self->making, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_page_stack_parent_class)->dispose (object);
}

static void
culvert_page_stack_class_init (CulvertPageStackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_page_stack_dispose;
  widget_class->map = culvert_page_stack_map;
  widget_class->draw = culvert_page_stack_draw;
}

static void
culvert_page_stack_init (CulvertPageStack *self)
{
  static const struct
  {
    const char *name;
    const char *title;
  } kinds[] = {
    [OVERVIEW] = { "overview", N_ ("Overview") },
    [CLIENTS] = { "clients", N_ ("Clients") },
    [LOG] = { "log", N_ ("Log") },
    [CONSOLE] = { "console", N_ ("Console") },
  };

  for (Kind kind = 0; kind < N_PAGES; kind++)
    {
      self->boxes[kind] = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
      gtk_widget_set_visible (GTK_WIDGET (self->boxes[kind]), kind != CLIENTS);
      gtk_stack_add_titled (GTK_STACK (self),
                            GTK_WIDGET (self->boxes[kind]),
                            kinds[kind].name,
                            _ (kinds[kind].title));
    }
  g_signal_connect (self, "notify::visible-child", G_CALLBACK (on_visible_child_changed), NULL);

  self->session_signals = g_signal_group_new (CULVERT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals,
                                  "changed",
                                  G_CALLBACK (on_session_changed),
                                  self);
}

void
culvert_page_stack_set_host (CulvertPageStack *self, CulvertUiHost *host)
{
  g_return_if_fail (CULVERT_IS_PAGE_STACK (self));
  g_return_if_fail (CULVERT_IS_UI_HOST (host));

  self->host = host;
}

void
culvert_page_stack_set_session (CulvertPageStack *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_PAGE_STACK (self));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->session_signals, session);
  for (Kind kind = 0; kind < N_PAGES; kind++)
    lead (self, kind);
  on_visible_child_changed (self);
  on_session_changed (self);
}

/* A page that is not there yet cannot be visible, and what is not visible cannot be shown. */
void
culvert_page_stack_show (CulvertPageStack *self, const char *name)
{
  g_return_if_fail (CULVERT_IS_PAGE_STACK (self));
  g_return_if_fail (name != NULL);

  if (g_str_equal (name, "clients") && is_wanted (self, CLIENTS))
    make_page (self, CLIENTS);
  gtk_stack_set_visible_child_name (GTK_STACK (self), name);
}

gboolean
culvert_page_stack_shows (CulvertPageStack *self, const char *name)
{
  g_return_val_if_fail (CULVERT_IS_PAGE_STACK (self), FALSE);

  return gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self)), name) == 0;
}

void
culvert_page_stack_show_console (CulvertPageStack *self)
{
  g_return_if_fail (CULVERT_IS_PAGE_STACK (self));

  make_page (self, CONSOLE);
  culvert_page_stack_show (self, "console");
  culvert_console_page_focus (CULVERT_CONSOLE_PAGE (self->pages[CONSOLE]));
}

gboolean
culvert_page_stack_start_search (CulvertPageStack *self)
{
  g_return_val_if_fail (CULVERT_IS_PAGE_STACK (self), FALSE);

  if (culvert_page_stack_shows (self, "log"))
    culvert_log_page_start_search (CULVERT_LOG_PAGE (self->pages[LOG]));
  else if (culvert_page_stack_shows (self, "clients"))
    culvert_clients_page_start_search (CULVERT_CLIENTS_PAGE (self->pages[CLIENTS]));
  else
    return FALSE;

  return TRUE;
}
