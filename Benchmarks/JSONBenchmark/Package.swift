// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "JSONBenchmark",
  dependencies: [.package(name: "ArticleService", path: "../..")],
  targets: [
    .executableTarget(
      name: "JSONBenchmark",
      dependencies: [.product(name: "RPCCore", package: "ArticleService")],
      swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")])
  ]
)
