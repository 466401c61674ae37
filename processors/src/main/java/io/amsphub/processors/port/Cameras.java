package io.amsphub.processors.port;

import io.amsphub.processors.failure.FailureCode;
import java.io.InputStream;

/** The cameras that look at machines. */
public interface Cameras {

    /** The label of a machine that holds the address of its camera's picture. */
    String LABEL = "camera";

    /**
     * Takes a picture.
     *
     * @param address where the camera hands out a picture, HTTP or HTTPS
     * @throws io.amsphub.processors.failure.HubException with {@link FailureCode#CAMERA_SILENT} when none comes
     */
    Picture picture(String address);

    /**
     * A picture.
     *
     * @param mediaType JPEG or PNG
     * @param content the bytes
     */
    record Picture(String mediaType, InputStream content) {}
}
