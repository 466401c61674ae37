package io.amsphub.it.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The C library as the hub sees it, bent: a disk that takes its time for each fsync, and a clock that can be set; the
 * monotonic clock stays right, as it does when a clock is set. It is preloaded and steered by a file that is mapped, so that
 * one process can have good and bad times, at no cost in good ones.
 */
final class BentSystem {

    private static final String SOURCE = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <poll.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/time.h>
        #include <time.h>

        struct bend { int64_t clock_s; int32_t least_ms; int32_t most_ms; };
        static struct bend straight;
        static struct bend *bend = &straight;
        static int (*real_clock)(clockid_t, struct timespec *);
        static int (*real_day)(struct timeval *, void *);
        static int (*real_fsync)(int);
        static int (*real_fdatasync)(int);

        __attribute__((constructor)) static void begin(void) {
            real_clock = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
            real_day = (int (*)(struct timeval *, void *)) dlsym(RTLD_NEXT, "gettimeofday");
            real_fsync = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
            real_fdatasync = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
            const char *path = getenv("AMSP_BEND");
            int file = path ? open(path, O_RDONLY) : -1;
            if (file >= 0) {
                void *mapped = mmap(NULL, sizeof(struct bend), PROT_READ, MAP_SHARED, file, 0);
                if (mapped != MAP_FAILED) bend = mapped;
            }
        }
        static void take_time(void) {
            int most = bend->most_ms, least = bend->least_ms;
            if (most > 0) poll(NULL, 0, least + rand() % (most - least + 1));
        }
        int fsync(int fd) { if (!real_fsync) begin(); take_time(); return real_fsync(fd); }
        int fdatasync(int fd) { if (!real_fdatasync) begin(); take_time(); return real_fdatasync(fd); }
        int clock_gettime(clockid_t clock, struct timespec *now) {
            if (!real_clock) begin();
            int result = real_clock(clock, now);
            if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += bend->clock_s;
            return result;
        }
        int gettimeofday(struct timeval *now, void *zone) {
            if (!real_day) begin();
            int result = real_day(now, zone);
            now->tv_sec += bend->clock_s;
            return result;
        }
        """;
    private static final int BYTES = 16;

    private final Path steering;
    private final Path library;
    private final boolean compiled;
    private long clockS;

    BentSystem(Path directory) throws IOException {
        Files.createDirectories(directory);
        steering = Files.write(directory.resolve("bend"), new byte[BYTES]);
        library = directory.resolve("bend.so");
        Path source = Files.writeString(directory.resolve("bend.c"), SOURCE);
        compiled = compiled(source, library);
    }

    /** Makes a library to preload; returns whether there is a compiler that does. */
    static boolean compiled(Path source, Path library) throws IOException {
        return Files.isExecutable(Path.of("/usr/bin/gcc"))
                && SmallDisk.run(
                        "/usr/bin/gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
    }

    /** Returns whether there is a compiler. */
    boolean canBend() {
        return compiled;
    }

    /** Has a hub see it from its next start on. */
    void bend(RunningHub hub) {
        if (compiled) {
            hub.environment("LD_PRELOAD", library.toString());
            hub.environment("AMSP_BEND", steering.toString());
        }
    }

    /** Each fsync takes so long from now on. */
    void slowDisk(int leastMs, int mostMs) throws IOException {
        steer(leastMs, mostMs);
    }

    /** The clock of the hub is so far off from now on. */
    void setClock(long offsetS) throws IOException {
        clockS = offsetS;
        steer(0, 0);
    }

    /** Written over in place: the hub has the file mapped. */
    private void steer(int leastMs, int mostMs) throws IOException {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(clockS)
                .putInt(leastMs)
                .putInt(mostMs)
                .array();
        try (var file = new java.io.RandomAccessFile(steering.toFile(), "rw")) {
            file.write(bytes);
        }
    }
}
