/* Lets the n-th call of a kind fail in a folder: preloaded, and told by `stress_fail` what is to fail. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, WRITE, SYNC, RENAME, MKDIR, OPEN };

static enum kind failing;
static long left, failed;
static int reason;
static char folder[PATH_MAX];

void stress_fail(int kind, long number, int error, const char *within) {
    failing = kind;
    left = number;
    failed = 0;
    reason = error;
    strncpy(folder, within, sizeof folder - 1);
}

long stress_failed(void) { return failed; }

static int within(const char *path) { return path && !strncmp(path, folder, strlen(folder)); }

static int of_handle(int handle) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return within(path);
}

static int fails(enum kind kind) {
    if (kind != failing || --left) return 0;
    failed = 1;
    errno = reason;
    return 1;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int handle, const void *data, size_t count) {
    REAL(write);
    return failing == WRITE && of_handle(handle) && fails(WRITE) ? -1 : real(handle, data, count);
}

ssize_t pwrite64(int handle, const void *data, size_t count, off64_t at) {
    REAL(pwrite64);
    return failing == WRITE && of_handle(handle) && fails(WRITE) ? -1 : real(handle, data, count, at);
}

ssize_t writev(int handle, const struct iovec *parts, int count) {
    REAL(writev);
    return failing == WRITE && of_handle(handle) && fails(WRITE) ? -1 : real(handle, parts, count);
}

int fsync(int handle) {
    REAL(fsync);
    return failing == SYNC && of_handle(handle) && fails(SYNC) ? -1 : real(handle);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    return failing == RENAME && within(to) && fails(RENAME) ? -1 : real(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    REAL(renameat2);
    return failing == RENAME && within(to) && fails(RENAME) ? -1 : real(from_folder, from, to_folder, to, flags);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return failing == MKDIR && within(path) && fails(MKDIR) ? -1 : real(path, mode);
}

static int opened(const char *path, int flags) { return failing == OPEN && flags & O_CREAT && within(path) && fails(OPEN); }

int open(const char *path, int flags, ...) {
    REAL(open);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return opened(path, flags) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return opened(path, flags) ? -1 : real(path, flags, mode);
}
