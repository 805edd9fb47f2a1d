/* forms_load.h: a pack's forms.json, merged with its parents', to form specs.
 *
 * {"forms": {ID: {"titles": [..], "required": [..], "fields": {KEY: [..]},
 *   "code_in_name": true, "constants": {KEY: "text"},
 *   "budget": {"columns": {KEY: [..]}, "across": KEY, "total": [..], "sources": [..],
 *              "nested": [..], "level1": "..", "name": ".."},
 *   "indicators": {"columns": {KEY: [..]}, "closing": [..],
 *                  "subtotals": [..], "unused": [..]},
 *   "ends": [..], "instructions": [..], "remarks": [..],
 *   "blank": {"title": "..", "amounts": "..", "sections": ["..", ".."], "sources": [..],
 *             "groups": {LEVEL1: [LEVEL2, ..]}, "rows": 3, "signatures": [..],
 *             "notes": [..], "without": [KEY, ..]}}}}
 * KEY is a key of a record, a row of funds or an indicator. A list may be one text; an
 * empty list says that the form has none. "note" is allowed in every object. */
#pragma once

#include "formspec.h"
#include "json.h"

/* Fills pack->forms; everything lives in the pack's arena. Adds every fault with file,
 * JSON path, line and a hint; false when there was an error. `forms_root` may be NULL: no
 * forms. */
bool jx_forms_compile(const struct jx_json *forms_root, struct jx_pack *pack,
                      struct jx_faults *faults);
