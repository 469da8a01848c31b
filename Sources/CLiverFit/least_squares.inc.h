// Least squares of S₀·exp(−R·t) by variable projection (Golub & Pereyra, SIAM J Numer Anal 1973): for a given rate the best
// amplitude is known, so that one unknown is left, which Gauss–Newton steps find.

LANE_FUNCTION lanes KERNEL(starting_rate)(int count, const float *after_first, const lanes *y) {
  lanes w = 0, wt = 0, wl = 0, wtt = 0, wtl = 0;
  for (int e = 0; e < count; e++) {
    lanes value = greater(y[e], (lanes)1e-3f);
    lanes weight = value * value, logarithm = roughly_log(value);
    lanes t = after_first[e];
    w += weight;
    wt += weight * t;
    wl += weight * logarithm;
    wtt += weight * t * t;
    wtl += weight * t * logarithm;
  }
  return clamped((wt * wl - w * wtl) / (w * wtt - wt * wt), (lanes)1.0f, (lanes)700.0f);
}
#define starting_rate KERNEL(starting_rate)

// At one rate: the best amplitude, the gradient towards a higher rate, and its curvature, both for amplitude 1.
typedef struct {
  lanes amplitude, gradient, curvature;
} KERNEL(projection);

LANE_FUNCTION KERNEL(projection) KERNEL(project)(
    int count, const float *after_first, const lanes *y, lanes rate) {
  lanes pp = 0, py = 0, tpp = 0, ttpp = 0, tpy = 0;
  for (int e = 0; e < count; e++) {
    lanes p = exponential(-rate * after_first[e]);
    lanes tp = p * after_first[e];
    pp += p * p;
    py += p * y[e];
    tpp += tp * p;
    ttpp += tp * tp;
    tpy += tp * y[e];
  }
  KERNEL(projection) found;
  found.amplitude = py / pp;
  found.gradient = found.amplitude * tpp - tpy;
  found.curvature = greater(ttpp - tpp * tpp / pp, (lanes)1e-20f);
  return found;
}

LANE_FUNCTION void KERNEL(least_squares_block)(
    const liver_echoes *echoes, const float *magnitudes, size_t stride, size_t at,
    liver_fits fits) {
  const int count = echoes->count;
  float after_first[LIVER_FIT_MOST_ECHOES];
  lanes y[LIVER_FIT_MOST_ECHOES];
  lanes peak = 1e-30f;
  for (int e = 0; e < count; e++) {
    after_first[e] = echoes->seconds[e] - echoes->seconds[0];
    y[e] = LOAD(magnitudes + (size_t)e * stride + at);
    peak = greater(peak, y[e]);
  }
  lanes scale = 1.0f / peak;
  for (int e = 0; e < count; e++) y[e] *= scale;

  lanes rate = starting_rate(count, after_first, y);
  masks moving = -1;
  KERNEL(projection) at_rate;
  for (int round = 0; round < 40; round++) {
    at_rate = KERNEL(project)(count, after_first, y, rate);
    lanes step =
        at_rate.gradient / (greater(at_rate.amplitude, (lanes)1e-6f) * at_rate.curvature);
    step = clamped(step, (lanes)-100.0f, (lanes)100.0f);
    lanes next = clamped(rate + step, (lanes)LOWEST_RATE, (lanes)HIGHEST_RATE);
    lanes moved = magnitude(next - rate);
    // A lane that has converged does not move any more, so its answer does not depend on the others.
    rate = choose(moving, next, rate);
    moving &= moved > rate * 1e-6f + 1e-4f;
    if (!any(moving)) break;
  }
  at_rate = KERNEL(project)(count, after_first, y, rate);
  lanes amplitude = at_rate.amplitude, residue = 0;
  for (int e = 0; e < count; e++) {
    lanes left = y[e] - amplitude * exponential(-rate * after_first[e]);
    residue += left * left;
  }
  lanes variance = residue * (count > 2 ? 1.0f / (float)(count - 2) : 0.0f);
  lanes first = echoes->seconds[0];
  STORE(fits.rate + at, rate);
  STORE(fits.signal_at_zero + at, amplitude * peak * exponential(rate * first));
  STORE(
      fits.standard_error + at,
      root(variance / at_rate.curvature) / greater(amplitude, (lanes)1e-6f));
  STORE(fits.quality + at, variance * peak * peak);
  STORE(fits.converged + at, INSIDE(rate, moving));
}
