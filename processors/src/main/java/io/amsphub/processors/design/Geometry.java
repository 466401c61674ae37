package io.amsphub.processors.design;

import io.amsphub.processors.catalogue.SizeMm;

/**
 * The measures of a solid that estimates and inspection go by.
 *
 * @param size extents of the bounding box, mm
 * @param volumeMm3 enclosed volume
 * @param areaMm2 surface area
 * @param facets facets of the mesh
 */
public record Geometry(SizeMm size, double volumeMm3, double areaMm2, long facets) {}
