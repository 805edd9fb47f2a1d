/* os_signal.h: what the program does about signals that end it. No part of the library. */
#pragma once

/* A write to a closed pipe becomes an error instead of a signal. */
void jx_os_ignore_pipe_signal(void);

/* From now on a crash says inside which plugin's function it happened (os_plugin.h), before
 * it ends the process as ever. */
void jx_os_name_crashes(void);
