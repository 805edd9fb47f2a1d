/* record.c: any bytes as records, as one document and a line each, scored. */
#include "fuzz.h"

#include "record_json.h"

static const struct jx_reader *const readers[] = {&jx_json_reader, &jx_ndjson_reader,
                                                  NULL};
static const struct jx_plugin plugin = {.readers = readers};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_document(&plugin, (struct jx_str){(const char *)data, size});
    return 0;
}
