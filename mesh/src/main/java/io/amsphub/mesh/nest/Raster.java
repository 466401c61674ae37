package io.amsphub.mesh.nest;

/** Square cells that are taken or not, 64 to a word; rows from the front, cells from the left. */
final class Raster {

    private static final int WORD = 64;

    final int width;
    final int height;

    /** One word more than a row needs, so that a shifted row can be compared without a look at its end. */
    private final int words;

    private final long[] bits;

    Raster(int width, int height) {
        this.width = width;
        this.height = height;
        words = width / WORD + 2;
        bits = new long[Math.multiplyExact(words, Math.max(0, height))];
    }

    boolean get(int x, int y) {
        return (bits[y * words + x / WORD] >>> (x % WORD) & 1) != 0;
    }

    /** Takes the cells from one to another of a row, both included, as far as there are such cells. */
    void fill(int y, int from, int to) {
        if (y < 0 || y >= height) {
            return;
        }
        int last = Math.min(to, width - 1);
        for (int x = Math.max(0, from); x <= last; ) {
            int end = Math.min(last, x | (WORD - 1));
            long run = -1L >>> (WORD - 1 - (end - x)) << (x % WORD);
            bits[y * words + x / WORD] |= run;
            x = end + 1;
        }
    }

    int count() {
        int count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** Returns whether a row of a mask, moved by x, meets a taken cell of a row of this. */
    boolean meets(Raster mask, int row, int x, int y) {
        int from = y * words + x / WORD;
        int shift = x % WORD;
        int maskFrom = row * mask.words;
        int used = (mask.width + WORD - 1) / WORD;
        for (int i = 0; i < used; i++) {
            long word = mask.bits[maskFrom + i];
            long low = word << shift;
            long high = shift == 0 ? 0 : word >>> (WORD - shift);
            if ((bits[from + i] & low) != 0 || (high != 0 && (bits[from + i + 1] & high) != 0)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first cell of a row, from one on, that is taken (or free); the width when there is none. */
    int next(int y, int from, boolean taken) {
        int x = from;
        while (x < width && get(x, y) != taken) {
            x++;
        }
        return x;
    }
}
