import Testing

@testable import RPCCore

@Suite struct MailboxTests {
  private func box(_ count: Int) -> ByteBox {
    var bytes = ByteBuffer()
    for _ in 0..<count { bytes.append(0x20) }
    return ByteBox(bytes)
  }

  @Test("A worker that waits for room goes on when there is some, whatever the sizes")
  func room() {
    let mailbox = Mailbox(roomBytes: 100) {}
    let call = Call(id: RequestID(serial: 1), serial: 1, size: 0)
    let sizes = [10, 95, 60, 45, 100, 1, 99, 200, 50, 51]
    let worker = SystemThread { [self] in
      for size in sizes { mailbox.post(.notification(box(size)), for: call) }
    }
    var taken: [Int] = []
    while taken.count < sizes.count {
      if case .notification(let box)? = mailbox.take() { taken.append(box.count) }
    }
    worker?.join()
    #expect(taken == sizes)
    #expect(mailbox.isEmpty)
  }

  @Test("A worker whose call is cancelled, or whose session ends, waits no more")
  func release() {
    let mailbox = Mailbox(roomBytes: 10) {}
    for closes in [false, true] {
      let call = Call(id: RequestID(serial: 1), serial: 1, size: 0)
      let worker = SystemThread { [self] in
        for _ in 0..<3 { mailbox.post(.notification(box(8)), for: call) }
      }
      while mailbox.isEmpty, !closes {}
      call.cancel()
      if closes { mailbox.close() } else { mailbox.release() }
      worker?.join()
      if !closes {
        var count = 0
        while mailbox.take() != nil { count += 1 }
        #expect(count == 3)
      }
    }
    #expect(mailbox.take() == nil)
  }

  @Test("Jobs start in their order, none while the pool is paused, and all that started have ended when it stops")
  func pool() {
    let pool = WorkerPool(size: 1)
    let order = Monitor<[Int]>([])
    pool.pause()
    for job in 0..<20 {
      pool.submit {
        order.withLock { $0.append(job) }
        order.notify()
      }
    }
    #expect(order.withLock { $0.isEmpty })
    pool.resume()
    let done = order.wait { $0.count == 20 ? $0 : nil }
    pool.stop()
    #expect(done == Array(0..<20))
  }
}
