// Which mutant is on, by its number in the list; the environment says it once for the process.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static inline bool mutant_is_on(int32_t number) {
  static int32_t on = -1;
  if (on < 0) {
    const char *text = getenv("POLICYC_MUTANT");
    on = text ? (int32_t)atoi(text) : 0;
  }
  return on == number;
}
