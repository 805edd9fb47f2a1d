/* values.h: which tokens are numbers, and which texts are left to the reader behind. Cells
 * and keys are not known here. */
#pragma once

#include <string_view>

namespace
{
inline bool digits(const char *&at, const char *end)
{
    const char *from = at;
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at > from;
}

/* A number of RFC 8259, no longer than any reader takes. */
inline bool is_number(std::string_view text)
{
    const char *at = text.data(), *end = at + text.size();
    constexpr size_t longest = 400;
    if (at < end && *at == '-')
        at++;
    const char *first = at;
    if (text.size() > longest || !digits(at, end) || (*first == '0' && at - first > 1))
        return false;
    if (at < end && *at == '.' && !digits(++at, end))
        return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-'))
            at++;
        if (!digits(at, end))
            return false;
    }
    return at == end;
}

/* Unescaped text that others might refuse: NUL, or half a surrogate pair. */
inline bool doubtful(std::string_view text)
{
    for (size_t i = 0; i < text.size(); i++) {
        auto c = static_cast<unsigned char>(text[i]);
        if (c == 0 || (c == 0xed && i + 1 < text.size() &&
                       static_cast<unsigned char>(text[i + 1]) >= 0xa0))
            return true;
    }
    return false;
}
} /* namespace */
