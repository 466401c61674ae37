package io.amsphub.connectors.printer;

import io.amsphub.connectors.web.TimedHttp;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Cameras;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Fetches single pictures over HTTP, as cameras of printers hand them out. What comes is a JPEG or a PNG by its own
 * first bytes, whatever the camera calls it, and not larger than 4 MiB; redirections are not followed, so that an
 * address leads where its owner wrote it. Thread safe.
 */
public final class HttpCameras implements Cameras {

    private static final int MOST_BYTES = 4 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Picture picture(String address) {
        byte[] bytes = fetch(uri(address));
        return new Picture(mediaType(bytes), new ByteArrayInputStream(bytes));
    }

    private static URI uri(String address) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            if (scheme != null && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT)) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw silent("its address is none: " + e.getMessage());
        }
        throw silent("its address is not one of HTTP");
    }

    private byte[] fetch(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        try {
            TimedHttp.Answer answer = TimedHttp.send(client, request, MOST_BYTES + 1);
            if (answer.status() != 200) {
                throw silent("it answers " + answer.status());
            }
            if (answer.body().length > MOST_BYTES) {
                throw silent("its picture has more than " + MOST_BYTES + " bytes, or is a film without end");
            }
            return answer.body();
        } catch (HttpTimeoutException e) {
            throw silent("its picture did not come within " + PATIENCE.toSeconds() + " s");
        } catch (IOException e) {
            throw silent("it cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent("the hub stops");
        }
    }

    private static String mediaType(byte[] bytes) {
        if (begins(bytes, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (begins(bytes, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        throw silent("what it sends is neither JPEG nor PNG");
    }

    private static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static HubException silent(String why) {
        return new HubException(
                FailureCode.CAMERA_SILENT,
                "no picture came from the camera: " + why,
                "/place/labels/" + LABEL,
                "give the label the address of a single picture, JPEG or PNG, that the hub can reach");
    }
}
