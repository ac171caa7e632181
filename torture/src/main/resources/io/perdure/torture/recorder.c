/*
 * Records what processes do to files: preloaded into them, it writes to $PERDURE_RECORD each write,
 * truncation, flush and deletion of files whose path begins with $PERDURE_RECORD_UNDER, in the one
 * order in which all processes did them. Shared memory is not recorded: no cut of power keeps it.
 *
 * One record: nanos, kind, length of the path, offset, length of the data, path, data. The lock is
 * held over operation and record, so that a flush covers exactly the writes recorded before it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define FILES 4096
enum { WRITE = 1, TRUNCATE = 2, SYNC = 3, DELETE = 4 };

struct head {
  uint64_t nanos;
  uint32_t kind;
  uint32_t path;
  uint64_t offset;
  uint64_t length;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char *paths[FILES];
static int out = -2;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int watched(const char *path) {
  const char *under = getenv("PERDURE_RECORD_UNDER");
  size_t length = path ? strlen(path) : 0;
  return under && path && strncmp(path, under, strlen(under)) == 0 &&
         !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

static void begin(void) {
  pthread_mutex_lock(&mutex);
  if (out == -2) {
    const char *record = getenv("PERDURE_RECORD");
    out = record ? REAL(open)(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  }
  flock(out, LOCK_EX);
}

static void end(uint32_t kind, const char *path, uint64_t offset, const void *data, uint64_t length) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  struct head head = {now.tv_sec * 1000000000ull + now.tv_nsec, kind, strlen(path), offset, length};
  struct iovec parts[3] = {
      {&head, sizeof head}, {(void *)path, head.path}, {(void *)data, data ? length : 0}};
  if (writev(out, parts, 3) < 0) {
    abort();
  }
  flock(out, LOCK_UN);
  pthread_mutex_unlock(&mutex);
}

static void nothing(void) {
  flock(out, LOCK_UN);
  pthread_mutex_unlock(&mutex);
}

static const char *path_of(int fd) { return fd >= 0 && fd < FILES ? paths[fd] : 0; }

static int opened(int fd, const char *path) {
  if (fd >= 0 && fd < FILES) {
    free(paths[fd]);
    paths[fd] = watched(path) ? strdup(path) : 0;
  }
  return fd;
}

#define OPEN(name)                                  \
  int name(const char *path, int flags, ...) {      \
    va_list more;                                   \
    va_start(more, flags);                          \
    mode_t mode = va_arg(more, int);                \
    va_end(more);                                   \
    return opened(REAL(name)(path, flags, mode), path); \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (fd >= 0 && fd < FILES && paths[fd]) {
    free(paths[fd]);
    paths[fd] = 0;
  }
  return REAL(close)(fd);
}

#define PWRITE(name, type)                                                 \
  ssize_t name(int fd, const void *data, size_t length, type offset) {     \
    const char *path = path_of(fd);                                        \
    if (!path) return REAL(name)(fd, data, length, offset);                \
    begin();                                                               \
    ssize_t done = REAL(name)(fd, data, length, offset);                   \
    if (done > 0) end(WRITE, path, offset, data, done); else nothing();    \
    return done;                                                           \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
  const char *path = path_of(fd);
  if (!path) return REAL(write)(fd, data, length);
  begin();
  off_t offset = lseek(fd, 0, SEEK_CUR);
  ssize_t done = REAL(write)(fd, data, length);
  if (done > 0) end(WRITE, path, offset, data, done); else nothing();
  return done;
}

#define TRUNC(name, type)                                        \
  int name(int fd, type length) {                                \
    const char *path = path_of(fd);                              \
    if (!path) return REAL(name)(fd, length);                    \
    begin();                                                     \
    int failed = REAL(name)(fd, length);                         \
    if (!failed) end(TRUNCATE, path, length, 0, 0); else nothing(); \
    return failed;                                               \
  }
TRUNC(ftruncate, off_t)
TRUNC(ftruncate64, off64_t)

#define FLUSH(name)                                       \
  int name(int fd) {                                      \
    const char *path = path_of(fd);                       \
    if (!path) return REAL(name)(fd);                     \
    begin();                                              \
    int failed = REAL(name)(fd);                          \
    if (!failed) end(SYNC, path, 0, 0, 0); else nothing(); \
    return failed;                                        \
  }
FLUSH(fsync)
FLUSH(fdatasync)

int unlink(const char *path) {
  if (!watched(path)) return REAL(unlink)(path);
  begin();
  int failed = REAL(unlink)(path);
  if (!failed) end(DELETE, path, 0, 0, 0); else nothing();
  return failed;
}
