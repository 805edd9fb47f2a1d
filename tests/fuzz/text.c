/* text.c: any bytes as a text of tables, read, recognised and scored. */
#include "fuzz.h"

extern const struct jx_plugin jx_plugin_text;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_document(&jx_plugin_text, (struct jx_str){(const char *)data, size});
    return 0;
}
