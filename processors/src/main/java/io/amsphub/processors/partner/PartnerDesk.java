package io.amsphub.processors.partner;

import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.PartnerQueues;
import io.amsphub.processors.port.Partners;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the operator does with partner systems. Must be called in a unit of work. */
public final class PartnerDesk {

    private final Partners partners;
    private final Credentials credentials;
    private final PartnerQueues queues;
    private final Events events;
    private final Journal journal;

    /** Brings together what the operator touches. */
    public PartnerDesk(
            Partners partners, Credentials credentials, PartnerQueues queues, Events events, Journal journal) {
        this.partners = partners;
        this.credentials = credentials;
        this.queues = queues;
        this.events = events;
        this.journal = journal;
    }

    /** A partner and the secret that it signs in with, which is shown once. */
    public record Registered(Partner partner, String secret) {}

    /** What is said of a partner when it is registered. */
    public record NewPartner(
            String name,
            String organisation,
            @Nullable Set<Role> roles,
            @Nullable Integer requestsPerMinute,
            @Nullable Boolean events,
            @Nullable Boolean dropFolder,
            @Nullable SftpServer sftp) {}

    /** The ways of talking of a partner, as they are to be from now on. */
    public record Ways(
            @Nullable Integer requestsPerMinute,
            @Nullable Boolean events,
            @Nullable Boolean dropFolder,
            @Nullable SftpServer sftp) {}

    /** Registers a partner, makes its queues and its credential; one that exists keeps all but its secret. */
    public Registered register(NewPartner wanted, Principal who) {
        Partner partner = partners.find(wanted.name()).orElseGet(() -> add(wanted, who));
        if (!partner.usable()) {
            throw notUsable(partner);
        }
        queues.ensure(partner.queues());
        return new Registered(partner, credentials.issue(partner.principal()));
    }

    private static HubException notUsable(Partner partner) {
        return new HubException(
                FailureCode.PARTNER_NOT_USABLE,
                "partner " + partner.name() + " is " + partner.registration(),
                null,
                "qualify it first; a retired one is registered under another name");
    }

    private Partner add(NewPartner wanted, Principal who) {
        Set<Role> roles = wanted.roles() == null ? Set.of(Role.USER) : wanted.roles();
        Partner added = partners.add(new Partner(
                wanted.name(),
                wanted.organisation(),
                roles,
                wanted.requestsPerMinute(),
                !Boolean.FALSE.equals(wanted.events()),
                Boolean.TRUE.equals(wanted.dropFolder()),
                wanted.sftp(),
                Registration.QUALIFIED,
                0));
        partners.setTold(added.name(), events.newest());
        journal.began(entry(added, who, "registered"), added.registration());
        return added;
    }

    /** Changes the ways of talking of a partner; what is not said is as for a new one. */
    public Partner change(Partner partner, Ways ways, Principal who) {
        journal.noted(entry(partner, who, "changed"), partner.registration());
        return partners.update(partner.with(
                ways.requestsPerMinute(),
                !Boolean.FALSE.equals(ways.events()),
                Boolean.TRUE.equals(ways.dropFolder()),
                ways.sftp()));
    }

    /**
     * Suspends, qualifies or retires a partner. One that is not qualified loses its credential at once, and a
     * second later its connections; its queues stay. After it is qualified again it is registered again for a new secret.
     */
    public Partner setRegistration(Partner partner, Registration next, Principal who, String reason) {
        journal.moved(Registration.TRANSITIONS, entry(partner, who, reason), partner.registration(), next);
        Partner stored = partners.update(partner.withRegistration(next));
        if (!stored.usable()) {
            credentials.revoke(partner.userName());
        }
        return stored;
    }

    private static Journal.Entry entry(Partner partner, Principal who, String why) {
        return new Journal.Entry("partner", partner.name(), partner.organisation(), partner.name(), who, why);
    }
}
