// The floor: what one request and its answer cost when nothing is done with them. Reads frames with Content-Length, echoes
// `params` under the same id, one read and one write a turn, and looks at no other byte. `--pipes` enlarges both pipes.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bytes {
  char *start;
  size_t count, capacity;
};

static void reserve(struct bytes *b, size_t room) {
  if (b->capacity - b->count >= room) return;
  b->capacity = b->count + room > b->capacity * 2 ? b->count + room : b->capacity * 2;
  b->start = realloc(b->start, b->capacity);
  if (!b->start) exit(1);
}

static void append(struct bytes *b, const char *bytes, size_t count) {
  reserve(b, count);
  memcpy(b->start + b->count, bytes, count);
  b->count += count;
}

static void answer(struct bytes *out, const char *body, size_t count) {
  const char *id = memmem(body, count < 128 ? count : 128, "\"id\":", 5);
  const char *params = memmem(body, count < 256 ? count : 256, "\"params\":", 9);
  if (!id) return;
  long number = strtol(id + 5, 0, 10);
  size_t length = params ? count - (size_t)(params + 9 - body) - 1 : 2;
  char before[160], header[64];
  int prefix = snprintf(before, sizeof before, "{\"jsonrpc\":\"2.0\",\"id\":%ld,\"result\":", number);
  int head = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", (size_t)prefix + length + 1);
  append(out, header, (size_t)head);
  append(out, before, (size_t)prefix);
  append(out, params ? params + 9 : "{}", length);
  append(out, "}", 1);
}

int main(int count, char **arguments) {
  struct bytes in = {0}, out = {0};
  size_t start = 0;
  if (count > 1 && !strcmp(arguments[1], "--pipes")) {
    fcntl(0, F_SETPIPE_SZ, 1 << 20);
    fcntl(1, F_SETPIPE_SZ, 1 << 20);
  }
  for (;;) {
    for (;;) {
      char *frame = in.start + start;
      size_t have = in.count - start;
      char *end = have ? memmem(frame, have < 256 ? have : 256, "\r\n\r\n", 4) : 0;
      if (!end) break;
      size_t header = (size_t)(end - frame) + 4, body = strtoul(frame + 16, 0, 10);
      if (have < header + body) {
        reserve(&in, header + body - have);
        break;
      }
      answer(&out, in.start + start + header, body);
      start += header + body;
    }
    for (size_t sent = 0; sent < out.count;) {
      ssize_t written = write(1, out.start + sent, out.count - sent);
      if (written <= 0) return 1;
      sent += (size_t)written;
    }
    out.count = 0;
    if (start == in.count) {
      start = in.count = 0;
    } else if (start > 0) {
      memmove(in.start, in.start + start, in.count - start);
      in.count -= start;
      start = 0;
    }
    reserve(&in, 1 << 16);
    ssize_t read_count = read(0, in.start + in.count, in.capacity - in.count);
    if (read_count <= 0) return 0;
    in.count += (size_t)read_count;
  }
}
