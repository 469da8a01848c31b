"""Computes golden points of the bundled calibrations with 50 digits from the decimal coefficients, for Sources/LiverIron."""
from mpmath import mp, mpf, sqrt, power

mp.dps = 50
R2 = "18 25 32.5 45 63.5 83 102 127 161 190 238 285".split()
R2_STAR = "30 40 50 75 100 150 200 300 400 600 800 1200".split()


def affine(intercept, slope):
    return lambda rate: mpf(intercept) + mpf(slope) * mpf(rate)


CURVES = {
    "r2-1.5t-st-pierre-2005": (R2, lambda r: power(mpf("29.75") - sqrt(mpf("900.7") - mpf("2.283") * mpf(r)), mpf("1.424"))),
    "r2star-1.5t-wood-2005": (R2_STAR, affine("0.202", "0.0254")),
    "r2star-1.5t-hankins-2009": (R2_STAR, affine("-0.45485", "0.02802")),
    "r2star-1.5t-garbowski-2014": (R2_STAR, lambda r: mpf("31.94") * power(mpf(1000) / mpf(r), mpf("-1.014"))),
    "r2star-1.5t-hernando-2021": (R2_STAR, affine("-0.04", "0.0262")),
    "r2star-3t-hernando-2021": (R2_STAR, affine("0", "0.0141")),
    "r2star-1.5t-hernando-2023": (R2_STAR, affine("-0.16", "0.02603")),
    "r2star-2.89t-hernando-2023": (R2_STAR, affine("-0.03", "0.01400")),
    "r2star-3t-hernando-2023": (R2_STAR, affine("-0.03", "0.01349")),
}
for name, (rates, curve) in CURVES.items():
    print(name)
    print("  [" + ", ".join(f"({rate}, {mp.nstr(curve(rate), 17)})" for rate in rates) + "]")
