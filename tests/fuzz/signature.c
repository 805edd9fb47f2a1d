/* signature.c: any bytes as a signature, as a key file and as a revocation: what is taken
 * for good prints and reads back the same, and no revocation is good by chance. */
#include "fuzz.h"

#include "key.h"
#include "strbuf.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Key files are read by their path. */
static int as_file(struct jx_str bytes, char path[32])
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    MUST(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
    snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

static void as_signature(struct jx_str bytes, struct jx_arena *arena)
{
    struct jx_signature signature, again;
    struct jx_error err = {0};
    struct jx_strbuf out = {0};
    if (!jx_signature_parse("x", bytes, arena, &signature, &err)) {
        MUST(err.text[0]);
        return;
    }
    jx_signature_print(&signature, &out);
    MUST(
        jx_signature_parse("y", (struct jx_str){out.text, out.len}, arena, &again, &err));
    MUST(strcmp(signature.id, again.id) == 0 && strcmp(signature.name, again.name) == 0 &&
         memcmp(signature.bytes, again.bytes, sizeof again.bytes) == 0);
    jx_strbuf_free(&out);
}

static void as_key(const char *path, struct jx_arena *arena)
{
    struct jx_key key;
    struct jx_error err = {0};
    struct jx_revocation revocation;
    if (jx_key_read(path, arena, &key, &err))
        MUST(strlen(key.id) == JX_KEY_ID && key.name[0]);
    else
        MUST(err.text[0]);
    err = (struct jx_error){0};
    bool is = jx_revocation_is(path);
    if (jx_revocation_read(path, arena, &revocation, &err))
        MUST(is && revocation.why && strlen(revocation.key.id) == JX_KEY_ID);
    else
        MUST(err.text[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_str bytes = {(const char *)data, size};
    struct jx_arena arena = jx_arena_new(0);
    char path[32];
    int fd = as_file(bytes, path);
    as_signature(bytes, &arena);
    as_key(path, &arena);
    close(fd);
    jx_arena_free(&arena);
    return 0;
}
