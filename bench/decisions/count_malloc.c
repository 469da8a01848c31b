/* Counts calls of malloc for DecisionBench. When this library is preloaded, its malloc replaces that of the C library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

static long calls;

long count_of_malloc(void) { return calls; }

void *malloc(size_t size) {
  static void *(*next)(size_t);
  if (!next) next = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
  calls++;
  return next(size);
}
