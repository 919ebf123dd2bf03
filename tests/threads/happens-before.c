/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Tells the thread sanitizer what happens before what. It sees only what is compiled with it, and
 * the GLib of a system is not: a lock, or a task that goes to another thread and comes back, looks
 * like no order at all. Preloaded, these stand before the functions by which our threads meet, and
 * say so. What they add is the order that GLib promises, so that a race that is told is one. */

#define GLIB_DISABLE_DEPRECATION_WARNINGS

#include <dlfcn.h>
#include <gio/gio.h>

/* Of the sanitizer, in the program; what else the tests start has none. */
extern void __tsan_acquire (void *address) __attribute__ ((weak));
extern void __tsan_release (void *address) __attribute__ ((weak));

static void
acquire (void *address)
{
  if (__tsan_acquire != NULL)
    __tsan_acquire (address);
}

static void
release (void *address)
{
  if (__tsan_release != NULL)
    __tsan_release (address);
}

#define NEXT(function)                                                                             \
  static __typeof__ (&function) next;                                                              \
  if (next == NULL)                                                                                \
  next = (__typeof__ (&function)) dlsym (RTLD_NEXT, #function)

void
g_mutex_lock (GMutex *mutex)
{
  NEXT (g_mutex_lock);
  next (mutex);
  acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean is_locked;

  NEXT (g_mutex_trylock);
  is_locked = next (mutex);
  if (is_locked)
    acquire (mutex);
  return is_locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  NEXT (g_mutex_unlock);
  release (mutex);
  next (mutex);
}

/* While it waits, the lock is open. */
void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  NEXT (g_cond_wait);
  release (mutex);
  next (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean is_signalled;

  NEXT (g_cond_wait_until);
  release (mutex);
  is_signalled = next (cond, mutex, end_time);
  acquire (mutex);
  return is_signalled;
}

/* --- threads --- */

typedef struct
{
  GThreadFunc function;
  gpointer data;
} Start;

static gpointer
run_thread (gpointer user_data)
{
  Start start = *(Start *) user_data;

  acquire (user_data);
  g_free (user_data);
  return start.function (start.data);
}

GThread *(g_thread_new) (const char *name, GThreadFunc function, gpointer data)
{
  Start *start = g_new (Start, 1);

  NEXT (g_thread_new);
  *start = (Start){ function, data };
  release (start);
  return next (name, run_thread, start);
}

/* --- tasks --- */

static void
run_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc function = g_object_get_data (G_OBJECT (task), "happens-before");

  acquire (task);
  function (task, source, data, cancellable);
  release (task);
}

typedef struct
{
  GAsyncReadyCallback callback;
  gpointer data;
} Ready;

static void
be_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ready ready = *(Ready *) user_data;

  acquire (result);
  g_free (user_data);
  ready.callback (source, result, ready.data);
}

GTask *
g_task_new (gpointer source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Ready *ready;

  NEXT (g_task_new);
  if (callback == NULL)
    return next (source, cancellable, NULL, data);
  ready = g_new (Ready, 1);
  *ready = (Ready){ callback, data };
  return next (source, cancellable, be_ready, ready);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc function)
{
  NEXT (g_task_run_in_thread);
  g_object_set_data (G_OBJECT (task), "happens-before", (gpointer) function);
  release (task);
  next (task, run_task);
}

/* What a thread returns with is not the end of what it does, but all that it has to tell. */
#define RETURNS(function, ...)                                                                     \
  NEXT (function);                                                                                 \
  release (task);                                                                                  \
  next (__VA_ARGS__)

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify destroy)
{
  RETURNS (g_task_return_pointer, task, result, destroy);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  RETURNS (g_task_return_boolean, task, result);
}

void
g_task_return_int (GTask *task, gssize result)
{
  RETURNS (g_task_return_int, task, result);
}

void
g_task_return_error (GTask *task, GError *error)
{
  RETURNS (g_task_return_error, task, error);
}

#define TAKES(type, function, ...)                                                                 \
  type result;                                                                                     \
  NEXT (function);                                                                                 \
  acquire (task);                                                                                  \
  result = next (__VA_ARGS__);                                                                     \
  return result

gpointer
g_task_propagate_pointer (GTask *task, GError **error)
{
  TAKES (gpointer, g_task_propagate_pointer, task, error);
}

gboolean
g_task_propagate_boolean (GTask *task, GError **error)
{
  TAKES (gboolean, g_task_propagate_boolean, task, error);
}

gssize
g_task_propagate_int (GTask *task, GError **error)
{
  TAKES (gssize, g_task_propagate_int, task, error);
}

gpointer
g_task_get_task_data (GTask *task)
{
  TAKES (gpointer, g_task_get_task_data, task);
}

/* --- main loops --- */

typedef struct
{
  GSourceFunc function;
  gpointer data;
  GDestroyNotify notify;
} Call;

static gboolean
run_call (gpointer user_data)
{
  Call *call = user_data;

  acquire (call);
  return call->function (call->data);
}

static void
end_call (gpointer user_data)
{
  Call *call = user_data;

  acquire (call);
  if (call->notify != NULL)
    call->notify (call->data);
  g_free (call);
}

void
g_main_context_invoke_full (GMainContext *context,
                            int priority,
                            GSourceFunc function,
                            gpointer data,
                            GDestroyNotify notify)
{
  Call *call = g_new (Call, 1);

  NEXT (g_main_context_invoke_full);
  *call = (Call){ function, data, notify };
  release (call);
  next (context, priority, run_call, call, end_call);
}

/* --- references: whoever drops the last one sees what the others did --- */

void
g_object_unref (gpointer object)
{
  NEXT (g_object_unref);
  release (object);
  acquire (object);
  next (object);
}

void
g_bytes_unref (GBytes *bytes)
{
  NEXT (g_bytes_unref);
  release (bytes);
  acquire (bytes);
  next (bytes);
}
