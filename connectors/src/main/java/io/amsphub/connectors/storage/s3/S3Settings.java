package io.amsphub.connectors.storage.s3;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where contents are kept, when it is not the data directory. Holds no secret.
 *
 * @param endpoint the address of the store
 * @param bucket the bucket, which is there already
 * @param region what requests are signed for
 * @param accessKeyFile the file of the access key
 * @param secretKeyFile the file of the secret key
 * @param pathStyle whether the bucket is in the path of the address and not in its host
 */
public record S3Settings(
        URI endpoint, String bucket, String region, Path accessKeyFile, Path secretKeyFile, boolean pathStyle) {

    /** Returns the place in words. */
    public String place() {
        return "bucket " + bucket + " at " + endpoint;
    }
}
