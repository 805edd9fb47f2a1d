/* os_reason.c: the failures of the system that people meet, in the language of the run:
 * the C library speaks that of the locale, which is "C" here, and none but English where
 * its own translations are not installed. */
#include "os_reason.h"

#include "lang.h"

#include <errno.h>
#include <string.h>

static const struct {
    int number;
    const char *text;
} reasons[] = {
    {ENOENT, N_("there is no such file or folder")},
    {EACCES, N_("not allowed: look at the permissions of the file and its folders")},
    {EPERM, N_("not allowed")},
    {EROFS, N_("the disk is read-only")},
    {ENOSPC, N_("the disk is full")},
    {EDQUOT, N_("the quota of disk space is used up")},
    {EFBIG, N_("larger than files may be here")},
    {EIO, N_("the disk or its connection fails")},
    {ENOTDIR, N_("a file is where a folder was expected")},
    {EISDIR, N_("a folder is where a file was expected")},
    {EEXIST, N_("something of this name is there already")},
    {ENOTEMPTY, N_("the folder is not empty")},
    {ENAMETOOLONG, N_("the name is too long")},
    {ELOOP, N_("links that lead in a circle")},
    {EMFILE, N_("too many files are open")},
    {ENFILE, N_("too many files are open on this machine")},
    {ENOMEM, N_("out of memory")},
    {EBUSY, N_("in use by another program")},
    {ETXTBSY, N_("in use by another program")},
    {ENXIO, N_("nobody is at the other end")},
    {EPIPE, N_("the program behind the pipe has ended")},
};

static const char *reason(int number)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].number == number)
            return _(reasons[i].text);
    return strerror(number);
}

bool jx_os_fail(struct jx_error *err, const char *path, const char *what)
{
    int number = errno; /* before gettext, which may open a file */
    return jx_fail_kind(err, JX_ERR_SYSTEM, path, 0, "%s%s%s", what, _(": "),
                        reason(number));
}
