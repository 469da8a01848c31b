// The time scale k of S₀·(φ·exp(−Rf·k·t) + (1 − φ)·exp(−Rs·k·t)), with S₀ and the shape known: one unknown, the same
// quasi-likelihood.

typedef struct {
  lanes score, information, bent, chi_squared;
} KERNEL(scale_state);

LANE_FUNCTION KERNEL(scale_state) KERNEL(scale_at)(
    const liver_echoes *echoes, const lanes *y, const lanes *power, const lanes *floor, liver_shape shape,
    lanes k) {
  const float fast = shape.fast_fraction, slow = 1.0f - shape.fast_fraction;
  KERNEL(scale_state) sum = {0, 0, 0, 0};
  for (int e = 0; e < echoes->count; e++) {
    float fast_time = shape.fast_rate * echoes->seconds[e];
    float slow_time = shape.slow_rate * echoes->seconds[e];
    lanes p = fast * exponential(-k * fast_time), q = slow * exponential(-k * slow_time);
    lanes f = p + q, bend = p * fast_time + q * slow_time;
    lanes bend2 = p * (fast_time * fast_time) + q * (slow_time * slow_time);
    lanes mean = f * f, slope = -2.0f * f * bend;
    lanes variance = 4.0f * power[e] * (mean + floor[e]);
    lanes left = y[e] - mean, weighted = slope / variance;
    sum.score += weighted * left;
    sum.information += weighted * slope;
    sum.bent += weighted * 2.0f * (bend * bend + f * bend2);
    sum.chi_squared += left * left / variance;
  }
  sum.information = greater(sum.information, (lanes)1e-20f);
  return sum;
}

LANE_FUNCTION void KERNEL(scale_block)(
    const liver_echoes *echoes, liver_noise noise, const float *magnitudes,
    const float *signal_at_zero, liver_shape shape, size_t stride, size_t at, liver_fits fits) {
  const int count = echoes->count;
  lanes y[LIVER_FIT_MOST_ECHOES], power[LIVER_FIT_MOST_ECHOES], floor[LIVER_FIT_MOST_ECHOES];
  lanes per_signal = 1.0f / greater(LOAD(signal_at_zero + at), (lanes)1e-30f);
  lanes scale = per_signal * per_signal;
  for (int e = 0; e < count; e++) {
    lanes m = LOAD(magnitudes + (size_t)e * stride + at);
    power[e] = scale * (noise.sigma[e] * noise.sigma[e]);
    floor[e] = noise.channels * power[e];
    y[e] = m * m * scale - 2.0f * floor[e];
  }
  lanes k = 1.0f;
  masks moving = -1;
  for (int round = 0; round < 40; round++) {
    KERNEL(scale_state) here = KERNEL(scale_at)(echoes, y, power, floor, shape, k);
    lanes step = clamped(here.score / here.information, (lanes)-0.5f, (lanes)0.5f);
    lanes next = clamped(k + step, (lanes)LOWEST_SCALE, (lanes)HIGHEST_SCALE);
    lanes moved = magnitude(next - k);
    k = choose(moving, next, k);
    moving &= moved > 1e-6f + k * 1e-5f;
    if (!any(moving)) break;
  }
  KERNEL(scale_state) end = KERNEL(scale_at)(echoes, y, power, floor, shape, k);
  lanes variance = 1.0f / end.information, error = root(variance);
  lanes limit = 0.25f * lesser(error, k);
  lanes correction = clamped(0.5f * variance * variance * end.bent, -limit, limit);
  STORE(fits.rate + at, k + correction);
  STORE(fits.standard_error + at, error);
  STORE(fits.quality + at, count > 1 ? end.chi_squared / (float)(count - 1) : (lanes)0.0f);
  masks inside = ~moving & (k > LOWEST_SCALE) & (k < HIGHEST_SCALE);
  STORE(fits.converged + at, choose(inside, (lanes)1.0f, (lanes)0.0f));
}
