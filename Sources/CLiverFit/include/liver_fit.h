// Fits of signal decays, many voxels at a time.
//
// Every function takes echo-major arrays: echo `e` of voxel `v` is at `[e * stride + v]`. A voxel's answer depends on that
// voxel alone, and every kernel does the same IEEE operations in the same order: the bits are the same for any kernel and
// for any split of the voxels over threads.
#ifndef LIVER_FIT_H
#define LIVER_FIT_H

#include <stdbool.h>
#include <stddef.h>

#define LIVER_FIT_MOST_ECHOES 64

/// Strides and answers have space for a multiple of this many voxels; the values beyond the voxels are arbitrary but finite.
#define LIVER_FIT_MOST_LANES 16

typedef enum { liver_kernel_portable, liver_kernel_avx2 } liver_kernel;

/// Whether this machine can run the kernel.
bool liver_kernel_is_available(liver_kernel kernel);

/// When the echoes were taken, in seconds, ascending and distinct.
typedef struct {
  int count;
  float seconds[LIVER_FIT_MOST_ECHOES];
} liver_echoes;

/// σ of each echo, and how many channels were combined into one magnitude.
typedef struct {
  const float *sigma;
  float channels;
} liver_noise;

/// Where the answers go; each array has space for every voxel.
typedef struct {
  float *rate;            // s⁻¹, or the scale for `liver_fit_scale`
  float *signal_at_zero;  // not used by `liver_fit_scale`
  float *standard_error;  // of the rate
  float *quality;         // reduced chi-squared; for least squares the residual variance
  float *converged;       // 1 or 0
} liver_fits;

/// Non-linear least squares of S₀·exp(−R·t) to magnitudes.
void liver_fit_least_squares(
    liver_kernel kernel, const liver_echoes *echoes, const float *magnitudes, size_t stride,
    size_t voxels, liver_fits fits);

/// Quasi-likelihood of S₀·exp(−R·t) under noise, from mean squares of the magnitudes of `averaged[v]` voxels.
void liver_fit_rician(
    liver_kernel kernel, const liver_echoes *echoes, liver_noise noise, const float *mean_squares,
    const float *averaged, size_t stride, size_t voxels, liver_fits fits);

/// Two exponentials of known shape and known S₀: only the time scale of each voxel is fitted.
typedef struct {
  float fast_fraction, fast_rate, slow_rate;
} liver_shape;

/// The same quasi-likelihood for S₀·shape(k·t), with one scale k for each voxel.
void liver_fit_scale(
    liver_kernel kernel, const liver_echoes *echoes, liver_noise noise, const float *magnitudes,
    const float *signal_at_zero, liver_shape shape, size_t stride, size_t voxels, liver_fits fits);

#endif
