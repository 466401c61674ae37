package io.amsphub.mesh.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The central directory of a zip archive (PKWARE APPNOTE 6.3.10, with zip64), checked before anything is
 * unfolded: number of entries, names, overlapping data, agreement with the local headers.
 *
 * <p>Names stay data: nothing is ever written under them. Those that leave the archive are refused all the
 * same, because nobody sends them by accident.
 */
final class ZipDirectory {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;
    private static final int LONGEST_NAME = 1024;

    private final byte[] file;
    private final ReadLimits limits;

    /** Sizes and places as the central directory gives them; {@code data} is where the stored bytes begin. */
    record Entry(String name, int method, long crc, int stored, long unfolded, int header, int data) {

        boolean isFolder() {
            return name.endsWith("/");
        }
    }

    private ZipDirectory(byte[] file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** Returns the entries in the order of the directory, by lower-case name with a leading slash. */
    static Map<String, Entry> read(byte[] file, ReadLimits limits) throws MeshFormatException {
        return new ZipDirectory(file, limits).read();
    }

    /** Returns the key of a part name: parts are the same whatever the case of their ASCII letters (OPC 6.2.2.3). */
    static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("/") ? lower : "/" + lower;
    }

    /**
     * Returns the unfolded bytes that the directory in the last bytes of a file declares, or -1 when the
     * directory is not wholly there or not readable.
     */
    static long declaredBytes(byte[] tail) {
        int end = findEnd(tail);
        if (end < 0) {
            return -1;
        }
        ZipDirectory directory = new ZipDirectory(tail, ReadLimits.defaults());
        int entries = directory.u16(end + 10);
        long at = end - directory.u32(end + 12);
        long sum = 0;
        for (int i = 0; i < entries; i++) {
            if (at < 0 || at + CENTRAL_LENGTH > end || directory.i32((int) at) != CENTRAL_SIGNATURE) {
                return -1;
            }
            sum += directory.u32((int) at + 24);
            at += CENTRAL_LENGTH
                    + directory.u16((int) at + 28)
                    + directory.u16((int) at + 30)
                    + directory.u16((int) at + 32);
        }
        return sum;
    }

    private Map<String, Entry> read() throws MeshFormatException {
        int end = findEnd(file);
        if (end < 0) {
            throw new MeshFormatException(
                    MeshFault.ZIP_DIRECTORY, "there is no directory at the end of the archive", "byte " + file.length);
        }
        long count = u16(end + 10);
        long offset = u32(end + 16);
        int locator = end - 20;
        if (locator >= 0 && i32(locator) == ZIP64_LOCATOR_SIGNATURE) {
            long end64 = i64(locator + 8);
            if (end64 < 0 || end64 > file.length - 56L || i32((int) end64) != ZIP64_END_SIGNATURE) {
                throw new MeshFormatException(
                        MeshFault.ZIP_DIRECTORY, "the zip64 directory is not where it should be", "byte " + locator);
            }
            count = i64((int) end64 + 32);
            offset = i64((int) end64 + 48);
        }
        if (count < 0 || count > limits.maxZipEntries()) {
            throw new MeshFormatException(
                    MeshFault.PACKAGE_TOO_LARGE,
                    Long.toUnsignedString(count) + " entries are more than the " + limits.maxZipEntries() + " allowed",
                    "byte " + end);
        }
        return readEntries((int) count, offset);
    }

