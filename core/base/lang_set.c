/* lang_set.c: the language of the program `jixiao`, chosen once: the only caller of
 * setlocale. No part of the library, whose user may change the language at any time. */
#include "lang.h"

#include <locale.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static atomic_uint rounds = 1;

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
    jx_lang_folder(folder);
    atomic_fetch_add(&rounds, 1);
}

/* Messages of this thread with what gettext said, which takes its time. */
struct said {
    char message[192];
    const char *translation; /* NULL: none */
    unsigned round;          /* of jx_lang_set */
};

const char *jx_lang_recall(const char *message)
{
    enum { PLACES = 64, NEAR = 4 };
    static _Thread_local struct said known[PLACES];
    if (!message || !*message)
        return message; /* gettext("") is its header */
    uint64_t home = (uint64_t)(uintptr_t)message * 0x9e3779b97f4a7c15u >> 32;
    unsigned now = atomic_load_explicit(&rounds, memory_order_relaxed);
    struct said *said = NULL;
    for (size_t i = 0; i < NEAR; i++) { /* two that share a place shall not alternate */
        said = &known[(home + i) % PLACES];
        if (said->round != now)
            break;
        if (strcmp(said->message, message) == 0)
            return said->translation ? said->translation : message;
    }
    const char *translation = _(message);
    size_t n = strlen(message);
    if (n < sizeof said->message) {
        memcpy(said->message, message, n + 1);
        said->translation = translation != message ? translation : NULL;
        said->round = now;
    }
    return translation;
}
