#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A thread of the operating system.
@safe struct SystemThread: @unchecked Sendable {
  // A handle that is only ever compared and joined.
  private let handle: pthread_t

  /// What a thread's stack may grow to; pages that are never touched cost nothing.
  private static let stackBytes = 4 * 1024 * 1024

  /// Starts a thread that runs `body`; nil when the system refuses one.
  init?(_ body: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(Body(body))
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setstacksize(&attributes, Self.stackBytes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    #if canImport(Darwin)
      var started: pthread_t?
      let status = unsafe pthread_create(&started, &attributes, { SystemThread.run($0) }, box.toOpaque())
      guard status == 0, let started = unsafe started else {
        unsafe box.release()
        return nil
      }
      unsafe handle = started
    #else
      var started = pthread_t()
      let status = unsafe pthread_create(
        &started, &attributes,
        { argument in
          if let argument = unsafe argument { unsafe SystemThread.run(argument) }
          return nil
        }, box.toOpaque())
      guard status == 0 else {
        unsafe box.release()
        return nil
      }
      handle = started
    #endif
  }

  /// Waits for the thread to end.
  func join() { pthread_join(handle, nil) }

  /// Leaves the thread to itself: nobody will wait for it.
  func detach() { pthread_detach(handle) }

  #if canImport(Darwin)
    private static func run(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
      unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }
  #else
    private static func run(_ argument: UnsafeMutableRawPointer) {
      unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
    }
  #endif

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
