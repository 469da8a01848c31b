/// Linux system calls that glibc declares only with `_GNU_SOURCE`, which Swift's import of glibc does not define.
#ifndef LINUX_CALLS_H
#define LINUX_CALLS_H

#include <stdint.h>

extern int sync_file_range(int file, int64_t from, int64_t count, unsigned int flags);
extern int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned int flags);

/// Starts to write a range of bytes to the disk without waiting for it. This is a hint: if the file system does not
/// support it, nothing happens.
static inline void begin_write_out(int file, int64_t from, int64_t count) {
  const unsigned int write = 2;
  (void)sync_file_range(file, from, count, write);
}

/// Exchanges two paths in one step, so that each always names one of the two files or folders.
static inline int exchange_paths(const char *one, const char *other) {
  const int current_folder = -100;
  const unsigned int exchange = 2;
  return renameat2(current_folder, one, current_folder, other, exchange);
}

/// Renames a path, or fails if the new path already exists.
static inline int rename_to_new(const char *path, const char *new_path) {
  const int current_folder = -100;
  const unsigned int no_replace = 1;
  return renameat2(current_folder, path, current_folder, new_path, no_replace);
}

#endif
