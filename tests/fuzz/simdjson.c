/* simdjson.c: any bytes as records, one a line, by the fast reader, scored. */
#include "fuzz.h"

extern const struct jx_plugin jx_plugin_simdjson;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_document(&jx_plugin_simdjson, (struct jx_str){(const char *)data, size});
    return 0;
}
