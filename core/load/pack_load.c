/* pack_load.c: being written. */
