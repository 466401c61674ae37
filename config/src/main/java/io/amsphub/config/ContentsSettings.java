package io.amsphub.config;

import io.amsphub.connectors.storage.s3.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where contents are kept: in the data directory unless an S3-compatible store is named. */
final class ContentsSettings {

    static final Setting ENDPOINT = new Setting(
            "hub.blobs.s3.endpoint",
            "",
            "the address of an S3-compatible store for models and files; empty for the data directory");
    static final Setting BUCKET =
            new Setting("hub.blobs.s3.bucket", "", "the bucket, which must be there, for this hub's contents alone");
    static final Setting REGION =
            new Setting("hub.blobs.s3.region", "us-east-1", "the region that requests to the store are signed for");
    static final Setting ACCESS_KEY_FILE =
            new Setting("hub.blobs.s3.access-key-file", "", "the file with the access key of the store");
    static final Setting SECRET_KEY_FILE =
            new Setting("hub.blobs.s3.secret-key-file", "", "the file with the secret key of the store");
    static final Setting PATH_STYLE = new Setting(
            "hub.blobs.s3.path-style", "true", "whether the bucket is in the path of the address, not in its host");

    private static final URI NOWHERE = URI.create("http://localhost");

    private ContentsSettings() {}

    /** Reads the settings; null when contents are in the data directory. */
    static @Nullable S3Settings read(SettingsReader reader) {
        URI endpoint = reader.url(ENDPOINT, NOWHERE);
        S3Settings settings = new S3Settings(
                endpoint,
                reader.text(BUCKET),
                reader.text(REGION),
                Path.of(reader.text(ACCESS_KEY_FILE)),
                Path.of(reader.text(SECRET_KEY_FILE)),
                reader.flag(PATH_STYLE));
        if (reader.text(ENDPOINT).isEmpty()) {
            return null;
        }
        for (Setting needed : new Setting[] {BUCKET, REGION, ACCESS_KEY_FILE, SECRET_KEY_FILE}) {
            if (reader.text(needed).isEmpty()) {
                reader.error(needed, "is empty, and hub.blobs.s3.endpoint needs it; " + needed.meaning());
            }
        }
        return settings;
    }
}
