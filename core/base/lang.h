/* lang.h: messages in the user's language, by gettext; LC_MESSAGES only.
 *
 * The other categories of a locale stay "C" for the whole life of the process, because
 * they would change numbers and order. */
#pragma once

#include <libintl.h>

#define JX_DOMAIN "jixiao"

/* _(): the text in the language of the run. N_(): marks a constant for translation at
 * the place that prints it. */
#define _(text)  dgettext(JX_DOMAIN, text)
#define N_(text) text

/* Chooses the language: "zh", "en", or NULL to decide by LC_ALL, LC_MESSAGES and LANG,
 * Chinese when they say nothing ("C", unset). `folder` holds LANG/LC_MESSAGES/jixiao.mo;
 * NULL: the system's. Call it before threads start. */
void jx_lang_set(const char *lang, const char *folder);

/* Only says where the messages lie, and leaves the language to whoever has chosen it. Any
 * thread. */
void jx_lang_folder(const char *folder);

/* The message in the run's language; NULL and "" as they are. A plain function for tables
 * of functions. */
const char *jx_lang_translate(const char *message);
/* The same for what jx_lang_set chose, from memory where it was asked for before. */
const char *jx_lang_recall(const char *message);
