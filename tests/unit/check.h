/* check.h: the few macros unit tests need. A failed check says where and what, counts,
 * and the test goes on. */
#pragma once

#include <stdio.h>
#include <string.h>

static int check_failures, check_count;

#define CHECK(e)                                                                         \
    do {                                                                                 \
        check_count++;                                                                   \
        if (!(e)) {                                                                      \
            check_failures++;                                                            \
            printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #e);                       \
        }                                                                                \
    } while (0)

/* Compares texts and shows both. */
#define CHECK_STR(got, want)                                                             \
    do {                                                                                 \
        const char *got_ = (got), *want_ = (want);                                       \
        check_count++;                                                                   \
        if (strcmp(got_ ? got_ : "(null)", want_) != 0) {                                \
            check_failures++;                                                            \
            printf("%s:%d: got  \"%s\"\n    want \"%s\"\n", __FILE__, __LINE__,          \
                   got_ ? got_ : "(null)", want_);                                       \
        }                                                                                \
    } while (0)

/* Checks that `text` contains `part`. */
#define CHECK_HAS(text, part)                                                            \
    do {                                                                                 \
        const char *text_ = (text), *part_ = (part);                                     \
        check_count++;                                                                   \
        if (!text_ || !strstr(text_, part_)) {                                           \
            check_failures++;                                                            \
            printf("%s:%d: got \"%s\"\n    without \"%s\"\n", __FILE__, __LINE__,        \
                   text_ ? text_ : "(null)", part_ ? part_ : "(null)");                  \
        }                                                                                \
    } while (0)

/* Ends main: prints the count, returns the exit status. */
static inline int check_end(void)
{
    printf("%d checks, %d failed\n", check_count, check_failures);
    return check_failures ? 1 : 0;
}
