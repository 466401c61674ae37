package io.amsphub.mesh.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader saw besides points and facets: what it left out or had to decide, and the metadata that the
 * file carries. Nothing here changes the mesh.
 *
 * @param polygons polygons as listed in the file, before they were cut into facets; degenerate ones included
 * @param remarks what was left out or decided, in the order of the file, at most one of each kind
 * @param metadata names and values that the file carries, in its order, such as title and designer
 */
public record ModelNotes(long polygons, List<Remark> remarks, Map<String, String> metadata) {

    /** Takes copies that cannot be changed. */
    public ModelNotes {
        remarks = List.copyOf(remarks);
        metadata = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** True when there is a remark of the kind. */
    public boolean has(Kind kind) {
        return remarks.stream().anyMatch(remark -> remark.kind() == kind);
    }

    /** What kind of thing a reader left out or decided. */
    public enum Kind {
        /** The facet count in the header is not that of the file; the file's was taken. */
        WRONG_COUNT,
        /** There are bytes behind the last facet that belong to nothing. */
        TRAILING_BYTES,
        /** Facets carry colour or attribute bytes, which were left out. */
        COLOURS_LEFT_OUT,
        /** Lines, points or free-form surfaces were left out. */
        NON_FACETS_LEFT_OUT,
        /** A polygon with fewer than three corners was left out. */
        POLYGON_LEFT_OUT,
        /** A number is followed by something else; the number was taken. */
        NUMBER_WITH_TAIL,
        /** A concave polygon was cut by ears instead of by a fan. */
        CONCAVE_POLYGON,
        /** The text was in UTF-16 and was transcoded. */
        TRANSCODED,
        /** Objects that are support and not part of the model were left out. */
        SUPPORT_LEFT_OUT,
        /** An object is declared a surface, so it need not bound a volume. */
        SURFACE_OBJECT,
        /** A placement mirrors; the facets were turned so that they face outward again. */
        MIRRORED,
        /** Colours, textures or materials were left out. */
        MATERIALS_LEFT_OUT,
        /** A beam lattice is part of the shape and was left out (3MF beam lattice). */
        BEAM_LATTICE_LEFT_OUT,
        /** The shape is given in slices, which were left out (3MF slice). */
        SLICES_LEFT_OUT,
        /** The package has parts that are encrypted (3MF secure content). */
        SECURE_CONTENT,
        /** Something of an extension that is not understood was left out. */
        EXTENSION_LEFT_OUT
    }

    /**
     * One thing that was left out or decided.
     *
     * @param kind what kind of thing
     * @param what what it was, with figures, for people
     * @param where the place in the input of the first of its kind
     */
    public record Remark(Kind kind, String what, String where) {}

    /** Gathers notes while a file is read. */
    static class Collector {

        private static final int MOST_METADATA = 64;

        private final List<Remark> remarks = new ArrayList<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private long polygons;
        private boolean takesMetadata = true;

        /** Returns a collector whose remarks go here and whose metadata goes nowhere, for inner parts. */
        Collector withoutMetadata() {
            Collector outer = this;
            Collector inner = new Collector() {
                @Override
                void remark(Kind kind, String what, String where) {
                    outer.remark(kind, what, where);
                }
            };
            inner.takesMetadata = false;
            return inner;
        }

        void countPolygons(long more) {
            polygons += more;
        }

        void remark(Kind kind, String what, String where) {
            if (remarks.stream().noneMatch(remark -> remark.kind() == kind)) {
                remarks.add(new Remark(kind, what, where));
            }
        }

        void metadata(String name, String value) {
            if (takesMetadata && metadata.size() < MOST_METADATA) {
                metadata.putIfAbsent(name, value);
            }
        }

        ModelNotes notes() {
            return new ModelNotes(polygons, remarks, metadata);
        }
    }
}
