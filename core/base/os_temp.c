/* os_temp.c: temporary files. Outputs that users name are in os_file.c. */
#include "os_temp.h"

#include "lang.h"
#include "os_reason.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *jx_os_temp_make(struct jx_arena *arena, struct jx_error *err)
{
    const char *folder = getenv("TMPDIR");
    char *path =
        jx_arena_format(arena, "%s/jixiao-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = path ? mkstemp(path) : -1;
    if (fd < 0) {
        if (path)
            jx_os_fail(err, path, _("cannot be written"));
        else
            jx_fail_memory(err, NULL);
        return NULL;
    }
    close(fd);
    return path;
}

void jx_os_temp_remove(const char *path)
{
    if (path)
        unlink(path);
}
