/* os_signal.h: what the program does about signals that end it. No part of the library. */
#pragma once

/* A write to a closed pipe becomes an error instead of a signal. */
void jx_os_ignore_pipe_signal(void);
