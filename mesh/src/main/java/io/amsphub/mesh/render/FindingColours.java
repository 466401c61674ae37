package io.amsphub.mesh.render;

import io.amsphub.mesh.check.FindingKind;

/** The colour in which a kind of finding is marked, the same in pictures and in GLB. */
public final class FindingColours {

    private FindingColours() {}

    /** Returns the colour as 0xRRGGBB; related kinds have related colours. */
    public static int of(FindingKind kind) {
        return switch (kind) {
            case OPEN_EDGE -> 0xE03131;
            case HOLE -> 0xB3123C;
            case CRACK -> 0xF06595;
            case SELF_INTERSECTION -> 0xE8590C;
            case SHELL_INTERSECTION -> 0xF59F00;
            case OVERLAPPING_SHELLS -> 0xFFC34D;
            case NON_MANIFOLD_EDGE -> 0x9C36B5;
            case NON_MANIFOLD_VERTEX -> 0x5F3DC4;
            case INCONSISTENT_WINDING -> 0x1971C2;
            case INVERTED_SHELL -> 0x3B5BDB;
            case INTERNAL_SHELL -> 0x0C8599;
            case CLOSED_CAVITY -> 0x22B8CF;
            case DEGENERATE_FACET, COLLINEAR_FACET, NEEDLE_FACET -> 0x99B80F;
            case DUPLICATE_FACET -> 0x2F9E44;
            case NOISE_SHELL, ZERO_THICKNESS -> 0xA0522D;
            default -> 0x4A7A3A;
        };
    }
}
