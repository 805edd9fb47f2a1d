/* xlsx.c: any bytes as a workbook: as they are when they begin like a zip, else as its
 * sheet, shared texts, styles and book, in parts. */
#include "fuzz.h"

extern const struct jx_plugin jx_plugin_xlsx;

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
static const char book[] =
    "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELS
    "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char relations[] =
    "<Relationships "
    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RELS
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_str bytes = {(const char *)data, size}, rest = bytes;
    bool zip = size > 1 && memcmp(data, "PK", 2) == 0;
    struct jx_str sheet = fuzz_part(&rest), strings = fuzz_part(&rest);
    struct jx_str styles = fuzz_part(&rest), own = fuzz_part(&rest);
    struct fuzz_entry parts[] = {
        {"xl/workbook.xml", own.n ? own : (struct jx_str){book, sizeof book - 1}},
        {"xl/_rels/workbook.xml.rels", {relations, sizeof relations - 1}},
        {"xl/worksheets/sheet1.xml", sheet},
        {"xl/sharedStrings.xml", strings},
        {"xl/styles.xml", styles},
        {0}};
    if (!zip)
        bytes = fuzz_zip(parts);
    fuzz_document(&jx_plugin_xlsx, bytes);
    if (!zip)
        free((char *)bytes.p);
    return 0;
}
