/*
 * Answers as a file system does that has become read-only: preloaded into processes, while a file
 * $PERDURE_READONLY.wal, .file or .folder exists, whoever writes to, lengthens, deletes, or opens
 * to write a log, a database file, or any file under $PERDURE_READONLY_UNDER gets EROFS. What is
 * mapped into memory already stays as it is, as it does there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096
static char *paths[FILES];

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int there(const char *what) {
  char flag[4096];
  const char *name = getenv("PERDURE_READONLY");
  snprintf(flag, sizeof flag, "%s.%s", name ? name : "", what);
  int kept = errno;
  int found = name && access(flag, F_OK) == 0;
  errno = kept;
  return found;
}

static int ends(const char *path, const char *with) {
  size_t length = strlen(path), end = strlen(with);
  return length >= end && strcmp(path + length - end, with) == 0;
}

static int watched(const char *path) {
  const char *under = getenv("PERDURE_READONLY_UNDER");
  return under && path && strncmp(path, under, strlen(under)) == 0;
}

static int refused(const char *path) {
  if (!path) return 0;
  int wal = ends(path, "-wal"), shm = ends(path, "-shm");
  int now = there("folder") || (wal && there("wal")) || (!wal && !shm && there("file"));
  if (now) errno = EROFS;
  return now;
}

static const char *path_of(int fd) { return fd >= 0 && fd < FILES ? paths[fd] : 0; }

#define OPEN(name)                                                            \
  int name(const char *path, int flags, ...) {                                \
    va_list more;                                                             \
    va_start(more, flags);                                                    \
    mode_t mode = va_arg(more, int);                                          \
    va_end(more);                                                             \
    int writes = (flags & O_ACCMODE) != O_RDONLY;                             \
    if (writes && watched(path) && refused(path)) return -1;                  \
    int fd = REAL(name)(path, flags, mode);                                   \
    if (fd >= 0 && fd < FILES) {                                              \
      free(paths[fd]);                                                        \
      paths[fd] = watched(path) ? strdup(path) : 0;                           \
    }                                                                         \
    return fd;                                                                \
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

#define PWRITE(name, type)                                             \
  ssize_t name(int fd, const void *data, size_t length, type offset) { \
    if (refused(path_of(fd))) return -1;                               \
    return REAL(name)(fd, data, length, offset);                       \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
  if (refused(path_of(fd))) return -1;
  return REAL(write)(fd, data, length);
}

#define TRUNCATE(name, type)             \
  int name(int fd, type length) {        \
    if (refused(path_of(fd))) return -1; \
    return REAL(name)(fd, length);       \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *path) {
  if (watched(path) && refused(path)) return -1;
  return REAL(unlink)(path);
}
