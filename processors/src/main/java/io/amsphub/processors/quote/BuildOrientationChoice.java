package io.amsphub.processors.quote;

/** Which way up a part is built. */
public enum BuildOrientationChoice {
    /** As the model lies. */
    AS_MODELLED,
    /** The way up that needs the least time, support and scars, searched for by the hub. */
    BEST
}
