/*
 * Keeps a second directory in which each file is as it was forced to disk last: what a disk has when the power is cut
 * and nothing that was not forced has reached it. Preloaded by ForcedDisk; AMSP_FORCED is "root:forced:state".
 *
 * Contents are those of the last fsync, fdatasync or msync of the file itself. Names (rename, unlink, truncation by
 * open) are kept in the order in which they were changed, with the next force of anything, as journalling file systems
 * do; a file that is renamed without ever having been forced is empty.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { BUCKETS = 1024, BLOCK = 4096, MOST_RANGES = 4096 };

struct state { int64_t forces; int64_t bytes; int64_t names_pending; };
struct range { off_t from; off_t to; };
struct file { struct file *next; ino_t ino; int whole; int count; int room; struct range *ranges; };
struct name { struct name *next; int kind; off_t size; char *from; char *to; };
struct map { struct map *next; char *at; size_t length; off_t offset; ino_t ino; char *path; };
enum { RENAMED, REMOVED, CUT };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *root, *forced;
static size_t root_length;
static struct state none, *state = &none;
static struct file *files[BUCKETS];
static struct name *names, **names_end = &names;
static struct map *maps;

#define REAL(type, name, ...) static type (*real_##name)(__VA_ARGS__);
REAL(int, open, const char *, int, ...)
REAL(int, open64, const char *, int, ...)
REAL(ssize_t, write, int, const void *, size_t)
REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t)
REAL(ssize_t, writev, int, const struct iovec *, int)
REAL(ssize_t, pwritev64, int, const struct iovec *, int, off64_t)
REAL(int, ftruncate64, int, off64_t)
REAL(int, fsync, int)
REAL(int, fdatasync, int)
REAL(int, msync, void *, size_t, int)
REAL(void *, mmap64, void *, size_t, int, int, int, off64_t)
REAL(int, munmap, void *, size_t)
REAL(int, rename, const char *, const char *)
REAL(int, unlink, const char *)
REAL(int, remove, const char *)

__attribute__((constructor)) static void begin(void) {
#define FIND(name) *(void **) &real_##name = dlsym(RTLD_NEXT, #name)
    FIND(open); FIND(open64); FIND(write); FIND(pwrite64); FIND(writev); FIND(pwritev64); FIND(ftruncate64);
    FIND(fsync); FIND(fdatasync); FIND(msync); FIND(mmap64); FIND(munmap); FIND(rename); FIND(unlink); FIND(remove);
    const char *given = getenv("AMSP_FORCED");
    if (!given || root) return;
    char *copy = strdup(given), *rest = copy;
    char *first = strsep(&rest, ":"), *second = strsep(&rest, ":");
    if (!second || !rest) return;
    forced = second;
    root_length = strlen(first);
    root = first;
    int file = real_open64(rest, O_RDWR);
    if (file >= 0) {
        void *mapped = real_mmap64(NULL, sizeof(struct state), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (mapped != MAP_FAILED) state = mapped;
    }
}

static void ready(void) { if (!real_remove) begin(); }
static int below(const char *path) {
    return root && path && strncmp(path, root, root_length) == 0 && path[root_length] == '/';
}
static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path) && !(length > 10 && strcmp(path + length - 10, " (deleted)") == 0);
}
static void twin(const char *path, char *other) { snprintf(other, PATH_MAX, "%s%s", forced, path + root_length); }
static void make_parents(char *path) {
    for (char *at = path + strlen(forced) + 1; (at = strchr(at, '/')); at++) {
        *at = 0;
        mkdir(path, 0700);
        *at = '/';
    }
}

/* --- what was written since it was forced --- */

static struct file *file_of(ino_t ino, int make) {
    struct file **at = &files[ino % BUCKETS];
    while (*at && (*at)->ino != ino) at = &(*at)->next;
    if (!*at && make) {
        *at = calloc(1, sizeof **at);
        (*at)->ino = ino;
        (*at)->whole = 1;
    }
    return *at;
}
static void wrote(int fd, off_t from, ssize_t length) {
    struct stat found;
    int before = errno;
    char path[PATH_MAX];
    if (root && length > 0 && fstat(fd, &found) == 0 && S_ISREG(found.st_mode)) {
        if (from < 0) from = lseek(fd, 0, SEEK_CUR) - length;
        pthread_mutex_lock(&lock);
        struct file *file = file_of(found.st_ino, 0);
        if (!file && path_of(fd, path)) file = file_of(found.st_ino, 1);
        if (file && !file->whole) {
            struct range *last = file->count ? &file->ranges[file->count - 1] : NULL;
            if (last && from >= last->from && from <= last->to) {
                if (from + length > last->to) last->to = from + length;
            } else if (file->count == MOST_RANGES) {
                file->whole = 1;
            } else {
                if (file->count == file->room) {
                    file->room = file->room ? 2 * file->room : 16;
                    file->ranges = realloc(file->ranges, file->room * sizeof *file->ranges);
                }
                file->ranges[file->count++] = (struct range) {from, from + length};
            }
        }
        pthread_mutex_unlock(&lock);
    }
    errno = before;
}

