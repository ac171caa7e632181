/* Preloaded: every flush takes a millisecond more, as on a disk that really flushes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

static void slow(void) {
  usleep(1000);
}

int fsync(int fd) {
  static int (*real)(int);
  if (!real) {
    real = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
  }
  slow();
  return real(fd);
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) {
    real = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
  }
  slow();
  return real(fd);
}