    private Map<String, Entry> readEntries(int count, long offset) throws MeshFormatException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        long at = offset;
        long declared = 0;
        for (int i = 0; i < count; i++) {
            if (at < 0 || at > file.length - CENTRAL_LENGTH || i32((int) at) != CENTRAL_SIGNATURE) {
                throw new MeshFormatException(
                        MeshFault.ZIP_DIRECTORY,
                        "entry " + i + " of " + count + " is not in the directory",
                        "byte " + at);
            }
            Entry entry = readEntry((int) at);
            declared += entry.unfolded();
            if (declared > limits.maxUnzippedBytes()) {
                throw new MeshFormatException(
                        MeshFault.PACKAGE_TOO_LARGE,
                        "the parts unfold to more than the " + limits.maxUnzippedBytes() + " bytes allowed",
                        "byte " + at);
            }
            if (entries.putIfAbsent(key(entry.name()), entry) != null) {
                throw new MeshFormatException(
                        MeshFault.ZIP_OVERLAP,
                        "two entries are called " + MeshFormatException.quote(entry.name()),
                        "byte " + at);
            }
            at += CENTRAL_LENGTH + u16((int) at + 28) + u16((int) at + 30) + u16((int) at + 32);
        }
        checkOverlap(new ArrayList<>(entries.values()));
        return entries;
    }

    private Entry readEntry(int at) throws MeshFormatException {
        int flags = u16(at + 8);
        int method = u16(at + 10);
        int nameLength = u16(at + 28);
        int extraLength = u16(at + 30);
        if (nameLength > LONGEST_NAME || at + CENTRAL_LENGTH + nameLength + extraLength > file.length) {
            throw new MeshFormatException(
                    MeshFault.ZIP_NAME, "a name of " + nameLength + " bytes is too long", "byte " + at);
        }
        String name = new String(file, at + CENTRAL_LENGTH, nameLength, StandardCharsets.UTF_8).replace('\\', '/');
        checkName(name, at);
        if ((flags & 1) != 0 || (method != 0 && method != 8)) {
            throw new MeshFormatException(
                    MeshFault.ZIP_METHOD,
                    MeshFormatException.quote(name)
                            + ((flags & 1) != 0 ? " is encrypted" : " is packed by method " + method),
                    "byte " + at);
        }
        long[] sizes = {u32(at + 24), u32(at + 20), u32(at + 42)};
        fromZip64(sizes, at + CENTRAL_LENGTH + nameLength, extraLength);
        int data = dataOffset(sizes[2], at, nameLength);
        if (sizes[0] < 0 || sizes[1] < 0 || sizes[1] > file.length - data) {
            throw new MeshFormatException(
                    MeshFault.TRUNCATED,
                    MeshFormatException.quote(name) + " goes beyond the end of the file",
                    "byte " + at);
        }
        return new Entry(name, method, u32(at + 16), (int) sizes[1], sizes[0], (int) sizes[2], data);
    }

    /** Takes unfolded size, stored size and offset from the zip64 field, in this order, where they say so. */
    private void fromZip64(long[] sizes, int extra, int extraLength) {
        for (int at = extra; at + 4 <= extra + extraLength; at += 4 + u16(at + 2)) {
            if (u16(at) == 1) {
                int value = at + 4;
                for (int i = 0; i < 3; i++) {
                    if (sizes[i] == IN_ZIP64 && value + 8 <= extra + extraLength) {
                        sizes[i] = i64(value);
                        value += 8;
                    }
                }
                return;
            }
        }
    }

    private int dataOffset(long header, int at, int nameLength) throws MeshFormatException {
        boolean there = header >= 0
                && header <= file.length - LOCAL_LENGTH - nameLength
                && i32((int) header) == LOCAL_SIGNATURE;
        boolean same = there && u16((int) header + 26) == nameLength;
        for (int i = 0; same && i < nameLength; i++) {
            same = file[(int) header + LOCAL_LENGTH + i] == file[at + CENTRAL_LENGTH + i];
        }
        if (!same) {
            throw new MeshFormatException(
                    MeshFault.ZIP_DIRECTORY,
                    "the directory and the entry at byte " + header + " disagree",
                    "byte " + at);
        }
        long data = header + LOCAL_LENGTH + nameLength + u16((int) header + 28);
        return (int) Math.min(data, file.length);
    }

    private static void checkName(String name, int at) throws MeshFormatException {
        boolean bad = name.isEmpty() || name.startsWith("/") || name.indexOf(':') >= 0;
        for (String segment : name.split("/", -1)) {
            bad |= segment.equals("..") || segment.equals(".") || segment.startsWith("..;");
        }
        if (bad || name.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw new MeshFormatException(
                    MeshFault.ZIP_NAME, MeshFormatException.quote(name) + " is no name for a part", "byte " + at);
        }
    }

    private static void checkOverlap(List<Entry> entries) throws MeshFormatException {
        entries.sort(Comparator.comparingInt(Entry::header));
        long free = 0;
        for (Entry entry : entries) {
            if (entry.header() < free) {
                throw new MeshFormatException(
                        MeshFault.ZIP_OVERLAP,
                        MeshFormatException.quote(entry.name()) + " lies in the bytes of another entry",
                        "byte " + entry.header());
            }
            free = (long) entry.data() + entry.stored();
        }
    }

    /** The end record is the last thing but for a comment of up to 64 KiB. */
    private static int findEnd(byte[] file) {
        ZipDirectory bytes = new ZipDirectory(file, ReadLimits.defaults());
        int least = Math.max(0, file.length - END_LENGTH - 0xFFFF);
        for (int at = file.length - END_LENGTH; at >= least; at--) {
            if (bytes.i32(at) == END_SIGNATURE && at + END_LENGTH + bytes.u16(at + 20) <= file.length) {
                return at;
            }
        }
        return -1;
    }

    private int u16(int at) {
        return (file[at] & 0xFF) | ((file[at + 1] & 0xFF) << 8);
    }

    private int i32(int at) {
        return u16(at) | (u16(at + 2) << 16);
    }

    private long u32(int at) {
        return i32(at) & 0xFFFFFFFFL;
    }

    private long i64(int at) {
        return u32(at) | (u32(at + 4) << 32);
    }
}
