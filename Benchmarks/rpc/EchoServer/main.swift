internal import EchoService
internal import RPCCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

var framing: Framing?
var recording: String?
var limits = Limits()
var arguments = CommandLine.arguments.dropFirst().makeIterator()
while let argument = arguments.next() {
  switch argument {
  case "--framing": framing = arguments.next().flatMap(Framing.init)
  case "--log": recording = arguments.next()
  case "--message-bytes": limits.messageBytes = arguments.next().flatMap { Int($0) } ?? limits.messageBytes
  case "--unread-bytes": limits.unreadBytes = arguments.next().flatMap { Int($0) } ?? limits.unreadBytes
  case "--stuck-seconds": limits.stuckSeconds = arguments.next().flatMap { Int($0) } ?? limits.stuckSeconds
  case "--incomplete-seconds":
    limits.incompleteSeconds = arguments.next().flatMap { Int($0) } ?? limits.incompleteSeconds
  case "--in-flight": limits.requestsInFlight = arguments.next().flatMap { Int($0) } ?? limits.requestsInFlight
  default:
    print("echo-server: unknown argument \(argument)")
    exit(2)
  }
}
exit(EchoService.server(limits: limits, framing: framing).run(EchoService(), recording: recording))
