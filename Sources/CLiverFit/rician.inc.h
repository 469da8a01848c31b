// Quasi-likelihood of S₀·exp(−R·t) under the noise of n channels, from second moments.
//
// A magnitude M of signal A in noise σ has E[M²] = A² + 2nσ² and Var[M²] = 4σ²(A² + nσ²), exactly (Rice, Bell Syst Tech J 1944,
// for one channel).
// With mean and variance known, Fisher scoring of the quasi-likelihood (Wedderburn, Biometrika 1974) needs no Bessel
// functions, and serves one voxel and the mean of many alike: n voxels divide the variance by n. The first-order bias of the
// estimate is removed (Box, J R Stat Soc B 1971), by at most a quarter of the standard error and of the rate.

LANE_FUNCTION void KERNEL(rician_block)(
    const liver_echoes *echoes, liver_noise noise, const float *mean_squares,
    const float *averaged, size_t stride, size_t at, liver_fits fits) {
  const int count = echoes->count;
  float after_first[LIVER_FIT_MOST_ECHOES];
  lanes y[LIVER_FIT_MOST_ECHOES], power[LIVER_FIT_MOST_ECHOES], floor[LIVER_FIT_MOST_ECHOES];
  lanes peak = 1e-30f;
  for (int e = 0; e < count; e++) {
    after_first[e] = echoes->seconds[e] - echoes->seconds[0];
    y[e] = LOAD(mean_squares + (size_t)e * stride + at);
    peak = greater(peak, y[e]);
  }
  lanes scale = 1.0f / peak;
  lanes amplitudes[LIVER_FIT_MOST_ECHOES];
  for (int e = 0; e < count; e++) {
    power[e] = scale * (noise.sigma[e] * noise.sigma[e]);
    floor[e] = noise.channels * power[e];
    y[e] = y[e] * scale - 2.0f * floor[e];
    amplitudes[e] = root(greater(y[e], (lanes)1e-6f));
  }

  // Two unknowns: the logarithm of the signal at the first echo, and the rate.
  lanes rate = starting_rate(count, after_first, amplitudes);
  lanes pp = 0, py = 0;
  for (int e = 0; e < count; e++) {
    lanes p = exponential(-rate * after_first[e]);
    pp += p * p;
    py += p * amplitudes[e];
  }
  lanes first_square = greater(py / pp, (lanes)1e-3f);
  first_square *= first_square;

  masks moving = -1;
  for (int round = 0; round < 60; round++) {
    lanes a = 0, b = 0, f11 = 0, f12 = 0, f22 = 0;
    for (int e = 0; e < count; e++) {
      lanes t = after_first[e];
      lanes mean = first_square * exponential(-2.0f * rate * t);
      lanes weighted = mean / (power[e] * (mean + floor[e]));
      lanes score = weighted * (y[e] - mean), information = weighted * mean;
      lanes timed = t * information;
      a += score;
      b -= t * score;
      f11 += information;
      f12 -= timed;
      f22 += t * timed;
    }
    // The common factors ½ of the scores and 1 of the information leave steps at half of a·F⁻¹.
    lanes determinant = greater(f11 * f22 - f12 * f12, (lanes)1e-30f);
    lanes log_step = 0.5f * (a * f22 - b * f12) / determinant;
    lanes step = 0.5f * (b * f11 - a * f12) / determinant;
    // Long steps are shortened along their direction.
    lanes shorten = lesser(
        (lanes)1.0f, lesser(60.0f / greater(magnitude(step), (lanes)1e-6f),
                            0.7f / greater(magnitude(log_step), (lanes)1e-6f)));
    step *= shorten;
    log_step *= shorten;
    lanes next = clamped(rate + step, (lanes)LOWEST_RATE, (lanes)HIGHEST_RATE);
    lanes moved = magnitude(next - rate);
    rate = choose(moving, next, rate);
    first_square = choose(
        moving, clamped(first_square * exponential(2.0f * log_step), (lanes)1e-12f, (lanes)1e3f),
        first_square);
    moving &= moved > rate * 1e-5f + 1e-4f;
    if (!any(moving)) break;
  }

  lanes g11 = 0, g12 = 0, g22 = 0, chi_squared = 0;
  lanes mean[LIVER_FIT_MOST_ECHOES], weighted[LIVER_FIT_MOST_ECHOES];
  lanes voxels = LOAD(averaged + at);
  for (int e = 0; e < count; e++) {
    lanes t = after_first[e];
    mean[e] = first_square * exponential(-2.0f * rate * t);
    lanes variance = 4.0f * power[e] * (mean[e] + floor[e]) / voxels;
    weighted[e] = mean[e] / variance;
    lanes information = 4.0f * weighted[e] * mean[e];
    lanes left = y[e] - mean[e];
    g11 += information;
    g12 -= t * information;
    g22 += t * t * information;
    chi_squared += left * left / variance;
  }
  lanes determinant = greater(g11 * g22 - g12 * g12, (lanes)1e-30f);
  lanes v11 = g22 / determinant, v12 = -g12 / determinant, v22 = g11 / determinant;
  lanes a = 0, b = 0;
  for (int e = 0; e < count; e++) {
    lanes t = after_first[e];
    lanes bent = weighted[e] * mean[e] * (v11 - 2.0f * t * v12 + t * t * v22);
    a += bent;
    b -= t * bent;
  }
  lanes error = root(v22), log_error = root(v11), first = echoes->seconds[0];
  lanes correction = 4.0f * (v12 * a + v22 * b);
  lanes log_correction = 4.0f * (v11 * a + v12 * b);
  lanes limit = 0.25f * lesser(error, rate);
  correction = clamped(correction, -limit, limit);
  log_correction = clamped(log_correction, -0.25f * log_error, 0.25f * log_error);
  lanes log_variance = v11 + first * (2.0f * v12 + first * v22);
  lanes from_first = log_correction + (rate + correction) * first - 0.5f * log_variance;
  STORE(fits.rate + at, rate + correction);
  STORE(fits.signal_at_zero + at, root(first_square * peak) * exponential(from_first));
  STORE(fits.standard_error + at, error);
  STORE(fits.quality + at, count > 2 ? chi_squared / (float)(count - 2) : (lanes)0.0f);
  STORE(fits.converged + at, INSIDE(rate, moving));
}
