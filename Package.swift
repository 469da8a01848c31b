// swift-tools-version: 6.2
import PackageDescription

/// One C library of the system, found through pkg-config.
func system(_ name: String, pkgConfig: String, apt package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "liver-iron",
  products: [
    .executable(name: "lic", targets: ["lic"])
  ],
  dependencies: [
    // Commands, options, help, completions and the manual page.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // libcrypto has SHA-256, for the digest of a calibration.
    system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    // libpng writes the pictures.
    system("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    // zlib opens and closes `.nii.gz`.
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),

    // niftiio (apt: libnifti2-dev) is the reference library of the NIfTI format: it reads and writes the headers. It has no
    // pkg-config, and its header needs another one on the search path: hence a target that forwards it.
    .target(name: "CNIfTI"),

    .target(name: "Digests", dependencies: ["CCrypto"]),

    // The voxel fits, in C for the vectors of the machine they run on, which Swift cannot choose at run time.
    .target(name: "CLiverFit"),
    // Calibrations and R2 estimation: numbers only.
    .target(name: "LiverIron", dependencies: ["CLiverFit", "Digests"]),
    // NIfTI in, maps, pictures and reports out: bytes in, bytes out.
    .target(
      name: "LiverIronImaging",
      dependencies: ["CNIfTI", "CPNG", "CZlib", "LiverIron"]),

    .executableTarget(
      name: "lic",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        "Digests", "LiverIron", "LiverIronImaging",
      ]),

    // Synthetic livers and the files of a study.
    .target(
      name: "LiverIronTestSupport", dependencies: ["LiverIron"],
      path: "Tests/LiverIronTestSupport"),
    .testTarget(name: "LiverIronTests", dependencies: ["LiverIron", "LiverIronTestSupport"]),
    .testTarget(
      name: "LiverIronImagingTests",
      dependencies: ["LiverIron", "LiverIronImaging", "LiverIronTestSupport"]),
    .testTarget(name: "LicTests", dependencies: ["lic", "LiverIron", "LiverIronTestSupport"]),
  ]
)

if Context.environment["LIC_BENCH"] != nil {
  // Times the voxel fits for `make bench-lic`.
  package.targets.append(.executableTarget(name: "LiverFitBench", dependencies: ["LiverIron"]))
}

for target in package.targets
where target.type != .system && !["CLiverFit", "CNIfTI"].contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
