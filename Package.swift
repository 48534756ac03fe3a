// swift-tools-version: 6.2
// No package dependencies, on purpose: the toolchain builds everything that ships.
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// Tests use Swift Testing, whose macros expand to code that strict memory safety would flag.
let testSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "ArticleService",
  products: [
    .executable(name: "article-service", targets: ["ArticleService"]),
    .library(name: "RPCCore", targets: ["RPCCore"]),
    .library(name: "ArticleKit", targets: ["ArticleKit"]),
  ],
  targets: [
    .target(name: "CSystem"),
    .target(name: "CBytes"),
    .target(
      name: "RPCCore", dependencies: ["CSystem", "CBytes"],
      swiftSettings: settings + [.enableExperimentalFeature("Lifetimes")]),
    .target(
      name: "ArticleData",
      exclude: ["blobs"]
    ),
    .target(name: "ArticleKit", dependencies: ["ArticleData"], swiftSettings: settings),
    .executableTarget(
      name: "ArticleService", dependencies: ["RPCCore", "ArticleKit"], swiftSettings: settings),
    .executableTarget(name: "DataCompiler", dependencies: ["ArticleKit"], swiftSettings: settings),
    // A service without use, for tests, fuzzing and benchmarks of RPCCore; no product ships it.
    .target(
      name: "EchoService", dependencies: ["RPCCore"], path: "Benchmarks/rpc/EchoService", swiftSettings: settings),
    .executableTarget(
      name: "EchoServer", dependencies: ["EchoService"], path: "Benchmarks/rpc/EchoServer", swiftSettings: settings),
    .testTarget(
      name: "RPCCoreTests", dependencies: ["RPCCore", "EchoService", "EchoServer"], swiftSettings: testSettings),
    .testTarget(name: "ArticleKitTests", dependencies: ["ArticleKit"], swiftSettings: testSettings),
    .testTarget(
      name: "ArticleServiceTests", dependencies: ["ArticleService", "ArticleKit", "RPCCore"],
      swiftSettings: testSettings),
    .testTarget(
      name: "DataCompilerTests", dependencies: ["DataCompiler"], swiftSettings: testSettings),
  ],
  cLanguageStandard: .gnu2x
)

// `make fuzz` builds these three; they have the fuzzer's main function instead of their own.
if Context.environment["FUZZ"] != nil {
  for (name, dependencies) in [
    ("Framing", ["RPCCore"]), ("JSON", ["RPCCore"]), ("Dispatch", ["RPCCore", "EchoService"]),
  ] as [(String, [Target.Dependency])] {
    package.targets.append(
      .executableTarget(
        name: "Fuzz\(name)", dependencies: dependencies, path: "Tests/Fuzz/\(name)", swiftSettings: testSettings))
  }
}
