// Measures a server against the floor, both on one core and in turns, and prints a table in Markdown.
//
//   driver FLOOR SERVER
//
// The better of several rounds counts: what disturbs a round is another process, never the one that is measured.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct server {
  pid_t process;
  int in, out;
  char *buffer;
  size_t start, end, capacity;
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

// MARK: The process

static struct server start(const char *program, const char *option) {
  int to[2], from[2];
  if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC)) fail("pipe");
  pid_t process = vfork();
  if (process < 0) fail("fork");
  if (process == 0) {
    dup2(to[0], 0);
    dup2(from[1], 1);
    execl(program, program, option, (char *)0);
    _exit(127);
  }
  close(to[0]);
  close(from[1]);
  struct server server = {process, to[1], from[0], malloc(1 << 16), 0, 0, 1 << 16};
  return server;
}

static void stop(struct server *server) {
  close(server->in);
  close(server->out);
  kill(server->process, SIGKILL);
  waitpid(server->process, 0, 0);
  free(server->buffer);
}

// A figure of /proc in megabytes: VmRSS now, VmHWM at most.
static double memory(struct server *server, const char *name) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", server->process);
  FILE *file = fopen(path, "r");
  double kilobytes = 0;
  while (file && fgets(line, sizeof line, file))
    if (!strncmp(line, name, strlen(name))) kilobytes = atof(line + strlen(name) + 1);
  if (file) fclose(file);
  return kilobytes / 1024;
}

// MARK: Messages

static void put(struct server *server, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(server->in, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail("write");
    bytes += written;
    count -= (size_t)written;
  }
}

static size_t frame(char *out, size_t capacity, const char *body) {
  return (size_t)snprintf(out, capacity, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
}

static void say(struct server *server, const char *body) {
  char bytes[1024];
  put(server, bytes, frame(bytes, sizeof bytes, body));
}

static void fill(struct server *server) {
  if (server->start == server->end) server->start = server->end = 0;
  if (server->end == server->capacity) {
    memmove(server->buffer, server->buffer + server->start, server->end - server->start);
    server->end -= server->start;
    server->start = 0;
    if (server->end * 2 > server->capacity) server->buffer = realloc(server->buffer, server->capacity *= 2);
  }
  ssize_t count = read(server->out, server->buffer + server->end, server->capacity - server->end);
  if (count <= 0) fail("the server ended");
  server->end += (size_t)count;
}

// Takes one message; returns its number of bytes.
static size_t take(struct server *server, const char **body) {
  for (;;) {
    char *bytes = server->buffer + server->start;
    size_t have = server->end - server->start;
    char *end = have ? memmem(bytes, have < 256 ? have : 256, "\r\n\r\n", 4) : 0;
    if (end) {
      size_t header = (size_t)(end - bytes) + 4, count = strtoul(bytes + 16, 0, 10);
      if (have >= header + count) {
        server->start += header + count;
        if (body) *body = bytes + header;
        return count;
      }
    }
    fill(server);
  }
}

static void initialize(struct server *server) {
  say(server, "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}");
  take(server, 0);
  say(server, "{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}");
}

// MARK: Measurements. Each returns a figure for one round.

enum { ROUND_TRIPS = 10000, PIPELINED = 60000, WINDOW = 64 };
static const char *method = "echo";
static double slowest;

// Microseconds of a round trip: the median; the 99th percentile goes to `slowest`.
static double round_trip(struct server *server) {
  static double times[ROUND_TRIPS];
  char bytes[256], body[200];
  for (int i = -500; i < ROUND_TRIPS; i++) {
    snprintf(body, sizeof body, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{}}", i + 1000, method);
    size_t count = frame(bytes, sizeof bytes, body);
    double start = now();
    put(server, bytes, count);
    take(server, 0);
    if (i >= 0) times[i] = now() - start;
  }
  qsort(times, ROUND_TRIPS, sizeof *times, ascending);
  slowest = times[ROUND_TRIPS * 99 / 100];
  return times[ROUND_TRIPS / 2];
}

// Requests a second with a window of outstanding ones.
static double pipelined(struct server *server) {
  char bytes[WINDOW * 256], body[200];
  int sent = 0, received = 0;
  double start = now();
  while (received < PIPELINED) {
    size_t count = 0;
    for (; sent < PIPELINED && sent - received < WINDOW; sent++) {
      snprintf(body, sizeof body, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{}}", sent, method);
      count += frame(bytes + count, sizeof bytes - count, body);
    }
    if (count) put(server, bytes, count);
    take(server, 0);
    received++;
    // Whatever else has come is taken before more is sent.
    while (received < sent && server->end - server->start > 64) take(server, 0), received++;
  }
  return PIPELINED / ((now() - start) / 1e6);
}

static char *large;
static size_t large_count;

// A message of about `megabytes`: one string, or many small objects.
static void make_large(const char *name, int megabytes, int is_tree) {
  size_t wanted = (size_t)megabytes * 1000000;
  large = realloc(large, wanted + 4096);
  char *body = large + 64, *end = body;
  end += sprintf(end, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":", name);
  if (is_tree) {
    end += sprintf(end, "{\"list\":[");
    for (int i = 0; (size_t)(end - body) < wanted; i++)
      end += sprintf(end, "%s{\"id\":%d,\"name\":\"item %d\",\"on\":true,\"at\":[%d,%d]}", i ? "," : "", i, i, i, i + 7);
    end += sprintf(end, "]}}");
  } else {
    end += sprintf(end, "{\"text\":\"");
    static const char words[] = "Hà Nội hôm nay trời nắng, gió nhẹ. ";
    while ((size_t)(end - body) + sizeof words < wanted) end += sprintf(end, "%s", words);
    end += sprintf(end, "\"}}");
  }
  char header[64];
  int count = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", (size_t)(end - body));
  memcpy(body - count, header, (size_t)count);
  memmove(large, body - count, (size_t)(end - body) + (size_t)count);
  large_count = (size_t)(end - body) + (size_t)count;
}

// Milliseconds until the large message is answered: the best of four.
static double exchange(struct server *server) {
  double best = 1e9;
  for (int i = 0; i < 4; i++) {
    double start = now();
    put(server, large, large_count);
    take(server, 0);
    double time = (now() - start) / 1e3;
    if (time < best) best = time;
  }
  return best;
}

// Microseconds from a cancellation to the answer of the request that runs.
static double cancellation(struct server *server) {
  double worst = 0;
  for (int i = 1; i <= 30; i++) {
    char body[200];
    snprintf(body, sizeof body,
             "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"slow\",\"params\":{\"milliseconds\":10000}}", i);
    say(server, body);
    usleep(5000);
    snprintf(body, sizeof body, "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":%d}}", i);
    double start = now();
    say(server, body);
    take(server, 0);
    if (now() - start > worst) worst = now() - start;
  }
  return worst;
}

