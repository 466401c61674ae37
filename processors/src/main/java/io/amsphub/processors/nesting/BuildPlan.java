package io.amsphub.processors.nesting;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be nested, and by which rules.
 *
 * @param amCentre where
 * @param machine name of the machine that it is for; null when any of the centre that is large enough will do
 * @param processCategory decides about the way: by footprint, or by bounding box
 * @param feedstock that all parts are made of
 * @param volume build volume that is nested in, mm
 * @param spacingMm between parts
 * @param marginMm to the sides
 * @param tip whether a part may lie on any side; by bounding box only
 * @param automatic whether a rule of the centre has asked for it, and not a person
 * @param candidates ids of the jobs that are looked at, in the order of the queue
 */
public record BuildPlan(
        String amCentre,
        @Nullable String machine,
        ProcessCategory processCategory,
        String feedstock,
        SizeMm volume,
        double spacingMm,
        double marginMm,
        boolean tip,
        boolean automatic,
        List<String> candidates) {

    /** Copies the list. */
    public BuildPlan {
        candidates = List.copyOf(candidates);
    }
}
