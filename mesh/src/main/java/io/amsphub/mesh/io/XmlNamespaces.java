package io.amsphub.mesh.io;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which namespace each prefix stands for at this depth. Namespace names are interned: compare by identity. */
final class XmlNamespaces {

    static final String XML = "http://www.w3.org/XML/1998/namespace";

    private String[] prefixes = {"xml", "", "", "", "", "", "", ""};
    private String[] uris = {XML, "", "", "", "", "", "", ""};
    private int count = 1;
    private int[] marks = new int[16];
    private int depth;

    void push() {
        if (depth == marks.length) {
            marks = Arrays.copyOf(marks, 2 * depth);
        }
        marks[depth++] = count;
    }

    void pop() {
        count = marks[--depth];
    }

    void declare(String prefix, String uri) {
        if (count == prefixes.length) {
            prefixes = Arrays.copyOf(prefixes, 2 * count);
            uris = Arrays.copyOf(uris, 2 * count);
        }
        prefixes[count] = prefix;
        uris[count++] = uri.intern();
    }

    /** Returns what the prefix stands for, empty for no namespace, null for a prefix that is not declared. */
    @Nullable
    String find(String prefix) {
        for (int i = count - 1; i >= 0; i--) {
            if (prefixes[i].equals(prefix)) {
                return uris[i];
            }
        }
        return prefix.isEmpty() ? "" : null;
    }
}
