// What Swift cannot call itself: variadic system calls and code that must be safe inside a signal handler.
#ifndef CSYSTEM_H
#define CSYSTEM_H

/// A descriptor that becomes readable when the process `process` ends; -1 with errno when there is none.
int csystem_pidfd_open(int process);

/// From now on SIGTERM, SIGINT and SIGHUP write their number as one byte to `descriptor`, SIGPIPE is ignored, and SIGURG
/// does nothing but interrupt a blocking system call.
void csystem_catch_signals(int descriptor);

/// Sets the capacity of a pipe where the system lets it be set; -1 when it does not.
int csystem_set_pipe_capacity(int descriptor, int bytes);

/// Lets large blocks of memory be mapped one by one, so that they can grow without a copy and go back to the system when
/// they are freed. Without it the GNU allocator stops doing so after the first large block.
void csystem_keep_large_blocks_apart(void);

/// Opens a file for writing that only its owner may read; -1 with errno when it cannot be opened.
int csystem_create_file(const char *path);

#endif
