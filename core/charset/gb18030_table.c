/* gb18030_table.c: prints the table of GB18030 as the C library of the building machine
 * knows it. Run while jixiao is built; the program then needs no converter of a system,
 * and reads a table alike on all of them. */
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>

enum { FOURS = 39420 }; /* codes of four bytes for characters up to U+FFFF */

/* The character of one code, 0 when it has none. */
static uint32_t character(iconv_t to_utf32, unsigned char *code, size_t len)
{
    unsigned char out[8] = {0};
    char *in = (char *)code, *to = (char *)out;
    size_t left = len, room = sizeof out;
    iconv(to_utf32, NULL, NULL, NULL, NULL);
    if (iconv(to_utf32, &in, &left, &to, &room) == (size_t)-1 || left || room != 4)
        return 0;
    return (uint32_t)out[0] << 24 | (uint32_t)out[1] << 16 | (uint32_t)out[2] << 8 |
           out[3];
}

static void print_twos(iconv_t to_utf32)
{
    printf("static const uint32_t twos[126][190] = {\n");
    for (unsigned lead = 0x81; lead <= 0xfe; lead++) {
        printf("{");
        for (unsigned trail = 0x40; trail <= 0xfe; trail++) {
            unsigned char code[] = {(unsigned char)lead, (unsigned char)trail};
            if (trail != 0x7f)
                printf("0x%x,", (unsigned)character(to_utf32, code, 2));
        }
        printf("},\n");
    }
    printf("};\n");
}

/* Runs of codes whose characters follow one another. */
static void print_fours(iconv_t to_utf32)
{
    uint32_t last = 0;
    printf("static const struct run { uint32_t number, character; } runs[] = {\n");
    for (unsigned i = 0; i < FOURS; i++) {
        unsigned char code[] = {
            (unsigned char)(0x81 + i / 12600), (unsigned char)(0x30 + i / 1260 % 10),
            (unsigned char)(0x81 + i / 10 % 126), (unsigned char)(0x30 + i % 10)};
        uint32_t now = character(to_utf32, code, 4);
        if (!i || now != (last ? last + 1 : 0))
            printf("{%u, 0x%x},\n", i, (unsigned)now);
        last = now;
    }
    printf("{%d, 0}};\n", FOURS);
}

int main(void)
{
    iconv_t to_utf32 = iconv_open("UTF-32BE", "GB18030");
    if (to_utf32 == (iconv_t)-1) {
        fprintf(stderr, "the C library of this machine has no GB18030\n");
        return 1;
    }
    printf("/* Made by gb18030_table.c. */\n#include <stdint.h>\n\n");
    print_twos(to_utf32);
    print_fours(to_utf32);
    iconv_close(to_utf32);
    return ferror(stdout) || fclose(stdout) != 0;
}
