/* lang.c: the only caller of setlocale. */
#include "lang.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *from_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "en", 2) == 0 ? "en" : "zh";
    }
    return "zh";
}

void jx_lang_set(const char *lang, const char *folder)
{
    /* gettext translates in any locale but "C"; LANGUAGE then names the catalogue, so
     * that a bare server without a Chinese locale still speaks Chinese. */
    if (!setlocale(LC_MESSAGES, "C.UTF-8"))
        setlocale(LC_MESSAGES, "");
    setenv("LANGUAGE", lang ? lang : from_environment(), 1);
    if (folder)
        bindtextdomain(JX_DOMAIN, folder);
    bind_textdomain_codeset(JX_DOMAIN, "UTF-8");
}

const char *jx_lang_translate(const char *message)
{
    return message && *message ? _(message) : message; /* gettext("") is its header */
}
