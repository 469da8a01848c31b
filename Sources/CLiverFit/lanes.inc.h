// Arithmetic on LANES voxels at once, in operations that every processor rounds the same way.
//
// Included once for each kernel, with LANES and KERNEL(name) defined.

typedef float KERNEL(lanes) __attribute__((ext_vector_type(LANES)));
typedef int KERNEL(masks) __attribute__((ext_vector_type(LANES)));
#define lanes KERNEL(lanes)
#define masks KERNEL(masks)

#define LANE_FUNCTION static inline __attribute__((always_inline))

LANE_FUNCTION lanes KERNEL(choose)(masks where, lanes yes, lanes no) {
  return (lanes)(((masks)yes & where) | ((masks)no & ~where));
}
#define choose KERNEL(choose)

LANE_FUNCTION lanes KERNEL(lesser)(lanes a, lanes b) { return choose(a < b, a, b); }
#define lesser KERNEL(lesser)
LANE_FUNCTION lanes KERNEL(greater)(lanes a, lanes b) { return choose(a > b, a, b); }
#define greater KERNEL(greater)
LANE_FUNCTION lanes KERNEL(clamped)(lanes x, lanes low, lanes high) {
  return lesser(greater(x, low), high);
}
#define clamped KERNEL(clamped)
LANE_FUNCTION lanes KERNEL(magnitude)(lanes x) { return (lanes)((masks)x & 0x7fffffff); }
#define magnitude KERNEL(magnitude)
LANE_FUNCTION lanes KERNEL(root)(lanes x) { return __builtin_elementwise_sqrt(x); }
#define root KERNEL(root)

LANE_FUNCTION bool KERNEL(any)(masks where) { return __builtin_reduce_or(where) != 0; }
#define any KERNEL(any)

// eˣ to 2·10⁻⁷ for −80 ≤ x ≤ 80: x = n·ln 2 + r, eʳ by its series, 2ⁿ into the exponent.
LANE_FUNCTION lanes KERNEL(exponential)(lanes x) {
  x = clamped(x, (lanes)-80.0f, (lanes)80.0f);
  const float nearest = 12582912.0f;  // 1.5·2²³: adding it rounds to an integer in the low bits
  lanes shifted = x * 1.44269504f + nearest;
  lanes n = shifted - nearest;
  lanes r = x - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  lanes p = (lanes)(1.0f / 720);
  p = p * r + (1.0f / 120);
  p = p * r + (1.0f / 24);
  p = p * r + (1.0f / 6);
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  masks power = ((masks)shifted << 23) + 0x3f800000;
  return p * (lanes)power;
}
#define exponential KERNEL(exponential)

// ln x to about 10⁻³, for starting values only: the exponent and a cubic of the mantissa.
LANE_FUNCTION lanes KERNEL(roughly_log)(lanes x) {
  masks bits = (masks)x;
  lanes exponent = __builtin_convertvector((bits >> 23) - 127, lanes);
  lanes m = (lanes)((bits & 0x007fffff) | 0x3f800000);
  lanes log2 = exponent + (((m * 0.1562910f - 1.0456187f) * m + 3.0428059f) * m - 2.1533990f);
  return log2 * 0.693147181f;
}
#define roughly_log KERNEL(roughly_log)
