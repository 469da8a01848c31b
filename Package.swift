// swift-tools-version: 6.2
import PackageDescription

/// One C library of the system, found through pkg-config.
func system(_ name: String, pkgConfig: String, apt package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "policyc",
  products: [
    // What other programs embed: load a compiled table, decide.
    .library(name: "DecisionTable", targets: ["DecisionTable", "Values"]),
    .executable(name: "policyc", targets: ["policyc"]),
    .executable(name: "lic", targets: ["lic"]),
  ],
  dependencies: [
    // Commands, options, help, completions and the manual page.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // libyaml reads YAML 1.1 with marks; everything above its events is ours.
    system("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    // libxml2 reads DMN, and the written HTML back, so that the proof does not trust the printer.
    system("CXML", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    // cmark-gfm reads CommonMark, in which policies write their prose, with the tables of code
    // hosts. Its extensions have to be registered under a lock: hence a C face
    // (libcmark-gfm-dev, libcmark-gfm-extensions-dev).
    .target(
      name: "CMark",
      linkerSettings: [.linkedLibrary("cmark-gfm"), .linkedLibrary("cmark-gfm-extensions")]),
    // libcrypto has SHA-256, for seals and the manifest, and Ed25519 and ECDSA, for signed releases.
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),

    // CaDiCaL settles decisions that are too large for a diagram; its library has no pkg-config.
    .systemLibrary(name: "CCaDiCaL", providers: [.apt(["libcadical-dev"])]),

    // libpng writes the pictures of liver iron maps.
    system("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    // zlib opens and closes `.nii.gz`.
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    // Pango sets the text of reports, in any script, and cairo draws them as PDF and as pictures.
    system("CPango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
    // libcurl speaks HTTP with the DICOM node.
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // niftiio (libnifti2-dev) is the reference reader of NIfTI. It has no pkg-config, and its
    // header needs another one on the search path: hence a target that forwards it.
    .target(name: "CNIfTI"),
    // DCMTK is the reference implementation of DICOM, here for reading and writing files; OpenJPEG has JPEG 2000, which it lacks.
    // Both are C++ or want callbacks: hence a C face of some functions. libdcmtk-dev, libopenjp2-7-dev.
    .target(name: "CDICOM"),
    // The voxel fits, in C for the vectors of the machine they run on, which Swift cannot choose
    // at run time.
    .target(name: "CLiverFit"),

    // The vector instructions by which JSON is read and names are compared; a header alone.
    .systemLibrary(name: "CByteScan"),
    // Linux calls that Swift's import of the C library does not declare; a header alone.
    .systemLibrary(name: "CLinux"),

    // In: bytes become values that know their place.
    .target(name: "JSONText", dependencies: ["CByteScan"]),
    // Formats of JSON, each stated once for writing and as a JSON Schema.
    .target(name: "JSONShapes", dependencies: ["JSONText"]),
    .target(name: "Digests", dependencies: ["CCrypto"]),
    .target(name: "Diagnostics", dependencies: ["Digests", "JSONText"]),
    // What a publisher signs of a released revision, and how a reader verifies it.
    .target(
      name: "ReleaseSigning",
      dependencies: ["CCrypto", "Diagnostics", "Digests", "JSONShapes", "JSONText"]),
    .target(name: "Values"),
    .target(name: "MarkupText"),
    .target(name: "PolicySyntax", dependencies: ["CYAML", "Diagnostics"]),

    // Deciding: no files, no YAML, no clinic. What other programs embed, so it contains only what deciding needs.
    .target(
      name: "DecisionTable",
      dependencies: ["CByteScan", "CCaDiCaL", "JSONShapes", "JSONText", "Values"]),
    // What can be said of a table without a request: comparing two tables, findings, coverage,
    // interviews, explanations, and the decision over partial requests that exports execute.
    .target(name: "DecisionAnalysis", dependencies: ["DecisionTable", "JSONText", "Values"]),
    // The wording in which documents and explanations say what a table tests.
    .target(name: "DecisionWording", dependencies: ["DecisionTable", "Values"]),
    .target(
      name: "DecisionRequests",
      dependencies: [
        "CByteScan", "DecisionAnalysis", "DecisionTable", "DecisionWording", "Diagnostics",
        "JSONShapes", "JSONText", "Values",
      ]),

    // Decision models of DMN: read with libxml2, evaluated, imported and written.
    .target(
      name: "DMN", dependencies: ["CXML", "DecisionTable", "JSONText", "MarkupText", "Values"]),

    // What a policy is, how it is written, what must hold of it.
    .target(
      name: "PolicyModel",
      dependencies: ["DecisionAnalysis", "DecisionTable", "JSONShapes", "Values"]),
    .target(
      name: "PolicySources",
      dependencies: [
        "CMark", "DecisionAnalysis", "DecisionTable", "DecisionWording", "Diagnostics", "JSONText",
        "PolicyModel", "PolicySyntax", "Values",
      ]),
    .target(
      name: "PolicyReview",
      dependencies: [
        "DecisionAnalysis", "DecisionTable", "Digests", "JSONText", "PolicyModel", "Values",
      ]),
    .target(
      name: "PolicyChecks",
      dependencies: [
        "DecisionAnalysis", "DecisionTable", "Diagnostics", "JSONText", "PolicyModel",
        "PolicyReview", "PolicySources", "PolicySyntax", "Values",
      ]),

    // Worked cases: run, what they show, and which are missing.
    .target(
      name: "PolicyCases",
      dependencies: [
        "DecisionAnalysis", "DecisionTable", "DecisionWording", "JSONShapes", "JSONText",
        "MarkupText", "PolicyModel", "PolicyReview", "PolicySyntax", "Values",
      ]),

    // Out: documents that people read, artefacts that machines read.
    .target(
      name: "PolicyDocuments",
      dependencies: [
        "CMark", "CXML", "DecisionAnalysis", "DecisionTable", "DecisionWording", "JSONShapes",
        "JSONText", "MarkupText", "PolicyChecks", "PolicyModel", "PolicyReview", "Values",
      ],
      resources: [
        // The style sheet and the scripts of pages, as files that tools for their languages check.
        .embedInCode("Resources/page.css"), .embedInCode("Resources/decide.js"),
        .embedInCode("Resources/check.js"), .embedInCode("Resources/search.js"),
      ]),
    .target(
      name: "PolicyExports",
      dependencies: [
        "DMN", "DecisionAnalysis", "DecisionRequests", "DecisionTable", "DecisionWording",
        "Diagnostics", "Digests", "JSONShapes", "JSONText", "MarkupText", "PolicyChecks",
        "PolicyModel", "Values",
      ]),

    // For editors: what can be written at a place, what a name means, where else it stands.
    .target(
      name: "PolicyEditing",
      dependencies: [
        "DecisionTable", "Diagnostics", "JSONText", "PolicyDocuments", "PolicyModel",
        "PolicySources", "PolicySyntax", "Values",
      ]),

    // What both commands ask of the machine.
    .target(name: "Machine", dependencies: ["CLinux", "Diagnostics"]),

    // The whole pipeline on one page; revisions are compiled in parallel.
    .target(name: "Parallel"),
    .target(
      name: "PolicyCompilation",
      dependencies: [
        "DecisionRequests", "DecisionTable", "Diagnostics", "Digests", "JSONShapes", "Parallel",
        "PolicyCases", "PolicyChecks", "PolicyDocuments", "PolicyExports", "PolicyModel",
        "PolicyReview", "PolicySources", "ReleaseSigning",
      ]),

    // Liver iron: numbers first, then images in and reports out.
    .target(name: "LiverIron", dependencies: ["CLiverFit", "Digests"]),
    .target(name: "DICOMFiles", dependencies: ["CDICOM"]),
    .target(
      name: "LiverIronImages",
      dependencies: ["CNIfTI", "CZlib", "DICOMFiles", "Digests", "LiverIron"]),
    .target(name: "LiverIronAnalysis", dependencies: ["LiverIron", "LiverIronImages"]),
    .target(
      name: "LiverIronReports",
      dependencies: [
        "CPNG", "CPango", "DICOMFiles", "Digests", "LiverIron", "LiverIronAnalysis",
        "LiverIronImages", "MarkupText",
      ]),
    .executableTarget(
      name: "lic",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        "CCurl", "Digests", "JSONShapes", "JSONText", "LiverIron", "LiverIronAnalysis",
        "LiverIronImages", "LiverIronReports", "Machine",
      ]),

    .executableTarget(
      name: "policyc",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        "DMN", "DecisionAnalysis", "DecisionRequests", "DecisionTable", "Diagnostics",
        "Digests", "JSONShapes", "JSONText", "Machine", "Parallel", "PolicyCases", "PolicyChecks",
        "PolicyCompilation", "PolicyDocuments",
        "PolicyEditing",
        "PolicyExports", "PolicyModel", "PolicyReview", "PolicySources", "PolicySyntax",
        "ReleaseSigning", "Values",
      ]),

    // Golden files, fixtures and seeds, for the tests below.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    // The order of the targets in docs/architecture.md.
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "JSONText"]),
    .testTarget(name: "JSONShapesTests", dependencies: ["JSONShapes", "JSONText"]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText", "TestSupport"]),
    .testTarget(name: "MarkupTextTests", dependencies: ["MarkupText"]),
    .testTarget(
      name: "ReleaseSigningTests",
      dependencies: ["Diagnostics", "JSONText", "ReleaseSigning", "TestSupport"]),
    .testTarget(name: "ValuesTests", dependencies: ["TestSupport", "Values"]),
    .testTarget(
      name: "PolicySyntaxTests", dependencies: ["Diagnostics", "PolicySyntax", "TestSupport"]),
    // Random tables over facts of every type.
    .target(
      name: "DecisionTableTestSupport", dependencies: ["DecisionTable", "TestSupport", "Values"],
      path: "Tests/DecisionTableTestSupport"),
    .testTarget(
      name: "DecisionTableTests",
      dependencies: [
        "DecisionTable", "DecisionTableTestSupport", "JSONText", "TestSupport", "Values",
      ]),
    .testTarget(
      name: "DecisionAnalysisTests",
      dependencies: [
        "DecisionAnalysis", "DecisionTable", "DecisionTableTestSupport", "JSONText", "TestSupport",
        "Values",
      ]),
    .testTarget(
      name: "DecisionRequestsTests",
      dependencies: ["DecisionRequests", "DecisionTable", "JSONText", "TestSupport", "Values"],
      exclude: ["Explaining/Golden"]),
    .testTarget(
      name: "PolicySourcesTests",
      dependencies: [
        "Diagnostics", "PolicyModel", "PolicySources", "PolicySyntax", "RandomPolicies",
        "TestSupport",
      ]),
    .testTarget(
      name: "PolicyChecksTests",
      dependencies: [
        "DecisionTable", "Diagnostics", "PolicyChecks", "PolicyCompilation", "PolicyModel",
        "PolicyReview", "PolicySources", "TestSupport", "Values",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PolicyDocumentsTests",
      dependencies: [
        "DecisionTable", "DecisionWording", "Diagnostics", "JSONText", "PolicyChecks",
        "PolicyDocuments",
        "PolicyCompilation", "PolicyModel", "PolicyReview", "PolicySources", "TestSupport",
        "Values",
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "PolicyEditingTests",
      dependencies: [
        "Diagnostics", "PolicyEditing", "PolicySources", "PolicySyntax", "TestSupport",
      ]
    ),
    .testTarget(
      name: "DMNTests", dependencies: ["DMN", "DecisionTable", "TestSupport", "Values"]),
    .testTarget(name: "PolicyModelTests", dependencies: ["PolicyModel", "Values"]),
    .testTarget(
      name: "PolicyReviewTests",
      dependencies: [
        "DecisionAnalysis", "DecisionTable", "Diagnostics", "PolicyChecks", "PolicyCompilation",
        "PolicyModel",
        "PolicyReview", "PolicySources", "TestSupport", "Values",
      ]),
    .testTarget(
      name: "PolicyExportsTests",
      dependencies: [
        "DMN", "DecisionAnalysis", "DecisionTable", "DecisionTableTestSupport", "Diagnostics",
        "JSONText",
        "PolicyChecks", "PolicyExports", "PolicyCompilation", "PolicyModel", "PolicySources",
        "TestSupport", "Values",
      ],
      exclude: ["Fixtures", "Golden"]),
    .testTarget(
      name: "PolicyCasesTests",
      dependencies: [
        "CXML", "Diagnostics", "JSONText", "PolicyCases", "PolicyChecks", "PolicyCompilation",
        "PolicyModel",
        "PolicySources", "TestSupport",
      ],
      exclude: ["Golden", "junit.xsd"]),
    // Sources that bytes choose, for tests and for fuzzing.
    .target(name: "RandomPolicies", path: "Tests/Fuzz/RandomPolicies"),
    .testTarget(
      name: "PolicyCompilationTests",
      dependencies: [
        "Diagnostics", "JSONText", "LiverIron", "PolicyCases", "PolicyChecks", "PolicyCompilation",
        "PolicyModel", "PolicySources", "RandomPolicies", "TestSupport",
      ]
    ),
    .testTarget(name: "MachineTests", dependencies: ["Machine"]),
    .testTarget(
      name: "PolicycTests", dependencies: ["JSONText", "TestSupport", "policyc"],
      exclude: ["Determinations"]),
    // Synthetic livers and the files of a study.
    .target(
      name: "LiverIronTestSupport",
      dependencies: [
        "DICOMFiles", "LiverIron", "LiverIronAnalysis", "LiverIronImages", "TestSupport",
      ],
      path: "Tests/LiverIronTestSupport"),
    .testTarget(
      name: "LiverIronTests", dependencies: ["LiverIron", "LiverIronTestSupport", "TestSupport"]),
    .testTarget(name: "DICOMFilesTests", dependencies: ["DICOMFiles"]),
    .testTarget(
      name: "LiverIronImagesTests",
      dependencies: ["LiverIron", "LiverIronImages", "LiverIronTestSupport", "TestSupport"]),
    .testTarget(
      name: "LiverIronAnalysisTests",
      dependencies: [
        "DICOMFiles", "LiverIron", "LiverIronAnalysis", "LiverIronImages", "LiverIronReports",
        "LiverIronTestSupport", "TestSupport",
      ]),
    .testTarget(
      name: "LiverIronReportsTests",
      dependencies: [
        "LiverIron", "LiverIronAnalysis", "LiverIronImages", "LiverIronReports",
        "LiverIronTestSupport",
      ]),
    .testTarget(
      name: "LicTests",
      dependencies: ["DICOMFiles", "lic", "LiverIron", "LiverIronTestSupport", "TestSupport"]),
  ],
  cxxLanguageStandard: .cxx17
)

// Programs that are not products: each is built by the make target that runs it.
if Context.environment["POLICYC_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "RequestFuzz", dependencies: ["DecisionRequests", "DecisionTable", "JSONText"],
      path: "Tests/Fuzz/RequestFuzz"))
  package.targets.append(
    .executableTarget(
      name: "SourceFuzz",
      dependencies: [
        "Diagnostics", "PolicyCases", "PolicyChecks", "PolicyCompilation", "RandomPolicies",
      ],
      path: "Tests/Fuzz/SourceFuzz"))
}
if Context.environment["LIC_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "DICOMFuzz", dependencies: ["LiverIronImages"], path: "Tests/Fuzz/DICOMFuzz"))
}
if Context.environment["POLICYC_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "DecisionBench",
      dependencies: ["DecisionRequests", "DecisionTable", "JSONText", "Values"],
      path: "bench/decisions/DecisionBench"))
}
if Context.environment["LIC_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "LiverFitBench", dependencies: ["LiverIron"], path: "bench/liver/LiverFitBench"))
  package.targets.append(
    .executableTarget(
      name: "LiverSimulation", dependencies: ["LiverIronTestSupport", "TestSupport"],
      path: "bench/liver/LiverSimulation"))
}

