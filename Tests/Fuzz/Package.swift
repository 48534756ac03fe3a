// swift-tools-version: 6.2
// Coverage-guided fuzzing with libFuzzer, apart from the main package because every file is built with its instrumentation:
//
//     swift build -c release --package-path Tests/Fuzz --sanitize=fuzzer --sanitize=address
//     Tests/Fuzz/.build/release/FuzzJSON -max_total_time=60 Tests/Fuzz/Corpus/json
import PackageDescription

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "ArticleService", path: "../..")],
  targets: [
    .executableTarget(
      name: "FuzzJSON",
      dependencies: [.product(name: "RPCCore", package: "ArticleService")],
      swiftSettings: [
        .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"), .unsafeFlags(["-parse-as-library"]),
      ])
  ]
)
