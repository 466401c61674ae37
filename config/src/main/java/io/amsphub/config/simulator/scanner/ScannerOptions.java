package io.amsphub.config.simulator.scanner;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a scanner is simulated.
 *
 * @param broker host and port
 * @param centre the AM centre
 * @param scanner its name there
 * @param password its secret at the hub
 * @param model the part as a binary STL; null to fetch what the command names
 * @param view how the part is seen
 * @param claimFirst whether the claim check is sent before the file
 * @param times how often claim check and file are sent
 * @param corrupt whether the first file that is sent is damaged
 * @param dropFolder where files are put; null to send them by HTTP
 */
record ScannerOptions(
        InetSocketAddress broker,
        String centre,
        String scanner,
        String password,
        @Nullable Path model,
        CloudMaker.View view,
        boolean claimFirst,
        int times,
        boolean corrupt,
        @Nullable Path dropFolder) {

    String user() {
        return centre + "/scanner/" + scanner;
    }

    String topicRoot() {
        return "amsp/v1/" + user();
    }
}