/* --- names --- */

static void note(int kind, const char *from, const char *to, off_t size) {
    struct name *name = calloc(1, sizeof *name);
    name->kind = kind;
    name->size = size;
    name->from = strdup(from);
    name->to = to ? strdup(to) : NULL;
    *names_end = name;
    names_end = &name->next;
    state->names_pending++;
}
static void empty(const char *path) {
    int file = real_open64(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0) close(file);
}
static void keep_names(void) {
    char one[PATH_MAX], other[PATH_MAX];
    for (struct name *name = names; name;) {
        struct stat found;
        twin(name->from, one);
        if (name->kind == REMOVED) {
            real_remove(one);
        } else if (name->kind == CUT) {
            if (stat(one, &found) == 0 && found.st_size > name->size) truncate(one, name->size);
        } else {
            twin(name->to, other);
            make_parents(other);
            if (stat(one, &found) == 0) real_rename(one, other);
            else if (stat(name->to, &found) == 0 && S_ISREG(found.st_mode)) empty(other);
        }
        struct name *next = name->next;
        free(name->from);
        free(name->to);
        free(name);
        name = next;
    }
    names = NULL;
    names_end = &names;
    state->names_pending = 0;
}

/* --- forcing --- */

static void copy(int from, int to, off_t begin, off_t end) {
    static char buffer[1 << 20];
    static const char zero[BLOCK];
    while (begin < end) {
        ssize_t want = end - begin < (off_t) sizeof buffer ? end - begin : (off_t) sizeof buffer;
        ssize_t got = pread64(from, buffer, want, begin);
        if (got <= 0) return;
        for (ssize_t at = 0; at < got; at += BLOCK) {
            ssize_t part = got - at < BLOCK ? got - at : BLOCK;
            char there[BLOCK];
            int hole = memcmp(buffer + at, zero, part) == 0
                    && (pread64(to, there, part, begin + at) != part || memcmp(there, zero, part) == 0);
            if (!hole) real_pwrite64(to, buffer + at, part, begin + at);
        }
        begin += got;
        state->bytes += got;
    }
}
/* Takes over ranges of a file, or what was written to it when there is no range. */
static void keep(const char *path, ino_t ino, off_t size, const struct range *only) {
    char other[PATH_MAX];
    twin(path, other);
    make_parents(other);
    int from = real_open64(path, O_RDONLY);
    int to = real_open64(other, O_RDWR | O_CREAT, 0600);
    struct file *file = file_of(ino, 1);
    struct stat kept;
    if (from >= 0 && to >= 0) {
        if (fstat(to, &kept) == 0 && kept.st_size != size) real_ftruncate64(to, size);
        if (only && !file->whole) {
            copy(from, to, only->from, only->to < size ? only->to : size);
        } else {
            int mapped = 0;
            for (struct map *map = maps; map; map = map->next) mapped |= map->ino == ino;
            if (file->whole || mapped) copy(from, to, 0, size);
            else for (int i = 0; i < file->count; i++) copy(from, to, file->ranges[i].from, file->ranges[i].to);
            file->whole = 0;
            file->count = 0;
        }
    }
    if (from >= 0) close(from);
    if (to >= 0) close(to);
}
static void force(int fd) {
    struct stat found;
    char path[PATH_MAX];
    int before = errno;
    if (root && fstat(fd, &found) == 0 && path_of(fd, path)) {
        pthread_mutex_lock(&lock);
        keep_names();
        if (S_ISREG(found.st_mode)) keep(path, found.st_ino, found.st_size, NULL);
        state->forces++;
        pthread_mutex_unlock(&lock);
    }
    errno = before;
}

/* --- what the hub calls --- */

