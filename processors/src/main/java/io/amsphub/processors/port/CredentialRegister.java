package io.amsphub.processors.port;

import io.amsphub.processors.identity.Principal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What credentials there are, without their secrets. */
public interface CredentialRegister {

    /** Returns credentials by name; filters: {@code role}. */
    Page<Known> page(PageRequest request);

    /** Returns the credential of a principal. */
    Optional<Known> find(String name);

    /**
     * A credential.
     *
     * @param principal who comes in with it, and with what grant
     * @param createdAt when its secret was made; null when that was not kept
     * @param lastUsedAt when it was last used, to about a minute; null for never
     */
    record Known(
            Principal principal,
            @Nullable Instant createdAt,
            @Nullable Instant lastUsedAt) {}
}
