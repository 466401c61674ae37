package io.amsphub.mesh.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A name as written, prefix and all. There is one object a spelling, so names compare by identity. */
record XmlName(String prefix, String local) {

    String qualified() {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    /** The spellings met so far, found by their bytes without making a string. */
    static final class Table {

        private static final int MOST_NAMES = 4096;

        private byte[][] spellings = new byte[64][];
        private XmlName[] names = new XmlName[64];
        private int count;

        /** Returns the name in the bytes, or null when it is not a name or there are too many. */
        @org.jspecify.annotations.Nullable
        XmlName find(byte[] bytes, int from, int to) {
            int mask = names.length - 1;
            int slot = hash(bytes, from, to) & mask;
            while (names[slot] != null) {
                if (Arrays.equals(spellings[slot], 0, spellings[slot].length, bytes, from, to)) {
                    return names[slot];
                }
                slot = (slot + 1) & mask;
            }
            XmlName name = parse(bytes, from, to);
            if (name == null || count >= MOST_NAMES) {
                return null;
            }
            put(slot, Arrays.copyOfRange(bytes, from, to), name);
            return name;
        }

        private void put(int slot, byte[] spelling, XmlName name) {
            spellings[slot] = spelling;
            names[slot] = name;
            if (++count * 2 > names.length) {
                byte[][] oldSpellings = spellings;
                XmlName[] oldNames = names;
                spellings = new byte[2 * oldNames.length][];
                names = new XmlName[2 * oldNames.length];
                for (int i = 0; i < oldNames.length; i++) {
                    if (oldNames[i] != null) {
                        int free = hash(oldSpellings[i], 0, oldSpellings[i].length) & (names.length - 1);
                        while (names[free] != null) {
                            free = (free + 1) & (names.length - 1);
                        }
                        spellings[free] = oldSpellings[i];
                        names[free] = oldNames[i];
                    }
                }
            }
        }

        private static int hash(byte[] bytes, int from, int to) {
            int hash = 17;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + bytes[i];
            }
            return hash ^ (hash >>> 15);
        }

        @org.jspecify.annotations.Nullable
        private static XmlName parse(byte[] bytes, int from, int to) {
            if (!isName(bytes, from, to)) {
                return null;
            }
            String spelling = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            int colon = spelling.indexOf(':');
            if (colon < 0) {
                return new XmlName("", spelling.intern());
            }
            String local = spelling.substring(colon + 1);
            byte[] rest = local.getBytes(StandardCharsets.UTF_8);
            boolean good = colon > 0 && local.indexOf(':') < 0 && isName(rest, 0, rest.length);
            return good ? new XmlName(spelling.substring(0, colon), local.intern()) : null;
        }

        /** Letters, digits and the like; beyond ASCII every character is taken, which is a little too many. */
        private static boolean isName(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                byte b = bytes[i];
                boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || b < 0;
                boolean inner = (b >= '0' && b <= '9') || b == '-' || b == '.' || b == ':';
                if (!letter && (i == from || !inner)) {
                    return false;
                }
            }
            return to > from;
        }
    }
}
