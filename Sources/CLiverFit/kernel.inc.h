// One kernel: the arithmetic, the three fits, and their loops over the voxels.

#include "lanes.inc.h"

LANE_FUNCTION lanes KERNEL(load)(const float *from) {
  lanes value;
  memcpy(&value, from, sizeof value);
  return value;
}
#define LOAD KERNEL(load)
LANE_FUNCTION void KERNEL(store)(float *to, lanes value) { memcpy(to, &value, sizeof value); }
#define STORE KERNEL(store)
LANE_FUNCTION lanes KERNEL(inside)(lanes rate, masks moving) {
  masks settled = ~moving & (rate > LOWEST_RATE) & (rate < HIGHEST_RATE);
  return choose(settled, (lanes)1.0f, (lanes)0.0f);
}
#define INSIDE KERNEL(inside)

#include "least_squares.inc.h"
#include "rician.inc.h"
#include "scale.inc.h"

static void KERNEL(least_squares)(
    const liver_echoes *echoes, const float *magnitudes, size_t stride, size_t voxels,
    liver_fits fits) {
  for (size_t at = 0; at < voxels; at += LANES) {
    KERNEL(least_squares_block)(echoes, magnitudes, stride, at, fits);
  }
}

static void KERNEL(rician)(
    const liver_echoes *echoes, liver_noise noise, const float *mean_squares,
    const float *averaged, size_t stride, size_t voxels, liver_fits fits) {
  for (size_t at = 0; at < voxels; at += LANES) {
    KERNEL(rician_block)(echoes, noise, mean_squares, averaged, stride, at, fits);
  }
}

static void KERNEL(scale)(
    const liver_echoes *echoes, liver_noise noise, const float *magnitudes,
    const float *signal_at_zero, liver_shape shape, size_t stride, size_t voxels,
    liver_fits fits) {
  for (size_t at = 0; at < voxels; at += LANES) {
    KERNEL(scale_block)(
        echoes, noise, magnitudes, signal_at_zero, shape, stride, at, fits);
  }
}

#undef lanes
#undef masks
#undef LANE_FUNCTION
#undef choose
#undef lesser
#undef greater
#undef clamped
#undef magnitude
#undef root
#undef any
#undef exponential
#undef roughly_log
#undef starting_rate
#undef LOAD
#undef STORE
#undef INSIDE
