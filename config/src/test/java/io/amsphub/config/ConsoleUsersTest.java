package io.amsphub.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.console.ConsoleUsers;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Person;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People are at the console as they are at the pages, and are gone from it as soon. */
class ConsoleUsersTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private WholeHub hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private HubClient operator;

    @SuppressWarnings("NullAway.Init") // set before each
    private ConsoleUsers users;

    @BeforeEach
    void start() throws IOException {
        hub = new WholeHub(directory).start();
        operator = hub.operator();
        users = requireNonNull(hub.server().consoleUsers());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private boolean enters(String name, String typed) {
        return users.authenticate(name, typed.toCharArray()).isPresent();
    }

    /** A person whose first password is changed already. */
    private String person(String name, List<String> groups) throws IOException {
        JsonNode given = WholeHub.ok(operator.post(
                "/people", Map.of("name", name, "organisation", "hub", "roles", List.of("AUDITOR"), "groups", groups)));
        String password = given.path("password").asText();
        assertThat(enters(name, password))
                .as("not before the first password is changed")
                .isFalse();
        var store = hub.server().store();
        store.unitOfWork().run(() -> {
            Person known = store.people().get(name);
            store.people().update(known.withPassword(known.passwordHash(), false));
        });
        return password;
    }

    @Test
    void personEntersByPasswordAndLeavesWhenDisabled() throws IOException {
        String password = person("paula", List.of());
        assertThat(users.authenticate("paula", password.toCharArray())).hasValue(Set.of("AUDITOR"));
        assertThat(enters("paula", password + "x")).isFalse();
        assertThat(users.mayStay("paula", Set.of("AUDITOR"))).isTrue();
        assertThat(users.mayStay("paula", Set.of("OPERATOR"))).isFalse();
        WholeHub.ok(operator.send(
                "PUT", "/people/paula/state", BodyPublishers.ofString(Json.write(Map.of("enabled", false)))));
        assertThat(users.mayStay("paula", Set.of("AUDITOR"))).isFalse();
        assertThat(enters("paula", password)).isFalse();
    }

    @Test
    void personOfAGroupOfMachinesDoesNotEnter() throws IOException {
        assertThat(enters("gina", person("gina", List.of("resin")))).isFalse();
    }

    @Test
    void credentialThatIsTakenAwayDoesNotStay() throws IOException {
        Principal watcher = new Principal("watcher", "hub", Set.of(Role.AUDITOR), Grant.WHOLE);
        String secret = hub.server().store().credentials().issue(watcher);
        assertThat(enters("watcher", secret)).isTrue();
        assertThat(users.mayStay("watcher", Set.of("AUDITOR"))).isTrue();
        assertThat(operator.send("DELETE", "/credentials/watcher", BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
        assertThat(users.mayStay("watcher", Set.of("AUDITOR"))).isFalse();
    }
}
