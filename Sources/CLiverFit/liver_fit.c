#include "liver_fit.h"

#include <string.h>

// The functions that take vectors are all inlined, so that no calling convention is at stake.
#pragma clang diagnostic ignored "-Wpsabi"

// A fused multiply-add rounds once where two operations round twice: without it every kernel gives the same bits.
#pragma STDC FP_CONTRACT OFF

// What a fit may answer: s⁻¹, and multiples of the region's mean rate. Beyond them it has not converged.
#define LOWEST_RATE 0.0f
#define HIGHEST_RATE 2000.0f
#define LOWEST_SCALE 0.01f
#define HIGHEST_SCALE 50.0f

#define LANES 8
#define KERNEL(name) name##_portable
#include "kernel.inc.h"
#undef LANES
#undef KERNEL

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define LANES 16
#define KERNEL(name) name##_avx2
#include "kernel.inc.h"
#undef LANES
#undef KERNEL
#pragma clang attribute pop

#define DISPATCH(name, ...)                                          \
  switch (kernel) {                                                  \
    case liver_kernel_avx2: name##_avx2(__VA_ARGS__); break;         \
    case liver_kernel_portable: name##_portable(__VA_ARGS__); break; \
  }
#else
#define DISPATCH(name, ...) name##_portable(__VA_ARGS__);
#endif

bool liver_kernel_is_available(liver_kernel kernel) {
  switch (kernel) {
    case liver_kernel_portable: return true;
    case liver_kernel_avx2:
#if defined(__x86_64__)
      return __builtin_cpu_supports("avx2");
#else
      return false;
#endif
  }
  return false;
}

void liver_fit_least_squares(
    liver_kernel kernel, const liver_echoes *echoes, const float *magnitudes, size_t stride,
    size_t voxels, liver_fits fits) {
  DISPATCH(least_squares, echoes, magnitudes, stride, voxels, fits)
}

void liver_fit_rician(
    liver_kernel kernel, const liver_echoes *echoes, liver_noise noise, const float *mean_squares,
    const float *averaged, size_t stride, size_t voxels, liver_fits fits) {
  DISPATCH(rician, echoes, noise, mean_squares, averaged, stride, voxels, fits)
}

void liver_fit_scale(
    liver_kernel kernel, const liver_echoes *echoes, liver_noise noise, const float *magnitudes,
    const float *signal_at_zero, liver_shape shape, size_t stride, size_t voxels,
    liver_fits fits) {
  DISPATCH(scale, echoes, noise, magnitudes, signal_at_zero, shape, stride, voxels, fits)
}
