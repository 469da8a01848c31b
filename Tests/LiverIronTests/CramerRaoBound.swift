import Glibc

/// The smallest standard deviation that any unbiased estimate of the rate of S₀·exp(−R·t) can have under Rician noise.
func cramerRaoBound(signalAtZero: Double, ratePerSecond: Double, noise: Double, seconds: [Double])
  -> Double
{
  var f11 = 0.0
  var f12 = 0.0
  var f22 = 0.0
  for time in seconds {
    let signal = signalAtZero * exp(-ratePerSecond * time)
    let information = riceInformation(signal / noise) / (noise * noise)
    f11 += information * signal * signal
    f12 -= information * signal * signal * time
    f22 += information * signal * signal * time * time
  }
  return (f11 / (f11 * f22 - f12 * f12)).squareRoot()
}

/// The Fisher information of a magnitude about its signal a, both in units of the noise, by Simpson's rule.
private func riceInformation(_ a: Double) -> Double {
  let lower = max(0, a - 9)
  let steps = 400
  let width = (a + 9 - lower) / Double(steps)
  var sum = 0.0
  for step in 0...steps {
    let m = lower + Double(step) * width
    let (i0, i1) = scaledBessel(a * m)
    let density = m * exp(-0.5 * (m - a) * (m - a)) * i0
    let score = m * i1 / i0 - a
    let weight = step == 0 || step == steps ? 1.0 : step.isMultiple(of: 2) ? 2 : 4
    sum += weight * density * score * score
  }
  return sum * width / 3
}

/// e⁻ᶻ·I₀(z) and e⁻ᶻ·I₁(z), by their integrals over the circle.
private func scaledBessel(_ z: Double) -> (Double, Double) {
  let points = 64 + Int(8 * z.squareRoot())
  var i0 = 0.0
  var i1 = 0.0
  for point in 0..<points {
    let cosine = cos(Double.pi * (Double(point) + 0.5) / Double(points))
    let part = exp(z * (cosine - 1))
    i0 += part
    i1 += part * cosine
  }
  return (i0 / Double(points), i1 / Double(points))
}
