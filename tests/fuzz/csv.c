/* csv.c: any bytes as comma-separated values, read, recognised and scored. */
#include "fuzz.h"

extern const struct jx_plugin jx_plugin_csv;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_document(&jx_plugin_csv, (struct jx_str){(const char *)data, size});
    return 0;
}