// Megabytes at most while 100,000 requests are written and their answers read slowly.
static double flood(struct server *server) {
  char bytes[256];
  fcntl(server->in, F_SETFL, O_NONBLOCK);
  int sent = 0, received = 0;
  size_t offset = 0, count = 0;
  while (received < 100000) {
    if (sent < 100000 && offset == count) {
      char body[200];
      snprintf(body, sizeof body, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"rpc.discover\"}", sent);
      if (sent % 100) snprintf(body, sizeof body, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"work\",\"params\":{}}", sent);
      count = frame(bytes, sizeof bytes, body);
      offset = 0;
      sent++;
    }
    ssize_t written = offset < count ? write(server->in, bytes + offset, count - offset) : -1;
    if (written > 0) {
      offset += (size_t)written;
      continue;
    }
    // Reads a little, then pauses, as long as the server takes requests; in the end it reads the rest.
    for (int i = 0; i < 200 && received < 100000; i++, received++) take(server, 0);
    if (received < 20000) usleep(500);
  }
  return memory(server, "VmHWM:");
}

// Milliseconds from the start of the process to the answer of `initialize`: the median.
static double start_up(const char *program) {
  double times[30];
  for (int i = 0; i < 30; i++) {
    double begin = now();
    struct server server = start(program, 0);
    say(&server, "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}");
    take(&server, 0);
    times[i] = (now() - begin) / 1e3;
    stop(&server);
  }
  qsort(times, 30, sizeof *times, ascending);
  return times[15];
}

// MARK: The table

static const char *floor_path, *server_path;

static double fresh(const char *program, const char *option, double (*measure)(struct server *), int begins) {
  struct server server = start(program, option);
  if (begins) initialize(&server);
  double figure = measure(&server);
  stop(&server);
  return figure;
}

// The least of several rounds of the server.
static double best_of(int rounds, double (*measure)(struct server *)) {
  double best = 1e18;
  for (int round = 0; round < rounds; round++) {
    double figure = fresh(server_path, 0, measure, 1);
    if (figure < best) best = figure;
  }
  return best;
}

