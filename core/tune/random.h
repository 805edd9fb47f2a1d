/* random.h: numbers that look random and are told by their place alone, so that any thread
 * can draw any of them: the mixing function of SplitMix64 (Steele, Lea, Flood: Fast
 * Splittable Pseudorandom Number Generators, OOPSLA 2014) over seed and place. */
#pragma once

#include <stdint.h>

/* In [0, 1), with 53 bits. */
static inline double jx_random(uint64_t seed, uint64_t row, uint64_t column)
{
    uint64_t z = seed * 0x9e3779b97f4a7c15u;
    const uint64_t parts[] = {row, column};
    for (int i = 0; i < 2; i++) {
        z += parts[i] * 0xd1342543de82ef95u + 0x9e3779b97f4a7c15u;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
        z = (z ^ z >> 27) * 0x94d049bb133111ebu;
        z ^= z >> 31;
    }
    return (double)(z >> 11) * 0x1p-53;
}
