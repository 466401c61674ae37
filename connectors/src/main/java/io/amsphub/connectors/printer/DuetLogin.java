package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's HTTP session with a Duet: begun when a request is refused with 401, because the firmware forgets a
 * session of which it has heard nothing for eight seconds. Boards before 3.5 know the caller by its address
 * and give no key.
 */
final class DuetLogin implements MachineHttp.Signature {

    private static final Logger LOG = LoggerFactory.getLogger(DuetLogin.class);

    private final MachineHttp http;
    private final String password;
    private volatile @Nullable String key;

    DuetLogin(String url, String password) {
        this.http = new MachineHttp(url, (method, path) -> List.of());
        this.password = password;
    }

    @Override
    public List<String> headers(String method, String path) {
        String known = key;
        return known == null ? List.of() : List.of("X-Session-Key", known);
    }

    @Override
    public boolean learn(HttpHeaders unauthorized) {
        try {
            JsonNode answer = http.get("/rr_connect?password=" + MachineHttp.level(password) + "&sessionKey=yes")
                    .json();
            if (answer.path("err").asInt(-1) != 0) {
                LOG.debug("a Duet lets nobody in: {}", answer);
                return false;
            }
            JsonNode given = answer.path("sessionKey");
            key = given.isMissingNode() ? null : given.asText();
            return true;
        } catch (IOException e) {
            LOG.debug("a Duet lets nobody in", e);
            return false;
        }
    }

    /** Ends the session, if there is one: the firmware has few. */
    void end() {
        String known = key;
        if (known == null) {
            return;
        }
        key = null;
        try {
            new MachineHttp(http.base(), (method, path) -> List.of("X-Session-Key", known)).get("/rr_disconnect");
        } catch (IOException e) {
            LOG.debug("a session was not ended; the firmware does so by itself", e);
        }
    }
}