// Measures both in turns. `sense` is 1 when less is better, -1 when more is.
static void compare(const char *name, const char *unit, double (*measure)(struct server *), int sense, double bar, int rounds) {
  double best[2] = {0, 0}, tail[2] = {0, 0};
  for (int round = 0; round < rounds; round++)
    for (int side = 0; side < 2; side++) {
      slowest = 0;
      double figure = fresh(side ? server_path : floor_path, 0, measure, side);
      if (round == 0 || (figure - best[side]) * sense < 0) best[side] = figure, tail[side] = slowest;
    }
  double ratio = best[1] / best[0];
  printf("| %s | %.*f %s | %.*f %s | %.2f | %s %.1f | %s |\n", name, sense < 0 ? 0 : 1, best[0], unit, sense < 0 ? 0 : 1,
         best[1], unit, ratio, sense > 0 ? "≤" : "≥", bar, (ratio - bar) * sense <= 0 ? "yes" : "no");
  if (tail[0] > 0) printf("| %s, 99th percentile | %.1f %s | %.1f %s | %.2f | | |\n", name, tail[0], unit, tail[1], unit, tail[1] / tail[0]);
  fflush(stdout);
}

// A figure that has no floor.
static void absolute(const char *name, const char *unit, double figure, double bar, int sense) {
  printf("| %s | | %.2f %s | | %s %g | %s |\n", name, figure, unit, sense > 0 ? "≤" : "≥", bar,
         (figure - bar) * sense <= 0 ? "yes" : "no");
  fflush(stdout);
}

static double idle(struct server *server) {
  sleep(1);
  return memory(server, "VmRSS:");
}

static double peak(struct server *server) {
  put(server, large, large_count);
  take(server, 0);
  return memory(server, "VmHWM:");
}

static double after(struct server *server) {
  put(server, large, large_count);
  take(server, 0);
  sleep(1);
  return memory(server, "VmRSS:");
}

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "usage: driver FLOOR SERVER\n");
    return 2;
  }
  floor_path = arguments[1];
  server_path = arguments[2];
  signal(SIGPIPE, SIG_IGN);
  cpu_set_t all, one;
  CPU_ZERO(&one);
  if (!sched_getaffinity(0, sizeof all, &all)) {
    for (int core = CPU_SETSIZE - 1; core >= 0; core--)
      if (CPU_ISSET(core, &all)) {
        CPU_SET(core, &one);
        break;
      }
    sched_setaffinity(0, sizeof one, &one);
  }
  printf("| measured | floor | server | ratio | bar | met |\n|---|---|---|---|---|---|\n");
  compare("round trip, `echo` of `{}`", "µs", round_trip, 1, 1.3, 7);
  compare("pipelined, window 64", "requests/s", pipelined, -1, 0.4, 7);
  method = "unknown/method";
  compare("round trip, unknown method", "µs", round_trip, 1, 1.3, 7);
  compare("pipelined, unknown method", "requests/s", pipelined, -1, 0.4, 7);
  make_large("echo", 16, 0);
  compare("16 MB of Vietnamese text echoed", "ms", exchange, 1, 1.5, 5);
  make_large("unknown/method", 16, 1);
  absolute("16 MB of small objects received and parsed", "MB/s", 16e3 / best_of(5, exchange), 300, -1);
  make_large("echo", 16, 1);
  absolute("16 MB of small objects parsed and echoed", "MB/s", 16e3 / best_of(5, exchange), 150, -1);
  double starts[] = {start_up(server_path), start_up(server_path), start_up(server_path)};
  qsort(starts, 3, sizeof *starts, ascending);
  absolute("start of the process to the answer of `initialize`, median", "ms", starts[0], 2, 1);
  absolute("memory when idle", "MB", fresh(server_path, 0, idle, 1), 8, 1);
  make_large("unknown/method", 16, 0);
  absolute("memory at most for a message of 16 MB", "MB", fresh(server_path, 0, peak, 1), 40, 1);
  make_large("echo", 16, 0);
  absolute("memory at most for 16 MB echoed", "MB", fresh(server_path, 0, peak, 1), 40, 1);
  absolute("memory one second later", "MB", fresh(server_path, 0, after, 1), 8, 1);
  absolute("memory at most, 100,000 requests and a slow reader", "MB", fresh(server_path, 0, flood, 1), 64, 1);
  absolute("cancelling a running request, the longest of 30", "ms", fresh(server_path, 0, cancellation, 1) / 1e3, 5, 1);
  return 0;
}
