// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "TextBenchmark",
  dependencies: [.package(name: "ArticleService", path: "../..")],
  targets: [
    .executableTarget(
      name: "TextBenchmark",
      dependencies: [.product(name: "ArticleKit", package: "ArticleService")],
      swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")])
  ]
)
