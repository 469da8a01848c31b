// swift-tools-version: 6.2
import PackageDescription

/// A C library of the system that is found through pkg-config.
func system(_ name: String, pkgConfig: String, apt package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "policyc",
  products: [
    // The library that other programs embed: it loads a compiled table and decides.
    .library(name: "DecisionTable", targets: ["DecisionTable", "Values"]),
    // The objects of which `make library` links libpolicyc, for programs in other languages.
    .library(name: "CInterface", type: .static, targets: ["CInterface"]),
    .executable(name: "policyc", targets: ["policyc"]),
    .executable(name: "lic", targets: ["lic"]),
  ],
  dependencies: [
    // Parses commands and options, and generates help, completions and the manual page.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // libyaml parses YAML 1.1 into events with positions, from which PolicySyntax builds trees.
    system("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    // libxml2 reads DMN. It also reads the written HTML back, so that the proof does not depend on the printer.
    system("CXML", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    // cmark-gfm parses CommonMark, the format of prose in policies, including the tables of GitHub Flavored Markdown. Its
    // extensions have to be registered under a lock, so this target wraps it in C (libcmark-gfm-dev,
    // libcmark-gfm-extensions-dev).
    .target(
      name: "CMark",
      linkerSettings: [.linkedLibrary("cmark-gfm"), .linkedLibrary("cmark-gfm-extensions")]),
    // libcrypto computes SHA-256, for seals and the manifest, and Ed25519 and ECDSA signatures, for releases.
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),

    // CaDiCaL solves decisions that are too large for a diagram. It does not come with pkg-config.
    .systemLibrary(name: "CCaDiCaL", providers: [.apt(["libcadical-dev"])]),

    // libpng writes the pictures of liver iron maps.
    system("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    // zlib reads and writes `.nii.gz`.
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    // Pango lays out the text of reports in any script, and cairo draws reports as PDF and as pictures.
    system("CPango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
    // libcurl communicates with the DICOM node over HTTP.
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // niftiio (libnifti2-dev) is the reference implementation of NIfTI. It does not come with pkg-config, and its
    // header needs another one on the search path, so this target forwards the header.
    .target(name: "CNIfTI"),
    // DCMTK (libdcmtk-dev) is the reference implementation of DICOM and reads and writes files here. OpenJPEG
    // (libopenjp2-7-dev) decodes JPEG 2000, which DCMTK does not support. DCMTK is C++ and OpenJPEG needs callbacks, so this
    // target wraps the required functions in C.
    .target(name: "CDICOM"),
    // The voxel fits are in C, because Swift cannot choose the vector instructions of the machine at run time.
    .target(name: "CLiverFit"),

    // Vector instructions with which JSON is read and names are compared. This is only a header.
    .systemLibrary(name: "CByteScan"),
    // policyc.h, the interface of the C library. This is only a header.
    .systemLibrary(name: "CPolicyc"),
    // The structures of Apache Arrow's C data interface. This is only a header.
    .systemLibrary(name: "CArrow"),
    // Linux system calls that Swift's import of glibc does not declare. This is only a header.
    .systemLibrary(name: "CLinux"),

    // Input: bytes become values with source locations.
    .target(name: "JSONText", dependencies: ["CByteScan"]),
    // JSON formats, each stated once for the writer and for its JSON Schema.
    .target(name: "JSONShapes", dependencies: ["JSONText"]),
    .target(name: "Digests", dependencies: ["CCrypto"]),
    .target(name: "MessageText"),
    .target(name: "Diagnostics", dependencies: ["Digests", "JSONText", "MessageText"]),
    // What a publisher signs of a released revision, and how a reader verifies it.
    .target(
      name: "ReleaseSigning",
      dependencies: ["CCrypto", "Diagnostics", "Digests", "JSONShapes", "JSONText"]),
    .target(name: "Values"),
    .target(name: "MarkupText"),
    .target(name: "PolicySyntax", dependencies: ["CYAML", "Diagnostics"]),

    // Deciding, without files, YAML or clinical knowledge. Other programs embed this, so it contains only what deciding needs.
    .target(
      name: "DecisionTable",
      dependencies: ["CByteScan", "CCaDiCaL", "JSONShapes", "JSONText", "Values"]),
    // Analyses of a table over all requests: comparison of two tables, findings, coverage, interviews, explanations, and
    // the decision over partial requests that exports execute.
    .target(name: "DecisionAnalysis", dependencies: ["DecisionTable", "JSONText", "Values"]),
    // The wording of tests in documents and explanations.
    .target(name: "DecisionWording", dependencies: ["DecisionTable", "Values"]),
    .target(
      name: "DecisionRequests",
      dependencies: [
        "CByteScan", "DecisionAnalysis", "DecisionTable", "DecisionWording", "JSONShapes",
        "JSONText", "MessageText", "Values",
      ]),

    // Requests in columns: streams of Apache Arrow batches in, streams of answers out.
    .target(
      name: "DecisionColumns",
      dependencies: [
        "CArrow", "DecisionRequests", "DecisionTable", "MessageText", "Parallel", "Values",
      ]),

    // The functions of policyc.h, by which programs in other languages embed deciding.
    .target(
      name: "CInterface",
      dependencies: [
        "CArrow", "CPolicyc", "DecisionColumns", "DecisionRequests", "DecisionTable", "JSONText",
        "Values",
      ]),

    // DMN decision models: reading (with libxml2), evaluation, import and writing.
    .target(
      name: "DMN", dependencies: ["CXML", "DecisionTable", "JSONText", "MarkupText", "Values"]),

    // Policies: the model, the source format, reviews and checks.
    .target(
      name: "PolicyModel",
      dependencies: ["DecisionAnalysis", "DecisionTable", "JSONShapes", "Values"]),
    .target(
      name: "PolicySources",
      dependencies: [
        "CMark", "DecisionAnalysis", "DecisionTable", "DecisionWording", "Diagnostics", "JSONText",
        "MessageText", "PolicyModel", "PolicySyntax", "Values",
      ]),
    .target(
      name: "PolicyReview",
      dependencies: [
        "DecisionAnalysis", "DecisionTable", "Digests", "JSONText", "PolicyModel", "Values",
      ]),
    .target(
      name: "PolicyChecks",
      dependencies: [
        "DecisionAnalysis", "DecisionTable", "Diagnostics", "JSONText", "MessageText",
        "PolicyModel", "PolicyReview", "PolicySources", "PolicySyntax", "Values",
      ]),

    // Worked cases: running them, their coverage, and suggestions for missing ones.
    .target(
      name: "PolicyCases",
      dependencies: [
        "DecisionAnalysis", "DecisionTable", "DecisionWording", "JSONShapes", "JSONText",
        "MarkupText", "MessageText", "PolicyModel", "PolicyReview", "PolicySyntax", "Values",
      ]),

    // Output: documents for people and artefacts for machines.
    .target(
      name: "PolicyDocuments",
      dependencies: [
        "CMark", "CXML", "DecisionAnalysis", "DecisionTable", "DecisionWording", "JSONShapes",
        "JSONText", "MarkupText", "PolicyChecks", "PolicyModel", "PolicyReview", "Values",
      ],
      resources: [
        // The style sheet and the scripts of pages are files, so that tools for CSS and JavaScript can check them.
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

    // For editors: completions at a position, the meaning of a name, and its uses.
    .target(
      name: "PolicyEditing",
      dependencies: [
        "DecisionTable", "Diagnostics", "JSONText", "PolicyDocuments", "PolicyModel",
        "PolicySources", "PolicySyntax", "Values",
      ]),

    // Access to the machine for both commands: files, folders, locks and the terminal.
    .target(name: "Machine", dependencies: ["CLinux", "Diagnostics", "MessageText"]),

    // The whole pipeline, which compiles revisions in parallel.
    .target(name: "Parallel"),
    .target(
      name: "PolicyCompilation",
      dependencies: [
        "DecisionRequests", "DecisionTable", "Diagnostics", "Digests", "JSONShapes", "Parallel",
        "PolicyCases", "PolicyChecks", "PolicyDocuments", "PolicyExports", "PolicyModel",
        "PolicyReview", "PolicySources", "ReleaseSigning",
      ]),

    // The output of builds, as those who decide with it read it: each file against its digest, and its signatures.
    .target(
      name: "CompiledPolicies",
      dependencies: [
        "DecisionRequests", "DecisionTable", "Diagnostics", "Digests", "JSONText", "Machine",
        "ReleaseSigning",
      ]),

    // Liver iron: calculations, images and reports.
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
        "CompiledPolicies", "DMN", "DecisionAnalysis", "DecisionRequests", "DecisionTable",
        "Diagnostics",
        "Digests", "JSONShapes", "JSONText", "Machine", "MessageText", "Parallel", "PolicyCases",
        "PolicyChecks",
        "PolicyCompilation", "PolicyDocuments",
        "PolicyEditing",
        "PolicyExports", "PolicyModel", "PolicyReview", "PolicySources", "PolicySyntax",
        "ReleaseSigning", "Values",
      ]),

    // Golden files, fixtures and seeds, for the tests below.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    // Tests the order of the targets in docs/architecture.md.
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "JSONText"]),
    .testTarget(name: "MessageTextTests", dependencies: ["MessageText"]),
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
      name: "DecisionColumnsTests",
      dependencies: [
        "CArrow", "DecisionColumns", "DecisionTable", "DecisionTableTestSupport", "TestSupport",
        "Values",
      ]),
    .testTarget(
      name: "CInterfaceTests",
      dependencies: ["CInterface", "CPolicyc", "DecisionRequests", "JSONText", "TestSupport"]),
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
    // Random policies that are determined by bytes, for tests and for fuzzing.
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
    // Synthetic livers, and the files of synthetic studies.
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

// Programs that are not products. The make target that runs a program also builds it.
if Context.environment["POLICYC_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "RequestFuzz", dependencies: ["DecisionRequests", "DecisionTable", "JSONText"],
      path: "Tests/Fuzz/RequestFuzz"))
  package.targets.append(
    .executableTarget(
      name: "InterfaceFuzz", dependencies: ["CInterface", "CPolicyc"],
      path: "Tests/Fuzz/InterfaceFuzz"))
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
// The service needs SwiftNIO, which takes longer to build than all of policyc. `make service` builds it.
if Context.environment["POLICYC_SERVICE"] != nil {
  // Reads and writes HTTP for many connections at a time.
  package.dependencies.append(.package(url: "https://github.com/apple/swift-nio", from: "2.101.2"))
  package.products.append(.executable(name: "policyd", targets: ["policyd"]))
  package.targets.append(
    .executableTarget(
      name: "policyd",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        "CompiledPolicies", "DecisionRequests", "DecisionTable", "Digests", "JSONText", "Machine",
        "MessageText", "Parallel", "ReleaseSigning",
      ]))
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

// `make mutate` builds a copy of the sources in which mutants can be switched on.
if Context.environment["POLICYC_MUTANTS"] != nil {
  package.targets.append(.systemLibrary(name: "CMutant", path: "Tests/Mutation/CMutant"))
  for target in package.targets where target.path == nil && target.type != .system {
    target.dependencies.append("CMutant")
  }
}

// `make` also builds policyc on machines without the libraries that only lic needs. The package manager would warn about each
// missing library, so the targets that use them are removed.
if Context.environment["POLICYC_ALONE"] != nil {
  package.products.removeAll { $0.name == "lic" }
  package.targets.removeAll { target in
    target.type == .test
      || ["CPNG", "CZlib", "CPango", "CCurl", "CNIfTI", "CDICOM", "lic"].contains(target.name)
      || target.name.hasPrefix("LiverIron") || target.name.hasPrefix("DICOM")
  }
}

// `make docs` builds only the library that other programs embed, so that no other package is needed.
if Context.environment["POLICYC_LIBRARY"] != nil {
  let library: Set = ["CByteScan", "CCaDiCaL", "DecisionTable", "JSONShapes", "JSONText", "Values"]
  package.dependencies = []
  package.products.removeAll { $0.name != "DecisionTable" }
  package.targets.removeAll { !library.contains($0.name) }
}

// Targets whose code runs once per request, voxel or rule are optimized for speed. The others are optimized for size, which
// builds faster.
let optimizedForSpeed: Set = [
  "DecisionTable", "DecisionRequests", "DecisionColumns", "CInterface", "JSONText", "Values",
  "DICOMFiles", "LiverIron",
  "LiverIronImages",
  "LiverIronAnalysis", "LiverFitBench", "DecisionBench",
]
// Targets in which every use of an unsafe construct has to be marked `unsafe`: those that only compute. The others pass
// pointers to C libraries, or read bytes without bounds checks for speed.
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

// lld makes smaller files than the default linker: it packs relative relocations, merges identical functions and exports no
// symbols.
for target in package.targets where target.type == .executable {
  let flags =
    ["-use-ld=lld"]
    + ["-z", "pack-relative-relocs", "--icf=safe", "--no-export-dynamic", "--exclude-libs=ALL"]
    .flatMap { ["-Xlinker", $0] }
  target.linkerSettings =
    (target.linkerSettings ?? []) + [.unsafeFlags(flags, .when(configuration: .release))]
}

// A decision returns its lists as spans, which are valid until the decision is changed.
package.targets.first { $0.name == "DecisionTable" }?.swiftSettings?.append(
  .enableExperimentalFeature("Lifetimes"))
