/* main.c: argv to the command table, nothing else. */
#include "cmd.h"

int main(int argc, char **argv)
{
    return jx_main(argc, argv);
}
