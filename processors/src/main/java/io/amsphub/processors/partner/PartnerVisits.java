package io.amsphub.processors.partner;

import io.amsphub.processors.port.PartnerServers;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes to the servers of partners, one after the other. A server that cannot be used is left alone for a while, longer
 * each time, so that it does not hold up the others.
 */
public final class PartnerVisits {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerVisits.class);
    private static final int MOST_PARTNERS = 1_000;
    private static final int MOST_SKIPPED = 32;

    private final Partners partners;
    private final PartnerServers servers;
    private final UnitOfWork unitOfWork;
    private final Map<String, Pause> pauses = new HashMap<>();

    /** Visits by the registry of partners. */
    public PartnerVisits(Partners partners, PartnerServers servers, UnitOfWork unitOfWork) {
        this.partners = partners;
        this.servers = servers;
        this.unitOfWork = unitOfWork;
    }

    /** How many visits are left out, of how many. */
    private record Pause(int left, int length) {}

    /** Visits all servers once. */
    public synchronized void visit() {
        for (Partner partner : unitOfWork.call(() -> partners.usable(MOST_PARTNERS))) {
            if (partner.sftp() != null && !paused(partner)) {
                visit(partner);
            }
        }
    }

    private void visit(Partner partner) {
        try {
            servers.exchange(partner);
            pauses.remove(partner.name());
        } catch (IOException | UncheckedIOException e) {
            Pause before = pauses.get(partner.name());
            int length = before == null ? 1 : Math.min(before.length() * 2, MOST_SKIPPED);
            pauses.put(partner.name(), new Pause(length, length));
            LOG.warn("{}", e.getMessage());
        }
    }

    private boolean paused(Partner partner) {
        Pause pause = pauses.get(partner.name());
        if (pause == null || pause.left() == 0) {
            return false;
        }
        pauses.put(partner.name(), new Pause(pause.left() - 1, pause.length()));
        return true;
    }
}