int fsync(int fd) { ready(); int result = real_fsync(fd); if (result == 0) force(fd); return result; }
int fdatasync(int fd) { ready(); int result = real_fdatasync(fd); if (result == 0) force(fd); return result; }
int msync(void *at, size_t length, int flags) {
    ready();
    int result = real_msync(at, length, flags);
    int before = errno;
    pthread_mutex_lock(&lock);
    for (struct map *map = result == 0 ? maps : NULL; map; map = map->next) {
        struct stat found;
        if ((char *) at >= map->at && (char *) at < map->at + map->length && stat(map->path, &found) == 0) {
            struct range only = {map->offset + ((char *) at - map->at), 0};
            only.to = only.from + length;
            keep_names();
            keep(map->path, found.st_ino, found.st_size, &only);
            state->forces++;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    errno = before;
    return result;
}
void *mmap64(void *at, size_t length, int access, int flags, int fd, off64_t offset) {
    ready();
    void *result = real_mmap64(at, length, access, flags, fd, offset);
    char path[PATH_MAX];
    struct stat found;
    if (root && fd >= 0 && result != MAP_FAILED && (flags & MAP_SHARED) && (access & PROT_WRITE)
            && fstat(fd, &found) == 0 && path_of(fd, path)) {
        struct map *map = calloc(1, sizeof *map);
        *map = (struct map) {NULL, result, length, offset, found.st_ino, strdup(path)};
        pthread_mutex_lock(&lock);
        map->next = maps;
        maps = map;
        pthread_mutex_unlock(&lock);
    }
    return result;
}
void *mmap(void *at, size_t length, int access, int flags, int fd, off_t offset) {
    return mmap64(at, length, access, flags, fd, offset);
}
int munmap(void *at, size_t length) {
    ready();
    pthread_mutex_lock(&lock);
    for (struct map **map = &maps; *map; map = &(*map)->next) {
        if ((*map)->at == at) {
            struct map *gone = *map;
            *map = gone->next;
            free(gone->path);
            free(gone);
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    return real_munmap(at, length);
}
ssize_t write(int fd, const void *bytes, size_t length) {
    ready();
    ssize_t result = real_write(fd, bytes, length);
    wrote(fd, -1, result);
    return result;
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    ready();
    ssize_t result = real_pwrite64(fd, bytes, length, at);
    wrote(fd, at, result);
    return result;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
    ready();
    ssize_t result = real_writev(fd, parts, count);
    wrote(fd, -1, result);
    return result;
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
    ready();
    ssize_t result = real_pwritev64(fd, parts, count, at);
    wrote(fd, at, result);
    return result;
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return pwritev64(fd, parts, count, at); }
int ftruncate64(int fd, off64_t size) {
    ready();
    struct stat found;
    char path[PATH_MAX];
    int shorter = root && fstat(fd, &found) == 0 && found.st_size > size && path_of(fd, path);
    int result = real_ftruncate64(fd, size);
    if (shorter && result == 0) {
        pthread_mutex_lock(&lock);
        note(CUT, path, NULL, size);
        pthread_mutex_unlock(&lock);
    }
    return result;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
static void opened(const char *path, int flags, int result) {
    if (result >= 0 && (flags & O_TRUNC) && below(path)) {
        pthread_mutex_lock(&lock);
        note(CUT, path, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
}
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        ready(); \
        va_list more; \
        va_start(more, flags); \
        int mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(more, int) : 0; \
        va_end(more); \
        int result = real_##name(path, flags, mode); \
        opened(path, flags, result); \
        return result; \
    }
OPEN(open)
OPEN(open64)
int rename(const char *from, const char *to) {
    ready();
    int result = real_rename(from, to);
    if (result == 0 && below(from) && below(to)) {
        pthread_mutex_lock(&lock);
        note(RENAMED, from, to, 0);
        for (struct map *map = maps; map; map = map->next) {
            if (strcmp(map->path, from) == 0) {
                free(map->path);
                map->path = strdup(to);
            }
        }
        pthread_mutex_unlock(&lock);
    }
    return result;
}
static int gone(const char *path, int result) {
    if (result == 0 && below(path)) {
        pthread_mutex_lock(&lock);
        note(REMOVED, path, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
    return result;
}
int unlink(const char *path) { ready(); return gone(path, real_unlink(path)); }
int remove(const char *path) { ready(); return gone(path, real_remove(path)); }