// `make` builds policyc on machines without the libraries that only lic needs; the package manager
// would warn about each of them.
if Context.environment["POLICYC_ALONE"] != nil {
  package.products.removeAll { $0.name == "lic" }
  package.targets.removeAll { target in
    target.type == .test
      || ["CPNG", "CZlib", "CPango", "CCurl", "CNIfTI", "CDICOM", "lic"].contains(target.name)
      || target.name.hasPrefix("LiverIron") || target.name.hasPrefix("DICOM")
  }
}

// `make docs` builds what other programs embed and nothing else, so that it needs no other package.
if Context.environment["POLICYC_LIBRARY"] != nil {
  let library: Set = ["CByteScan", "CCaDiCaL", "DecisionTable", "JSONShapes", "JSONText", "Values"]
  package.dependencies = []
  package.products.removeAll { $0.name != "DecisionTable" }
  package.targets.removeAll { !library.contains($0.name) }
}

// Optimized for speed: what runs once a request, a voxel or a rule. The rest is optimized for size, which builds faster.
let optimizedForSpeed: Set = [
  "DecisionTable", "DecisionRequests", "JSONText", "Values", "DICOMFiles", "LiverIron",
  "LiverIronImages",
  "LiverIronAnalysis", "LiverFitBench", "DecisionBench",
]
// Targets in which every use of an unsafe construct is marked `unsafe`: those that only compute. The others pass
// pointers to C libraries, or read bytes without bounds checks where that decides their speed.
let strictlySafe: Set = [
  "DecisionWording", "Diagnostics", "JSONShapes", "PolicyCases", "PolicyChecks",
  "PolicyCompilation",
  "Digests", "PolicyEditing", "PolicyExports", "PolicyModel", "PolicyReview",
]
let writtenInC: Set = ["CDICOM", "CLiverFit", "CNIfTI"]

for target in package.targets where target.type != .system && !writtenInC.contains(target.name) {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
  if strictlySafe.contains(target.name) { settings.append(.strictMemorySafety()) }
  if target.type != .test, !optimizedForSpeed.contains(target.name) {
    settings.append(.unsafeFlags(["-Osize"], .when(configuration: .release)))
  }
  target.swiftSettings = settings + (target.swiftSettings ?? [])
}

// lld makes a smaller file than the default linker: relative relocations are packed, identical functions are
// merged, and nothing is exported.
for target in package.targets where target.type == .executable {
  let flags =
    ["-use-ld=lld"]
    + ["-z", "pack-relative-relocs", "--icf=safe", "--no-export-dynamic", "--exclude-libs=ALL"]
    .flatMap { ["-Xlinker", $0] }
  target.linkerSettings =
    (target.linkerSettings ?? []) + [.unsafeFlags(flags, .when(configuration: .release))]
}

// A decision lends its lists as spans, for as long as it is not changed.
package.targets.first { $0.name == "DecisionTable" }?.swiftSettings?.append(
  .enableExperimentalFeature("Lifetimes"))
