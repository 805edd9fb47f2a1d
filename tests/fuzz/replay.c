/* replay.c: runs a target over the files of its corpus, in builds without a fuzzer. */
#include "fuzz.h"

#include "os_file.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct jx_arena arena = jx_arena_new(0);
    size_t ran = 0;
    for (int i = 1; i < argc; i++) {
        const char **names = NULL;
        size_t count = 0;
        struct jx_error err = {0};
        if (!jx_os_list(argv[i], &arena, &names, &count, &err))
            return 2;
        for (size_t k = 0; k < count; k++, ran++) {
            struct jx_bytes bytes;
            const char *path = jx_arena_format(&arena, "%s/%s", argv[i], names[k]);
            if (!path || !jx_os_read(path, 16 << 20, &bytes, &err))
                return 2;
            LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
            jx_os_release(&bytes);
        }
    }
    printf("%zu inputs\n", ran);
    jx_arena_free(&arena);
    return ran ? 0 : 2;
}
