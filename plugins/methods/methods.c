/* methods.c: the list of native scoring methods. Weights, bands and limits are the
 * pack's; no figure of any office is here. */
#include "method.h"

static const struct jx_method *const list[] = {&method_proportional,
                                               &method_threshold,
                                               &method_step,
                                               &method_linear,
                                               &method_count,
                                               &method_tally,
                                               &method_banded,
                                               &method_execution_banded,
                                               &method_level,
                                               &method_yes_no,
                                               &method_execution,
                                               &method_milestone,
                                               &method_peer,
                                               &method_deadline,
                                               NULL};

JX_PLUGIN("methods", "1.0.0", NULL, NULL, list);
