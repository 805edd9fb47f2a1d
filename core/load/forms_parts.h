/* forms_parts.h: what the files share that read forms.json. Not for other rooms. */
#pragma once

#include "forms_load.h"

struct loader {
    const struct jx_json *root;
    struct jx_pack *pack;
    struct jx_arena *arena; /* of the pack */
    struct jx_faults *faults;
};

/* Keys that a list of labels may have. */
struct keys {
    const char *const *names;
    const int *allowed; /* -1 ends it */
};

/* forms_load.c. Faults at a node; hint may be NULL, format takes one text. */
void forms_fault(struct loader *load, const struct jx_json *node, const char *hint,
                 const char *text);
void forms_fault_text(struct loader *load, const struct jx_json *node, const char *hint,
                      const char *format, const char *what);
void forms_no_memory(struct loader *load);
bool forms_note(const struct jx_json *node);
/* false: absent, or no object and a fault. */
bool forms_object(struct loader *load, const struct jx_json *node);
/* Every key of an object must be one of `known` (NULL-terminated), or "note". */
void forms_keys(struct loader *load, const struct jx_json *object,
                const char *const *known);
/* A list of texts, or one text. */
struct jx_patterns forms_words(struct loader *load, const struct jx_json *node);
const struct jx_label *forms_labels(struct loader *load, const struct jx_json *object,
                                    const struct keys *keys, bool words, size_t *count);

/* forms_report.c: the parts of forms with a framework. */
void forms_read_facts(struct loader *load, const struct jx_json *node,
                      struct jx_form_spec *spec);
void forms_read_report(struct loader *load, const struct jx_json *node,
                       struct jx_form_spec *spec);
