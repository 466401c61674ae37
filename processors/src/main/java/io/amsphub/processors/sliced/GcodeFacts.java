package io.amsphub.processors.sliced;

import io.amsphub.processors.catalogue.SizeMm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a G-code file says of itself, in the comments that slicers write at its head and its end, and in its
 * moves. What it does not say is null.
 *
 * @param slicer name and version of the program that made it
 * @param printTimeS estimated time, s
 * @param filamentMm length of filament, mm, of all extruders
 * @param filamentMm3 volume of filament, mm3, of all extruders
 * @param filamentG mass of filament, g, of all extruders
 * @param feedstocks kinds of filament that it extrudes, PLA for example; empty when it does not say
 * @param nozzleMm bore of the nozzle, mm
 * @param printer the printer that it was sliced for
 * @param layers number of layers
 * @param bed extents of the build volume that it was sliced for, mm
 * @param space what it needs of a build volume, mm: how far its extruding moves go from the corner of the
 *     bed that it was sliced for, or how far apart they are when it does not say what bed that was
 * @param tools what each tool uses; empty when it does not say
 */
public record GcodeFacts(
        @Nullable String slicer,
        @Nullable Long printTimeS,
        @Nullable Double filamentMm,
        @Nullable Double filamentMm3,
        @Nullable Double filamentG,
        List<String> feedstocks,
        @Nullable Double nozzleMm,
        @Nullable String printer,
        @Nullable Integer layers,
        @Nullable SizeMm bed,
        SizeMm space,
        List<Tool> tools) {

    /** Copies the lists; a record of an older hub has no tools. */
    public GcodeFacts {
        feedstocks = List.copyOf(feedstocks);
        tools = tools == null ? List.of() : List.copyOf(tools);
    }

    /**
     * The filament that one tool uses.
     *
     * @param number of the tool or of the place of the filament, from 0
     * @param feedstock kind of filament
     * @param filamentMm length, mm
     * @param filamentG mass, g
     */
    public record Tool(
            int number,
            @Nullable String feedstock,
            @Nullable Double filamentMm,
            @Nullable Double filamentG) {}
}
