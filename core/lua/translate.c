/* translate.c: the interpreter's own errors in the language of the run. Those that rule authors
 * meet are known by their shape; any other stays as it is. */
#include "sandbox.h"

#include "lang.h"

#include <stdio.h>
#include <string.h>

/* The shapes with one type and perhaps a name, "attempt to index a nil value (local 'x')". */
static const char *const acts[] = {
    N_("attempt to call a %s value%s"),
    N_("attempt to index a %s value%s"),
    N_("attempt to perform arithmetic on a %s value%s"),
    N_("attempt to concatenate a %s value%s"),
    N_("attempt to get length of a %s value%s"),
};
static const char *const kinds[] = {N_("global"),  N_("local"),  N_("field"),
                                    N_("upvalue"), N_("method"), N_("constant")};
/* Whole messages. */
static const char *const wholes[] = {
    N_("attempt to divide by zero"),
    N_("attempt to perform 'n%%0'"),
    N_("number has no integer representation"),
    N_("'for' step is zero"),
    N_("unexpected symbol near <eof>"),
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* " (local 'x')" */
static void write_name(const char *text, char *out, size_t size)
{
    char kind[16], name[64];
    snprintf(out, size, "%s", text);
    if (sscanf(text, " (%15[a-z] '%63[^']')", kind, name) != 2)
        return;
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kind, kinds[i]) == 0)
            snprintf(out, size, " (%s '%s')", _(kinds[i]), name);
}

static bool write_act(const char *act, const char *message, char *out, size_t size)
{
    char type[32], name[128];
    size_t n = strcspn(act, "%");
    const char *value = strstr(message, " value");
    if (strncmp(message, act, n) != 0 || !value || value < message + n ||
        (size_t)(value - message) - n >= sizeof type)
        return false;
    snprintf(type, sizeof type, "%.*s", (int)(value - message - (ptrdiff_t)n),
             message + n);
    write_name(value + strlen(" value"), name, sizeof name);
    snprintf(out, size, _(act), type, name);
    return true;
}

/* Errors of the compiler, which end with the token they are about. */
static const char *const tokens[] = {
    N_("unexpected symbol near %s"),       N_("<name> expected near %s"),
    N_("<eof> expected near %s"),          N_("unfinished string near %s"),
    N_("invalid escape sequence near %s"),
};

static bool write_syntax(const char *message, char *out, size_t size)
{
    char what[16], open[16];
    int line, end = 0;
    const char *near = strstr(message, " near ");
    if (!near)
        return false;
    near += strlen(" near ");
    for (size_t i = 0; i < COUNT(tokens); i++)
        if (strncmp(message, tokens[i], strcspn(tokens[i], "%")) == 0)
            return snprintf(out, size, _(tokens[i]), near), true;
    if (sscanf(message, "%15s expected (to close '%15[^']' at line %d)%n", what, open,
               &line, &end) == 3 &&
        end)
        snprintf(out, size, _("%s expected (to close '%s' at line %d) near %s"), what,
                 open, line, near);
    else if (sscanf(message, "%15s expected near%n", what, &end) == 1 && end)
        snprintf(out, size, _("%s expected near %s"), what, near);
    else
        return false;
    return true;
}

void jx_box_translate(const char *message, char *out, size_t size)
{
    char a[32], b[32];
    int end = 0;
    for (size_t i = 0; i < COUNT(acts); i++)
        if (write_act(acts[i], message, out, size))
            return;
    for (size_t i = 0; i < COUNT(wholes); i++)
        if (strcmp(message, wholes[i]) == 0)
            message = _(wholes[i]);
    if (write_syntax(message, out, size))
        return;
    if (sscanf(message, "attempt to compare two %31s values%n", a, &end) == 1 && end)
        snprintf(out, size, _("attempt to compare two %s values"), a);
    else if (sscanf(message, "attempt to compare %31s with %31s", a, b) == 2)
        snprintf(out, size, _("attempt to compare %s with %s"), a, b);
    else if (sscanf(message, "bad 'for' %*[a-z ] (number expected, got %31[^)])%n", a,
                    &end) == 1 &&
             end)
        snprintf(out, size, _("'for' takes numbers, not a %s"), a);
    else
        snprintf(out, size, "%s", message);
}
