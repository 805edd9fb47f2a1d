/* alike.h: parts of two packs compared by how they score. For this room only. */
#pragma once

#include "changes.h"

bool jx_same_text(const char *a, const char *b); /* NULL is "" */
bool jx_same_value(const struct jx_value *a, const struct jx_value *b);
/* The text of a Lua rule, or the native method. */
bool jx_same_rule(const struct jx_rule *a, const struct jx_rule *b);
/* All but rule text, parameters' values and the missing policy: then these can be exchanged
 * one by one. */
bool jx_same_selector(const struct jx_selector *a, const struct jx_selector *b);
/* Weights of frameworks that are built alike. */
bool jx_same_leaves(const struct jx_framework *a, const struct jx_framework *b);
/* A template of weights. */
bool jx_same_template(const struct jx_weights *a, const struct jx_weights *b);
/* Have both packs the same templates by name, chosen in the same order? Then these can be
 * exchanged one by one. */
bool jx_same_templates(const struct jx_pack *a, const struct jx_pack *b);
/* Shares of the words of the scale. */
bool jx_same_levels(const struct jx_pack *a, const struct jx_pack *b);
