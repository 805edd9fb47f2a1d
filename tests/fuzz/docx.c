/* docx.c: any bytes as a Word document: as they are when they begin like a zip, else as
 * its main part, for nobody finds XML by changing packed bytes. */
#include "fuzz.h"

extern const struct jx_plugin jx_plugin_docx;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_str bytes = {(const char *)data, size};
    struct fuzz_entry parts[] = {{"word/document.xml", bytes}, {0}};
    bool zip = size > 1 && memcmp(data, "PK", 2) == 0;
    if (!zip)
        bytes = fuzz_zip(parts);
    fuzz_document(&jx_plugin_docx, bytes);
    if (!zip)
        free((char *)bytes.p);
    return 0;
}
