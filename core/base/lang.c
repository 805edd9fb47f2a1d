/* lang.c: messages by gettext. Which language is chosen is no business of this file. */
#include "lang.h"

void jx_lang_folder(const char *folder)
{
    if (folder)
        bindtextdomain(JX_DOMAIN, folder);
    bind_textdomain_codeset(JX_DOMAIN, "UTF-8");
}

const char *jx_lang_translate(const char *message)
{
    return message && *message ? _(message) : message; /* gettext("") is its header */
}
