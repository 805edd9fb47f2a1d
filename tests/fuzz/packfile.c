/* packfile.c: any bytes as a pack file: as they are, and as the contents of one that is
 * built well, which must read back the same. Signatures: signature.c. */
#include "fuzz.h"

#include "packfile.h"
#include "strbuf.h"

static void parse(struct jx_str bytes)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    struct jx_packfile file;
    struct jx_str again;
    if (jx_packfile_parse("x.jxp", bytes, &arena, &file, &err)) {
        for (size_t i = 0; i < file.count; i++) {
            const char *name = file.entries[i].name, *why;
            MUST(jx_packfile_name_good(name, strlen(name), &why));
            MUST(name[0] != '/' && !strstr(name, ".."));
        }
        MUST(jx_packfile_print(&file, &arena, &again, &err) && again.n <= bytes.n);
    } else {
        MUST(err.text[0]);
    }
    jx_arena_free(&arena);
}

static void build(struct jx_str rest)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    struct jx_packfile_entry entries[16];
    struct jx_str bytes;
    size_t count = 0;
    while (rest.n && count < 16) {
        struct jx_str part = fuzz_part(&rest);
        const char *end = part.n ? memchr(part.p, '\n', part.n) : NULL;
        size_t n = end ? (size_t)(end - part.p) : part.n;
        const char *name = n ? jx_arena_copy(&arena, part.p, n) : "x";
        size_t skip = n + (end != NULL);
        entries[count++] =
            (struct jx_packfile_entry){name, {part.p + skip, part.n - skip}};
    }
    if (count && jx_packzip_print(entries, count, &arena, &bytes, &err))
        parse(bytes);
    jx_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_str bytes = {(const char *)data, size};
    parse(bytes);
    build(bytes);
    return 0;
}
