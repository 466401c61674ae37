package io.amsphub.processors.catalogue;

/** A place on earth, in degrees. */
public record Location(double latitude, double longitude) {

    private static final double EARTH_RADIUS_KM = 6371;

    /** Checks the ranges. */
    public Location {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("latitude is -90 to 90 degrees, longitude -180 to 180");
        }
    }

    /** Returns the distance along the great circle in km (haversine, a sphere of 6371 km). */
    public double kilometresTo(Location other) {
        double sinLatitude = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
        double sinLongitude = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double share = sinLatitude * sinLatitude
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(other.latitude))
                        * sinLongitude
                        * sinLongitude;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(share)));
    }
}
