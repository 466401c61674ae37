package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;

/** A solid as a tree of booleans (constructive solid geometry) with meshes as leaves. */
public sealed interface SolidTree {

    /** A solid that is there. */
    record Part(TriangleMesh mesh) implements SolidTree {}

    /** What is in any of the solids. */
    record Union(List<SolidTree> of) implements SolidTree {
        /** Copies the list. */
        public Union {
            of = List.copyOf(of);
        }
    }

    /** What is in a solid and in none of the tools. */
    record Difference(SolidTree from, List<SolidTree> tools) implements SolidTree {
        /** Copies the list. */
        public Difference {
            tools = List.copyOf(tools);
        }
    }

    /** What is in both solids. */
    record Intersection(SolidTree first, SolidTree second) implements SolidTree {}

    /** Returns a leaf. */
    static SolidTree part(TriangleMesh mesh) {
        return new Part(mesh);
    }

    /** Returns this solid with others. */
    default SolidTree with(SolidTree... others) {
        return others.length == 0 ? this : new Union(concat(this, others));
    }

    /** Returns this solid without tools. */
    default SolidTree without(SolidTree... tools) {
        return tools.length == 0 ? this : new Difference(this, List.of(tools));
    }

    /** Returns what this solid and another share. */
    default SolidTree within(SolidTree other) {
        return new Intersection(this, other);
    }

    private static List<SolidTree> concat(SolidTree first, SolidTree... others) {
        List<SolidTree> all = new java.util.ArrayList<>(List.of(others));
        all.add(0, first);
        return all;
    }
}
