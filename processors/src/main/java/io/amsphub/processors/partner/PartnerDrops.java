package io.amsphub.processors.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.api.Admission;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.PartnerFolders;
import io.amsphub.processors.port.PartnerMappings;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands out of the drop folders of partners. Each look carries a drop as far as it goes: everything is done
 * under keys that come of the partner, the name and the content, and is answered from the store of replies when it was
 * done before. So a drop that is looked at again, after a second or after a crash, orders nothing twice.
 */
public final class PartnerDrops {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerDrops.class);
    private static final int MOST_PARTNERS = 1_000;
    private static final int DIGITS = 32;
    private static final int MOST_FAILURES = 8;
    private static final Set<FailureCode> PASSING = EnumSet.of(
            FailureCode.QUOTA_EXCEEDED, FailureCode.TOO_BUSY, FailureCode.CONCURRENT_CHANGE, FailureCode.INTERNAL);

    private final Partners partners;
    private final PartnerFolders folders;
    private final PartnerMappings mappings;
    private final CommandExecution execution;
    private final ModelOrdering ordering;
    private final Admission quota;
    private final UnitOfWork unitOfWork;
    private final Clock clock;
    private final Set<String> admitted = new HashSet<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** Brings together what collecting needs. */
    public PartnerDrops(
            Partners partners,
            PartnerFolders folders,
            PartnerMappings mappings,
            CommandExecution execution,
            Admission quota,
            UnitOfWork unitOfWork,
            Clock clock) {
        this.partners = partners;
        this.folders = folders;
        this.mappings = mappings;
        this.execution = execution;
        this.ordering = new ModelOrdering(execution, folders);
        this.quota = quota;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Looks into the folders of all partners once. What the hub itself fails at is tried again the next time. */
    public synchronized void collect() {
        for (Partner partner : unitOfWork.call(() -> partners.usable(MOST_PARTNERS))) {
            if (partner.dropFolder() || partner.sftp() != null) {
                try {
                    for (String drop : folders.drops(partner)) {
                        look(partner, drop);
                    }
                } catch (IOException | UncheckedIOException e) {
                    LOG.warn("the drop folder of {} cannot be used: {}", partner.name(), e.toString());
                }
            }
        }
    }

    private void look(Partner partner, String drop) throws IOException {
        PartnerCommand command = null;
        String key = partner.name() + "/" + drop;
        try {
            if (!admitted.contains(key)) {
                quota.admit(partner.principal());
                admitted.add(key);
            }
            command = read(partner, drop);
            Optional<HttpReply> reply = ModelOrdering.OPERATION.equals(command.operation())
                    ? ordering.advance(partner, drop, command)
                    : Optional.of(execution.perform(partner, command));
            if (reply.isPresent()) {
                folders.finish(partner, drop, Json.write(PartnerReply.of(command, reply.get(), clock.instant())));
                forget(key);
            }
            failures.remove(key);
        } catch (HubException refusal) {
            refuse(partner, drop, command, refusal);
        } catch (UncheckedIOException | AwayException e) {
            throw e;
        } catch (RuntimeException e) {
            fail(partner, drop, command, e);
        }
    }

    /** The hub fails at a drop: it is tried again some times, and holds up no other. */
    private void fail(Partner partner, String drop, @Nullable PartnerCommand command, RuntimeException failure)
            throws IOException {
        int times = failures.merge(partner.name() + "/" + drop, 1, Integer::sum);
        LOG.error("failed at {} of {} for the {}. time", drop, partner.name(), times, failure);
        if (times >= MOST_FAILURES) {
            setAside(
                    partner,
                    drop,
                    command,
                    new HubException(
                            FailureCode.INTERNAL,
                            "the hub failed at this drop " + times + " times",
                            null,
                            "tell the operator, or drop it again later"));
        }
    }

    private void refuse(Partner partner, String drop, @Nullable PartnerCommand command, HubException refusal)
            throws IOException {
        if (PASSING.contains(refusal.failureCode())) {
            LOG.debug("{} of {} waits: {}", drop, partner.name(), refusal.getMessage());
            return;
        }
        setAside(partner, drop, command, refusal);
    }

    private void setAside(Partner partner, String drop, @Nullable PartnerCommand command, HubException refusal)
            throws IOException {
        folders.quarantine(partner, drop, Json.write(PartnerReply.refusal(command, refusal, clock.instant())));
        forget(partner.name() + "/" + drop);
        LOG.warn("set {} of {} aside: {}", drop, partner.name(), refusal.getMessage());
    }

    private void forget(String key) {
        admitted.remove(key);
        failures.remove(key);
        ordering.forget(key);
    }

    /** A document need not bring an id: it has that of partner, name and content. */
    private PartnerCommand read(Partner partner, String drop) throws IOException {
        String text = folders.document(partner, drop);
        JsonNode envelope = mappings.command(partner, text);
        String id = "drop-"
                + Secrets.sha256(partner.name() + "\n" + drop + "\n" + text).substring(0, DIGITS);
        return PartnerCommand.read(envelope, id);
    }
}
