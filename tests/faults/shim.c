// Loaded before the program (LD_PRELOAD): makes system calls fail. FAULT=CALL:ERRNO:NTH:PATH, such as
// write:28:3:out.nc: from the third write on into a file whose path holds "out.nc" all fail for want of room.
// A call that a signal interrupts (EINTR) is that one alone.
// FAULT_TIME: what the clock on the wall shows, seconds since 1970.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static int fails(const char* call, const char* path) {
    static int seen;
    const char* wish = getenv("FAULT");
    char wanted[32], part[256] = "";
    int number, nth;
    if (!wish || sscanf(wish, "%31[^:]:%d:%d:%255s", wanted, &number, &nth, part) < 3) return 0;
    if (strcmp(wanted, call) != 0 || !strstr(path, part)) return 0;
    const int call_number = __sync_add_and_fetch(&seen, 1);
    if (call_number < nth || (number == EINTR && call_number > nth)) return 0;
    errno = number;
    return 1;
}

static int fails_at(const char* call, int file) {
    char link[64], path[4096];
    if (!getenv("FAULT")) return 0;
    snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
    const ssize_t length = readlink(link, path, sizeof(path) - 1);
    path[length < 0 ? 0 : length] = '\0';
    return fails(call, path);
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void* from, size_t count) {
    REAL(ssize_t, "write", int, const void*, size_t);
    return fails_at("write", file) ? -1 : real(file, from, count);
}
ssize_t pwrite64(int file, const void* from, size_t count, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void*, size_t, off64_t);
    return fails_at("write", file) ? -1 : real(file, from, count, at);
}
ssize_t pwrite(int file, const void* from, size_t count, off_t at) {
    REAL(ssize_t, "pwrite", int, const void*, size_t, off_t);
    return fails_at("write", file) ? -1 : real(file, from, count, at);
}
ssize_t read(int file, void* into, size_t count) {
    REAL(ssize_t, "read", int, void*, size_t);
    return fails_at("read", file) ? -1 : real(file, into, count);
}
ssize_t pread64(int file, void* into, size_t count, off64_t at) {
    REAL(ssize_t, "pread64", int, void*, size_t, off64_t);
    return fails_at("pread", file) ? -1 : real(file, into, count, at);
}
ssize_t pread(int file, void* into, size_t count, off_t at) {
    REAL(ssize_t, "pread", int, void*, size_t, off_t);
    return fails_at("pread", file) ? -1 : real(file, into, count, at);
}
int fsync(int file) {
    REAL(int, "fsync", int);
    return fails_at("fsync", file) ? -1 : real(file);
}
int ftruncate64(int file, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fails_at("ftruncate", file) ? -1 : real(file, size);
}
int close(int file) {
    REAL(int, "close", int);
    if (!fails_at("close", file)) return real(file);
    const int why = errno;
    real(file);
    errno = why;
    return -1;
}
int rename(const char* from, const char* to) {
    REAL(int, "rename", const char*, const char*);
    return fails("rename", to) ? -1 : real(from, to);
}
int open(const char* path, int flags, ...) {
    REAL(int, "open", const char*, int, ...);
    va_list more;
    va_start(more, flags);
    const int mode = flags & O_CREAT ? va_arg(more, int) : 0;
    va_end(more);
    return fails("open", path) ? -1 : real(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    REAL(int, "open64", const char*, int, ...);
    va_list more;
    va_start(more, flags);
    const int mode = flags & O_CREAT ? va_arg(more, int) : 0;
    va_end(more);
    return fails("open", path) ? -1 : real(path, flags, mode);
}

time_t time(time_t* into) {
    REAL(time_t, "time", time_t*);
    const char* wish = getenv("FAULT_TIME");
    const time_t now = wish ? (time_t)atoll(wish) : real(NULL);
    if (into) *into = now;
    return now;
}
int clock_gettime(clockid_t clock, struct timespec* into) {
    REAL(int, "clock_gettime", clockid_t, struct timespec*);
    const int done = real(clock, into);
    const char* wish = getenv("FAULT_TIME");
    if (wish && clock == CLOCK_REALTIME) into->tv_sec = (time_t)atoll(wish);
    return done;
}
int gettimeofday(struct timeval* restrict into, void* restrict zone) {
    REAL(int, "gettimeofday", struct timeval* restrict, void* restrict);
    const int done = real(into, zone);
    const char* wish = getenv("FAULT_TIME");
    if (wish) into->tv_sec = (time_t)atoll(wish);
    return done;
}
