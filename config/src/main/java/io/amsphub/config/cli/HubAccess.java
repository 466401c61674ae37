package io.amsphub.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.HubSettings;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.tls.HubTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** How commands reach the hub of a data directory. */
final class HubAccess {

    private HubAccess() {}

    /**
     * Returns a client that acts as the first operator.
     *
     * @throws CommandFailure when the secret is not at hand
     */
    static HubClient client(Path data, HubSettings settings) throws IOException {
        String secret = Optional.ofNullable(System.getenv("HUB_SECRET"))
                .filter(s -> !s.isBlank())
                .orElse(FirstCredentials.secret(settings.shared()));
        if (secret.isEmpty()) {
            throw new CommandFailure(
                    HubCommand.REFUSED, "the operator's secret is not in " + data + "; set HUB_SECRET to it");
        }
        return new HubClient(
                settings.http().publicUrl(),
                FirstCredentials.OPERATOR,
                secret,
                settings.tls().on() ? HubTls.client(data) : null);
    }

    /**
     * Returns the body of an answer.
     *
     * @throws CommandFailure with the problem, when it is not a success
     */
    static JsonNode require(HubClient.Answer answer) {
        if (answer.status() >= 300) {
            JsonNode problem = answer.body();
            throw new CommandFailure(
                    HubCommand.REFUSED,
                    problem.path("code").asText("HTTP " + answer.status()) + " "
                            + problem.path("title").asText("") + ": "
                            + problem.path("detail").asText("") + "\n     remedy: "
                            + problem.path("remedy").asText(""));
        }
        return answer.body();
    }
}
