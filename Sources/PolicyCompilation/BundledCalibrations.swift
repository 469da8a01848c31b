package import PolicyModel

extension KnownCalibration {
  /// The calibrations that `lic` bundles and those that it refuses, as plain data, so that compiling a policy does not need
  /// the liver iron module.
  ///
  /// A test compares them with that module; `POLICYC_UPDATE=1 swift test --filter BundledCalibrationTests` rewrites this list.
  package static let bundled: [KnownCalibration] = [
    KnownCalibration(
      id: "r2-1.5t-st-pierre-2005",
      standing: .bundled(
        number: 1,
        digest: "8f1345232f8911d5e3885cb7a9687665db488b30c45c817f2ee09cd61737ba19")),
    KnownCalibration(
      id: "r2star-1.5t-wood-2005",
      standing: .bundled(
        number: 1,
        digest: "34ceb3c8edfba15d38fa1806c4a31b332811e48d042fecb23e6d8be62d645027")),
    KnownCalibration(
      id: "r2star-1.5t-hankins-2009",
      standing: .bundled(
        number: 1,
        digest: "53325d55563a2ceeeea49cdf57b108b9a9e2dc30e25fa9a12134b955ed3947d4")),
    KnownCalibration(
      id: "r2star-1.5t-garbowski-2014",
      standing: .bundled(
        number: 1,
        digest: "4c8fff20a81a12b883c57048530136e34cb01882fa0c62da47a4dcade865c917")),
    KnownCalibration(
      id: "r2star-1.5t-hernando-2021",
      standing: .bundled(
        number: 1,
        digest: "b9e95916801657e5320fb4dec999d6f0b361c06b8f2a6c0c4aeb178c410668c3")),
    KnownCalibration(
      id: "r2star-3t-hernando-2021",
      standing: .bundled(
        number: 1,
        digest: "a3bea57daff6f90817d6163f25cdd61062d61a42e190fa461f76a789074ca7cb")),
    KnownCalibration(
      id: "r2star-1.5t-hernando-2023",
      standing: .bundled(
        number: 1,
        digest: "b0be8b696e8a339992a74ba69c445afd26ca4227f9ebec5281d8a71bf7fb5271")),
    KnownCalibration(
      id: "r2star-2.89t-hernando-2023",
      standing: .bundled(
        number: 1,
        digest: "93387e48d1f641f909ca1f1a4a4ff5ce3c48ae7a447b0c1091d93d55f2f32c5c")),
    KnownCalibration(
      id: "r2star-3t-hernando-2023",
      standing: .bundled(
        number: 1,
        digest: "a7bbe7a118cf708a90c395e0263f147f6bca7c900f4f19fbe9074b8a0db59f0a")),
    KnownCalibration(
      id: "r2-3t",
      standing: .refused(
        reason: "not found: no calibration of R2 at 3 T was found in a public source")),
    KnownCalibration(
      id: "r2star-1.5t-jhaveri-2019",
      standing: .refused(
        reason: "coefficients not found: no source that gives them could be read")),
  ]
}
