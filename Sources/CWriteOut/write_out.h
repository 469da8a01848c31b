/// Bringing what was written to the disk in good time. Linux has this; C's own library declares it
/// only to those who ask for everything that is not POSIX, which Swift's view of it does not.
#ifndef WRITE_OUT_H
#define WRITE_OUT_H

#include <stdint.h>

extern int sync_file_range(int file, int64_t from, int64_t count, unsigned int flags);

/// Starts to bring the bytes of a range to the disk, and does not wait for them. A hint: where the
/// file cannot, nothing happens.
static inline void begin_write_out(int file, int64_t from, int64_t count) {
  const unsigned int write = 2;
  (void)sync_file_range(file, from, count, write);
}

#endif
