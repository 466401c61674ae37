package io.amsphub.config.simulator.protocol;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The file of a print command.
 *
 * @param uri http or https
 * @param authorization value of the Authorization header, if one is wanted
 * @param sha256 SHA-256 in lower-case hexadecimal digits
 * @param bytes exact length
 * @param mediaType model/stl, model/3mf or text/x.gcode
 */
public record PrintFile(URI uri, @Nullable String authorization, String sha256, long bytes, String mediaType) {}
